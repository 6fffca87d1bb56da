"""`manage.py admin_reset`: let somebody in again whom nobody above can help. For whoever has a shell on the server."""

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.areas.errors import UserError
from lms.people import access, recovery
from lms.people.models import User
from lms.people.rules import Way


def read_password() -> str:
    """A new password, typed twice. UserError where there is no terminal, or the two differ."""
    if not sys.stdin.isatty():
        raise UserError("Kata sandi diketik di terminal. Jalankan perintah ini dari terminal.")
    typed = getpass("Kata sandi baru (tidak terlihat saat diketik): ")
    if getpass("Sekali lagi: ") != typed:
        raise UserError("Kedua kata sandi tidak sama. Belum ada yang diubah; jalankan lagi.")
    return typed


class Command(BaseCommand):
    """Takes the authenticator, the recovery codes and every session of one account away; asks for a new password."""

    help = "Memulihkan akun petugas yang kehilangan autentikator atau kata sandi, misalnya administrator terakhir."

    def add_arguments(self, parser: CommandParser) -> None:
        """The account, and whether its password stays. Never a password: other users see a command line."""
        parser.add_argument("username", metavar="NAMA_PENGGUNA")
        parser.add_argument("--keep-password", action="store_true", help="kata sandi lama tetap berlaku")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset one account, audited as an act of the operator; CommandError tells what cannot be."""
        now = timezone.now()
        user = User.objects.filter(username__iexact=options["username"], is_active=True).first()
        if user is None:
            raise CommandError(f"Tidak ada akun aktif bernama {options['username']}. Belum ada yang diubah.")
        if access.way_of(user, on=timezone.localdate(now)) != Way.TOTP:
            raise CommandError("Akun itu masuk dengan kartu dan PIN. Puskesmas menggantinya di halaman Kelola.")
        try:
            password = None if options["keep_password"] else read_password()
            recovery.reset_by_operator(user, password=password, now=now)
        except UserError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Akun {user.username} dipulihkan. Masuk di /masuk/petugas/, lalu pasang autentikator dan simpan kode "
            "pemulihan. Tercatat di jejak."
        )
