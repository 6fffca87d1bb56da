"""The six-digit PIN of a card."""

from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import Argon2PasswordHasher

from lms.areas.errors import UserError
from lms.people import keyed, rules
from lms.people.models import User


class PinHasher(Argon2PasswordHasher):
    """Argon2id at OWASP's smallest cost (19 MiB, two rounds, one lane): 24 ms; Django's takes 127 ms and 100 MB.

    A class of sixty signs in at 08.10 on two cores. A million PINs are searched in hours at any cost that a phone
    call would wait for, so what protects a stolen database is not this cost but ``CARD_KEY``, mixed in below.
    """

    algorithm = "pin_argon2"
    memory_cost = 19456
    time_cost = 2
    parallelism = 1


HASHER = PinHasher()


def set_pin(user: User, pin: str, *, now: datetime) -> None:
    """Give a user this PIN; all her sessions end. UserError (a kind sentence) if it is not six digits or too easy."""
    pin = rules.read_pin(pin)
    if len(pin) != rules.PIN_DIGITS:
        raise UserError("PIN terdiri dari 6 angka. Silakan tulis lagi.")
    person = user.person
    birth_date, phone = (person.birth_date, person.phone) if person else (None, "")
    if why := rules.weak_pin(pin, birth_date=birth_date, phone=phone):
        raise UserError(
            f"PIN ini mudah ditebak orang karena {why}. Silakan pilih 6 angka lain yang mudah Ibu/Bapak ingat."
        )
    user.pin = HASHER.encode(_peppered(user, pin), HASHER.salt())
    user.pin_set_at = now
    user.save(update_fields=["pin", "pin_set_at"])


def check_pin(user: User | None, pin: str) -> bool:
    """Is this her PIN? As slow for nobody and for a user without PIN as for a wrong one."""
    known = user is not None and bool(user.pin)
    matches = HASHER.verify(_peppered(user, rules.read_pin(pin)), user.pin if known and user else _dummy())
    return known and matches


def _peppered(user: User | None, pin: str) -> str:
    return keyed.derive("pin", f"{user.uuid if user else ''}:{pin}").hex()


@cache
def _dummy() -> str:
    return HASHER.encode("nobody", HASHER.salt())
