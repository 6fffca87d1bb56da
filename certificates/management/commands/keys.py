"""`manage.py keys`: the keys that sign certificates. Private halves stand in KEY_DIR and belong in every backup."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certificates import keys
from certificates.models import SigningKey


class Command(BaseCommand):
    help = "create: a new key signs from now on; list; retire <kid> (--compromised: what it signed matches no more)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["create", "list", "retire"])
        parser.add_argument("kid", nargs="?")
        parser.add_argument("--compromised", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "create":
            self.stdout.write(_line(keys.create(now=timezone.now())))
        elif options["action"] == "retire":
            key = _find(options["kid"])
            self.stdout.write(_line(keys.retire(key, now=timezone.now(), compromised=options["compromised"])))
        else:
            for key in SigningKey.objects.order_by("pk"):
                self.stdout.write(_line(key))


def _find(kid: str | None) -> SigningKey:
    key = SigningKey.objects.filter(kid=kid).first()
    if key is None:
        raise CommandError(f"Tidak ada kunci {kid}. Lihat: manage.py keys list")
    return key


def _line(key: SigningKey) -> str:
    state = "bocor" if key.compromised_at else "pensiun" if key.retired_at else "dipakai"
    kind = "contoh" if key.demo else "sungguhan"
    file = "ada" if keys.path(key.kid).exists() else "TIDAK ADA"
    return f"{key.kid}  {state}  {kind}  dibuat {key.created_at:%Y-%m-%d}  berkas {file}"
