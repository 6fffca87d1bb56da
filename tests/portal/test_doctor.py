"""The report for the operator: what it must notice, and what it must not tell."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from pytest_django import Settings

from certificates import keys
from certificates.models import SigningKey
from lms.portal.management.commands import doctor
from lms.reporting.models import Inbox
from modules.models import Fact
from tests.cast import Cast

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def report() -> tuple[str, int]:
    """Return the text and the exit code."""
    out = StringIO()
    try:
        call_command("doctor", stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(end.code or 0)
    return out.getvalue(), 0


def line(text: str, what: str) -> str:
    return next(line for line in text.splitlines() if f"  {what}: " in line)


@pytest.fixture
def place(settings: Settings, tmp_path: Path) -> Path:
    """A well installation's folders; beat has just ticked."""
    settings.VAR_DIR = settings.MEDIA_ROOT = settings.PRIVATE_ROOT = settings.KEY_DIR = tmp_path
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "beat.dat").touch()
    return tmp_path


@pytest.fixture
def key(db: None, place: Path) -> SigningKey:
    return keys.create(now=NOW)


def test_the_report_is_one_verdict_a_line_and_names_nobody(cast: Cast, key: SigningKey, place: Path) -> None:
    text, _code = report()
    assert all(row.startswith(("OK  ", "PERLU DIPERIKSA  ")) for row in text.splitlines()[:-2])
    assert cast.sari.person is not None
    assert cast.sari.person.name not in text
    assert "Kediri" not in text


def test_no_place_and_no_signing_key_need_a_look_and_a_non_zero_exit(db: None, place: Path) -> None:
    text, code = report()
    assert line(text, "Wilayah").startswith("PERLU DIPERIKSA")
    assert "Belum ada kunci" in line(text, "Kunci penanda sertifikat")
    assert code == 1


def test_a_signing_key_without_its_file_needs_a_look(cast: Cast, key: SigningKey, place: Path) -> None:
    assert line(report()[0], "Kunci penanda sertifikat").startswith("OK")
    keys.path(key.kid).unlink()
    assert "tidak ditemukan" in line(report()[0], "Kunci penanda sertifikat")


def test_keys_are_judged_by_length_and_never_shown(cast: Cast, place: Path, settings: Settings) -> None:
    settings.CARD_KEY = "rahasia-pendek"
    text, code = report()
    assert line(text, "Kunci CARD_KEY").startswith("PERLU DIPERIKSA")
    assert "rahasia-pendek" not in text
    assert settings.SECRET_KEY not in text
    assert code == 1


def test_a_silent_beat_and_waiting_changes_need_a_look(db: None, place: Path) -> None:
    (place / "run" / "beat.dat").unlink()
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    Inbox.objects.create(source="record", change_id=1, kader_id=1, received_at=long_ago)
    text, _code = report()
    assert "belum pernah" in line(text, "Penjadwal (beat) terakhir")
    assert line(text, "Perubahan yang belum terhitung di papan").endswith(": 1")


def test_a_folder_that_cannot_be_written_needs_a_look(db: None, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_where: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    assert line(report()[0], "Folder media") == "PERLU DIPERIKSA  Folder media: Permission denied"


def test_one_broken_section_does_not_hide_the_others(db: None, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise DatabaseError("no such table: areas_area with a secret in it")

    monkeypatch.setattr(doctor, "SECTIONS", (doctor.versions, broken, doctor.disk))
    text, code = report()
    assert "secret" not in text
    assert "Ruang disk" in text
    assert code == 1


@pytest.mark.parametrize(("seen", "ok"), [("on", True), ("remote_apply", True), ("off", False), ("local", False)])
def test_postgresql_that_may_lose_answers_needs_a_look(monkeypatch: pytest.MonkeyPatch, seen: str, ok: bool) -> None:
    monkeypatch.setattr(doctor, "connection", type("Postgres", (), {"vendor": "postgresql"}))
    monkeypatch.setattr(doctor, "ask", lambda sql: seen if "synchronous_commit" in sql else "on")
    found = {finding.what: finding.ok for finding in doctor.database()}
    assert found["PostgreSQL synchronous_commit"] is ok
    assert found["PostgreSQL fsync"]


def test_a_medical_number_past_its_day_needs_a_look(db: None, place: Path) -> None:
    words = {"value": "11,5", "unit": "cm", "wording": "Batas.", "status": "settled", "source_title": "Pedoman"}
    fact = Fact.objects.create(key="b3.batas", valid_from=date(2025, 1, 1), review_due=date(2099, 1, 1), **words)
    assert line(report()[0], "Fakta lewat tanggal tinjau").startswith("OK")
    Fact.objects.filter(pk=fact.pk).update(review_due=date(2025, 6, 1))
    assert line(report()[0], "Fakta lewat tanggal tinjau").startswith("PERLU DIPERIKSA")
