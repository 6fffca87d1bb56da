"""Marks sheets again by a corrected key, or without an item that no key can mend (it is *struck*).

What was handed in stays as it was: each attempt gets a row that supersedes. A struck item lowers nobody's result: a
sheet is marked without it, or as it was where that is better for her (decision 37).
No award is taken away: records follow, and ``manage.py verify`` says where they and an award disagree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments import bank, records, rules, stand_in, trail
from assessments.errors import ConflictError
from assessments.models import Attempt, AttemptRegrade, Question, QuestionStep, QuestionVersion, Regrade, TicketItem
from assessments.types import TYPES
from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules.models import Programme

CHUNK = records.CHUNK
AGAIN = timedelta(days=7)
Keys = Mapping[int, QuestionVersion | None]  # by the id of the version that was shown; None: struck
Shares = dict[str, Fraction]


@transaction.atomic
def decide(old: QuestionVersion, new: QuestionVersion | None, *, reason: str, by: User, now: datetime) -> Regrade:
    """Write down that the sheets which showed ``old`` are marked by ``new``, the version in use; ``carry_out`` does it.

    ``new`` None: ``old`` is struck, and if it is in use it rests from now on. ``new`` the same as ``old``: it is struck
    no more. The caller has checked that they may decide for the nation. ConflictError: decided already, or another
    version is in use by now. UserError: no reason, her own correction, or two versions that do not ask the same.
    """
    if not reason.strip():
        raise UserError(_("Tulis dulu alasannya: apa yang keliru pada kunci lama. Belum ada yang berubah."))
    question = Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=old.question_id)
    _refuse(old, new, question, by)
    made = Regrade.objects.create(old=old, new=new, reason=reason.strip(), by=by, at=now)
    if new is None:
        _rest(question, old, by=by, now=now)
    told = {"new": new.number} if new else {"struck": True}
    audit.record(Act.REGRADED, by=by, now=now, detail={"question": question.key, "old": old.number, **told})
    return made


def is_struck(version: QuestionVersion) -> bool:
    return _in_force([version.pk]).get(version.pk, version) is None


def _refuse(old: QuestionVersion, new: QuestionVersion | None, question: Question, by: User) -> None:
    now = _in_force([old.pk]).get(old.pk, old)
    taken_back = now is None and new == old
    if new is not None and new != question.current and not taken_back:
        raise ConflictError(_("Soal ini baru saja berganti versi. Buka lagi halamannya; belum ada yang berubah."))
    if new is not None and not fits(old, new):
        raise UserError(_("Versi ini menanyakan hal lain, jadi jawaban lama tidak dapat dinilai dengannya."))
    if new is not None and not taken_back and new.published_by_id is not None and new.published_by_id == by.pk:
        raise UserError(_("Kunci ini dibetulkan oleh Ibu/Bapak sendiri. Minta penelaah lain memutuskannya."))
    if now == new:
        raise ConflictError(_("Itu sudah diputuskan untuk lembar dengan versi ini. Muat ulang halaman."))


def _rest(question: Question, struck: QuestionVersion, *, by: User, now: datetime) -> None:
    """A struck version that is in use is drawn no more."""
    if question.current == struck and trail.allows(question, QuestionStep.Act.RESTED, Question.Status.RETIRED):
        bank.waiting(question).delete()
        trail.step(question, QuestionStep.Act.RESTED, Question.Status.RETIRED, by=by, now=now)


def carry_out(regrade: Regrade, *, now: datetime) -> int:
    """Mark what has not been marked again yet, at most 200 in a transaction; may be broken off and run again.

    Out: how many attempts. An act that a later one has overtaken does nothing.
    """
    if _in_force([regrade.old_id]).get(regrade.old_id) != regrade.new:
        return 0
    done = 0
    while some := list(due(regrade).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        done += _some(regrade, some, now)
    return done


def catch_up(*, now: datetime) -> int:
    """Carry out what a lost task, or a hand-in of the same moment, has left of the acts of the last days.

    Out: how many attempts. What comes in later is marked by the keys in force at once.
    """
    return sum(carry_out(row, now=now) for row in Regrade.objects.filter(at__gte=now - AGAIN).select_related("new"))


def due(regrade: Regrade) -> QuerySet[Attempt]:
    """The attempts at sheets which showed the old version and are not marked by this act yet."""
    marked = AttemptRegrade.objects.filter(attempt=OuterRef("pk"), regrade=regrade)
    return held(regrade.old).filter(~Exists(marked))


def held(version: QuestionVersion) -> QuerySet[Attempt]:
    """The attempts at sheets which showed this version."""
    return Attempt.objects.filter(
        ticket__in=TicketItem.objects.filter(Q(version=version) | Q(alternative=version)).values("ticket")
    )


def follow(attempt: Attempt, *, now: datetime) -> None:
    """Mark an attempt that has just come in by the keys in force, inside its transaction. One query where none is."""
    items = TicketItem.objects.filter(ticket=attempt.ticket_id)
    shown = Q(old__in=items.values("version")) | Q(old__in=items.values("alternative"))
    acts = list(Regrade.objects.filter(shown).select_related("new").order_by("pk"))
    latest = {act.old_id: act for act in acts}
    for act in latest.values():
        _store(act, [attempt], {old: row.new for old, row in latest.items()}, now)


def fits(old: QuestionVersion, new: QuestionVersion) -> bool:
    """Can answers to the one be marked by the other? They ask for the same things under the same keys."""
    return set(_named(old.content)) == set(_named(new.content))


def remarked(attempt: Attempt, items: Iterable[TicketItem], keys: Keys, rule: Mapping[str, Any]) -> Shares:
    """The share of each item that counted when it came in, by the keys in force.

    Where items are struck: without them, or with them by their own keys, as is better for her.
    """
    asked = {str(item.position): stand_in.counted(item, attempt.answers) for item in items}
    asked = {position: one for position, one in asked.items() if position in attempt.marks}
    whole = {position: _share(attempt.answers.get(one.place), one.version, keys) for position, one in asked.items()}
    sound = {place: share for place, share in whole.items() if keys.get(asked[place].version.pk, "own") is not None}
    return max((found for found in (sound, whole) if found), key=lambda shares: _worth(shares, rule))


def _worth(shares: Shares, rule: Mapping[str, Any]) -> tuple[bool, Fraction]:
    return rules.meets(shares, rule), sum(shares.values(), Fraction()) / len(shares)


def items_of(attempts: Iterable[Attempt]) -> dict[int, list[TicketItem]]:
    """The items of their sheets, by ticket. One query."""
    found: dict[int, list[TicketItem]] = {attempt.ticket_id: [] for attempt in attempts}
    for item in TicketItem.objects.filter(ticket__in=found).select_related(*stand_in.RELATED):
        found[item.ticket_id].append(item)
    return found


def keys_of(items: Mapping[int, Sequence[TicketItem]]) -> dict[int, QuestionVersion | None]:
    """The versions by whose keys these items are marked, where it is another than the one shown, or struck."""
    shown = (item for some in items.values() for item in some)
    return _in_force({pk for item in shown for pk in (item.version_id, item.alternative_id) if pk})


@transaction.atomic
def _some(regrade: Regrade, ids: list[Any], now: datetime) -> int:
    records.lock(Attempt.objects.filter(pk__in=ids).values_list("kader_id", flat=True))
    rows = list(due(regrade).filter(pk__in=ids).select_related("ticket"))
    _store(regrade, rows, keys_of(items_of(rows)), now)
    records.refresh({row.kader_id for row in rows}, programme=_programme(regrade), now=now)
    return len(rows)


def _store(regrade: Regrade, attempts: Sequence[Attempt], keys: Keys, now: datetime) -> None:
    items = items_of(attempts)
    AttemptRegrade.objects.bulk_create(
        _row(regrade, attempt, remarked(attempt, items[attempt.ticket_id], keys, attempt.ticket.rule), now)
        for attempt in attempts
    )


def _row(regrade: Regrade, attempt: Attempt, shares: Mapping[str, Fraction], now: datetime) -> AttemptRegrade:
    return AttemptRegrade(
        attempt=attempt,
        regrade=regrade,
        marks={position: round(float(share), 4) for position, share in shares.items()},
        score_percent=rules.score_percent(list(shares.values())),
        passed=rules.meets(shares, attempt.ticket.rule),
        at=now,
    )


def _share(answer: Any, shown: QuestionVersion, keys: Keys) -> Fraction:
    if answer is None:
        return Fraction(0)
    return TYPES[shown.question.type].score(answer, (keys.get(shown.pk) or shown).content)


def _in_force(versions: Iterable[int]) -> dict[int, QuestionVersion | None]:
    """By the version shown, the one whose key marks it, None where it is struck; those without an act are missing."""
    acts = Regrade.objects.filter(old__in=list(versions)).select_related("new").order_by("pk")
    return {act.old_id: act.new for act in acts}


def _named(content: Any, within: str = "") -> Iterator[str]:
    """The keys of its parts, each with where it stands: what answers are written in."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from [f"{within}={value}"] if name == "key" else _named(value, f"{within}/{name}")
    elif isinstance(content, list):
        for part in content:
            yield from _named(part, within)


def _programme(regrade: Regrade) -> Programme:
    return regrade.old.question.competency.group.programme
