"""Sex, bidang, jabatan and status in the words of lists. Pure; the keys are those of the models."""

import re
from functools import lru_cache

from lms.areas.sheets.grid import Cell
from lms.areas.sheets.vocabulary import plain

FEMALE = frozenset("p pr w wanita perempuan prp f female cewek pe ibu perem".split())
MALE = frozenset("l lk laki laki2 pria m male lelaki cowok bapak".split())
UNTICKED = frozenset(("", "0", "tidak", "-", "x", "n"))
FIELDS = (
    ("kesehatan", r"\bkes(ehatan)?\b|\bilp\b"),
    ("pendidikan", r"\bpendidikan\b|\bdik(nas)?\b"),
    ("pekerjaan_umum", r"\bpekerjaan umum\b|\bpu(pr)?\b"),
    ("perumahan", r"\bperumahan\b|\bperkim\b|\bpkp\b"),
    ("trantibum", r"\btran?tib|\bketenteraman\b|\bketentraman\b|\bketertiban\b|\blinmas\b|\btibum"),
    ("sosial", r"\bsosial\b|\bsos\b"),
)
OFFICES = (
    ("", r"\bwakil\b"),
    ("ketua_bidang", r"\b(ketua|koordinator|koord|ka|kabid)\b.*\b(bid|bidang)\b|\bkabid\b"),
    ("sekretaris", r"\bsek(retaris)?\b|\bsekertaris\b"),
    ("bendahara", r"\bben(dahara)?\b"),
    ("ketua", r"\bketua\b|\bkoordinator\b|\bketu\b"),
    ("kader", r"\bkader\b|\banggota\b|\bagt\b"),
)
LEFT = re.compile(
    r"\b(tidak|tdk|non|belum|sudah tidak|bukan)\s*aktif\b|\bnonaktif\b|\bkeluar\b|\b(meng)?undur(kan)?\b|\bmundur\b|"
    r"\bberhenti\b|\bpensiun\b|\bmeninggal\b|\bwafat\b|\balm(arhum(ah)?)?\b|\bmd\b|\bpindah\b(?! dari)|\bdiganti\b"
)
NOT_ACTIVE = frozenset(("tidak", "tdk", "t", "n", "0", "no", "x"))


@lru_cache(maxsize=4096, typed=True)
def read_sex(cell: Cell) -> str:
    """ "P", "L", or "" where it says neither."""
    words = plain(cell).split()
    if not words:
        return ""
    if words[0] in FEMALE and not (len(words) > 1 and words[-1] in MALE):
        return "P"
    return "L" if words[0] in MALE and not (len(words) > 1 and words[-1] in FEMALE) else ""


@lru_cache(maxsize=4096, typed=True)
def is_ticked(cell: Cell) -> bool:
    """ "v", "√", 1, "P": anything but a no."""
    if isinstance(cell, str) and not plain(cell):
        return cell.strip() not in ("", "-", "–")
    return cell is not None and plain(cell) not in UNTICKED


@lru_cache(maxsize=4096, typed=True)
def read_field(text: str) -> str:
    """Key of a bidang, "" if none is known in it."""
    words = plain(text)
    return next((key for key, pattern in FIELDS if re.search(pattern, words)), "")


@lru_cache(maxsize=4096, typed=True)
def read_office(text: str) -> str:
    """Key of a jabatan, "" if none is known in it."""
    words = plain(text)
    return next((key for key, pattern in OFFICES if re.search(pattern, words)), "")


@lru_cache(maxsize=4096, typed=True)
def says_left(status: Cell, note: Cell) -> bool:
    """Does the list say that she no longer serves?"""
    return (
        plain(status) in NOT_ACTIVE or status is False or bool(LEFT.search(plain(status)) or LEFT.search(plain(note)))
    )
