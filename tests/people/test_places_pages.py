"""``/kelola/tempat/``: what the Dinas does with its places, and who is kept out."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lms.areas.models import Catchment, FormerName, Posyandu, Puskesmas, Pustu
from lms.people import memberships
from lms.people.models import AuditEvent, Membership, Role
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY

START = "/kelola/tempat/"
KEDIRI = "/kelola/tempat/wilayah/35.71/"
SEMAMPIR = "/kelola/tempat/kelurahan/35.71.02.1001/"
DAY = {"on": "2025-11-24"}
STRANGERS = ["sari", "rina", "puji", "lastri", "yanti", "budi"]


@pytest.fixture(autouse=True)
def _on_that_day(settings) -> Iterator[None]:
    # How somebody signs in is tested elsewhere: here the client does it without TOTP.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("StrongSignIn")]
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dewi(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dewi)
    return client


@pytest.fixture
def mawar(cast: Cast) -> Posyandu:
    return Posyandu.objects.create(name="Mawar", desa=cast.semampir, puskesmas=cast.balowerti)


def of(place: Posyandu | Puskesmas | Pustu, page: str = "") -> str:
    return f"/kelola/tempat/{place._meta.model_name}/{place.uuid}/{page}"


def text(response) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def acts() -> list[str]:
    rows = AuditEvent.objects.exclude(act="denied").order_by("pk")
    return list(rows.values_list("act", flat=True))


def test_the_dinas_of_one_city_begins_there(dewi: Client, cast: Cast):
    assert dewi.get(START).headers["Location"] == KEDIRI
    page = text(dewi.get(KEDIRI))
    assert "2 puskesmas" in page
    assert "1 kelurahan · 1 posyandu · 2 kader" in page
    assert "Kecamatan Pesantren" in page
    assert "Puskesmas dan posyandu" in text(dewi.get("/kelola/"))


def test_a_kelurahan_that_nobody_serves_is_marked(dewi: Client, cast: Cast):
    Catchment.objects.filter(desa=cast.semampir).update(until=TODAY)
    assert "belum ada puskesmas yang melayani" in text(dewi.get(KEDIRI))


@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_find_nothing_of_semampir(client: Client, cast: Cast, name: str):
    client.force_login(getattr(cast, name))
    pages = [KEDIRI, SEMAMPIR, of(cast.balowerti), of(cast.melati), of(cast.melati, "pecah/")]
    assert {client.get(page).status_code for page in pages} == {404}
    for page in ("tutup/", "gabung/", "pindah/", "nama/", "data/strata/"):
        assert client.post(of(cast.melati, page), DAY).status_code == 404
    assert acts() == []


def test_a_dinas_of_two_cities_chooses_one(client: Client, cast: Cast):
    Role.objects.create(user=cast.yanti, kind="dinas", area=cast.kediri, since=SINCE)
    client.force_login(cast.yanti)
    page = text(client.get(START))
    assert page.index("Kota Kediri") < page.index("Kota Blitar")
    assert client.get(KEDIRI).status_code == 200


def test_a_puskesmas_is_recorded_and_given_its_kelurahan(dewi: Client, cast: Cast):
    answer = dewi.post(KEDIRI + "puskesmas-baru/", {"name": "Mrican", "on": "", "registration_number": "P1"})
    mrican = Puskesmas.objects.get(name="Mrican")
    assert answer.headers["Location"] == of(mrican, "kelurahan/")
    assert "Semampir (kini dilayani Puskesmas Balowerti)" in text(dewi.get(of(mrican, "kelurahan/")))
    dewi.post(of(mrican, "kelurahan/"), {**DAY, "kec-35.71.02.1001": "35.71.02.1001"})
    assert [row.desa for row in mrican.catchments.filter(until=None)] == [cast.semampir]
    assert "kelurahannya dilayani Puskesmas Mrican" in text(dewi.get(SEMAMPIR))
    assert acts() == ["place_opened", "place_catchment"]


def test_a_puskesmas_with_posyandu_says_why_it_does_not_close(dewi: Client, cast: Cast):
    assert "masih melayani 1 posyandu" in text(dewi.post(of(cast.balowerti, "tutup/"), DAY))
    empty = Puskesmas.objects.create(name="Mrican", kab=cast.kediri)
    assert "ditutup." in text(dewi.post(of(empty, "tutup/"), DAY, follow=True))
    assert "Batalkan penutupan" in text(dewi.get(of(empty)))
    dewi.post(of(empty, "tutup/"), {"batal": "1"})
    assert Puskesmas.objects.get(pk=empty.pk).closed_on is None
    assert acts() == ["place_closed", "place_reopened"]


def test_a_puskesmas_and_a_pustu_are_renamed_and_found_by_the_old_name(dewi: Client, cast: Cast):
    dewi.post(of(cast.balowerti, "nama/"), {"name": "Balowerti Baru", "registration_number": "", **DAY})
    dewi.post(SEMAMPIR + "pustu-baru/", {"name": "Dermo", "on": "", "puskesmas": cast.balowerti.pk})
    pustu = Pustu.objects.get()
    dewi.post(of(pustu, "nama/"), {"name": "Bandar", **DAY})
    page = text(dewi.post(START, {"cari": "dermo"}))
    assert "Pustu Bandar" in page
    assert "dulu Dermo" in page
    dewi.post(of(pustu, "tutup/"), DAY)
    assert acts() == ["place_renamed", "place_opened", "place_renamed", "place_closed"]
    assert FormerName.objects.count() == 2


def test_a_posyandu_opens_under_the_puskesmas_of_its_kelurahan(dewi: Client, cast: Cast):
    page = dewi.get(SEMAMPIR + "posyandu-baru/")
    assert page.context["form"]["puskesmas"].value() == cast.balowerti.pk
    given = {"name": "Posyandu Mawar", "on": "2025-01-06", "puskesmas": cast.balowerti.pk, "kind": "balita"}
    answer = dewi.post(SEMAMPIR + "posyandu-baru/", given)
    mawar = Posyandu.objects.get(name="Mawar")
    assert answer.headers["Location"] == of(mawar)
    assert "balita, sejak 6 Januari 2025" in text(dewi.get(of(mawar)))
    again = dewi.post(SEMAMPIR + "posyandu-baru/", given)
    assert "sudah ada Posyandu Mawar" in text(again)
    assert 'value="Posyandu Mawar"' in again.content.decode()


def test_the_facts_of_a_posyandu_are_written_with_their_days(dewi: Client, cast: Cast):
    forms = {
        "jenis": {"kind": "terpadu", **DAY},
        "surat": {"registration_number": "3571001", "decree_number": "SK/7", "decree_date": "2025-01-02"},
        "hari-buka": {"opening": "m2-1"},
        "strata": {"strata": "madya", **DAY},
        "verifikasi": {"what": "siklus hidup", **DAY},
    }
    for what, given in forms.items():
        assert dewi.post(of(cast.melati, f"data/{what}/"), given).headers["Location"] == of(cast.melati)
    page = text(dewi.get(of(cast.melati)))
    for words in (
        "sejak 24 November 2025",
        "3571001",
        "SK/7, 2 Januari 2025",
        "Selasa kedua",
        "Madya, 24",
        "siklus hidup, 24",
    ):
        assert words in page
    assert acts() == ["place_facts"] * 5
    assert dewi.post(of(cast.melati, "data/warna/"), DAY).status_code == 404


def test_the_page_leads_to_its_kader_for_those_who_may_read_names(client: Client, dewi: Client, cast: Cast):
    link = reverse("kelola-posyandu", args=[cast.melati.uuid])
    assert link in dewi.get(of(cast.melati)).content.decode()
    client.force_login(cast.admin)
    assert link not in client.get(of(cast.melati)).content.decode()


def test_a_fact_of_tomorrow_is_refused_and_what_was_typed_stays(dewi: Client, cast: Cast):
    page = dewi.post(of(cast.melati, "data/verifikasi/"), {"what": "siklus hidup", "on": "2025-11-25"})
    assert "belum tiba" in text(page)
    assert 'value="siklus hidup"' in page.content.decode()
    assert not cast.melati.verifications.exists()


def test_a_posyandu_with_kader_does_not_close_and_an_empty_one_does(dewi: Client, cast: Cast, mawar: Posyandu):
    assert "Masih ada 2 kader" in text(dewi.post(of(cast.melati, "tutup/"), DAY))
    dewi.post(of(mawar, "tutup/"), DAY)
    assert "1 yang sudah ditutup" in text(dewi.get(SEMAMPIR))
    dewi.post(of(mawar, "tutup/"), {"batal": "1"})
    assert Posyandu.objects.get(pk=mawar.pk).closed_on is None


def test_a_move_shows_who_goes_then_goes(dewi: Client, cast: Cast):
    given = {"desa": cast.ngletih.code, "puskesmas": cast.puskesmas_ngletih.pk, **DAY}
    page = dewi.post(of(cast.melati, "pindah/"), given)
    assert "Bidang Kesehatan" in text(page)
    assert "Sari Wahyuni" in text(page)
    assert Posyandu.objects.get(pk=cast.melati.pk).closed_on is None
    mark = page.context["shown"].mark
    assert dewi.post(of(cast.melati, "pindah/"), {**given, "mark": mark, "ubah": "1"}).context["form"].is_bound
    done = dewi.post(of(cast.melati, "pindah/"), {**given, "mark": mark, "sungguh": "1"})
    heir = Posyandu.objects.get(name="Melati", closed_on=None)
    assert (heir.desa, done.headers["Location"]) == (cast.ngletih, of(heir))
    assert "Sejak 24 November 2025 berlanjut sebagai Posyandu Melati, Ngletih" in text(dewi.get(of(cast.melati)))
    assert acts() == ["list_seen", "place_moved"]


def test_it_may_take_another_name_where_its_own_is_taken(dewi: Client, cast: Cast):
    Posyandu.objects.create(name="Melati", desa=cast.ngletih, puskesmas=cast.puskesmas_ngletih)
    given = {"desa": cast.ngletih.code, "puskesmas": cast.puskesmas_ngletih.pk, **DAY}
    assert "sudah ada Posyandu Melati" in text(dewi.post(of(cast.melati, "pindah/"), given))
    given["name"] = "Posyandu Melati 2"
    page = dewi.post(of(cast.melati, "pindah/"), given)
    assert "<dt>Nama baru</dt><dd>Posyandu Melati 2</dd>" in text(page)
    dewi.post(of(cast.melati, "pindah/"), {**given, "mark": page.context["shown"].mark, "sungguh": "1"})
    heir = Posyandu.objects.get(name="Melati 2")
    assert (heir.desa, Posyandu.objects.get(pk=cast.melati.pk).merged_into) == (cast.ngletih, heir)


def test_what_would_be_refused_is_said_before_anything_is_confirmed(dewi: Client, cast: Cast):
    Posyandu.objects.create(name="Melati", desa=cast.ngletih, puskesmas=cast.puskesmas_ngletih)
    given = {"desa": cast.ngletih.code, "puskesmas": cast.puskesmas_ngletih.pk, **DAY}
    assert "sudah ada Posyandu Melati" in text(dewi.post(of(cast.melati, "pindah/"), given))
    assert acts() == []


def test_when_somebody_joined_meanwhile_the_merger_is_looked_at_again(dewi: Client, cast: Cast, mawar: Posyandu):
    given = {"target": str(mawar.uuid), **DAY}
    mark = dewi.post(of(cast.melati, "gabung/"), given).context["shown"].mark
    memberships.join(cast.tini.person.kader, posyandu=mawar, field="sosial", on=date(2025, 11, 1), now=NOW)
    assert "baru saja berubah" in text(dewi.post(of(cast.melati, "gabung/"), {**given, "mark": mark, "sungguh": "1"}))
    assert Posyandu.objects.get(pk=cast.melati.pk).merged_into is None


def test_a_merger_asks_which_ketua_stays(dewi: Client, cast: Cast, mawar: Posyandu):
    tini, sari = cast.tini.person.kader, cast.sari.person.kader
    Membership.objects.filter(kader=tini).update(posyandu=mawar, office="ketua")
    Membership.objects.filter(kader=sari).update(office="ketua")
    given = {"target": str(mawar.uuid), **DAY}
    page = dewi.post(of(cast.melati, "gabung/"), given)
    assert "Ketua hanya satu. Siapa sesudah digabung?" in text(page)
    seat = {"kursi-ketua": str(sari.uuid), "mark": page.context["shown"].mark, "sungguh": "1"}
    dewi.post(of(cast.melati, "gabung/"), {**given, **seat})
    offices = dict(Membership.objects.filter(posyandu=mawar, until=None).values_list("kader", "office"))
    assert (offices[sari.pk], offices[tini.pk]) == ("ketua", "kader")
    assert "place_merged" in acts()


def test_two_of_one_name_are_pointed_at_and_stay_two(dewi: Client, cast: Cast, mawar: Posyandu):
    Membership.objects.filter(kader=cast.tini.person.kader).update(posyandu=mawar)
    cast.tini.person.name = "SARI WAHYUNI"
    cast.tini.person.save()
    page = text(dewi.post(of(cast.melati, "gabung/"), {"target": str(mawar.uuid), **DAY}))
    assert "Nama sama, mungkin orang yang sama" in page


def test_a_posyandu_elsewhere_cannot_be_merged_into(dewi: Client, cast: Cast, mawar: Posyandu):
    assert "Kenanga" not in text(dewi.get(of(cast.melati, "gabung/")))
    page = dewi.post(of(cast.melati, "gabung/"), {"target": str(cast.kenanga.uuid), **DAY})
    assert page.context["form"].errors["target"]


def test_a_split_is_by_ticks(dewi: Client, cast: Cast):
    sari = cast.sari.person.kader
    given = {"name": "Melati 2", "kader": [str(sari.uuid)], **DAY}
    page = dewi.post(of(cast.melati, "pecah/"), given)
    assert "Sari Wahyuni" in text(page)
    assert "Endang" not in text(page)
    dewi.post(of(cast.melati, "pecah/"), {**given, "mark": page.context["shown"].mark, "sungguh": "1"})
    assert Membership.objects.get(kader=sari, until=None).posyandu.name == "Melati 2"
    assert acts().count("place_split") == 1


def test_an_administrator_moves_places_without_reading_names(client: Client, cast: Cast, mawar: Posyandu):
    client.force_login(cast.admin)
    page = client.post(of(cast.melati, "gabung/"), {"target": str(mawar.uuid), **DAY})
    assert "1 kader ikut" in text(page)
    assert "Sari" not in text(page)
    assert client.get(of(cast.melati, "pecah/")).status_code == 404
    assert acts() == []


@pytest.mark.parametrize(
    ("page", "most"), [(KEDIRI, 16), (SEMAMPIR, 11), ("puskesmas", 12), ("posyandu", 14), ("cari", 13)]
)
def test_lists_cost_the_same_at_any_size(dewi: Client, cast: Cast, django_assert_max_num_queries, page: str, most: int):
    Posyandu.objects.bulk_create(
        Posyandu(name=f"Melati {n}", desa=cast.semampir, puskesmas=cast.balowerti) for n in range(40)
    )
    addresses = {"puskesmas": of(cast.balowerti), "posyandu": of(cast.melati)}
    with django_assert_max_num_queries(most):
        answer = dewi.post(START, {"cari": "melati"}) if page == "cari" else dewi.get(addresses.get(page, page))
    assert answer.status_code == 200


def test_the_pages_have_names_for_other_screens(cast: Cast):
    assert reverse("places") == START
    assert reverse("posyandu-facts", args=[cast.melati.uuid]) == of(cast.melati)
