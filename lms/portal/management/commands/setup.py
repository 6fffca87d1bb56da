"""`manage.py setup`: bring a new or an updated installation to where the site can be served. May run any time."""

import logging
import os
import sys
import time
from contextlib import nullcontext
from getpass import getpass
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from assessments import bank
from certificates import keys
from lms.areas import home
from lms.areas.errors import UserError
from lms.people.models import Person
from lms.portal import first_run
from modules import breath
from modules.tasks import weigh_packs

CURRICULA = settings.BASE_DIR / "modules" / "curricula"
PASSWORD = "ADMIN_PASSWORD"  # noqa: S105
TABLES = [("tabel basis data", ["migrate", "--noinput"])]
NEXT = """
Selanjutnya:
  1. Jalankan layanan (docs/operations.md, "A real site").
  2. Buka {site}/masuk/petugas/?next=/kelola/mulai/
  3. Masuk sebagai {username}; saat pertama kali masuk, pasang aplikasi autentikator (TOTP) dan simpan kode pemulihan.
  4. Halaman "Mulai" menunjukkan apa yang masih kurang."""


def packages() -> list[Path]:
    """Return the folders of the curriculum packages that come with the project."""
    return sorted(path.parent for path in CURRICULA.glob("*/package.yaml"))


def steps(area: str) -> list[tuple[str, list[str]]]:
    """Return the steps after the tables, in their order: what the operator reads, and the command behind it.

    `area` is the code of the only area to load, with all below and above it; empty for the whole country.
    """
    imports = [(f"paket materi '{path.name}'", ["curriculum", "import", str(path)]) for path in packages()]
    return [
        ("tabel batas percobaan", ["createcachetable"]),
        ("berkas tampilan", ["collectstatic", "--noinput"]),
        ("wilayah Indonesia", ["areas", *(["--only", area] if area else [])]),
        *imports,
    ]


def empty_page_cache() -> None:
    """Forget the pages that the code before this one has made."""
    caches["pages"].clear()


def make_folders() -> None:
    """Make what beat and the broker of files need; a broker that is a server has its own."""
    needed = ("run", "broker/queue", "broker/control") if settings.CELERY_BROKER_URL == "filesystem://" else ("run",)
    for name in needed:
        (Path(settings.VAR_DIR) / name).mkdir(parents=True, exist_ok=True)


def read_password(username: str) -> str:
    """Return the password of the first administrator: from the environment or a file it names, else typed twice."""
    if path := os.environ.get(f"{PASSWORD}_FILE"):
        return Path(path).read_text("utf-8").rstrip("\r\n")
    if value := os.environ.get(PASSWORD):
        return value
    if not sys.stdin.isatty():
        raise UserError(
            f"Kata sandi untuk {username} belum ada. Jalankan dari terminal, atau isi {PASSWORD}_FILE dengan nama "
            "berkas yang memuatnya."
        )
    typed = getpass(f"Kata sandi baru untuk {username} (tidak terlihat saat diketik): ")
    if getpass("Sekali lagi: ") != typed:
        raise UserError("Kedua kata sandi tidak sama. Akun belum dibuat; jalankan lagi.")
    return typed


class Command(BaseCommand):
    """Runs every step of the set-up; each of them is idempotent and repairs what an interrupted one left."""

    help = "Menyiapkan atau memperbarui pemasangan; boleh diulang kapan saja."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the area of a Dinas and its first administrator. Never a password: other users see a command line."""
        parser.add_argument("--area", default="", metavar="KODE", help="situs untuk wilayah ini, misalnya 35.71")
        parser.add_argument("--admin", default="", metavar="NAMA_PENGGUNA", help="buat administrator pertama")
        parser.add_argument("--name", default="", metavar="NAMA", help="nama lengkap administrator pertama")
        parser.add_argument("--alone", action="store_true", help="tidak ada yang sedang memakai situs ini: tanpa jeda")
        parser.add_argument("--sex", default=Person.Sex.FEMALE, choices=Person.Sex.values, help="P: Ibu, L: Bapak")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps one after the other; the first that fails ends the command with its sentence.

        After them the packs for phones are weighed, for the first phone would wait for it; versions of items from
        before their pictures were pinned have theirs, and a signing key stands, for without one no certificate can be
        issued.
        """
        area, username = options["area"], options["admin"]
        try:
            self.refuse(area, username, options["name"])
            self.run(TABLES)
            with breath.alone() if options["alone"] else nullcontext():
                self.run(steps(area or home_code()))
                weigh_packs()
            bank.pin_older()
            keys.ensure(now=timezone.now())
            empty_page_cache()
            make_folders()
            self.settle(area)
            self.open_account(username, options["name"], options["sex"])
        except (OSError, UserError) as error:
            raise CommandError(str(error)) from error

    def refuse(self, area: str, username: str, name: str) -> None:
        """Refuse what cannot be, before anything is done."""
        if area:
            home.check(area)
        if username and settings.DEMO:
            raise UserError("Ini situs contoh (TUNTAS_DEMO=1); administrator sungguhan hanya untuk situs sungguhan.")
        if username:
            first_run.check(username, name or username)

    def run(self, some: list[tuple[str, list[str]]]) -> None:
        """Run some steps, each on a line with its time."""
        for sentence, (name, *words) in some:
            begun = time.monotonic()
            self.stdout.write(f"  {sentence} ... ", ending="")
            self.stdout.flush()
            self.run_step(sentence, name, words)
            self.stdout.write(f"{time.monotonic() - begun:.0f} dtk")

    def run_step(self, sentence: str, name: str, words: list[str]) -> None:
        """Run one command; it is heard only if it complains."""
        logging.disable(logging.INFO)
        try:
            call_command(name, *words, verbosity=0, stdout=StringIO())
        except (DatabaseError, OSError, UserError) as error:
            raise CommandError(f"{sentence}: {error}") from error
        finally:
            logging.disable(logging.NOTSET)

    def settle(self, code: str) -> None:
        """Make the area this site's home, if one was named."""
        if code:
            word = "situs ini untuk" if home.choose(code) else "tidak berubah,"
            area = home.area()
            self.stdout.write(f"  wilayah asal: {word} {area and area.name} ({code})")

    def open_account(self, username: str, name: str, sex: str) -> None:
        """Make the first administrator, if one was named, and say what to do then."""
        now = timezone.now()
        if not username:
            return
        if first_run.present(username, now=now) is not None:
            self.stdout.write(f"  administrator {username} sudah ada: tidak ada yang diubah")
            return
        first_run.check(username, name)
        first_run.administrator(username, name, read_password(username), sex=sex, now=now)
        self.stdout.write(f"  administrator {username} dibuat")
        self.stdout.write(NEXT.format(site=settings.SITE_URL, username=username))


def home_code() -> str:
    """Return the code of the home area of earlier set-ups, so that an update loads no other places; "" for none."""
    area = home.area()
    return area.code if area else ""
