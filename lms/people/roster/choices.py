"""What an officer may decide about a row, on the screen or as a word in the plan's spreadsheet. Pure.

A choice is ``word`` or ``word:number``: ``sama:12`` (kader 12), ``baris:7`` (whoever row 7 is), ``tempat:3``.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from lms.areas.errors import UserError
from lms.people.roster.plan import Answer

NEW, SAME, MOVES, BOTH, LINE, PLACE, LEFT, SKIP = (
    "baru",
    "sama",
    "pindah",
    "dua",
    "baris",
    "tempat",
    "berhenti",
    "lewati",
)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class Choice:
    word: str
    number: int = 0

    @classmethod
    def parse(cls, text: str) -> "Choice":
        """UserError for what is no choice of ours."""
        word, _, number = text.partition(":")
        if word not in (NEW, SAME, MOVES, BOTH, LINE, PLACE, LEFT, SKIP) or (
            number and not number.removeprefix("-").isdecimal()
        ):
            raise UserError(
                "Pilihan itu tidak dikenal, jadi belum ada yang diputuskan. Muat ulang halaman, lalu pilih."
            )
        return cls(word, int(number or 0))

    def __str__(self) -> str:
        return f"{self.word}:{self.number}" if self.number else self.word


def settle(answer: Answer, choice: Choice, *, left: date | None = None) -> Answer:
    """The answer with what was chosen now. UserError for *berhenti* without a day."""
    if choice.word == LEFT:
        if left is None:
            raise UserError("Isi tanggal berhentinya, lalu simpan lagi. Pilihan lain tetap tersimpan.")
        return replace(answer, left=left, skip=False)
    if choice.word in (SAME, MOVES, BOTH):
        second = {MOVES: False, BOTH: True}.get(choice.word)
        return replace(answer, who=choice.number or answer.who, line=0, second=second, skip=False)
    changes: dict[str, dict[str, int | bool]] = {
        NEW: {"who": Answer.NEW, "line": 0, "skip": False},
        LINE: {"line": choice.number, "who": 0, "skip": False},
        PLACE: {"posyandu": choice.number, "skip": False},
        SKIP: {"skip": True},
    }
    return replace(answer, **changes[choice.word])  # type: ignore[arg-type]


def said(decision: str) -> Answer:
    """What the column *Keputusan* of a plan that came back says; nothing for words that are not ours."""
    words = decision.casefold().split()
    word = words[0].rstrip(":,") if words else ""
    if word == NEW:
        return Answer(who=Answer.NEW)
    if word in (MOVES, BOTH):
        return Answer(second=word == BOTH)
    if word == LEFT:
        return Answer(left=day_in(decision))
    return Answer(skip=word == SKIP)


def day_in(text: str) -> date | None:
    """The first day in a text, ISO or day-month-year; None if there is none."""
    found = _DAY.search(text)
    if found is None:
        return None
    iso, dmy = found.groups()[:3], found.groups()[5:2:-1]
    try:
        return date(*(int(part) for part in (iso if iso[0] else dmy)))
    except ValueError:
        return None
