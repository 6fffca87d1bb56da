"""Outcomes typed from forms of paper: the same evidence, without steps that nobody knows."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import grid, outcome_grid, records, visit
from assessments.models import CompetencyRecord, Observation
from lms.areas.errors import UserError
from lms.people.models import Role
from tests.assessments import day as days
from tests.assessments.day import Day, signed_in
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY
from tests.reporting.factories import enrol

WHY = "Salah ketik."


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


def enter(at: Day, letters: str, **changed) -> int:
    """Letters for B3 and B4; a blank: not assessed."""
    asked = outcome_grid.columns(at.event)
    given = {one.pk: letter for one, letter in zip(asked.competencies, letters, strict=True) if letter.strip()}
    how = {"day": TODAY, "reason": WHY, "now": NOW} | changed
    return grid.enter(at.event, how.pop("kader", at.sari), given, asked.forms, **how)


def row(day: Day, letters: str, **other: str) -> dict[str, str]:
    boxes = {f"{day.sari.uuid}-{key}": letter for key, letter in zip(("B3", "B4"), letters, strict=True)}
    return {"simpan": str(day.sari.uuid), "day": str(TODAY), "reason": WHY, **boxes, **other}


def test_a_typed_row_is_evidence_without_steps(cast: Cast, day: Day):
    assert enter(day, "tb", by=cast.rina) == 2
    kept = {one.competency.key: one for one in Observation.objects.all()}
    assert {(one.mode, len(one.ticks), one.event) for one in kept.values()} == {("tabel", 0, day.event)}
    assert (kept["B3"].skilled, kept["B4"].skilled) == (True, False)
    assert (kept["B3"].assessor, kept["B3"].instrument_version) == (cast.rina, day.versions[0])


def test_the_same_row_again_changes_nothing_and_a_blank_assesses_nothing(cast: Cast, day: Day):
    assert [enter(day, "t ", by=cast.rina) for _ in range(3)] == [1, 0, 0]
    assert Observation.objects.count() == 1


def test_the_day_through_the_grid_gives_the_records_of_the_stations(cast: Cast, day: Day):
    visit.record(day.visit(missed={"b4.lila": "belum"}), by=cast.rina, now=NOW)
    days.invite(day.event, cast.tini.person.kader)
    enter(day, "tb", by=cast.rina, kader=cast.tini.person.kader)
    fields = ("competency", "assessed_on", "observed_skilled_on", "skilled_on")
    sari, tini = (
        list(CompetencyRecord.objects.filter(kader=who).order_by("competency").values_list(*fields))
        for who in (day.sari, cast.tini.person.kader)
    )
    assert sari == tini
    assert records.differences(day.programme) == []


def test_another_letter_is_a_correction_with_who_and_why(cast: Cast, day: Day):
    enter(day, "tt", by=cast.rina)
    assert enter(day, "bt", by=cast.rina) == 1
    assert enter(day, "bt", by=cast.rina) == 0
    assert enter(day, "tt", by=cast.rina) == 1, "and back"
    standing = Observation.objects.get(competency__key="B3", superseded_by__isnull=True)
    assert (standing.skilled, standing.reason, standing.supersedes.skilled) == (True, WHY, False)


def test_what_was_seen_step_by_step_is_not_typed_over(cast: Cast, day: Day):
    visit.record(day.visit(), by=cast.rina, now=NOW)
    assert enter(day, "tt", by=cast.rina) == 0
    with pytest.raises(UserError, match="langkah demi langkah"):
        enter(day, "bt", by=cast.rina)


@pytest.mark.parametrize("who", ["wulan", "puji", "dewi", "yanti", "sari"])
def test_whoever_does_not_assess_there_types_nothing(cast: Cast, day: Day, who: str):
    with pytest.raises(UserError, match="tidak bertugas menilai"):
        enter(day, "tt", by=getattr(cast, who))


def test_herself_a_stranger_and_another_day_are_refused(cast: Cast, day: Day):
    Role.objects.create(user=cast.sari, kind="penilai", puskesmas=cast.balowerti, since=SINCE)
    with pytest.raises(UserError, match="diri sendiri"):
        enter(day, "tt", by=cast.sari)
    with pytest.raises(UserError, match="wilayah"):
        enter(day, "tt", by=cast.rina, kader=cast.tini.person.kader)
    with pytest.raises(UserError, match="bukan hari"):
        enter(day, "tt", by=cast.rina, day=TODAY - timedelta(days=1))
    assert not Observation.objects.exists()


@pytest.mark.every_database
def test_the_database_knows_that_only_typed_ones_lack_steps(cast: Cast, day: Day):
    kept = visit.record(day.visit(), by=cast.rina, now=NOW)[0]
    for wrong in ({"mode": "pos", "ticks": {}}, {"mode": "tabel"}, {"mode": "lain"}):
        row = Observation.objects.get(pk=kept.pk)
        row.pk, row._state.adding = day.sari.uuid, True
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_a_row_is_kept_by_its_own_button(day: Day, rina: Client):
    page = rina.get(f"{day.url}tabel/").content.decode()
    assert ">B3<" in page
    assert "Sari Wahyuni" in page
    assert "1 baris disimpan." in rina.post(f"{day.url}tabel/", row(day, "Tb")).content.decode()
    assert 'data-kept="T"' in rina.get(f"{day.url}tabel/").content.decode()


def test_the_script_is_told_what_became_of_a_row(day: Day, rina: Client):
    assert rina.post(f"{day.url}tabel/", row(day, "TB", sebaris="1")).json() == {"kept": True, "problem": ""}
    wrong = rina.post(f"{day.url}tabel/", row(day, "X ", sebaris="1"))
    assert wrong.status_code == 409
    assert "B3 · X: satu huruf: T, B" in wrong.json()["problem"]
    assert "tidak dapat dikosongkan" in wrong.json()["problem"]


def test_what_is_wrong_stays_in_its_box(day: Day, rina: Client):
    page = rina.post(f"{day.url}tabel/", row(day, "XT")).content.decode()
    assert "Sebagian belum disimpan" in page
    assert 'value="X"' in page
    assert not Observation.objects.exists()


def test_the_script_sends_what_changed_of_a_row_on_any_page(cast: Cast, day: Day, rina: Client, monkeypatch):
    monkeypatch.setattr(outcome_grid, "PAGE", 1)
    days.invite(day.event, enrol(cast.melati, 1, name="Ani")[0])
    sent = row(day, "TB", sebaris="1", page="1")
    del sent[f"{day.sari.uuid}-B3"]
    assert rina.post(f"{day.url}tabel/", sent).json()["kept"]
    assert [one.competency.key for one in Observation.objects.all()] == ["B4"]
    sent["simpan"] = str(cast.tini.person.kader.uuid)
    refused = rina.post(f"{day.url}tabel/", sent)
    assert (refused.status_code, refused.json()["kept"]) == (409, False)
    assert "tidak lagi di kegiatan ini" in refused.json()["problem"]


def test_a_long_row_costs_what_a_short_one_does(cast: Cast, day: Day, django_assert_num_queries):
    with CaptureQueriesContext(connection) as short:
        enter(day, "t ", by=cast.rina)
    (ani,) = enrol(cast.melati, 1, name="Ani")
    days.invite(day.event, ani)
    with django_assert_num_queries(len(short)):
        enter(day, "tb", by=cast.rina, kader=ani)


@pytest.mark.parametrize("who", ["wulan", "puji", "dewi", "yanti", "sari", "admin"])
def test_nobody_else_has_the_grid(cast: Cast, day: Day, client: Client, who: str, monkeypatch):
    signed_in(client, getattr(cast, who), monkeypatch)
    assert client.get(f"{day.url}tabel/").status_code == 404
    assert client.post(f"{day.url}tabel/", row(day, "TT")).status_code == 404


def test_the_grid_costs_the_same_for_many(cast: Cast, day: Day, rina: Client, django_assert_num_queries):
    rina.get(f"{day.url}tabel/")
    with CaptureQueriesContext(connection) as one:
        rina.get(f"{day.url}tabel/")
    days.invite(day.event, cast.tini.person.kader)
    with django_assert_num_queries(len(one)):
        rina.get(f"{day.url}tabel/")
