"""What a day leaves: numbers, slips, who is still to come, cases ticked alike; and who may see it."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import attend, calibrate, grid, outcome_grid, peers, slips, visit
from assessments.models import Calibration, CalibrationTick, EventMember, Instrument
from lms.areas.errors import UserError
from modules.models import LessonPage
from tests.assessments import day as days
from tests.assessments.day import Day, signed_in
from tests.assessments.factories import BENAR, make_module, skilled
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.reporting.factories import enrol, make_levels


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def day(cast: Cast) -> Day:
    return days.make(cast)


@pytest.fixture
def rina(cast: Cast, client: Client, day: Day, monkeypatch: pytest.MonkeyPatch) -> Client:
    return signed_in(client, cast.rina, monkeypatch)


def slip_of(day: Day) -> slips.Slip:
    return slips.of_event(day.event, [day.sari], on=TODAY)[0]


def test_a_slip_praises_and_asks_for_one_thing_with_its_lesson(cast: Cast, day: Day):
    make_module(day.programme, "B4")
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    slip = slip_of(day)
    assert slip.praise == "B3: semua langkah benar, tanpa bantuan."
    assert (slip.practise.key, slip.practise.what) == ("B4", "Langkah lila")
    assert slip.practise.href.startswith("/modul/")
    assert slip.stands.startswith("0 dari 25 terampil"), "the evaluasi is still missing"
    assert "1 praktik lain sudah benar; tinggal cek kemampuan" in slip.stands


def test_the_lesson_is_the_one_that_teaches_the_step_where_the_form_names_it(cast: Cast, day: Day):
    make_module(day.programme, "B3")  # its lessons bear the same names
    make_module(day.programme, "B4")
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    assert (slip_of(day).practise.lesson, slip_of(day).practise.href) == ("Modul B4", "/modul/b4/")
    steps = [{"key": "lila", "lesson": "mengukur-lila"}, {"key": "nol", "lesson": "menimbang"}]
    Instrument.objects.filter(key="b4").update(written={"steps": steps})
    found = slip_of(day).practise
    assert (found.lesson, found.href) == ("Pelajaran mengukur-lila", "/modul/b4/mengukur-lila/")
    LessonPage.objects.filter(slug="mengukur-lila").update(live=False)
    assert slip_of(day).practise.lesson == "Modul B4"


def test_the_next_date_is_when_her_posyandu_opens(cast: Cast, day: Day):
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    assert "Sepakati tanggal" in slip_of(day).again
    cast.melati.opening = "t10"
    cast.melati.save()
    assert "10 Desember 2025" in slip_of(day).again


def test_a_letter_typed_from_paper_makes_a_slip_without_steps(cast: Cast, day: Day):
    asked = outcome_grid.columns(day.event)
    letters = dict(zip([one.pk for one in asked.competencies], "tb", strict=True))
    grid.enter(day.event, day.sari, letters, asked.forms, day=TODAY, reason="x", by=cast.rina, now=NOW)
    slip = slip_of(day)
    assert (slip.praise, slip.practise.what) == ("B3: sudah terampil.", "B4")


def test_her_own_page_shows_her_slip(cast: Cast, day: Day, client: Client):
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    client.force_login(cast.sari)
    page = client.get("/saya/").content.decode()
    assert "Sesudah penilaian 24 November 2025" in page
    assert "semua langkah benar, tanpa bantuan" in page
    client.force_login(cast.tini)
    assert "Sesudah penilaian" not in client.get("/saya/").content.decode()


def test_the_day_says_who_is_to_come_and_who_practises(cast: Cast, day: Day, rina: Client):
    days.invite(day.event, cast.tini.person.kader)
    attend.record(day.event, day.sari, day=TODAY, by=cast.rina, now=NOW)
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    page = rina.get(f"{day.url}sesudah/").content.decode()
    left, practises = page.split("Berlatih lagi")
    assert "Tini Astuti" in left
    assert "Sari Wahyuni" not in left
    assert "Sari Wahyuni" in practises
    assert "Langkah lila" in practises


def test_the_day_says_of_each_why_no_level_is_proposed_yet(cast: Cast, day: Day, rina: Client):
    make_levels(day.programme)
    skilled(day.sari, day.programme, except_for=("B3", "B4"))
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    page = rina.get(f"{day.url}sesudah/").content.decode()
    assert "1 kader belum diusulkan, dan apa yang masih kurang" in page
    assert "Tinggal 2 keterampilan lagi untuk Kader Purwa: B3 dan B4." in page
    assert "1 praktik sudah benar; tinggal cek kemampuan kelompoknya." in page
    skilled(day.sari, day.programme)
    assert "belum diusulkan" not in rina.get(f"{day.url}sesudah/").content.decode()


def test_the_reasons_cost_the_same_for_many(cast: Cast, day: Day, rina: Client, django_assert_num_queries):
    make_levels(day.programme)
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    rina.get(f"{day.url}sesudah/")
    with CaptureQueriesContext(connection) as one:
        rina.get(f"{day.url}sesudah/")
    for more in enrol(cast.melati, 3):
        days.invite(day.event, more)
        visit.record(day.visit(kader=more, missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    with django_assert_num_queries(len(one)):
        rina.get(f"{day.url}sesudah/")


def test_slips_are_printed_for_the_day(cast: Cast, day: Day, rina: Client, django_assert_max_num_queries):
    visit.record(day.visit(), by=cast.rina, now=NOW)
    with django_assert_max_num_queries(40):
        page = rina.get(f"{day.url}lembar/").content.decode()
    assert "Sari Wahyuni" in page
    assert "dari 25 terampil" in page


def test_the_dinas_is_led_on_to_the_proposals(cast: Cast, day: Day, client: Client, monkeypatch):
    page = signed_in(client, cast.dewi, monkeypatch).get(f"{day.url}sesudah/").content.decode()
    assert "0 usulan menunggu penetapan" in page
    puji = signed_in(client, cast.puji, monkeypatch).get(f"{day.url}sesudah/").content.decode()
    assert "menunggu penetapan" not in puji


PAGES = ["sesudah/", "lembar/", "kalibrasi/"]


@pytest.mark.parametrize("who", ["wulan", "lastri", "yanti", "sari", "admin"])
def test_a_foreign_day_is_not_found(cast: Cast, day: Day, client: Client, who: str, monkeypatch):
    signed_in(client, getattr(cast, who), monkeypatch)
    assert {client.get(f"{day.url}{page}").status_code for page in PAGES} == {404}


def test_a_penilai_of_the_team_sees_results_of_her_kader_alone(cast: Cast, day: Day, client: Client, monkeypatch):
    visit.record(day.visit(), by=cast.rina, now=NOW)
    EventMember.objects.create(event=day.event, user=cast.lastri, duty="panitia")
    page = signed_in(client, cast.lastri, monkeypatch).get(f"{day.url}lembar/").content.decode()
    assert "Sari" not in page


def case(day: Day, cast: Cast) -> Calibration:
    words = calibrate.draft(day.versions[0], seed="x")
    return calibrate.begin(day.event, day.versions[0], words, by=cast.puji, now=NOW)


def test_all_tick_the_same_case_and_differences_have_no_names(cast: Cast, day: Day, client: Client, monkeypatch):
    days.team(day.event, cast.wulan)
    made = case(day, cast)
    url = f"{day.url}kalibrasi/{made.uuid}/"
    rina = signed_in(client, cast.rina, monkeypatch)
    assert "tanpa nama" not in rina.get(url).content.decode(), "nobody follows the others"
    rina.post(url, {f"langkah-{key}": "benar" for key in BENAR})
    calibrate.tick(made, BENAR | {"lila": "belum"}, by=cast.wulan, now=NOW)
    page = rina.get(url).content.decode()
    assert "2 penilai, tanpa nama" in page
    assert page.count("bicarakan") == 1
    assert "benar 1 · dengan bantuan 0 · belum 1" in page
    assert "Wulan" not in page


def test_the_first_word_stands_and_every_step_needs_one(cast: Cast, day: Day, rina: Client):
    made = case(day, cast)
    first = calibrate.tick(made, BENAR, by=cast.rina, now=NOW)
    assert calibrate.tick(made, BENAR | {"lila": "belum"}, by=cast.rina, now=NOW) == first
    with pytest.raises(UserError, match="Setiap langkah"):
        calibrate.tick(made, {"lila": "benar"}, by=cast.rina, now=NOW)
    assert CalibrationTick.objects.count() == 1


@pytest.mark.parametrize("who", ["wulan", "puji", "dewi", "yanti", "sari"])
def test_only_a_penilai_of_the_event_ticks_its_case(cast: Cast, day: Day, who: str):
    made = case(day, cast)
    with pytest.raises(UserError, match="tidak bertugas"):
        calibrate.tick(made, BENAR, by=getattr(cast, who), now=NOW)


def test_a_case_is_begun_from_the_words_of_the_form(cast: Cast, day: Day, rina: Client):
    version = day.versions[0]
    page = rina.post(f"{day.url}kalibrasi/", {"form": version.pk, "susun": "ya"}).content.decode()
    assert "Tepat." in page or "Terlewat." in page
    assert not Calibration.objects.exists()
    rina.post(f"{day.url}kalibrasi/", {"form": version.pk, "case": "Bu Ani menimbang."})
    assert Calibration.objects.get().case == "Bu Ani menimbang."


def test_whoever_taught_her_is_told_so_and_may_assess(cast: Cast, day: Day, rina: Client):
    assert not peers.taught(cast.rina, day.sari)
    assert "juga melatih kader ini" not in rina.get(day.sheet).content.decode()
    EventMember.objects.create(event=day.event, user=cast.rina, duty="fasilitator")
    attend.record(day.event, day.sari, day=TODAY, by=cast.rina, now=NOW)
    assert "juga melatih kader ini" in rina.get(day.sheet).content.decode()
    assert visit.record(day.visit(), by=cast.rina, now=NOW)
    assert list(peers.both(day.event)) == ["Rina"]


def test_a_penilai_sees_her_own_rate_and_no_names(cast: Cast, day: Day, rina: Client, monkeypatch):
    assert "Hanya Ibu/Bapak yang melihat" not in rina.get(day.url).content.decode()
    monkeypatch.setattr("assessments.fairness.LEAST_SEEN", 1)
    monkeypatch.setattr("assessments.fairness.LEAST_PEERS", 1)
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    assert "50 % terampil" in rina.get(day.url).content.decode()
