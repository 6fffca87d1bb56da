"""`manage.py breach`: whom a leak through an account may concern, as a list to write letters from."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from lms.areas.format import angka
from lms.areas.sheets.writing import workbook
from lms.people.models import User
from lms.portal.privacy.breach import Breach, concerned


class Command(BaseCommand):
    """Reads the audit trail of one account; writes names and numbers into a file that only its owner reads."""

    help = "Daftar orang yang datanya mungkin bocor lewat sebuah akun (3 x 24 jam: UU 27/2022 pasal 46)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account, the time and the file."""
        parser.add_argument("account", help="nama pengguna akun yang dicurigai")
        parser.add_argument("--since", required=True, metavar="WAKTU", help="misalnya 2025-11-20T08:00")
        parser.add_argument("--until", metavar="WAKTU", help="sampai kapan; tanpa ini sampai sekarang")
        parser.add_argument("--to", required=True, metavar="BERKAS", help="berkas .xlsx yang akan ditulis")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many, and where the list is."""
        now, target = timezone.now(), Path(options["to"])
        account = User.objects.filter(username=options["account"]).first()
        if account is None:
            raise CommandError(f"Tidak ada akun bernama {options['account']}.")
        until = moment(options["until"]) if options["until"] else now
        found = concerned(account, since=moment(options["since"]), until=until, now=now)
        write(target, workbook([found.page()], now))
        self.stdout.write(summary(found, target))


def moment(text: str) -> datetime:
    """A moment in the site's time zone. CommandError for what is none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"{text} bukan waktu. Tulis seperti 2025-11-20T08:00.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def write(target: Path, content: bytes) -> None:
    """A new file that nobody else may read. CommandError if there is one of that name or no such folder."""
    try:
        target.touch(mode=0o600, exist_ok=False)
        target.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{target} tidak dapat ditulis: {error.strerror}.") from error


def summary(found: Breach, target: Path) -> str:
    """What the operator reads."""
    scope = "; sebuah daftar dibuka, jadi semua kader dalam jangkauannya ikut" if found.whole_scope else ""
    return f"{angka(found.events)} kejadian, {angka(len(found.kader))} orang terdampak{scope}. Daftar: {target}"
