"""Pure rules of people: reading the words of a card, weak PINs, and how somebody with certain roles signs in."""

import hashlib
import re
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

WORDS_ON_A_CARD = 4
PIN_DIGITS = 6
ADULT = 18  # UU 35/2014 pasal 1: under it a child, for whom a parent consents
_WINDOW = "01234567890"
OPAQUE = "k-"  # begins the user name of those who never type one
CODE_LENGTH = 10
# Without letters and digits that are read for one another.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")

_TITLES = {"h", "hj", "ny", "nn", "tn", "bu", "ibu", "bpk", "bapak", "pak", "dr", "drg", "dra", "drs"}


class Way(StrEnum):
    """How somebody must have signed in, by the strongest of her roles (DESIGN 5.8)."""

    CARD = "card"  # card and PIN, on any phone
    DEVICE = "device"  # card and PIN, on an enrolled phone or PC
    TOTP = "totp"  # password and one-time code of an authenticator app


_DEVICE_KINDS = frozenset({"penilai", "puskesmas"})
# A pengamat sees numbers without names, and signs in as kader do.
_CARD_KINDS = frozenset({"pengamat"})


def way_for(kinds: Collection[str]) -> Way:
    """The way in for somebody with these kinds of role; a kind this rule does not know needs the strongest."""
    if set(kinds) - _DEVICE_KINDS - _CARD_KINDS:
        return Way.TOTP
    return Way.DEVICE if _DEVICE_KINDS & set(kinds) else Way.CARD


def age(born: date, on: date) -> int:
    """Whole years on that day; who was born on 29 February has her birthday on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def plain_name(name: str) -> str:
    """A name as two lists are compared by: small letters, no titles, degrees, dots or apostrophes."""
    bare = re.sub(r"['’‘`.\-]", "", name.split(",")[0].casefold())
    return " ".join(word for word in bare.split() if word not in _TITLES) or bare.strip()


def read_words(typed: str, known: Sequence[str]) -> list[str]:
    """The words somebody typed, in the spelling of the list: case, commas and one wrong letter are forgiven."""
    return [_nearest(word, known) for word in re.findall(r"[^\W\d_]+", typed.lower())]


def card_mark(token: str) -> str:
    """Which card it was, without what opens it: half of a hash of the 128 bits in its QR. A phone reckons the same."""
    return hashlib.sha256(f"kartu:{token}".encode()).hexdigest()[:32]


def read_pin(typed: str) -> str:
    """The digits of what was typed: "12 34-56" is 123456."""
    return re.sub(r"\D", "", typed)


def is_username(name: str) -> bool:
    """May somebody of the staff call herself so? Names that we make up ourselves are not hers to choose."""
    return bool(_USERNAME.fullmatch(name)) and not name.startswith((OPAQUE, "hapus-"))


def write_code(number: int) -> str:
    """The short code of a large number: "7KQ4M-2XPRB"."""
    letters = []
    for _ in range(CODE_LENGTH):
        number, rest = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[rest])
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"


def read_code(typed: str) -> str:
    """A short code as it was typed, in the spelling of ``write_code``; "" if it cannot be one."""
    found = [letter for letter in typed.upper() if letter.isalnum()]
    if len(found) != CODE_LENGTH or set(found) - set(CODE_LETTERS):
        return ""
    return f"{''.join(found[:5])}-{''.join(found[5:])}"


def weak_pin(pin: str, *, birth_date: date | None, phone: str) -> str:
    """Why a PIN of six digits is too easy to guess, as the end of a sentence; "" if it is not."""
    if pin in _WINDOW or pin in _WINDOW[::-1] or pin in "9876543210":
        return "angkanya berurutan"
    if len(set(pin)) <= 2 or pin[:2] * 3 == pin or pin[:3] * 2 == pin or pin == pin[0] * 2 + pin[2] * 2 + pin[4] * 2:
        return "angkanya berulang"
    if birth_date and pin in _dates(birth_date):
        return "sama dengan tanggal lahir"
    if phone and pin in phone:
        return "ada di nomor HP"
    return ""


def _dates(day: date) -> set[str]:
    forms = ("%d%m%y", "%y%m%d", "%m%d%y", "%y%d%m", "%m%Y", "%Y%m", "%d%Y", "%Y%d")
    return {day.strftime(form) for form in forms}


def _nearest(word: str, known: Sequence[str]) -> str:
    if word in known:
        return word
    near = [candidate for candidate in known if one_edit_apart(word, candidate)]
    return near[0] if len(near) == 1 else word


def one_edit_apart(one: str, other: str) -> bool:
    """Do the words differ by one letter changed, missing or added, or by two neighbours swapped?"""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2][::-1] == long[start : start + 2] and short[start + 2 :] == long[start + 2 :]
    return swapped or short[start + 1 :] == long[start + 1 :]


def local_number(phone: str) -> str:
    """A number as people write it: "+628123456" is "08123456"."""
    return f"0{phone[3:]}" if phone.startswith("+62") else phone
