"""Marks sheets again by a corrected key. What was handed in stays as it was: each attempt gets a row that supersedes.

No award is taken away: records follow, and ``manage.py verify`` says where they and an award disagree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assessments import records, rules, stand_in
from assessments.errors import ConflictError
from assessments.models import Attempt, AttemptRegrade, Question, QuestionVersion, Regrade, TicketItem
from assessments.types import TYPES
from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules.models import Programme

CHUNK = records.CHUNK
AGAIN = timedelta(days=7)
Keys = Mapping[int, QuestionVersion]  # by the id of the version that was shown


@transaction.atomic
def decide(old: QuestionVersion, new: QuestionVersion, *, reason: str, by: User, now: datetime) -> Regrade:
    """Write down that the sheets which showed ``old`` are marked by ``new``, the version in use; ``carry_out`` does it.

    The caller has checked that they may decide for the nation. ConflictError: decided already, or another version is in
    use by now. UserError: no reason, her own correction, or two versions that do not ask the same.
    """
    if not reason.strip():
        raise UserError(_("Tulis dulu alasannya: apa yang keliru pada kunci lama. Belum ada yang berubah."))
    question = Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=old.question_id)
    if question.current != new:
        raise ConflictError(_("Soal ini baru saja berganti versi. Buka lagi halamannya; belum ada yang berubah."))
    if not fits(old, new):
        raise UserError(_("Versi ini menanyakan hal lain, jadi jawaban lama tidak dapat dinilai dengannya."))
    if new.published_by_id is not None and new.published_by_id == by.pk:
        raise UserError(_("Kunci ini dibetulkan oleh Ibu/Bapak sendiri. Minta penelaah lain memutuskannya."))
    if _in_force([old.pk]).get(old.pk, old) == new:
        raise ConflictError(_("Lembar dengan versi itu sudah dinilai dengan kunci ini."))
    made = Regrade.objects.create(old=old, new=new, reason=reason.strip(), by=by, at=now)
    detail = {"question": question.key, "old": old.number, "new": new.number}
    audit.record(Act.REGRADED, by=by, now=now, detail=detail)
    return made


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


def remarked(attempt: Attempt, items: Iterable[TicketItem], keys: Keys) -> dict[str, Fraction]:
    """The share of each item that counted when it came in, by the keys in force."""
    return {
        str(item.position): _share(attempt.answers.get(asked.place), asked.version, keys)
        for item in items
        for asked in [stand_in.counted(item, attempt.answers)]
        if str(item.position) in attempt.marks
    }


def items_of(attempts: Iterable[Attempt]) -> dict[int, list[TicketItem]]:
    """The items of their sheets, by ticket. One query."""
    found: dict[int, list[TicketItem]] = {attempt.ticket_id: [] for attempt in attempts}
    for item in TicketItem.objects.filter(ticket__in=found).select_related(*stand_in.RELATED):
        found[item.ticket_id].append(item)
    return found


def keys_of(items: Mapping[int, Sequence[TicketItem]]) -> dict[int, QuestionVersion]:
    """The versions by whose keys these items are marked, where it is another than the one shown."""
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
        _row(regrade, attempt, remarked(attempt, items[attempt.ticket_id], keys), now) for attempt in attempts
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
    return TYPES[shown.question.type].score(answer, keys.get(shown.pk, shown).content)


def _in_force(versions: Iterable[int]) -> dict[int, QuestionVersion]:
    """By the version shown, the one whose key marks it; those without an act are missing."""
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
