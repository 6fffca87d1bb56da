"""Reads the handed-in sheets of a quiz as the analysis takes them: a few queries for each five hundred."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from assessments.analysis.sheets import Reply, Sheet
from assessments.marks import in_force
from assessments.models import Attempt, QuestionVersion, Quiz, Ticket, TicketItem
from assessments.stand_in import MARK
from assessments.types import TYPES

CHUNK = 500
_LONGEST = 3600  # seconds on one item; what is longer was a walk to the market
_PLACES = ("posyandu", "pustu")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing an answer can pick: ``letter`` by the author's order; ``part``: the scene, where there are several."""

    key: str
    letter: str
    text: str
    correct: bool
    part: str = ""


@dataclass(frozen=True)
class Item:
    """A version with what is asked of it again and again."""

    pk: int
    question: str
    competency: str
    type: str
    essential: bool
    content: Mapping[str, Any]
    words: int

    @property
    def choices(self) -> list[Choice]:
        return choices(self.content)


@dataclass(frozen=True, slots=True)
class Read:
    """One handed-in sheet. ``first``: her first of this quiz; ``took``: seconds she had at most, as far as is known."""

    attempt: UUID
    kader: int
    happened_at: datetime
    received_at: datetime
    sheet: Sheet
    posyandu: int | None
    puskesmas: int | None
    first: bool
    took: float


def choices(content: Mapping[str, Any]) -> list[Choice]:
    """What the answers to this content can pick, in the author's order; none where nothing is picked from a list."""
    if content.get("scenes"):
        scenes = enumerate(content["scenes"], start=1)
        return [one for number, scene in scenes for one in _lettered(scene["options"], str(number), f"{scene['key']}.")]
    return _lettered(content.get("options") or content.get("places") or [])


def _lettered(options: Sequence[Mapping[str, Any]], part: str = "", before: str = "") -> list[Choice]:
    return [
        Choice(f"{before}{one['key']}", f"{part}{chr(ord('A') + at)}", str(one["text"]), bool(one["correct"]), part)
        for at, one in enumerate(options)
    ]


def given(key: str, content: Mapping[str, Any]) -> Choice:
    """An answer that was not picked from a list: a pair, a step and its place, or what was typed."""
    if content.get("pairs"):
        left, _, right = key.partition("=")
        lefts, rights = ({str(pair["key"]): str(pair[side]) for pair in content["pairs"]} for side in ("left", "right"))
        words = f"{lefts.get(left, left)} → {rights.get(right, right.removeprefix('+'))}"
        return Choice(key, "", words, rights.get(left) == rights.get(right))
    if content.get("steps"):
        step, _, place = key.rpartition("@")
        steps = {str(one["key"]): (str(at), str(one["text"])) for at, one in enumerate(content["steps"], start=1)}
        at, text = steps.get(step, ("", step))
        return Choice(key, "", f"{place}. {text}", at == place)
    keys = {str(content[name]) for name in ("value", "reading", "judge") if name in content}
    return Choice(key, "", key, key in {*keys, *map(str, content.get("accepted") or []), "titik tepat"})


def words(content: object) -> int:
    """How many words she had to read; what is said after the answer is not among them."""
    if isinstance(content, str):
        return len(content.split())
    if isinstance(content, Mapping):
        return sum(words(value) for name, value in content.items() if name in _READ)
    return sum(map(words, content)) if isinstance(content, list) else 0


_READ = {"stem", "options", "text", "pairs", "left", "right", "extra", "steps", "places", "scenes"}


class Reader:
    """Keeps the versions it has met, for all quizzes of one run."""

    def __init__(self) -> None:
        self.items: dict[int, Item] = {}

    def read(self, quiz: Quiz) -> list[Read]:
        """The newest sheets of the quiz, newest first, without those of which no item could be scored."""
        return [read for rows in _chunked(_attempts(quiz)) for read in self._chunk(rows)]

    def known(self, versions: Iterable[int]) -> Mapping[int, Item]:
        """These versions, from the database where they were not met yet."""
        missing = [pk for pk in set(versions) if pk not in self.items]
        for at in range(0, len(missing), CHUNK):
            rows = QuestionVersion.objects.filter(pk__in=missing[at : at + CHUNK])
            for row in rows.select_related("question__competency"):
                question = row.question
                self.items[row.pk] = Item(
                    row.pk,
                    question.key,
                    question.competency.key,
                    question.type,
                    question.essential,
                    row.content,
                    words(row.content),
                )
        return self.items

    def _chunk(self, rows: Sequence[dict[str, Any]]) -> Iterator[Read]:
        held: dict[int, list[tuple[str, int, int | None]]] = {row["ticket_id"]: [] for row in rows}
        items = TicketItem.objects.filter(ticket__in=held).order_by("ticket", "position")
        for ticket, position, own, other in items.values_list("ticket_id", "position", "version_id", "alternative_id"):
            held[ticket].append((str(position), own, other))
        self.known(pk for found in held.values() for _, *versions in found for pk in versions if pk)
        for row in rows:
            read = self._one(row, held[row["ticket_id"]])
            if read.sheet.replies:
                yield read

    def _one(self, row: dict[str, Any], held: list[tuple[str, int, int | None]]) -> Read:
        sent = _envelope(row["body"])
        times = _times(sent) if row["ticket__mode"] == Ticket.Mode.SELF else {}
        marks = row["marks_now"]
        answers = row["answers"]
        asked = [(at, *_answered(at, own, other, answers)) for at, own, other in held]
        replies = [
            Reply(version, float(marks[at]), self._picks(version, answers.get(place)), times.get(place))
            for at, place, version in asked
            if at in marks  # without it: could not be scored any more
        ]
        place = next((f"membership__{one}__" for one in _PLACES if row[f"membership__{one}__puskesmas_id"]), "")
        return Read(
            attempt=row["pk"],
            kader=row["kader_id"],
            happened_at=row["happened_at"],
            received_at=row["received_at"],
            sheet=Sheet(row["ticket__mode"], replies, row[f"{place}desa__kab_code"] if place else ""),
            posyandu=row["membership__posyandu_id"],
            puskesmas=row[f"{place}puskesmas_id"] if place else None,
            first=row["first"],
            took=_took(row, sent),
        )

    def _picks(self, version: int, answer: Any) -> tuple[str, ...]:
        item = self.items[version]
        return () if answer is None else tuple(TYPES[item.type].picks(answer, item.content))


def _answered(at: str, own: int, other: int | None, answers: Mapping[str, Any]) -> tuple[str, int]:
    """Where the answer that counted stands, and the version it answers: the soal pengganti if it was answered."""
    place = f"{at}{MARK}"
    return (place, other) if other and place in answers else (at, own)


def _attempts(quiz: Quiz) -> QuerySet[Attempt, dict[str, Any]]:
    earlier = Attempt.objects.filter(kader=OuterRef("kader"), quiz=quiz, happened_at__lt=OuterRef("happened_at"))
    places = [f"membership__{place}__{what}" for place in _PLACES for what in ("puskesmas_id", "desa__kab_code")]
    rows = in_force(Attempt.objects.filter(quiz=quiz)).annotate(first=~Exists(earlier))
    names = ("pk", "kader_id", "happened_at", "received_at", "ticket_id", "answers", "marks_now", "body", "first")
    more = ("ticket__mode", "ticket__issued_at", "membership__posyandu_id", *places)
    return rows.order_by("-received_at", "pk").values(*names, *more)[: settings.ANALYSIS_SHEETS]


def _chunked(rows: QuerySet[Attempt, dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for row in rows.iterator(CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _envelope(body: str) -> dict[str, Any]:
    """What was sent; the accepted ones are all readable."""
    sent = json.loads(body)
    return sent if isinstance(sent, dict) else {}


def _times(sent: Mapping[str, Any]) -> dict[str, float]:
    """Seconds by position, where the phone told some that can be true. A hint: nothing is decided by it."""
    told = sent.get("times")
    given = told.items() if isinstance(told, dict) else ()
    return {at: float(s) for at, s in given if type(s) in (int, float) and 0 < s <= _LONGEST}


def _took(row: Mapping[str, Any], sent: Mapping[str, Any]) -> float:
    """The longest time she can have had: from the issue, or by the clock of her phone alone, which may be wrong."""
    issued, happened = row["ticket__issued_at"], row["happened_at"]
    ended = happened if happened > issued else row["received_at"]
    begun, finished = _moment(sent.get("started_at")), _moment(sent.get("finished_at"))
    by_phone = (finished - begun).total_seconds() if begun and finished else 0.0
    return max((ended - issued).total_seconds(), by_phone)


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None
