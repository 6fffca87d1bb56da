"""The screens of roles: who holds what in my reach, giving, ending, links to hand over, and a lost authenticator."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lms.people import invitations, recovery, roles
from lms.people.models import AuditEvent, Invitation, Person, Recovery, Role, User
from tests.cast import Cast
from tests.factories import TODAY
from tests.people.test_staff_sign_in import give_totp

LIST, FIND, NEW = "/kelola/peran/", "/kelola/peran/cari/", "/kelola/peran/baru/"


@pytest.fixture(autouse=True)
def _signed_in_strongly(settings, _as_in_production) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("StrongSignIn")]


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User) -> str:
    return f"/kelola/peran/orang/{user.person.uuid}/"


def told(client: Client, url: str, **data: str) -> str:
    return client.post(url, data, follow=True).content.decode()


def role_data(kind: str, place: str, **more: str) -> dict[str, str]:
    return {"kind": kind, "place": place, "since": timezone.localdate().isoformat(), "last_day": "", **more}


# -- the list ----------------------------------------------------------------------------------------------------------


def test_each_sees_the_roles_inside_her_own_place(cast: Cast):
    dewi, puji, yanti = (as_(user).get(LIST).content.decode() for user in (cast.dewi, cast.puji, cast.yanti))
    assert "Wulan" in dewi
    assert "Wulan" not in puji
    assert "Rina" in puji
    assert "Rina" not in yanti


@pytest.mark.parametrize("name", ["sari", "rina", "budi", "ningsih"])
def test_who_gives_no_roles_has_no_such_pages(cast: Cast, name: str):
    client = as_(getattr(cast, name))
    for url in (LIST, FIND, NEW, page_of(cast.rina), f"{page_of(cast.rina)}beri/"):
        assert client.get(url).status_code == 404


def test_filters_by_kind_by_puskesmas_and_by_end(cast: Cast):
    client = as_(cast.dewi)
    assert names(client.get(LIST, {"peran": "penilai"})) == ["Rina", "Wulan"]
    assert names(client.get(LIST, {"puskesmas": str(cast.balowerti.uuid)})) == ["Rina", "Puji"]
    assert names(client.get(LIST, {"puskesmas": "bukan-uuid"})) == []
    roles.revoke(cast.rina.roles.get(), on=timezone.localdate())
    assert "Rina" not in names(client.get(LIST))
    assert "Rina" in names(client.get(LIST, {"berakhir": "1"}))


def test_a_name_is_searched_by_post_and_stands_in_no_address(cast: Cast):
    found = as_(cast.dewi).post(LIST, {"cari": "wul"})
    assert names(found) == ["Wulan"]
    assert "wul" not in str(AuditEvent.objects.values())


def test_a_look_is_audited(cast: Cast):
    as_(cast.dewi).get(LIST)
    event = AuditEvent.objects.get()
    assert (event.act, event.actor, event.count) == ("roles_seen", cast.dewi, 5)


def test_a_long_list_takes_no_more_queries_than_a_short_one(cast: Cast, django_assert_num_queries):
    def make(number: int) -> None:
        people = Person.objects.bulk_create(Person(name=f"Penilai {i}") for i in range(number))
        users = User.objects.bulk_create(User(username=f"p{p.pk}", person=p) for p in people)
        Role.objects.bulk_create(
            Role(user=u, kind="penilai", puskesmas=cast.balowerti, since=TODAY, granted_by=cast.puji) for u in users
        )

    client = as_(cast.dewi)
    for number in (1, 60):
        make(number)
        with django_assert_num_queries(15):
            assert client.get(LIST).status_code == 200


# -- giving ------------------------------------------------------------------------------------------------------------


def test_dewi_finds_a_kader_and_makes_her_penilai(cast: Cast):
    client = as_(cast.dewi)
    assert f"{page_of(cast.tini)}beri/" in told(client, FIND, cari="Tini")
    url = f"{page_of(cast.tini)}beri/"
    done = client.post(url, role_data("penilai", f"puskesmas:{cast.balowerti.uuid}"))
    assert done.url == page_of(cast.tini)
    assert Role.objects.get(user=cast.tini).granted_by == cast.dewi


def test_yanti_neither_finds_nor_opens_people_of_kediri(cast: Cast):
    client = as_(cast.yanti)
    assert "Tini" not in told(client, FIND, cari="Tin").replace('value="Tin"', "")
    for user in (cast.tini, cast.rina, cast.dewi):
        assert client.get(page_of(user)).status_code == 404
        assert client.post(f"{page_of(user)}beri/", role_data("penilai", "x")).status_code == 404


def test_places_outside_ones_reach_are_no_choice(cast: Cast):
    client = as_(cast.puji)
    form = client.get(f"{page_of(cast.sari)}beri/").context["form"]
    assert form.fields["place"].choices == [
        ("Puskesmas", [(f"puskesmas:{cast.balowerti.uuid}", "Puskesmas Balowerti")])
    ]
    wrong = role_data("penilai", f"puskesmas:{cast.puskesmas_ngletih.uuid}")
    assert client.post(f"{page_of(cast.sari)}beri/", wrong).status_code == 200
    assert not Role.objects.filter(user=cast.sari).exists()


def test_an_administrator_chooses_the_region_first(cast: Cast):
    client = as_(cast.admin)
    url = f"{page_of(cast.rina)}beri/"
    assert [title for title, _ in client.get(url).context["form"].fields["place"].choices] == [
        "",
        "Seluruh Indonesia",
        "Provinsi",
    ]
    inside = dict(client.get(url, {"di": "35.71"}).context["form"].fields["place"].choices)
    assert set(inside) == {"", "Seluruh Indonesia", "Puskesmas", "Kabupaten/kota", "Kecamatan", "Desa/kelurahan"}
    assert as_(cast.dewi).get(url, {"di": "35.72"}).status_code == 404


def test_a_place_is_chosen_and_never_the_widest_by_itself(cast: Cast):
    url = f"{page_of(cast.rina)}beri/"
    answer = as_(cast.admin).post(f"{url}?di=35.71", role_data("dinas", ""))
    assert answer.context["form"].errors["place"]
    assert not Role.objects.filter(user=cast.rina, kind="dinas").exists()


def test_a_role_at_the_wrong_sort_of_place_is_explained_and_nothing_is_lost(cast: Cast):
    url = f"{page_of(cast.tini)}beri/"
    answer = as_(cast.dewi).post(url, role_data("puskesmas", "area:35.71"))
    assert "tempat itu" in answer.content.decode()
    assert answer.context["form"]["kind"].value() == "puskesmas"


def test_somebody_new_is_written_down_with_her_role(cast: Cast):
    who = {"name": " Ratna  Dewi ", "sex": "P", "nip": "19800101 200501 2 001"}
    data = role_data("penilai", f"puskesmas:{cast.balowerti.uuid}", **who)
    assert as_(cast.puji).post(NEW, data).status_code == 302
    assert Person.objects.get(nip="198001012005012001").name == "Ratna Dewi"
    assert "18 angka" in as_(cast.puji).post(NEW, data | {"nip": "123"}).content.decode()


def test_a_new_author_gets_an_invitation_to_print(cast: Cast):
    client = as_(cast.dewi)
    data = role_data("penyusun_lokal", "area:35.71", name="Nur", sex="L", nip="")
    made = client.post(NEW, data, follow=True)
    link = Invitation.objects.get()
    page = made.content.decode()
    assert invitations.address_of(link) in page
    assert invitations.code_of(link) in page
    assert "<svg" in page
    assert "Nur" in client.get(LIST).content.decode()
    for other in (cast.admin, cast.yanti, cast.puji):  # not even those above see another's link
        assert as_(other).get(f"/kelola/peran/undangan/{link.uuid}/").status_code == 404


def test_an_invitation_is_taken_back_by_those_above_only(cast: Cast):
    as_(cast.dewi).post(NEW, role_data("penyusun_lokal", "area:35.71", name="Nur", sex="L", nip=""))
    url = f"/kelola/peran/undangan/{Invitation.objects.get().uuid}/batal/"
    for stranger in (cast.yanti, cast.puji, cast.sari):
        assert as_(stranger).post(url).status_code == 404
    assert as_(cast.admin).post(url).status_code == 302
    assert Invitation.objects.get().revoked_at is not None


# -- ending ------------------------------------------------------------------------------------------------------------


def test_puji_ends_the_role_of_her_penilai_and_lastri_cannot(cast: Cast):
    role = cast.rina.roles.get()
    url, data = f"{page_of(cast.rina)}masa/", {"role": str(role.pk), "akhiri": "1"}
    assert as_(cast.lastri).post(url, data).status_code == 404
    assert "berakhir hari ini" in told(as_(cast.puji), url, **data)
    role.refresh_from_db()
    assert role.until == timezone.localdate()


def test_an_equals_role_is_seen_and_not_ended(cast: Cast):
    roles.grant(cast.tini, "puskesmas", puskesmas=cast.balowerti, since=TODAY, on=TODAY)
    client = as_(cast.puji)
    assert "Akhiri hari ini" not in client.get(page_of(cast.tini)).content.decode()
    data = {"role": str(cast.tini.roles.get().pk), "akhiri": "1"}
    assert "di luar wewenang" in told(client, f"{page_of(cast.tini)}masa/", **data)


def test_a_last_day_is_counted_to_its_end(cast: Cast):
    last = timezone.localdate() + timedelta(days=30)
    data = {"role": str(cast.rina.roles.get().pk), "last_day": last.isoformat()}
    assert "Masa peran diubah" in told(as_(cast.dewi), f"{page_of(cast.rina)}masa/", **data)
    assert cast.rina.roles.get().until == last + timedelta(days=1)
    assert "Tulis tanggal" in told(as_(cast.dewi), f"{page_of(cast.rina)}masa/", **data | {"last_day": "besok"})


def test_a_role_of_another_person_is_not_there(cast: Cast):
    data = {"role": str(cast.wulan.roles.get().pk), "akhiri": "1"}
    assert as_(cast.dewi).post(f"{page_of(cast.rina)}masa/", data).status_code == 404
    assert as_(cast.dewi).post(f"{page_of(cast.rina)}masa/", {"role": "x"}).status_code == 404


# -- help --------------------------------------------------------------------------------------------------------------


def test_a_password_link_is_made_by_who_stands_above(cast: Cast):
    url = f"{page_of(cast.dewi)}sandi/"
    assert "Kata sandi baru untuk Dewi" in told(as_(cast.admin), url)
    assert as_(cast.yanti).post(url).status_code == 404
    assert "di luar wewenang" in told(as_(cast.dewi), f"{page_of(cast.dewi)}sandi/")


def test_two_officers_agree_on_the_screen_and_the_second_gets_the_link(cast: Cast):
    for user in (cast.budi, cast.ningsih):
        roles.grant(user, "admin", since=TODAY, on=TODAY)
    give_totp(cast.dewi)
    asked = as_(cast.admin).post(f"{page_of(cast.dewi)}autentikator/")
    request = Recovery.objects.get()
    assert asked.url == f"/kelola/peran/pemulihan/{request.uuid}/"
    own = as_(cast.admin).get(asked.url).content.decode()
    assert "Setujui</button>" not in own
    assert "Budi, Ningsih" in own
    assert "Perlu satu petugas lain" in told(as_(cast.budi), f"{asked.url}setuju/")
    assert "Autentikator baru untuk Dewi" in told(as_(cast.ningsih), f"{asked.url}setuju/")
    link = f"/kelola/peran/undangan/{Invitation.objects.get().uuid}/"
    statuses = [as_(user).get(link).status_code for user in (cast.ningsih, cast.budi, cast.admin)]
    assert statuses == [200, 200, 404]


def test_with_too_few_officers_the_screen_names_the_command(cast: Cast):
    give_totp(cast.dewi)
    page = as_(cast.admin).post(f"{page_of(cast.dewi)}autentikator/", follow=True).content.decode()
    assert "manage.py admin_reset dewi" in page


@pytest.mark.parametrize("name", ["yanti", "puji", "dewi", "sari"])
def test_who_does_not_stand_above_sees_no_request(cast: Cast, name: str):
    give_totp(cast.dewi)
    url = f"/kelola/peran/pemulihan/{recovery.ask(cast.dewi, by=cast.dewi, now=timezone.now()).uuid}/"
    client = as_(getattr(cast, name))
    assert client.get(url).status_code == 404
    assert {client.post(f"{url}{what}/").status_code for what in ("setuju", "batal")} == {404}


def test_a_request_can_be_taken_back(cast: Cast):
    give_totp(cast.dewi)
    url = f"/kelola/peran/pemulihan/{recovery.ask(cast.dewi, by=cast.dewi, now=timezone.now()).uuid}/"
    assert "Menunggu persetujuan" in as_(cast.admin).get(LIST).content.decode()
    assert "dibatalkan" in told(as_(cast.admin), f"{url}batal/")
    assert "sudah selesai" in as_(cast.admin).get(url).content.decode()


def test_a_kader_without_role_has_a_page_for_her_officer_and_no_help_by_link(cast: Cast):
    page = as_(cast.puji).get(page_of(cast.sari)).content.decode()
    assert "tidak memegang peran" in page
    assert "Lupa kata sandi" not in page


def test_people_of_one_name_are_told_apart_by_where_they_serve(cast: Cast):
    page = told(as_(cast.dewi), FIND, cari="tini")
    assert "Posyandu Kenanga, Ngletih" in page


def names(answer) -> list[str]:
    return [line["role"].user.person.name for line in answer.context["lines"]]
