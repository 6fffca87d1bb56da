"""``/kegiatan/``: from a new event over its list and timetable to who was there."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from assessments import attend, event_pages, events, invite, team, timetable
from assessments.models import Attendance, GainTally, GroupRecord, Invitation, TrainingEvent
from lms.people import scope
from lms.people.models import AuditEvent
from modules.models import Programme
from tests.assessments import day as days
from tests.assessments.factories import make_bank, make_quiz, passes
from tests.assessments.test_event_acts import people
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

FIRST = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return make_programme()


@pytest.fixture
def event(cast: Cast, programme: Programme) -> TrainingEvent:
    return held(cast, programme)


@pytest.fixture
def puji(client: Client, cast: Cast) -> Client:
    client.force_login(cast.puji)
    return client


def held(cast: Cast, programme: Programme, **given) -> TrainingEvent:
    whole = {"kind": "pelatihan", "title": "Pelatihan Balowerti", "starts_on": FIRST, "days": 2}
    groups = programme.groups.filter(key="B")
    return events.create(
        programme=programme, groups=groups, kab=cast.kediri, **{"puskesmas": cast.balowerti} | whole | given
    )


def invited(cast: Cast, event: TrainingEvent, *users) -> None:
    ids = [user.person.kader.pk for user in users]
    invite.invite_many(event, ids, by=None, now=NOW - timedelta(days=7))


def text(client: Client, url: str, data: dict | None = None) -> str:
    answer = client.get(url) if data is None else client.post(url, data, follow=True)
    return " ".join(answer.content.decode().split())


def new(programme: Programme, **given) -> dict:
    groups = [group.pk for group in programme.groups.filter(key__in="AB")]
    return {"kind": "pelatihan", "groups": groups, "starts_on": "2025-12-01", "days": "3"} | given


def test_an_event_is_planned_with_few_words_and_numbers_itself(puji: Client, cast: Cast, programme: Programme):
    typed = new(programme, holder=f"p-{cast.balowerti.pk}", place="Aula")
    page = text(puji, "/kegiatan/baru/", typed)
    assert "Pelatihan 25 keterampilan dasar, angkatan 1" in page
    assert "Undang kader." in page
    assert "angkatan 2" in text(puji, "/kegiatan/baru/", typed)
    made = TrainingEvent.objects.earliest("pk")
    assert (made.created_by, made.puskesmas, len(made.days)) == (cast.puji, cast.balowerti, 3)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(puji: Client, cast: Cast, programme: Programme):
    page = text(puji, "/kegiatan/baru/", new(programme, groups=[], place="Balai RW", holder=f"k-{cast.kediri.pk}"))
    assert "Pilih paling sedikit satu kelompok" in page
    assert 'value="Balai RW"' in page
    assert not TrainingEvent.objects.exists()


def test_the_list_tells_what_runs_what_comes_and_what_is_past(puji: Client, cast: Cast, programme: Programme):
    held(cast, programme, title="Yang berjalan")
    held(cast, programme, title="Yang akan datang", starts_on=TODAY + timedelta(days=9))
    held(cast, programme, title="Yang lewat", starts_on=TODAY - timedelta(days=60))
    held(cast, programme, title="Milik orang", puskesmas=cast.puskesmas_ngletih)
    page = text(puji, "/kegiatan/")
    places = [page.index(f"<h2>{title}</h2>") for title in ("Berjalan", "Akan datang", "Selesai")]
    told = [page.index(title) for title in ("Yang berjalan", "Yang akan datang", "Yang lewat")]
    assert sorted(places + told) == [place for pair in zip(places, told, strict=True) for place in pair]
    assert "Milik orang" not in page


def test_thirty_events_cost_as_many_queries_as_one(
    puji: Client, cast: Cast, programme: Programme, django_assert_num_queries
):
    for number in range(12):
        held(cast, programme, title=f"Kegiatan {number}", starts_on=TODAY - timedelta(days=10 * number))
    with django_assert_num_queries(12):
        assert "Kegiatan 11" in text(puji, "/kegiatan/")


@pytest.mark.parametrize("name", ["wulan", "lastri", "yanti", "sari", "budi", "ningsih", "admin"])
def test_a_foreign_event_is_not_there(client: Client, cast: Cast, event: TrainingEvent, name: str):
    client.force_login(getattr(cast, name))
    pages = ("", "ubah/", "jadwal/", "tim/", "undangan/", "undangan/tambah/", "hadir/", "tes/")
    assert {client.get(f"/kegiatan/{event.uuid}/{page}").status_code for page in pages} == {404}
    sari = cast.sari.person.kader.uuid
    assert client.post(f"/kegiatan/{event.uuid}/hadir/", {"kader": [sari]}).status_code == 404
    assert client.post(f"/kegiatan/{event.uuid}/keadaan/", {"keadaan": "batal"}).status_code == 404
    assert not Attendance.objects.exists()


def test_the_team_keeps_the_list_and_plans_nothing(client: Client, cast: Cast, event: TrainingEvent):
    team.add(event, duty="penilai", user=cast.wulan, by=cast.puji, now=NOW)
    invited(cast, event, cast.sari)
    client.force_login(cast.wulan)
    page = text(client, f"/kegiatan/{event.uuid}/")
    assert "Langkah berikutnya" not in page
    assert client.get(f"/kegiatan/{event.uuid}/undangan/").status_code == 404
    sari = cast.sari.person.kader.uuid
    assert "1 kehadiran dicatat" in text(client, f"/kegiatan/{event.uuid}/hadir/", {"kader": [sari]})


def test_a_puskesmas_sees_of_an_event_of_its_dinas_its_own_kader(client: Client, cast: Cast, programme: Programme):
    event = held(cast, programme, puskesmas=None)
    invited(cast, event, cast.sari, cast.tini)
    client.force_login(cast.wulan)
    page = text(client, f"/kegiatan/{event.uuid}/hadir/")
    assert "Tini Astuti" in page
    assert "Sari Wahyuni" not in page
    assert client.get(f"/kegiatan/{event.uuid}/ubah/").status_code == 404


def test_from_the_proposal_to_the_list_and_off_it(puji: Client, cast: Cast, event: TrainingEvent):
    page = text(puji, f"/kegiatan/{event.uuid}/undangan/tambah/")
    assert "Sari Wahyuni" in page
    assert "Tini Astuti" not in page
    assert "5 tahun" in page
    sari = cast.sari.person.kader.uuid
    assert "belum ada yang diundang" in text(puji, f"/kegiatan/{event.uuid}/undangan/tambah/", {})
    assert "1 kader diundang" in text(puji, f"/kegiatan/{event.uuid}/undangan/tambah/", {"kader": [sari]})
    page = text(puji, f"/kegiatan/{event.uuid}/undangan/", {"kader": [sari], "why": "Mantu"})
    assert "1 undangan dibatalkan" in page
    assert "Mantu" in page
    assert Invitation.objects.get().state == "batal"


def test_the_timetable_starts_from_the_proposal(puji: Client, cast: Cast, event: TrainingEvent):
    page = text(puji, f"/kegiatan/{event.uuid}/jadwal/", {"usulan": "1"})
    assert "Pembukaan dan pre-test" in page
    first = event.sessions.order_by("day", "starts").first()
    url = f"/kegiatan/{event.uuid}/jadwal/{first.uuid}/"
    typed = {"day": FIRST.isoformat(), "starts": "07:00", "ends": "06:00", "title": "Senam"}
    assert "selesai sebelum mulai" in text(puji, url, typed)
    assert "07.00–07.45" in text(puji, url, typed | {"ends": "07:45"})
    before = event.sessions.count()
    text(puji, url, {"hapus": "1"})
    assert event.sessions.count() == before - 1


def test_the_team_is_chosen_or_written_and_leaves(puji: Client, cast: Cast, event: TrainingEvent):
    url = f"/kegiatan/{event.uuid}/tim/"
    for duty in ("fasilitator", "penilai"):
        page = text(puji, url, {"duty": duty, "user": cast.rina.pk})
    assert "lebih adil bila orang lain yang menilai" in page
    assert "Pilih petugas dari daftar" in text(puji, url, {"duty": "ketua"})
    member = event.members.get(duty="penilai")
    assert "lebih adil" not in text(puji, url, {"lepas": member.uuid})


def test_attendance_and_the_post_test_make_the_group_trained(puji: Client, cast: Cast, event: TrainingEvent):
    make_bank(event.programme)
    invited(cast, event, cast.sari)
    sari = cast.sari.person.kader.uuid
    for day in event.days:
        text(puji, f"/kegiatan/{event.uuid}/hadir/?hari={day}", {"kader": [sari], "lembar": "1"})
    trained = GroupRecord.objects.filter(trained_on__isnull=False)
    assert not trained.exists()
    passes(cast.sari, make_quiz(event.programme, "post_test"))
    assert trained.get().group.key == "B"
    assert set(Attendance.objects.values_list("way", "recorded_by")) == {("lembar", cast.puji.pk)}


def test_sending_the_list_twice_changes_nothing(puji: Client, cast: Cast, event: TrainingEvent):
    invited(cast, event, cast.sari)
    url, ticked = f"/kegiatan/{event.uuid}/hadir/", {"kader": [cast.sari.person.kader.uuid]}
    assert "0 dari 1 sudah dicatat hadir" in text(puji, url)
    assert "checked" in text(puji, f"{url}?semua=1")
    assert "1 kehadiran dicatat" in text(puji, url, ticked)
    assert "0 kehadiran dicatat" in text(puji, url, ticked)
    assert Attendance.objects.count() == 1


def test_by_session_and_whole_days_stand_apart(puji: Client, cast: Cast, event: TrainingEvent):
    invited(cast, event, cast.sari)
    timetable.fill(event, by=None, now=NOW)
    session = event.sessions.filter(day=TODAY).order_by("starts").first()
    url = f"/kegiatan/{event.uuid}/hadir/?hari={TODAY}&sesi={session.uuid}"
    assert "1 dari 1" in text(puji, url, {"kader": [cast.sari.person.kader.uuid]})
    assert "0 dari 1" in text(puji, f"/kegiatan/{event.uuid}/hadir/?hari={TODAY}")
    assert Attendance.objects.get().session == session


def test_who_came_without_an_invitation_is_found_by_name(puji: Client, cast: Cast, event: TrainingEvent):
    url = f"/kegiatan/{event.uuid}/hadir/"
    assert "Sari Wahyuni" in text(puji, url, {"cari": "sari"})
    assert "Tidak ada yang cocok" in text(puji, url, {"cari": "tini"})
    page = text(puji, url, {"kader": [cast.sari.person.kader.uuid]})
    assert "Sari Wahyuni" in page
    assert "1 orang datang tanpa undangan" in text(puji, f"/kegiatan/{event.uuid}/")
    refused = text(puji, url, {"kader": [cast.tini.person.kader.uuid]})
    assert "tidak bertugas di wilayah" in refused


def test_an_entry_is_corrected_with_a_reason_and_back(puji: Client, cast: Cast, event: TrainingEvent):
    invited(cast, event, cast.sari)
    entry = attend.record(event, cast.sari.person.kader, day=TODAY, by=cast.puji, now=NOW)
    url = f"/kegiatan/{event.uuid}/hadir/{entry.pk}/"
    assert "Belum ada yang berubah" in text(puji, url, {"reason": ""})
    assert "dikoreksi: tidak hadir" in text(puji, url, {"reason": "Tertukar"})
    assert puji.get(url).status_code == 404
    back = Attendance.objects.get(present=False)
    assert "1 dari 1" in text(puji, f"/kegiatan/{event.uuid}/hadir/{back.pk}/", {"reason": "Benar dia"})


def test_whoever_was_absent_is_invited_to_the_next_one_by_one_form(puji: Client, cast: Cast, event: TrainingEvent):
    TrainingEvent.objects.update(starts_on=TODAY - timedelta(days=9), ends_before=TODAY - timedelta(days=8))
    event.refresh_from_db()
    invited(cast, event, cast.sari, cast.sosial)
    attend.record(event, cast.sosial.person.kader, day=event.starts_on, by=None, now=NOW)
    assert "1 orang diundang dan belum hadir." in text(puji, f"/kegiatan/{event.uuid}/")
    url = f"/kegiatan/baru/?susulan={event.uuid}"
    assert "Kegiatan susulan" in text(puji, url)
    page = text(puji, url, new(event.programme, holder=f"p-{cast.balowerti.pk}"))
    assert "Susulan: Pelatihan Balowerti" in page
    later = Invitation.objects.get(event__title__startswith="Susulan")
    assert (later.kader, later.state) == (cast.sari.person.kader, "diundang")
    assert "Tutup kegiatan." in text(puji, f"/kegiatan/{event.uuid}/")


def test_the_tests_of_its_groups_tell_who_has_handed_in_and_no_mark(puji: Client, cast: Cast, event: TrainingEvent):
    make_bank(event.programme)
    post = make_quiz(event.programme, "post_test")
    pre = make_quiz(event.programme, "pre_test")
    post.pair = pre
    post.save()
    invited(cast, event, cast.sari)
    assert "0 dari 1 sudah mengirim" in text(puji, f"/kegiatan/{event.uuid}/tes/")
    passes(cast.sari, post)
    page = text(puji, f"/kegiatan/{event.uuid}/tes/")
    assert "1 dari 1 sudah mengirim" in page
    assert "<td>sudah</td>" in page


def test_what_people_gained_stands_on_its_page(puji: Client, cast: Cast, event: TrainingEvent):
    group = event.groups.get()
    GainTally.objects.create(
        key="b::x", group=group, kab=cast.kediri, event=event, n=9, before=40, after=70,
        competencies={}, items={}, computed_at=NOW,
    )  # fmt: skip
    page = text(puji, f"/kegiatan/{event.uuid}/")
    assert "0,50" in page
    assert "Kelompok B" in page


def test_it_is_closed_and_opened_again_by_who_plans_it(puji: Client, cast: Cast, event: TrainingEvent):
    events.set_status(event, "berjalan", by=cast.puji, now=NOW)
    assert "Selesai" in text(puji, f"/kegiatan/{event.uuid}/keadaan/", {"keadaan": "selesai"})
    assert "Keadaan kegiatan sudah lain" in text(puji, f"/kegiatan/{event.uuid}/keadaan/", {"keadaan": "batal"})


def test_a_hundred_on_the_list_cost_as_many_queries_as_ten(
    puji: Client, cast: Cast, event: TrainingEvent, django_assert_num_queries
):
    names = [f"Kader {number:03}" for number in range(60)]
    invite.invite_many(event, people(cast, *names), by=None, now=NOW)
    with django_assert_num_queries(21):
        assert "Kader 059" in text(puji, f"/kegiatan/{event.uuid}/hadir/")


def test_who_looks_at_the_names_of_an_event_is_written_down(puji: Client, cast: Cast, event: TrainingEvent):
    invited(cast, event, cast.sari)
    for page in ("undangan/", "undangan/tambah/", "hadir/", "tes/", "jadwal/", "tim/"):
        assert puji.get(f"/kegiatan/{event.uuid}/{page}").status_code == 200
    looks = AuditEvent.objects.filter(act="list_seen", actor=cast.puji, puskesmas=cast.balowerti)
    assert {(one.detail["list"], one.count) for one in looks} == {
        ("undangan", 1),
        ("usulan undangan", 0),
        ("hadir", 1),
        ("tes", 1),
    }
    assert {one.detail["event"] for one in looks} == {str(event.uuid)}
    puji.force_login(cast.lastri)
    assert puji.get(f"/kegiatan/{event.uuid}/hadir/").status_code == 404
    assert not AuditEvent.objects.filter(act="list_seen", actor=cast.lastri).exists()


def test_nobody_invited_yet_is_said_first_also_on_the_day(puji: Client, cast: Cast, event: TrainingEvent):
    assert "Undang kader." in text(puji, f"/kegiatan/{event.uuid}/")
    invited(cast, event, cast.sari)
    assert "Catat kehadiran" in text(puji, f"/kegiatan/{event.uuid}/")


def test_who_is_late_shows_once_a_list_is_there_and_the_next_event_at_the_end(
    puji: Client, cast: Cast, programme: Programme
):
    event = held(cast, programme, starts_on=TODAY)
    invited(cast, event, cast.sari, cast.tini)
    page = f"/kegiatan/{event.uuid}/undangan/"
    assert "belum hadir" not in text(puji, page)
    attend.record(event, cast.sari.person.kader, day=TODAY, by=None, now=NOW)
    assert "1 orang diundang dan belum hadir" in text(puji, page)
    assert "Buat kegiatan susulan" not in text(puji, page), "there is a second day"


def test_a_slip_of_the_pen_in_the_year_is_caught(puji: Client, cast: Cast, event: TrainingEvent):
    groups = [group.pk for group in event.groups.all()]
    written = {"kind": "pelatihan", "groups": groups, "days": 1, "holder": f"puskesmas-{cast.balowerti.pk}"}
    for wrong in ("2205-11-25", "0025-11-25"):
        assert "Tahunnya tampaknya keliru" in text(puji, "/kegiatan/baru/", written | {"starts_on": wrong})
    assert TrainingEvent.objects.count() == 1


@pytest.mark.parametrize("who", ["dewi", "puji", "rina"])
def test_every_link_on_the_pages_of_an_event_opens_for_its_reader(
    client: Client, cast: Cast, programme: Programme, event: TrainingEvent, who: str, monkeypatch: pytest.MonkeyPatch
):
    make_bank(programme)
    post, pre = make_quiz(programme, "post_test"), make_quiz(programme, "pre_test")
    post.pair = pre
    post.save()
    invited(cast, event, cast.sari)
    day = days.make(cast, programme=programme)
    days.signed_in(client, getattr(cast, who), monkeypatch)
    at = f"/kegiatan/{event.uuid}/"
    pages = ["/kegiatan/", at, f"{at}undangan/", f"{at}hadir/", f"{at}tes/", day.url, f"{day.url}sesudah/"]
    found = {link for page in pages for link in re.findall(r'href="(/[^"#?]*)', text(client, page))}
    links = {link for link in found if not link.startswith(("/static/", "/keluar", "/manifest")) and "." not in link}
    assert len(links) > 15
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code != 200} == {}


def test_whom_she_may_read_aloud_to_is_asked_of_the_guests_alone(
    client: Client, cast: Cast, programme: Programme, event: TrainingEvent, monkeypatch: pytest.MonkeyPatch
):
    asked = []
    whole = event_pages.scope.rows
    monkeypatch.setattr(event_pages.scope, "rows", lambda *given, **on: asked.append(given) or whole(*given, **on))
    invited(cast, event, cast.sari)
    event_pages.tests(event, cast.rina, on=TODAY)
    [rows] = [given[2] for given in asked if given[1] == scope.Action.ASSESS]
    assert list(rows) == [cast.sari.person.kader]


def test_a_closed_event_asks_for_nothing_more_on_its_day(puji: Client, cast: Cast, programme: Programme):
    event = held(cast, programme, starts_on=TODAY, days=1, kind="penilaian")
    invited(cast, event, cast.sari)
    attend.record(event, cast.sari.person.kader, day=TODAY, by=None, now=NOW)
    assert "Nilai kader di posnya" in text(puji, f"/kegiatan/{event.uuid}/")
    text(puji, f"/kegiatan/{event.uuid}/keadaan/", {"keadaan": "selesai"})
    assert "Kegiatan ini selesai." in text(puji, f"/kegiatan/{event.uuid}/")
    assert "Undang kader" not in text(puji, f"/kegiatan/{event.uuid}/undangan/")
    answer = puji.get(f"/kegiatan/{event.uuid}/undangan/tambah/", follow=True)
    assert "tidak ada yang diundang lagi" in answer.content.decode()
