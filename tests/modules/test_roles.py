"""Rights in ``/cms/`` follow roles: by kind, by place, by day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from lms.people import roles
from lms.people.models import User
from lms.people.models.role import Kind
from modules import facts, local, page_cache, review
from modules.models import AreaPage, Competency, Fact, HomePage, LessonPage, LocalPage, TuntasImage
from modules.packages import import_package
from tests import cast as people
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = [
    pytest.mark.only_on("sqlite"),
    # Wagtail leaves the temporary file of a thumbnail to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
OPEN, CLOSED = 200, 0  # what a stranger to the admin gets is a redirect to its door or back to the first page


@pytest.fixture
def imported(staged: Path) -> Path:
    return staged


@pytest.fixture
def laras(lesson: LessonPage, cast: Cast) -> User:
    """An author of Kota Kediri."""
    user = people._user("laras", "Laras")
    roles.grant(user, Kind.LOCAL_AUTHOR, since=TODAY, on=TODAY, area=cast.kediri)
    return user


@pytest.fixture
def nurse(lesson: LessonPage, cast: Cast) -> User:
    """A nakes who reviews what Kota Kediri adds."""
    user = people._user("nurul", "Nurul")
    roles.grant(user, Kind.REVIEWER, since=TODAY, on=TODAY, area=cast.kediri)
    return user


@pytest.fixture
def leaf(laras: User, cast: Cast) -> LocalPage:
    """What holds in Kota Kediri beside B3."""
    page = LocalPage(title="Ke mana merujuk", lead="Rujuk bila kurang dari {fakta:b3.batas}.", slug="rujukan")
    page.competency = Competency.objects.get(key="B3")
    page.body = LocalPage._meta.get_field("body").stream_block.to_python(
        [{"type": "text", "value": "Hubungi bidan koordinator."}]
    )
    AreaPage.objects.get(place=cast.kediri).add_child(instance=page)
    page.save_revision().publish()
    return page


def status(client: Client, user: User | None, address: str) -> int:
    client.logout()
    if user:
        client.force_login(user)
    code = client.get(address).status_code
    return code if code == OPEN else CLOSED


def test_each_screen_opens_for_whom_it_is_made(
    leaf: LocalPage, lesson: LessonPage, laras: User, nurse: User, cast: Cast, client: Client
):
    everyone = {"budi": cast.budi, "ningsih": cast.ningsih, "admin": cast.admin, "laras": laras, "nurse": nurse}
    strangers = [None, cast.sari, cast.rina, cast.puji, cast.dewi]
    roles.synchronise([*everyone.values(), *filter(None, strangers)], on=TODAY)
    nation, area = lesson.pk, leaf.pk
    every = {"budi", "ningsih", "laras", "nurse", "admin"}
    table = {
        "/cms/": every,
        reverse("review-report"): every,
        reverse("review-page", args=[nation]): every,
        reverse("review-content", args=[nation]): every,
        reverse("review-page", args=[area]): every,
        reverse("wagtailadmin_pages:edit", args=[nation]): {"budi", "ningsih", "admin"},
        reverse("wagtailadmin_pages:edit", args=[area]): every,
        reverse("wagtailadmin_pages:add", args=["modules", "lessonpage", lesson.get_parent().pk]): {"budi", "admin"},
        reverse("wagtailadmin_pages:add", args=["modules", "localpage", leaf.get_parent().pk]): {
            "budi",
            "admin",
            "laras",
        },
        reverse("content-reports"): every,
        reverse("recall-page", args=[nation]): {"budi", "ningsih", "admin"},
        reverse("recall-page", args=[area]): every,
        reverse("wagtailadmin_pages:unpublish", args=[nation]): set(),
        reverse("wagtailadmin_pages:delete", args=[nation]): set(),
        reverse("wagtailimages:add"): {"budi", "admin", "laras"},
        reverse("wagtaildocs:add"): {"budi", "admin", "laras"},
        reverse("wagtailadmin_workflows:index"): set(),
        reverse("wagtailusers_users:index"): set(),
    }
    found = {
        address: {name for name, user in everyone.items() if status(client, user, address) == OPEN} for address in table
    }
    assert found == table
    doors = ["/cms/", reverse("review-page", args=[nation]), reverse("wagtailadmin_pages:edit", args=[nation])]
    assert {status(client, user, door) for user in strangers for door in doors} == {CLOSED}


def test_somebody_elses_area_is_not_there(leaf: LocalPage, cast: Cast, client: Client):
    stranger = people._user("tegar", "Tegar")
    roles.grant(stranger, Kind.LOCAL_AUTHOR, since=TODAY, on=TODAY, area=cast.blitar)
    client.force_login(stranger)
    assert client.get(reverse("review-page", args=[leaf.pk])).status_code == 404
    assert client.get(reverse("review-content", args=[leaf.pk])).status_code == 404
    assert not leaf.permissions_for_user(stranger).can_edit()


def test_a_local_author_gets_a_subtree_and_a_collection_of_her_own(laras: User, lesson: LessonPage, cast: Cast):
    home = AreaPage.objects.get(place=cast.kediri)
    assert (home.title, home.address, home.live) == ("Kota Kediri", "/modul/kota-kediri/", True)
    assert home.permissions_for_user(laras).can_add_subpage()
    assert not home.permissions_for_user(laras).can_publish()
    assert not lesson.permissions_for_user(laras).can_edit()
    policy = policy_registry.get_by_type(get_image_model())
    own = Collection.objects.get(name="35.71 Kota Kediri")
    root = Collection.get_first_root_node()
    assert list(policy.collections_user_has_permission_for(laras, "add")) == [own]
    assert set(policy.collections_user_has_permission_for(laras, "choose")) == {root, own}
    picture = TuntasImage.objects.first()
    assert not policy.user_has_permission_for_instance(laras, "change", picture)


def test_the_place_is_made_once_and_for_every_author_of_the_area(laras: User, cast: Cast):
    other = people._user("mira", "Mira")
    roles.grant(other, Kind.LOCAL_AUTHOR, since=TODAY, on=TODAY, area=cast.kediri)
    assert AreaPage.objects.count() == 1
    assert list(other.groups.all()) == list(laras.groups.all())


def test_a_role_that_ends_takes_admin_and_subtree_along(laras: User, leaf: LocalPage, cast: Cast, client: Client):
    client.force_login(laras)
    assert client.get("/cms/").status_code == 200
    roles.revoke(laras.roles.get(), on=TODAY)
    assert client.get("/cms/").status_code != 200
    laras = User.objects.get(pk=laras.pk)
    assert not laras.groups.exists()
    assert not leaf.permissions_for_user(laras).can_edit()


def test_a_role_that_ends_by_its_day_does_so_with_the_next_run(lesson: LessonPage, cast: Cast):
    guest = people._user("gita", "Gita")
    roles.grant(guest, Kind.LOCAL_AUTHOR, since=TODAY, until=TODAY + timedelta(days=2), on=TODAY, area=cast.kediri)
    roles.synchronise_all(on=TODAY + timedelta(days=1))
    assert guest.groups.count() == 2
    roles.synchronise_all(on=TODAY + timedelta(days=2))
    assert not guest.groups.exists()


def test_a_leaf_reads_with_the_numbers_of_its_area_and_stands_on_the_module(
    leaf: LocalPage, nurse: User, cast: Cast, client: Client
):
    words = {"wording": "Kediri.", "valid_from": date(2025, 1, 1), "source_title": "SK Dinas"}
    Fact.objects.create(key="b3.batas", value="11,8", unit="cm", status="local", area=cast.kediri, **words)
    text = client.get(leaf.address).text
    assert "11,8\u00a0cm" in text
    assert "belum ditelaah tenaga kesehatan" in text
    assert 'href="/modul/kota-kediri/rujukan/"' in client.get("/modul/penimbangan/").text
    assert "Ke mana merujuk" in client.get("/modul/kota-kediri/").text
    review.approve(leaf, reviewer=nurse, now=NOW)
    page_cache.purge_all()
    assert "belum ditelaah" not in client.get(leaf.address).text
    assert [thing.kind for thing in facts.touched("b3.batas")] == ["pelajaran", "lembar daerah", "gambar"]
    leaf.unpublish()
    assert [thing.kind for thing in facts.touched("b3.batas")] == ["pelajaran", "gambar"]


def test_a_nakes_of_an_area_reviews_what_it_adds_and_nothing_of_the_nation(
    leaf: LocalPage, lesson: LessonPage, nurse: User, cast: Cast
):
    with pytest.raises(PermissionDenied):
        review.approve(lesson, reviewer=nurse, now=NOW)
    assert not lesson.permissions_for_user(nurse).can_edit()
    assert leaf.permissions_for_user(nurse).can_edit()
    elsewhere = people._staff("nakes-blitar", "penelaah", area=cast.blitar)
    with pytest.raises(PermissionDenied):
        review.approve(leaf, reviewer=elsewhere, now=NOW)


def test_a_national_update_leaves_the_leaves_of_an_area_alone(
    leaf: LocalPage, imported: object, change: object, client: Client
):
    change("modules/b3/lessons/menyiapkan.yaml", "bisa menyiapkan alat", "bisa menata alat")
    report = import_package(imported, now=NOW)
    assert [line for line in report.lines if "menyiapkan" in line] != []
    kept = LocalPage.objects.get(pk=leaf.pk)
    assert (kept.live, kept.title) == (True, "Ke mana merujuk")


def test_the_list_of_areas_makes_room_for_two_of_one_name(lesson: LessonPage, cast: Cast):
    cast.blitar.name = "Penimbangan"
    cast.blitar.save()
    assert local.ensure_area(cast.blitar).slug == "penimbangan-35-72"
    assert local.ensure_area(cast.blitar).pk == local.ensure_area(cast.blitar).pk


def test_a_role_may_be_given_before_anything_was_imported(cast: Cast):
    roles.grant(cast.tini, Kind.LOCAL_AUTHOR, since=TODAY, on=TODAY, area=cast.kediri)
    assert AreaPage.objects.get().get_parent().get_parent().specific == HomePage.objects.get()


def test_pictures_of_an_area_go_into_its_collection(laras: User, cast: Cast):
    own = local.ensure_collection(cast.kediri)
    picture = TuntasImage.objects.first()
    picture.collection = own
    policy = policy_registry.get_by_type(get_image_model())
    assert policy.user_has_permission_for_instance(laras, "change", picture)
