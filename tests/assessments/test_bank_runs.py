"""Items from a file: planned first, taken as drafts, the same again changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments import authoring, bank_runs
from assessments.bank_runs import KEPT, Defaults
from assessments.exchange import workbook
from assessments.exchange.entry import Entry
from assessments.models import BankRun, Question
from lms.areas.errors import UserError
from lms.areas.sheets.reading import read as read_grids
from lms.people import roles
from modules.models import TuntasImage
from tests.assessments.factories import make_module
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

MOODLE = (Path(__file__).with_name("files") / "moodle.xml").read_bytes()
pytestmark = pytest.mark.django_db


@pytest.fixture
def defaults(db: None) -> Defaults:
    programme = make_programme()
    module = make_module(programme)
    return Defaults(f"{module.competency_id}:menimbang", "latihan")


WEIGHING = Entry(
    2,
    "",
    "single",
    {
        "stem": "Nol dulu?",
        "options": [
            {"key": "a", "text": "Ya", "correct": True, "feedback": ""},
            {"key": "b", "text": "Tidak", "correct": False, "feedback": ""},
        ],
    },
    use="latihan",
    place="B3",
)


def states(run: BankRun) -> list[str]:
    return [step.state for step in bank_runs.plan(run)]


@pytest.mark.every_database
def test_a_moodle_file_comes_in_once_as_drafts(cast: Cast, defaults: Defaults):
    run = bank_runs.take_in(MOODLE, "bank.xml", defaults, by=cast.budi, now=NOW)
    assert set(states(run)) == {"new"}
    assert bank_runs.apply(run, [], by=cast.budi, now=NOW) == len(run.entries)
    assert {row.status for row in Question.objects.all()} == {"draft"}
    assert TuntasImage.objects.get().package_path.startswith("impor/modules/b3/pictures/timbangan-1-")
    again = bank_runs.take_in(MOODLE, "bank.xml", defaults, by=cast.budi, now=NOW)
    assert set(states(again)) == {"same"}
    assert bank_runs.apply(again, [], by=cast.budi, now=NOW) == 0


def test_what_changed_in_the_file_needs_a_choice(cast: Cast, defaults: Defaults):
    run = bank_runs.take_in(MOODLE, "bank.xml", defaults, by=cast.budi, now=NOW)
    bank_runs.apply(run, [], by=cast.budi, now=NOW)
    other = MOODLE.replace(b"Di meja yang datar", b"Di meja yang datar dan keras")
    changed = bank_runs.take_in(other, "bank.xml", defaults, by=cast.budi, now=NOW)
    assert states(changed).count("changed") == 1
    assert bank_runs.apply(changed, [], by=cast.budi, now=NOW) == 0
    assert bank_runs.apply(changed, [1], by=cast.budi, now=NOW) == 1
    words = authoring.text_of(Question.objects.get(key="timbangan-1"))["options"][1]["text"]
    assert words == "Di meja yang datar dan keras"


def test_what_cannot_be_an_item_is_refused_by_its_row(cast: Cast, defaults: Defaults):
    wrong = Entry(2, "", "single", {"stem": "?", "options": []}, use="latihan")
    cells = workbook.template(NOW)
    run = bank_runs.take_in(cells, "templat.xlsx", Defaults("", "latihan"), by=cast.budi, now=NOW)
    assert set(states(run)) == {"refused"}  # no lesson is named
    assert all("Pelajaran yang diuji belum disebut" in step.why[0] for step in bank_runs.plan(run))
    assert not workbook.fits(wrong)


def test_a_lesson_is_named_by_its_title_or_its_address_and_the_template_lists_both(cast: Cast, defaults: Defaults):
    rows = [
        replace(WEIGHING, key=f"satu-{at}", lesson=name)
        for at, name in enumerate(("Pelajaran MENIMBANG", "menimbang", "lain"))
    ]
    run = bank_runs.take_in(workbook.write(rows, NOW), "soal.xlsx", Defaults("", "latihan"), by=cast.budi, now=NOW)
    assert states(run) == ["new", "new", "refused"]
    assert bank_runs.apply(run, [], by=cast.budi, now=NOW) == 2
    assert set(Question.objects.values_list("lesson_key", flat=True)) == {"menimbang"}
    again = bank_runs.take_in(workbook.write(rows, NOW), "soal.xlsx", Defaults("", "latihan"), by=cast.budi, now=NOW)
    assert states(again) == ["same", "same", "refused"]
    listed = read_grids(workbook.template(NOW, [("B3", "Pelajaran menimbang", "menimbang")]), "templat.xlsx")
    assert ["B3", "Pelajaran menimbang", "menimbang"] in listed[-1]


def test_another_file_or_another_person_is_refused(cast: Cast, defaults: Defaults):
    with pytest.raises(UserError, match="bukan Moodle XML"):
        bank_runs.take_in(b"<quiz>", "x.xml", defaults, by=cast.budi, now=NOW)
    with pytest.raises(PermissionDenied):
        bank_runs.take_in(MOODLE, "bank.xml", defaults, by=cast.rina, now=NOW)


def test_runs_end_and_the_items_stay(cast: Cast, defaults: Defaults):
    run = bank_runs.take_in(MOODLE, "bank.xml", defaults, by=cast.budi, now=NOW)
    bank_runs.apply(run, [], by=cast.budi, now=NOW)
    assert bank_runs.forget(now=NOW + KEPT * 2) == 1
    assert Question.objects.exists()


def test_budi_uploads_looks_and_takes(cast: Cast, client: Client, defaults: Defaults):
    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    form = {"file": SimpleUploadedFile("bank.xml", MOODLE), "lesson": defaults.lesson, "use": "latihan"}
    page = client.post("/cms/soal/berkas/", form, follow=True)
    text = page.content.decode()
    assert "Jenis soal uraian tidak ada di Tuntas" in text
    assert "0 berubah" in text
    done = client.post(page.redirect_chain[-1][0], follow=True).content.decode()
    assert "soal masuk sebagai rancangan" in done


@pytest.mark.parametrize("kind", ["xlsx", "moodle"])
def test_what_is_downloaded_comes_back_the_same(cast: Cast, client: Client, defaults: Defaults, kind: str):
    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    run = bank_runs.take_in(MOODLE, "bank.xml", defaults, by=cast.budi, now=NOW)
    bank_runs.apply(run, [], by=cast.budi, now=NOW)
    raw = client.get(f"/cms/soal/unduh/{kind}/").content
    again = bank_runs.take_in(raw, f"bank.{kind}", Defaults("", "counting"), by=cast.budi, now=NOW)
    assert set(states(again)) == {"same"}


@pytest.mark.parametrize("address", ["berkas/", "berkas/templat/", "unduh/xlsx/"])
def test_a_nakes_and_a_dinas_find_nothing_there(cast: Cast, client: Client, address: str):
    roles.synchronise([cast.ningsih, cast.dewi], on=TODAY)
    for who in (cast.ningsih, cast.dewi):
        client.force_login(who)
        assert client.get(f"/cms/soal/{address}").status_code in (302, 404)
