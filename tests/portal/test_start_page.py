"""The page *Mulai*: what a new site lacks is counted, never ticked."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from certificates import keys
from lms.areas import home
from lms.areas.models import Area, Catchment
from lms.people import offices, roles
from lms.people.models import Membership, Role, RosterRun
from lms.people.offices import OfficeWords
from lms.portal import signs, start
from lms.portal.backups import state
from lms.portal.start import Checklist, Line
from lms.portal.tasks import alive
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
OFFICE = OfficeWords("Pemerintah Kota Kediri", "Dinas Kesehatan", address="Jalan 1", city="Kediri", head="dr. Ratna")


@pytest.fixture(autouse=True)
def _on_that_day(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DEMO = False
    settings.VAR_DIR, settings.KEY_DIR = tmp_path, tmp_path / "keys"
    with time_machine.travel(NOW, tick=False):
        yield


def lines(found: Checklist | None) -> dict[str, Line]:
    assert found is not None
    return {str(line.title): line for line in (*found.place, *found.site)}


def seen(user: object) -> dict[str, Line]:
    return lines(start.checklist(user, now=NOW))


def finish(cast: Cast, settings: Settings) -> None:
    """Everything that the small map lacks."""
    settings.SITE_URL, settings.TLS = "https://tuntas.kediri.go.id", True
    settings.ALLOWED_HOSTS = ["tuntas.kediri.go.id"]
    home.choose("35.71")
    offices.save_office(cast.kediri, OFFICE, by=cast.dewi, now=NOW)
    for desa in Area.objects.filter(kab_code="35.71", level=4).exclude(catchments__isnull=False):
        Catchment.objects.create(puskesmas=cast.balowerti, desa=desa, since=TODAY)
    roles.grant(cast.yanti, "admin", since=TODAY, on=TODAY)
    keys.create(now=NOW)
    state.note(NOW - timedelta(hours=3), 1_000_000)
    alive()
    (settings.VAR_DIR / "run" / "beat.dat").touch()


def test_the_dinas_sees_what_its_own_area_lacks_and_nothing_of_the_server(cast: Cast):
    found = start.checklist(cast.dewi, now=NOW)
    assert found.name == "Kota Kediri"
    assert found.site == ()
    rows = lines(found)
    assert rows["Data kantor"].text == "Belum ada: semuanya."
    assert rows["Data kantor"].href == "/kelola/kantor/dinas/35.71/"
    assert rows["Posyandu"] == Line("Posyandu", True, "2 posyandu.", "/kelola/tempat/")
    assert rows["Penilai"].done
    assert rows["Daftar kader"].text.startswith("2 kader bidang kesehatan.")


def test_those_that_lack_something_are_named(cast: Cast):
    Role.objects.filter(user=cast.wulan).update(until=TODAY)
    Membership.objects.filter(posyandu=cast.kenanga).update(until=TODAY)
    Catchment.objects.filter(desa=cast.ngletih).update(until=TODAY)
    rows = seen(cast.dewi)
    assert not rows["Penilai"].done
    assert rows["Penilai"].text.endswith("Belum punya penilai: Puskesmas Ngletih.")
    assert rows["Daftar kader"].text == "1 kader bidang kesehatan. Posyandu tanpa kader: Posyandu Kenanga."
    assert rows["Puskesmas dan wilayah kerjanya"].text.endswith("Desa/kelurahan belum dilayani: Ngletih.")


def test_of_many_only_a_few_are_named(cast: Cast):
    for number in range(9):
        Area.objects.create(
            code=f"35.71.02.20{number:02}", name=f"Desa {number}", level=4, province_code="35", kab_code="35.71"
        )
    text = seen(cast.dewi)["Puskesmas dan wilayah kerjanya"].text
    assert text.endswith("belum dilayani: Desa 0, Desa 1, Desa 2, Desa 3, dan 5 lagi.")


def test_the_last_list_that_was_applied_is_told(cast: Cast):
    made = {"filename": "kader.xlsx", "digest": "0" * 64, "made_at": NOW, "touched_at": NOW}
    RosterRun.objects.create(area=cast.kediri, state="applied", applied_at=NOW - timedelta(days=4), **made)
    RosterRun.objects.create(area=cast.kediri, state="undone", applied_at=NOW, **made)
    row = seen(cast.dewi)["Daftar kader"]
    assert "Daftar terakhir diterapkan 20 November 2025." in row.text
    assert row.href == "/kelola/roster/"
    assert "terakhir" not in seen(cast.yanti)["Daftar kader"].text
    assert seen(cast.admin)["Daftar kader"].href == ""


def test_another_city_counts_its_own(cast: Cast):
    rows = seen(cast.yanti)
    assert (rows["Posyandu"].done, rows["Posyandu"].text) == (False, "0 posyandu.")
    assert not any(line.done for name, line in rows.items() if name != "Petugas Dinas Kesehatan")
    assert "Ngletih" not in str(rows)


def test_an_administrator_of_a_new_site_sees_the_server_too(cast: Cast, settings: Settings):
    home.choose("35.71")
    rows = seen(cast.admin)
    assert "SITE_URL belum https" in rows["Alamat dan TLS"].text
    assert "belum pernah" in rows["Cadangan"].text.lower()
    assert rows["Layanan latar"].text.startswith("Tidak terdengar: worker, beat.")
    assert not rows["Kunci penanda sertifikat"].done
    assert rows["Administrator kedua"].text.startswith("1 orang.")
    assert rows["Penyusun dan penelaah isi"].done
    assert start.checklist(cast.admin, now=NOW).name == "Kota Kediri"


def test_when_everything_is_there_it_is_done_and_the_card_goes(client: Client, cast: Cast, settings: Settings):
    client.force_login(cast.admin)
    home.choose("35.71")
    assert "Menyiapkan situs: Kota Kediri" in client.get("/saya/").text
    assert "Lihat apa yang masih kurang" in client.get("/kelola/").text
    finish(cast, settings)
    assert [line for line in seen(cast.admin).values() if not line.done] == []
    assert "Menyiapkan situs" not in client.get("/saya/", secure=True, headers={"host": "tuntas.kediri.go.id"}).text
    page = client.get("/kelola/mulai/", secure=True, headers={"host": "tuntas.kediri.go.id"}).text
    assert "Semua siap" in page


def test_a_request_without_https_is_told_even_when_the_settings_are_right(cast: Cast, settings: Settings):
    finish(cast, settings)
    rows = lines(start.checklist(cast.admin, now=NOW, secure=False))
    assert rows["Alamat dan TLS"].text == "Belum: halaman ini datang tanpa https."


@pytest.mark.parametrize(("hours", "done"), [(47, True), (49, False)])
def test_an_old_backup_is_no_backup(cast: Cast, hours: int, done: bool):
    state.note(NOW - timedelta(hours=hours), 1)
    assert seen(cast.admin)["Cadangan"].done is done


def test_a_silent_worker_is_told_though_beat_ticks(cast: Cast, settings: Settings):
    (settings.VAR_DIR / "run").mkdir()
    (settings.VAR_DIR / "run" / "beat.dat").touch()
    assert signs.worker_age() is None
    assert "worker" in seen(cast.admin)["Layanan latar"].text


@pytest.mark.parametrize("name", ["sari", "rina", "wulan", "puji", "budi", "ningsih"])
def test_others_have_no_such_page_and_no_card(client: Client, cast: Cast, name: str):
    client.force_login(getattr(cast, name))
    assert client.get("/kelola/mulai/").status_code == 404
    assert "Menyiapkan situs" not in client.get("/saya/").text


def test_a_demo_has_the_page_and_no_card(client: Client, cast: Cast, settings: Settings):
    settings.DEMO = True
    client.force_login(cast.dewi)
    assert "Mulai: Kota Kediri" in client.get("/kelola/mulai/").text
    assert "Menyiapkan situs" not in client.get("/saya/").text


def test_the_page_costs_the_same_at_any_size(client: Client, cast: Cast, django_assert_max_num_queries):
    client.force_login(cast.admin)
    with django_assert_max_num_queries(32):
        client.get("/kelola/mulai/")
