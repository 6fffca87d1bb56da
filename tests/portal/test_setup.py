"""The first run of a real site: an empty one, its home area, its first administrator."""

from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lms.areas import home, wilayah
from lms.areas.errors import UserError
from lms.areas.models import Area
from lms.people.models import AuditEvent, Person, Role, User
from lms.portal.management.commands import setup
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW, TODAY

PASSWORD = "bunga-25-kelopak"


@pytest.fixture
def ran(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings) -> list[str]:
    """The steps as they are called: here only areas do their work, the tables are there."""
    settings.VAR_DIR, settings.KEY_DIR = tmp_path, tmp_path / "keys"
    names: list[str] = []

    def step(name: str, *words: str, **options: object) -> None:
        names.append(" ".join((name, *(words[:2] if name == "areas" else ()))))
        if name == "areas":
            call_command(name, *words, verbosity=0, stdout=StringIO())

    monkeypatch.setattr(setup, "call_command", step)
    monkeypatch.setattr(setup, "weigh_packs", lambda: names.append("weigh"))
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    return names


def run(**options: str) -> str:
    out = StringIO()
    call_command("setup", stdout=out, **options)
    return out.getvalue()


def first(**options: str) -> str:
    return run(**{"area": "35.71", "admin": "budi.santoso", "name": "Budi Santoso", "sex": "L"} | options)


def test_the_steps_run_in_order_and_every_package_is_read(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "ilp").mkdir()
    (tmp_path / "ilp" / "package.yaml").touch()
    monkeypatch.setattr(setup, "CURRICULA", tmp_path)
    first()
    assert ran == ["migrate", "createcachetable", "collectstatic", "areas --only 35.71", "curriculum", "weigh"]


def test_a_real_site_begins_with_places_one_administrator_and_nobody_else(ran: list[str], settings: Settings):
    text = first()
    assert Area.objects.filter(kab_code="35.71", level=4).count() == 46
    assert home.area() == Area.objects.get(code="35.71")
    admin = User.objects.get()
    assert (admin.username, admin.person.name, admin.is_demo) == ("budi.santoso", "Budi Santoso", False)
    assert admin.person.honorific == "Bapak"
    assert (settings.VAR_DIR / "broker" / "queue").is_dir()
    assert admin.check_password(PASSWORD)
    assert [(role.kind, role.area) for role in Role.objects.all()] == [("admin", None)]
    assert AuditEvent.objects.get().act == "role_granted"
    assert "http://127.0.0.1:8000/masuk/petugas/?next=/kelola/mulai/" in text
    assert PASSWORD not in text
    assert "CONTOH" not in text


def test_a_second_run_changes_nothing_and_says_so(ran: list[str], monkeypatch: pytest.MonkeyPatch):
    first()
    monkeypatch.setenv("ADMIN_PASSWORD", "kata-sandi-lain")
    text = first(name="")
    assert "sudah ada: tidak ada yang diubah" in text
    assert "tidak berubah" in text
    assert User.objects.get().check_password(PASSWORD)
    assert Person.objects.count() == Role.objects.count() == 1


def test_an_update_remembers_the_home_and_loads_no_other_places(ran: list[str]):
    first()
    ran.clear()
    run()
    assert "areas --only 35.71" in ran


def test_a_second_administrator_is_not_made_by_this_command(ran: list[str]):
    first()
    with pytest.raises(CommandError, match="sudah punya administrator"):
        first(admin="orang.lain", name="Orang Lain")
    assert User.objects.count() == 1


def test_the_name_of_somebody_who_is_no_administrator_is_not_taken(ran: list[str]):
    User.objects.create(username="budi.santoso")
    with pytest.raises(CommandError, match="sudah dipakai orang lain"):
        first()
    assert not Role.objects.exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"area": "35.99"}, "tidak ada di data Kemendagri"),
        ({"area": "35.71.02"}, "kecamatan"),
        ({"admin": "Budi Santoso"}, "tidak dapat dipakai"),
        ({"admin": "b"}, "tidak dapat dipakai"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_done(ran: list[str], options: dict[str, str], why: str):
    with pytest.raises(CommandError, match=why):
        first(**options)
    assert ran == []
    assert home.area() is None


@pytest.mark.parametrize(
    ("password", "why"), [("pendek", "pendek"), ("1234567890123", "numerik|angka"), ("", "belum ada")]
)
def test_a_weak_or_missing_password_makes_no_account(
    ran: list[str], monkeypatch: pytest.MonkeyPatch, password: str, why: str
):
    monkeypatch.setenv("ADMIN_PASSWORD", password)
    with pytest.raises(CommandError, match=why):
        first()
    assert not User.objects.exists()
    assert not Person.objects.exists()


def test_the_password_may_stand_in_a_file(ran: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "sandi").write_text("dari-sebuah-berkas\n")
    monkeypatch.setenv("ADMIN_PASSWORD_FILE", str(tmp_path / "sandi"))
    first()
    assert User.objects.get().check_password("dari-sebuah-berkas")


def test_the_password_is_typed_twice_without_being_seen(ran: list[str], monkeypatch: pytest.MonkeyPatch):
    typed = iter([PASSWORD, "lain-sama-sekali"])
    monkeypatch.delenv("ADMIN_PASSWORD")
    monkeypatch.setattr(setup.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(setup, "getpass", lambda _: next(typed))
    with pytest.raises(CommandError, match="tidak sama"):
        first()
    typed = iter([PASSWORD, PASSWORD])
    first()
    assert User.objects.get().check_password(PASSWORD)


def test_a_demo_gets_no_real_administrator(ran: list[str], settings: Settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="situs contoh"):
        first()
    assert ran == []


def test_a_site_in_use_does_not_become_another_dinas_s(cast: Cast):
    assert home.choose("35.71")
    with pytest.raises(UserError, match="sudah dipakai untuk Kota Kediri"):
        home.choose("35.72")
    assert home.area() == cast.kediri


def test_a_mistyped_home_may_be_mended_while_the_site_is_empty(db: None):
    wilayah.load(on=TODAY, only="35.71")
    wilayah.load(on=TODAY, only="35.72")
    home.choose("35.71")
    assert home.choose("35.72")
    assert not home.choose("35.72")


def test_a_home_that_is_recoded_goes_on_as_its_successor(cast: Cast):
    home.choose("35.71")
    wilayah.recode("35.71", "35.72", on=TODAY)
    assert home.area() == cast.blitar


@time_machine.travel(NOW, tick=False)
def test_who_reads_the_nation_begins_at_the_home_s_board(client: Client, cast: Cast):
    home.choose("35.71")
    client.force_login(cast.admin)
    assert client.get(reverse("boards")).url == reverse("board", args=["35.71"])
    client.force_login(cast.yanti)
    assert client.get(reverse("boards")).url == reverse("board", args=["35.72"])


def test_a_full_disk_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch):
    def fill(name: str, *words: str, **options: object) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(setup, "call_command", fill)
    with pytest.raises(CommandError, match="tabel basis data: database or disk is full"):
        run()


def test_without_an_area_the_whole_country_is_loaded(db: None):
    assert dict(setup.steps(""))["wilayah Indonesia"] == ["areas"]
    assert setup.home_code() == ""
    assert not Programme.objects.exists()
