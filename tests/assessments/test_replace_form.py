"""Another practical form in the place of ours: as a spreadsheet, planned, taken as a version, evidence names it."""

from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from assessments import replace_form, visit
from assessments.exchange import form_sheet
from assessments.models import Instrument, InstrumentVersion
from lms.areas.errors import UserError
from lms.people import roles
from lms.people.models import AuditEvent
from tests.assessments import day as days
from tests.assessments.day import Day, filled, signed_in
from tests.cast import Cast
from tests.factories import NOW, TODAY

PAGE = "/cms/formulir/b3/"


@pytest.fixture
def day(cast: Cast) -> Day:
    made = days.make(cast)
    for one in made.versions:
        about = {"key": one.instrument.key, "title": one.instrument.title, "version": 1, "official": False}
        Instrument.objects.filter(pk=one.instrument_id).update(written=one.content | about | {"source": one.source})
    return made


@pytest.fixture
def b3(day: Day) -> Instrument:
    return Instrument.objects.get(key="b3")


def changed(b3: Instrument, **cells: str) -> bytes:
    """The template as an office sends it back: official, one step new, one gone. ``cells``: address -> text."""
    book = openpyxl.load_workbook(BytesIO(form_sheet.template(b3.written, NOW)))
    steps, about = book["Langkah"], book["Formulir"]
    steps.delete_rows(6)
    steps.append(["", "Memberi salam", "ya", "Menyapa lebih dulu.", "", ""])
    for row in about.iter_rows(min_row=2):
        given = {"Sumber": "Kepmenkes 1/2026", "Resmi": "ya"} | cells
        row[1].value = given.get(row[0].value, row[1].value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_template_read_back_is_the_form_itself(b3: Instrument):
    back = replace_form.read(b3, form_sheet.template(b3.written, NOW), "b3.xlsx")
    assert {**back, "version": 1} == {**b3.written, "repeat": []}
    assert not replace_form.plan(b3, back).changes


def test_a_step_that_stays_keeps_the_lesson_that_teaches_it(b3: Instrument):
    b3.written["steps"][0]["lesson"] = "menimbang"
    back = replace_form.read(b3, form_sheet.template(b3.written, NOW), "b3.xlsx")
    assert [step.get("lesson") for step in back["steps"]][:2] == ["menimbang", None]
    assert not replace_form.plan(b3, back).changes


def test_a_file_says_what_it_would_change(b3: Instrument):
    plan = replace_form.plan(b3, replace_form.read(b3, changed(b3), "resmi.xlsx"))
    assert (plan.new, plan.gone, plan.changed) == (["Memberi salam"], ["Langkah ulang"], [])
    assert plan.loose == ["Memberi salam"], "no scene of the station names it"
    assert not plan.problems


def test_the_official_form_is_a_version_and_evidence_names_it(cast: Cast, day: Day, b3: Instrument):
    before = visit.record(day.visit(), by=cast.rina, now=NOW)[0]
    written = replace_form.read(b3, changed(b3), "resmi.xlsx")
    made = replace_form.take(b3, written, by=cast.budi, now=NOW)
    assert (made.number, made.official, made.source) == (2, True, "Kepmenkes 1/2026")
    assert replace_form.take(b3, written, by=cast.budi, now=NOW) == made
    assert before.instrument_version.number == 1
    assert InstrumentVersion.objects.get(pk=before.instrument_version_id).retired_at == NOW
    assert AuditEvent.objects.filter(act="form_replaced").exists()


def test_the_station_asks_for_every_step_of_the_new_form(
    cast: Cast, day: Day, b3: Instrument, client: Client, monkeypatch
):
    import time_machine

    replace_form.take(b3, replace_form.read(b3, changed(b3), "x.xlsx"), by=cast.budi, now=NOW)
    with time_machine.travel(NOW, tick=False):
        rina = signed_in(client, cast.rina, monkeypatch)
        page = rina.get(day.sheet).content.decode()
        assert "Langkah lain di formulir ini" in page
        assert "Memberi salam" in page
        answer = rina.post(day.sheet, filled(uuid4(), **{"langkah-b3.memberi-salam": "benar"}), follow=True)
    assert "Tersimpan" in answer.content.decode()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Bagian benar (persen)": "delapan puluh"}, "angka antara 1 dan 100"),
        ({"Sumber": ""}, "judul dan sumber"),
        ({"Persiapan": "Pakai {fakta:tidak.ada}."}, "fakta yang tidak dikenal"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(cast: Cast, b3: Instrument, cells: dict, said: str):
    written = replace_form.read(b3, changed(b3, **cells), "x.xlsx")
    assert any(said in one for one in replace_form.plan(b3, written).problems)
    with pytest.raises(UserError):
        replace_form.take(b3, written, by=cast.budi, now=NOW)
    assert b3.versions.count() == 1


def test_a_file_that_is_no_form_says_so(b3: Instrument):
    with pytest.raises(UserError, match="templat"):
        replace_form.read(b3, b"nama;umur\nSari;47\n", "kader.csv")


@pytest.mark.parametrize("who", ["rina", "puji", "dewi", "ningsih", "admin", "sari"])
def test_only_an_author_of_the_nation_replaces_a_form(cast: Cast, b3: Instrument, client: Client, who: str):
    user = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        replace_form.take(b3, b3.written, by=user, now=NOW)
    roles.synchronise([user], on=TODAY)
    client.force_login(user)
    assert client.get(PAGE).status_code in (302, 404)
    assert client.get(f"{PAGE}templat/").status_code in (302, 404)


def test_the_author_looks_before_he_takes(cast: Cast, b3: Instrument, client: Client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    assert "Praktik B3" in client.get("/cms/formulir/").content.decode()
    file = SimpleUploadedFile("resmi.xlsx", changed(b3))
    response = client.post(PAGE, {"file": file})
    assert "Memberi salam" in response.content.decode()
    assert b3.versions.count() == 1, "only looked at"
    client.post(PAGE, {"diambil": response.context["seen"]})
    assert b3.versions.get(retired_at=None).official
    client.post(PAGE, {"diambil": "palsu"})
    assert b3.versions.count() == 2
