"""`manage.py roster` reads, plans, applies and takes back without the screens."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lms.people.models import Person, RosterRun
from tests.cast import Cast

LIST = "Nama Kader;Kelurahan;Posyandu\nWati Lestari;Semampir;Melati\nTuti;Semampir;Tulip\n"


def test_from_file_to_people_and_back(cast: Cast, tmp_path: Path, settings, capsys):
    settings.PRIVATE_ROOT = tmp_path
    file = tmp_path / "kader.csv"
    file.write_text(LIST, encoding="utf-8")
    call_command("roster", "read", str(file))
    call_command("roster", "plan", str(file), "--area", "35.71")
    assert "Posyandu Tulip tidak ada di Semampir" in capsys.readouterr().out
    run = str(RosterRun.objects.get().uuid)
    call_command("roster", "apply", run)
    assert Person.objects.filter(name="Wati Lestari").exists()
    call_command("roster", "undo", run)
    assert "sudah dibatalkan" in capsys.readouterr().out
    assert not Person.objects.filter(name="Wati Lestari").exists()


def test_without_area_or_run_it_says_what_is_missing(cast: Cast, tmp_path: Path):
    file = tmp_path / "kader.csv"
    file.write_text(LIST, encoding="utf-8")
    with pytest.raises(CommandError, match="--area"):
        call_command("roster", "plan", str(file))
    with pytest.raises(CommandError, match="Tidak ada daftar"):
        call_command("roster", "apply", "bukan-nomor")
