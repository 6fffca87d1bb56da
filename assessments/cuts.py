"""The acts by which a quiz gets its cut: a round of estimates is opened, filled by nakes, and adopted or dropped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import angoff, bank_lists, pool
from assessments.models import CutDecision, CutEstimate, CutRound, Question, Quiz
from assessments.types import fields_of
from assessments.types.fields import outline
from lms.areas.errors import UserError
from lms.areas.format import tanggal
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User

SHOWN = 3  # items that stand for a lesson on the page


def open_round(quiz: Quiz, *, by: User, now: datetime) -> CutRound:
    """Ask nakes about this blueprint as it is now. UserError: one is open, or there is nothing to ask about."""
    lines = quiz.lines
    asked = angoff.rows(lines, pool.items(quiz.programme, {line.competency for line in lines}))
    if not asked:
        raise UserError(_("Bank belum punya soal untuk cek ini, jadi belum ada yang dapat ditaksir."))
    titles = {(lesson.competency, lesson.key): lesson.title for lesson in bank_lists.lessons()}
    try:
        return _open(quiz, [_kept(row, titles) for row in asked], by=by, now=now)
    except IntegrityError as error:
        raise UserError(_("Penentuan batas untuk cek ini sudah dibuka.")) from error


def estimate(round: CutRound, values: Mapping[str, int], *, by: User, now: datetime) -> CutEstimate:
    """What one nakes says of every row; said again, the later one counts. UserError: closed, or a row is missing."""
    keys = {row["key"] for row in round.rows}
    if set(values) != keys or not all(0 <= value <= angoff.TEN for value in values.values()):
        raise UserError(_("Isi semua baris dengan angka 0 sampai 10."))
    with transaction.atomic():
        _locked(round)
        kept, _made = CutEstimate.objects.update_or_create(
            round=round, by=by, defaults={"values": dict(values), "at": now}
        )
    return kept


def proposal(round: CutRound) -> angoff.Proposal | None:
    """What the estimates of a round say together."""
    return angoff.proposal([angoff.cut(round.rows, one.values) for one in round.estimates.order_by("pk")])


@transaction.atomic
def adopt(round: CutRound, percent: int, *, note: str, by: User, now: datetime) -> CutDecision:
    """From now on this is what passes; tickets that were drawn keep theirs.

    UserError: too few nakes, closed meanwhile, or another number than proposed without a reason.
    """
    row, told = _locked(round), proposal(round)
    if told is None or told.judges < angoff.JUDGES:
        raise UserError(_("Perlu taksiran %(n)s nakes sebelum batas ditetapkan.") % {"n": angoff.JUDGES})
    if round.estimates.filter(by=by).exists():
        raise UserError(_("Yang ikut menaksir tidak menetapkan. Minta administrator lain."))
    if percent != told.rounded and not note:
        raise UserError(_("Batas ini lain dari yang diusulkan. Tulis alasannya."))
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    source = f"metode Angoff oleh {told.judges} nakes, {tanggal(timezone.localdate(now))}; bukan angka Kemenkes"
    Quiz.objects.filter(pk=round.quiz_id).update(pass_percent=percent, cut_source=source)
    audit.record(Act.CUT_ADOPTED, by=by, now=now, detail={"quiz": round.quiz.key, "percent": percent})
    return CutDecision.objects.create(
        round=row,
        percent=percent,
        proposed=told.percent,
        lowest=told.lowest,
        highest=told.highest,
        judges=told.judges,
        note=note,
        by=by,
        at=now,
    )


@transaction.atomic
def drop(round: CutRound, *, by: User, now: datetime) -> None:
    """Close a round of which nothing comes; what was said in it stays."""
    row = _locked(round)
    row.closed_at = now
    row.save(update_fields=["closed_at"])
    audit.record(Act.CUT_DROPPED, by=by, now=now, detail={"quiz": round.quiz.key})


@transaction.atomic
def _open(quiz: Quiz, asked: list[dict[str, Any]], *, by: User, now: datetime) -> CutRound:
    audit.record(Act.CUT_OPENED, by=by, now=now, detail={"quiz": quiz.key})
    return CutRound.objects.create(quiz=quiz, rows=asked, opened_at=now, opened_by=by)


def _kept(row: angoff.Row, titles: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """A row with what its items and its lesson are called, so that later writing changes nothing under the judges."""
    shown = Question.objects.filter(key__in=row.items[:SHOWN]).select_related("current").order_by("key")
    return {
        "key": row.key,
        "competency": row.competency,
        "lesson": row.lesson,
        "title": titles.get((row.competency, row.lesson), row.lesson),
        "count": len(row.items),
        "weight": str(row.weight),
        "items": [_said(one) for one in shown],
    }


def _said(question: Question) -> list[dict[str, Any]]:
    """The item as its judges read it: what it says and which of it is right, without the explanations."""
    lines = outline(fields_of(question.type), question.current.content)  # type: ignore[union-attr]
    return [{"text": line.text, "right": line.right} for line in lines if not line.why]


def _locked(round: CutRound) -> CutRound:
    row = CutRound.objects.select_for_update().get(pk=round.pk)
    if row.closed_at is not None:
        raise UserError(_("Penentuan batas ini sudah ditutup. Tidak ada yang disimpan."))
    return row
