"""The papers of an event fill themselves, keep what is typed in, say what is missing, and are nobody else's."""

import io
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import openpyxl
import pikepdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import attend, circuits, event_texts
from assessments.event_papers import attended, marking, recap, registry, report
from assessments.event_papers.folder import Folder, beside
from assessments.event_papers.occasion import Occasion
from assessments.event_papers.typed import Typed
from assessments.models import Attendance, EventMember, EventPaper, GainTally, Invitation, TrainingEvent
from assessments.observe import observe
from lms.areas.errors import UserError
from lms.people import offices
from lms.people.models import AuditEvent
from modules.models import CompetencyGroup, Programme
from tests.assessments import occasions
from tests.assessments.day import WRITTEN
from tests.assessments.factories import make_instrument
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme
from tests.people.test_office import WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path: Path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def event(cast: Cast, programme: Programme) -> TrainingEvent:
    return occasions.whole(cast, programme, now=NOW)


@pytest.fixture
def puji(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(cast.puji)
    return client


def folder(event: TrainingEvent) -> Folder:
    return Folder(Occasion(event, now=NOW))


def made(event: TrainingEvent, key: str) -> list[list[dict]]:
    """The blocks of that paper, part by part."""
    found = folder(event)
    paper = registry.find(found.occasion, key)
    return [list(part) for part in found.made(paper).parts]


def words(blocks: object) -> str:
    """Everything that can be read in them."""
    if isinstance(blocks, dict):
        return " ".join(words(value) for name, value in blocks.items() if name not in ("kind", "logo"))
    if isinstance(blocks, list | tuple):
        return " ".join(map(words, blocks))
    return str(blocks).replace("\u200b", "").replace("\u00a0", " ")


def rows(part: list[dict]) -> list[list]:
    return next(block["rows"] for block in part if block["kind"] == "table")


def test_an_attendance_list_has_a_part_for_each_session_taught_and_rows_for_the_uninvited(event: TrainingEvent):
    parts = made(event, "daftar-hadir")
    assert [("Sesi" in words(part), "Istirahat" in words(part)) for part in parts[:2]] == [(True, False)] * 2
    assert len(parts) == 3  # two sessions and the team
    signing = [row for row in rows(parts[0]) if len(row) == 4]
    assert [row[3]["zigzag"] for row in signing] == list(range(1, 12))
    assert occasions.LONGEST in words(parts[0])


def test_names_stand_by_puskesmas_kelurahan_posyandu_and_name(cast: Cast, event: TrainingEvent):
    occasions.invite(event, occasions.kader([cast.kenanga], 1), now=NOW)
    guests = folder(event).occasion.guests
    assert [one.puskesmas for one in guests] == ["Puskesmas Balowerti"] * 3 + ["Puskesmas Ngletih"]
    assert [one.name for one in guests[:3]] == sorted(one.name for one in guests[:3])


def test_only_who_is_invited_stands_in_the_letter_and_a_walk_in_in_the_list(cast: Cast, event: TrainingEvent):
    Invitation.objects.filter(event=event, kader__person__name=occasions.LONGEST).update(state="batal")
    occasions.came(event, [cast.sari.person.kader], now=NOW)
    assert occasions.LONGEST not in words(made(event, "undangan"))
    assert "Sari Wahyuni" not in words(made(event, "undangan"))
    assert "Sari Wahyuni" in words(made(event, "daftar-hadir"))


def test_a_team_without_nip_has_no_line_for_it(event: TrainingEvent):
    team = rows(made(event, "sk-tim")[1])
    assert [row[2].replace("\u00a0", " ") for row in team] == ["19790312 200604 2 011", "–", "–"]


def test_the_recap_says_what_was_seen_and_what_she_could_before(cast: Cast, event: TrainingEvent, programme: Programme):
    versions = [make_instrument(programme, key) for key in ("B3", "B4")]
    occasions.seen(event, [cast.sari.person.kader], versions, by=cast.rina, now=NOW)
    occasion = folder(event).occasion
    [sari] = recap.people(occasion)
    marks = {one.key: recap.mark(occasion, sari, one) for one in occasion.competencies}
    assert {key for key, mark in marks.items() if mark == "T"} == {"B3", "B4"}
    assert recap.sums(occasion, sari)[:2] == (2, 2)
    assert rows(made(event, "rekapitulasi")[0])[-1][2]["text"] == "0"


def test_of_two_who_saw_the_same_the_one_who_says_terampil_counts(
    cast: Cast, event: TrainingEvent, programme: Programme
):
    version = make_instrument(programme)
    for number, tick in enumerate(("benar", "belum")):
        ticks = {step["key"]: tick for step in version.content["steps"]}
        at = NOW - timedelta(hours=2 - number)
        observe(cast.sari.person.kader, version, ticks=ticks, assessor=cast.rina, now=at, id=uuid4(), event=event)
    assert folder(event).occasion.seen == {cast.sari.person.kader.pk: {"B3": True}}


def test_a_chair_who_is_the_head_of_the_office_signs_once(cast: Cast, event: TrainingEvent):
    head = replace(offices.suggested(cast.balowerti), head="drg. Retno Palupi, M.Kes.")
    before = made(event, "laporan")[0][-1]["all"]
    offices.save_office(cast.balowerti, head, by=None, now=NOW)
    signed = made(event, "laporan")[0][-1]["all"]
    assert [len(before), len(signed)] == [2, 1]
    assert signed[0]["above"][1:] == ["Selaku ketua tim penilai dan", "Kepala Puskesmas Balowerti,"]


def test_the_form_of_a_kader_lists_the_critical_steps(event: TrainingEvent, programme: Programme):
    make_instrument(programme)
    parts = made(event, "formulir-penilaian")
    assert len(parts) == 3
    assert "Langkah lila" in words(parts[0])
    assert "Langkah jelaskan" not in words(parts[0])
    assert len(marking.critical_steps(folder(event).occasion)) == 1


def test_the_report_counts_and_names_nobody_but_the_team(cast: Cast, event: TrainingEvent):
    kader = [invited.kader for invited in event.invitations.order_by("pk")][:2]
    occasions.came(event, [*kader, cast.sari.person.kader], now=NOW)
    said = words(made(event, "laporan"))
    assert "3 kader, di antaranya 1 tanpa undangan" in said
    assert "1 kader, untuk kegiatan susulan" in said
    assert "Sari Wahyuni" not in said


def test_an_empty_event_says_what_is_missing_and_prints_all_the_same(cast: Cast, programme: Programme):
    event = occasions.event(programme, cast.kediri, None, on=TODAY, kind="pelatihan", place="")
    lines = {line.paper.key: line.missing for line in folder(event).lines()}
    assert lines["sk-tim"] == ["Belum ada tim."]
    assert lines["undangan"] == ["Belum ada yang diundang.", "Belum ada jadwal.", "Belum ada tempat."]
    assert all(made(event, key) for key in lines)


@pytest.mark.soak
@pytest.mark.parametrize("count", [0, 200])
def test_every_paper_of_a_small_and_of_a_great_event_can_be_set(cast: Cast, programme: Programme, count: int):
    for key in ("A1", "B3"):
        make_instrument(programme, key)
    event = occasions.event(programme, cast.kediri, None, on=TODAY, cohort=2)
    if count:
        occasions.team(event, cast.rina)
        occasions.timetable(event)
        occasions.invite(event, occasions.kader([cast.melati, cast.kenanga], count), now=NOW)
    with zipfile.ZipFile(io.BytesIO(folder(event).zip())) as file:
        sizes = {name: len(file.read(name)) for name in file.namelist()}
    assert len([name for name in sizes if name.endswith(".pdf")]) == len(folder(event).papers)
    assert min(sizes.values()) > 3_000


def test_a_paper_is_set_with_the_kop_of_the_office_that_holds_the_event(cast: Cast, event: TrainingEvent):
    offices.save_office(cast.balowerti, offices.suggested(cast.balowerti), by=None, now=NOW)
    offices.save_office(cast.kediri, WORDS, by=None, now=NOW)
    paper = registry.find(folder(event).occasion, "surat-tugas")
    with pikepdf.open(io.BytesIO(folder(event).pdf(paper))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Surat tugas: Penilaian kecakapan kader"
        assert str(pdf.docinfo["/Author"]) == "Puskesmas Balowerti, Pemerintah Kota Kediri"


def test_a_paper_is_indonesian_whatever_language_the_officer_reads(event: TrainingEvent):
    with translation.override("en"):
        said = words(made(event, "kak"))
        sheet = openpyxl.load_workbook(
            io.BytesIO(folder(event).xlsx(registry.find(folder(event).occasion, "kak")))
        ).active
        assert translation.get_language() == "en"
    assert "3 kader bidang kesehatan." in said
    assert "Latar belakang" in [row[0].value for row in sheet.iter_rows()]


def test_what_is_typed_in_is_kept_with_who_and_when(cast: Cast, puji: Client, event: TrainingEvent):
    address = reverse("event-paper", args=[event.uuid, "surat-tugas"])
    given = {"number": "800/12/2025", "day": "2025-11-20", "isi-dasar": "Rencana kerja 2025"}
    assert puji.post(address, given).status_code == 302
    row = EventPaper.objects.get()
    assert (row.number, row.day, row.texts, row.updated_by) == (
        "800/12/2025",
        date(2025, 11, 20),
        {"dasar": "Rencana kerja 2025"},
        cast.puji,
    )
    said = words(made(event, "surat-tugas"))
    assert "Nomor: 800/12/2025" in said
    assert "Ditetapkan di Kediri pada tanggal 20 November 2025" in said


def test_a_text_that_would_fill_pages_is_refused(cast: Cast, event: TrainingEvent):
    with pytest.raises(UserError, match="terlalu panjang"):
        event_texts.keep(
            event, "kak", number="", day=None, subject="", texts={"latar": "a" * 5000}, by=cast.puji, now=NOW
        )
    assert not EventPaper.objects.exists()


def test_the_list_says_what_is_missing_in_a_fixed_number_of_statements(
    puji: Client, event: TrainingEvent, django_assert_max_num_queries
):
    Invitation.objects.all().delete()
    with django_assert_max_num_queries(20):
        page = puji.get(reverse("event-papers", args=[event.uuid])).content.decode()
    assert "Belum ada yang diundang." in page
    assert "Belum ada tim." not in page


def test_a_sheet_is_harmless_and_taking_it_is_told(cast: Cast, puji: Client, event: TrainingEvent):
    person = event.invitations.order_by("pk")[1].kader.person
    person.name = "=1+1"
    person.save()
    answer = puji.get(reverse("event-paper-xlsx", args=[event.uuid, "undangan"]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert "'=1+1" in [row[1].value for row in sheet.iter_rows()]
    assert [event.count for event in AuditEvent.objects.filter(act="event_papers")] == [3]
    assert puji.get(reverse("event-paper-xlsx", args=[event.uuid, "surat-tugas"])).status_code == 404


@pytest.mark.parametrize("name", ["lastri", "yanti", "sari", "budi"])
def test_papers_of_another_place_are_not_there(
    cast: Cast, client: Client, event: TrainingEvent, name: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(getattr(cast, name))
    for way in ("event-papers", "event-papers-zip", "event-photos"):
        assert client.get(reverse(way, args=[event.uuid])).status_code == 404
    for way in ("event-paper", "event-paper-pdf", "event-paper-xlsx", "event-paper-preview"):
        assert client.get(reverse(way, args=[event.uuid, "undangan"])).status_code == 404


def test_a_paper_that_this_kind_of_event_has_not_is_not_there(puji: Client, event: TrainingEvent):
    assert puji.get(reverse("event-paper-pdf", args=[event.uuid, "tidak-ada"])).status_code == 404
    assert registry.find(folder(event).occasion, "tidak-ada") is None


def test_a_paper_is_registered_once(event: TrainingEvent):
    with pytest.raises(ValueError, match="registered already"):
        registry.register(registry.find(folder(event).occasion, "kak"))


def test_a_training_has_papers_of_assessment_once_somebody_was_seen(cast: Cast, programme: Programme):
    event = occasions.event(programme, cast.kediri, cast.balowerti, on=TODAY, kind="pelatihan")
    assert registry.find(folder(event).occasion, "rekapitulasi") is None
    occasions.seen(event, [cast.sari.person.kader], [make_instrument(programme)], by=cast.rina, now=NOW)
    assert registry.find(folder(event).occasion, "rekapitulasi")


def test_too_many_forms_for_one_file_are_refused_and_the_rest_still_comes(
    puji: Client, event: TrainingEvent, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(marking, "MOST", 2)
    address = [event.uuid, "formulir-penilaian"]
    answer = puji.get(reverse("event-paper-pdf", args=address), follow=True)
    assert "terlalu banyak untuk satu berkas formulir" in answer.content.decode()
    assert puji.get(reverse("event-paper-preview", args=address)).status_code == 404
    with zipfile.ZipFile(io.BytesIO(puji.get(reverse("event-papers-zip", args=[event.uuid])).content)) as file:
        assert [name for name in file.namelist() if name.endswith(".txt")] == ["08-formulir-penilaian.txt"]


def test_days_of_several_days_each_have_their_list(cast: Cast, programme: Programme):
    event = occasions.event(programme, cast.kediri, None, on=TODAY, kind="pelatihan", days=3)
    said = [words(part) for part in made(event, "daftar-hadir")]
    assert len(said) == 3
    assert "Rabu, 26 November 2025" in said[2]
    assert folder(event).occasion.last_day == TODAY + timedelta(days=2)


@pytest.fixture
def training(cast: Cast, programme: Programme) -> TrainingEvent:
    """Two days of the Dinas: three invited; the first was there on both, the second on one, the third never."""
    found = occasions.event(
        programme, cast.kediri, None, on=TODAY, kind="pelatihan", title="Pelatihan kader", days=2, place="Aula"
    )
    occasions.timetable(found)
    kader = occasions.kader([cast.melati], 3)
    occasions.invite(found, kader, now=NOW)
    occasions.came(found, kader[:1], now=NOW)
    attend.record(found, kader[1], day=TODAY, by=None, now=NOW)
    return found


def test_a_certificate_of_a_training_is_hers_who_was_there_on_every_day_and_says_nothing_of_a_level(
    cast: Cast, training: TrainingEvent
):
    texts = {"nomor": "800/#/2025", "jpl": "16"}
    event_texts.keep(
        training, "sertifikat-pelatihan", number="", day=TODAY, subject="", texts=texts, by=cast.dewi, now=NOW
    )
    [part] = made(training, "sertifikat-pelatihan")
    said = words(part)
    assert occasions.LONGEST in said
    assert "Nomor: 800/001/2025" in said
    assert "hadir pada semua hari (2 hari, 2 jam, 16 JPL)" in said
    assert not any(level in said for level in ("Purwa", "Madya", "Utama"))


def test_the_register_of_certificates_has_the_same_numbers(cast: Cast, training: TrainingEvent):
    paper = registry.find(folder(training).occasion, "sertifikat-pelatihan")
    [page] = paper.pages(folder(training).occasion, Typed(texts={"nomor": "800/#/2025"}))
    assert [(row[1], row[-1]) for row in page.rows] == [(occasions.LONGEST, "800/001/2025")]


def test_a_training_at_which_nobody_was_there_every_day_has_no_certificate(cast: Cast, training: TrainingEvent):
    last = Attendance.objects.get(day=TODAY + timedelta(days=1))
    attend.correct(last, present=False, reason="Salah baris", by=cast.dewi, now=NOW + timedelta(days=2))
    paper = registry.find(folder(training).occasion, "sertifikat-pelatihan")
    assert paper.missing(folder(training).occasion) == ["Belum ada kader yang hadir pada semua hari."]
    assert occasions.LONGEST not in words(made(training, "sertifikat-pelatihan"))


def test_too_many_certificates_for_one_file_are_refused(training: TrainingEvent, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(attended, "MOST", 0)
    with pytest.raises(UserError, match="terlalu banyak untuk satu berkas"):
        made(training, "sertifikat-pelatihan")


def test_an_assessment_day_has_no_certificate_of_a_training(cast: Cast, event: TrainingEvent, programme: Programme):
    occasions.seen(event, [cast.sari.person.kader], [make_instrument(programme)], by=cast.rina, now=NOW)
    assert registry.find(folder(event).occasion, "sertifikat-pelatihan") is None


def test_a_station_has_a_sheet_with_every_step_of_its_scenes_and_by_which_rule_it_is_t(
    cast: Cast, event: TrainingEvent, programme: Programme
):
    keys = {key.lower(): make_instrument(programme, key).instrument.key for key in ("B3", "B4")}
    circuit = circuits.publish(CompetencyGroup.objects.get(programme=programme, key="B"), WRITTEN, keys)
    EventMember.objects.filter(event=event, user=cast.rina).update(station=circuit.stations.get())
    [part] = made(event, "lembar-pos")
    said = words(part)
    assert "Rina" in said
    assert all(f"Langkah {step}" in said for step in ("siapkan", "jelaskan", "lila", "catat", "ulang"))
    assert "T bila semua langkah kritisnya V, dan paling sedikit 4 dari 5 langkahnya V" in said
    bold = {row[1]["text"] for row in rows(part) if len(row) > 1 and isinstance(row[1], dict) and row[1]["bold"]}
    assert bold == {"Langkah siapkan", "Langkah lila"}


def test_an_event_whose_groups_have_no_stations_says_so(event: TrainingEvent):
    paper = registry.find(folder(event).occasion, "lembar-pos")
    assert paper.missing(folder(event).occasion) == ["Kelompok kegiatan ini belum punya pos."]


def test_a_memo_asks_before_the_event_and_reports_after_it(event: TrainingEvent):
    assert "kami ajukan rencana penilaian kecakapan kader untuk 3 kader" in words(made(event, "nota-dinas"))
    occasions.came(event, [event.invitations.order_by("pk").first().kader], now=NOW)
    said = words(made(event, "nota-dinas"))
    assert "Dari 3 kader yang diundang, 1 hadir. 2 kader yang belum hadir akan diundang" in said


def test_the_sheet_of_the_report_has_its_numbers_and_no_figure_of_few(cast: Cast, training: TrainingEvent):
    group = CompetencyGroup.objects.get(programme=training.programme, key="B")
    for number, few in ((60, "a"), (4, "b")):
        GainTally.objects.create(
            key=few, group=group, kab=cast.kediri, event=training, n=number, before=46, after=86,
            competencies={}, items={}, computed_at=NOW,
        )  # fmt: skip
    came, gains, _texts = report.report_pages(folder(training).occasion, Typed())
    assert list(came.rows) == [[TODAY, 3, 2, 2], [TODAY + timedelta(days=1), 3, 1, 1]]
    assert list(gains.rows) == [
        ["B. Kelompok B", 60, 46.0, 86.0, 0.74],
        ["B. Kelompok B", "kurang dari 5", "", "", ""],
    ]


def test_a_paper_with_nothing_to_type_asks_for_nothing(puji: Client, event: TrainingEvent):
    asked = {
        key: "Yang perlu diketik" in puji.get(reverse("event-paper", args=[event.uuid, key])).content.decode()
        for key in ("lembar-pos", "daftar-hadir", "jadwal")
    }
    assert asked == {"lembar-pos": False, "daftar-hadir": False, "jadwal": True}


def test_who_may_not_assess_is_told_who_prints_the_questions(cast: Cast, puji: Client, event: TrainingEvent):
    page = puji.get(reverse("event-papers", args=[event.uuid])).content.decode()
    assert "Dicetak penilai di puskesmasnya" in page
    assert reverse("papers") not in page
    assert [row["href"] for row in beside(folder(event), cast.rina) if "soal" in row["title"]] == [reverse("papers")]
