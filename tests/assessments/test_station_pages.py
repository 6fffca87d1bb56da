"""The pages of a day of assessing: stations, queue, and one kader at a station."""

import re
import uuid

import pytest
import time_machine
from django.test import Client

from assessments import attend, queue, visit, visit_letters
from assessments.models import Observation, SecondLook
from lms.people import devices
from lms.people.models import Device, Role
from tests.assessments import day as days
from tests.assessments.day import Day, filled, signed_in
from tests.assessments.factories import make_bank, make_quiz, passes
from tests.cast import Cast
from tests.factories import NOW, TODAY


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


def test_the_day_shows_its_stations_and_how_far_they_are(cast: Cast, day: Day, rina: Client):
    visit.record(day.visit(), by=cast.rina, now=NOW)
    page = rina.get(day.url).content.decode()
    assert "Hari buka Bima" in page
    assert "1 dari 1 kader" in page
    assert day.queue in page


def test_the_queue_begins_with_those_who_are_there(cast: Cast, day: Day, rina: Client):
    days.invite(day.event, cast.tini.person.kader)
    attend.record(day.event, cast.tini.person.kader, day=TODAY, by=cast.rina, now=NOW)
    page = rina.get(day.queue).content.decode()
    assert page.index("Tini Astuti") < page.index("Sari Wahyuni")
    assert "Endang" not in page, "of no invitation, and not there"


def test_a_list_that_is_full_says_that_more_may_be_found(cast: Cast, day: Day, rina: Client, monkeypatch):
    days.invite(day.event, cast.tini.person.kader)
    assert "Cari namanya" not in rina.get(day.queue).content.decode()
    monkeypatch.setattr(queue, "MOST", 1)
    assert "Cari namanya" in rina.get(day.queue).content.decode()
    assert "Tini Astuti" in rina.post(day.queue, {"cari": "Tini"}).content.decode()


def test_all_steps_start_at_benar_in_their_scenes(day: Day, rina: Client):
    page = rina.get(day.sheet).content.decode()
    assert len(re.findall(r'value="benar"[^>]* checked', page)) == 10
    assert page.count("wajib benar") == 4
    assert page.index("Bu Rini datang.") < page.index('name="langkah-b3.lila"') < page.index("Ia bertanya.")
    assert "Silakan mulai" in page
    assert "Tutup dengan ramah" in page


def test_one_post_keeps_every_form_and_a_double_tap_is_one(day: Day, rina: Client):
    tapped = filled(missed={"b4.lila": "bantuan"}, adaptation="bahasa Jawa")
    pages = [rina.post(day.sheet, tapped, follow=True).content.decode() for _ in range(2)]
    assert all("Tersimpan: Sari Wahyuni, B3 terampil; B4 belum terampil." in page for page in pages)
    assert Observation.objects.count() == 2
    assert set(Observation.objects.values_list("adaptation", "mode")) == {("bahasa Jawa", "pos")}


def test_a_kader_who_was_seen_is_corrected_with_a_reason(day: Day, rina: Client):
    rina.post(day.sheet, filled())
    page = rina.get(day.sheet).content.decode()
    assert "Sudah dinilai di pos ini" in page
    corrects = re.search(r'name="corrects" value="([^"]+)"', page)[1]
    without = rina.post(day.sheet, filled(missed={"b3.lila": "belum"}, corrects=corrects))
    assert "Tulis alasan koreksi" in without.content.decode()
    assert re.search(r'name="langkah-b3.lila" value="belum" checked', without.content.decode())
    rina.post(day.sheet, filled(missed={"b3.lila": "belum"}, corrects=corrects, reason="salah tekan"))
    standing = Observation.objects.filter(superseded_by__isnull=True, competency__key="B3").get()
    assert (standing.skilled, standing.reason) == (False, "salah tekan")


def test_two_penilai_at_once_lose_nothing(cast: Cast, day: Day, rina: Client):
    rina.get(day.sheet)
    visit.record(day.visit(), by=cast.rina, now=NOW)
    response = rina.post(day.sheet, filled(missed={"b3.catat": "belum"}))
    page = response.content.decode()
    assert response.status_code == 409
    assert re.search(r'name="langkah-b3.catat" value="belum" checked', page), "what she ticked stays"
    assert 'name="reason"' in page


def test_what_is_read_twice_is_kept_and_decides_nothing(day: Day, rina: Client):
    _wants_two_readings(day)
    page = rina.get(day.sheet).content.decode()
    assert "Ukur ulang: LiLA" in page
    assert "tidak menetapkan batas" in page
    one = rina.post(day.sheet, filled(**{"ukur-0-1": "23,4"}))
    assert "Tulis kedua ukuran" in one.content.decode()
    rina.post(day.sheet, filled(**{"ukur-0-1": "23,4", "ukur-0-2": "25.0"}))
    kept = Observation.objects.get(competency__key="B3")
    assert kept.skilled
    assert kept.readings == [{"what": "LiLA", "unit": "cm", "first": "23.4", "second": "25.0", "tolerance": None}]


def _wants_two_readings(day: Day) -> None:
    from assessments.bank import publish_instrument

    version = day.versions[0]
    content = version.content | {"repeat": [{"what": "LiLA", "unit": "cm", "tolerance": ""}]}
    publish_instrument(version.instrument, content, source="Usulan", official=False, now=NOW)


def test_a_form_replaced_meanwhile_is_kept_as_she_saw_it(day: Day, rina: Client):
    seen = " ".join(str(one.pk) for one in day.versions)
    _wants_two_readings(day)
    rina.post(day.sheet, filled(versions=seen))
    assert Observation.objects.get(competency__key="B3").instrument_version.number == 1


def test_two_items_of_her_own_test_are_asked_without_key(cast: Cast, day: Day, rina: Client):
    make_bank(day.programme)
    assert "Jawaban soal latihan ini" in rina.get(day.sheet).content.decode(), "she has no test yet"
    passes(cast.sari, make_quiz(day.programme, "evaluasi"))
    page = rina.get(day.sheet).content.decode()
    asked = page[page.index("Dua soal untuk ditanyakan") :]
    assert asked.count("Soal ") >= 2
    assert "Jawaban soal latihan" not in asked
    assert "RAHASIA" not in page


def test_a_second_look_starts_anew_and_stands_beside(cast: Cast, day: Day, client: Client, monkeypatch):
    monkeypatch.setattr("assessments.fairness.is_drawn", lambda *args, **kwargs: True)
    visit.record(day.visit(missed={"b3.lila": "belum"}), by=cast.rina, now=NOW)
    assert SecondLook.objects.exists()
    assert "Dilihat sekali lagi" not in signed_in(client, cast.rina, monkeypatch).get(day.queue).content.decode()
    days.team(day.event, cast.wulan)
    wulan = signed_in(client, cast.wulan, monkeypatch)
    assert "1 dilihat sekali lagi" in wulan.get(day.url).content.decode()
    assert "Dilihat sekali lagi" in wulan.get(day.queue).content.decode()
    assert 'value="belum" checked' not in wulan.get(day.sheet).content.decode()
    wulan.post(day.sheet, filled())
    assert Observation.objects.filter(superseded_by__isnull=True, competency__key="B3").count() == 2
    assert "Dilihat sekali lagi" not in wulan.get(day.queue).content.decode()


@pytest.mark.parametrize("who", ["wulan", "lastri", "yanti", "sari", "tini", "admin"])
def test_a_foreign_event_is_not_found(cast: Cast, day: Day, client: Client, who: str, monkeypatch):
    signed_in(client, getattr(cast, who), monkeypatch)
    assert [client.get(url).status_code for url in (day.url, day.queue, day.sheet)] == [404, 404, 404]
    assert client.post(day.sheet, filled()).status_code == 404


@pytest.mark.parametrize("who", ["puji", "dewi"])
def test_whoever_plans_it_sees_the_day_and_assesses_nobody(cast: Cast, day: Day, client: Client, who: str, monkeypatch):
    signed_in(client, getattr(cast, who), monkeypatch)
    assert client.get(day.url).status_code == 200
    assert day.queue not in client.get(day.url).content.decode()
    assert client.get(day.sheet).status_code == 404


def test_an_expired_role_opens_nothing(cast: Cast, day: Day, rina: Client):
    Role.objects.filter(user=cast.rina).update(until=TODAY)
    assert [rina.get(url).status_code for url in (day.queue, day.sheet)] == [404, 404]


def test_a_foreign_kader_and_a_foreign_station_are_not_found(cast: Cast, day: Day, rina: Client):
    assert rina.get(f"{day.queue}{cast.tini.person.kader.uuid}/").status_code == 404
    assert rina.get(f"{day.queue}{uuid.uuid4()}/").status_code == 404
    assert rina.get(f"{day.url}pos/a/meja-ukur/").status_code == 404


def test_the_queue_costs_the_same_for_one_and_for_many(cast: Cast, day: Day, rina: Client, django_assert_num_queries):
    rina.get(day.queue)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        rina.get(day.queue)
    days.invite(day.event, cast.tini.person.kader)
    with django_assert_num_queries(len(one)):
        rina.get(day.queue)


def test_a_kader_who_does_everything_right_costs_three_taps(day: Day, rina: Client):
    """From the list of stations: the station, the next kader, save. What is saved is the page as it was shown."""
    queue = rina.get(day.url).content.decode()
    assert day.queue in queue
    assert f'class="btn" href="{day.sheet}"' in rina.get(day.queue).content.decode()
    page = rina.get(day.sheet).content.decode()
    shown = dict(re.findall(r'type="radio" name="([^"]+)" value="([^"]+)"[^>]* checked', page))
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert page.count('<button type="submit" class="btn">') == 1
    rina.post(day.sheet, shown | hidden | {"note": "", "adaptation": ""})
    assert list(Observation.objects.values_list("skilled", flat=True)) == [True, True]


def test_the_page_seals_visits_of_this_event_only_where_it_knows_the_phone(cast: Cast, day: Day, rina: Client):
    assert "data-key" not in rina.get(day.sheet).content.decode()
    device = Device.objects.create(secret_digest="r", first_seen_at=NOW)
    profile = devices.profile_on(device, cast.rina, now=NOW)
    session = rina.session
    session[devices.MARK] = [profile.pk, session.session_key, TODAY.isoformat()]
    session.save()
    page = rina.get(day.sheet).content.decode()
    assert f'data-key="{devices.key_for(profile, visit_letters.purpose(day.event.uuid))}"' in page
    assert devices.credential_of(profile) not in page
    visit.record(day.visit(), by=cast.rina, now=NOW)
    assert "data-key" not in rina.get(day.sheet).content.decode(), "a correction shows what stands, so it posts"
