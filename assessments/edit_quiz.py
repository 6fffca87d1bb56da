"""Changes a quiz, or makes a new one, as its author says."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import pool
from assessments.blueprint import Item, Line
from assessments.models import Quiz
from assessments.soundness import Finding, findings
from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules.models import Competency, CompetencyGroup

WORDS = ("title", "description", "pass_percent", "max_attempts", "sample", "active")


def check(quiz: Quiz, lines: Sequence[Line] | None = None, *, items: Sequence[Item] | None = None) -> list[Finding]:
    """What is wrong or thin in the quiz over the bank of this moment.

    ``lines``: as it would be; ``items``: those of its programme, where they are at hand.
    """
    asked = quiz.lines if lines is None else lines
    if items is None:
        items = pool.items(quiz.programme, {line.competency for line in asked})
    paired = quiz.pair_id is not None or (quiz.kind == Quiz.Kind.PRE and hasattr(quiz, "paired"))
    return findings(quiz.kind, asked, items, of=about(quiz), sample=quiz.sample, paired=paired)


def about(quiz: Quiz) -> list[str]:
    """The competencies that it may ask about."""
    if quiz.competency is not None:
        return [quiz.competency.key]
    return [one.key for one in quiz.group.competencies.all()]  # type: ignore[union-attr]


@transaction.atomic
def save(quiz: Quiz, words: Mapping[str, Any], lines: Iterable[Line], *, by: User, now: datetime) -> list[Finding]:
    """Write down what the quiz shall be. Out: what to look at again.

    A cut typed by hand is a proposal again, whatever it was before. UserError: it would be open and could not be drawn.
    """
    if words["pass_percent"] != quiz.pass_percent:
        quiz.cut_source = ""
    for name in WORDS:
        setattr(quiz, name, words[name])
    quiz.blueprint = [] if quiz.pair_id else [line.written for line in lines]
    found = check(quiz)
    refusing = [finding for finding in found if finding.refuses]
    if quiz.active and refusing:
        said = _("Cek yang terbuka harus dapat ditarik: %(why)s Perbaiki, atau simpan dulu dalam keadaan tertutup.")
        raise UserError(said % {"why": refusing[0].sentence})
    quiz.save()
    audit.record(Act.QUIZ_CHANGED, by=by, now=now, detail={"quiz": quiz.key})
    return found


@transaction.atomic
def create(kind: str, about: Competency | CompetencyGroup, *, by: User, now: datetime) -> Quiz:
    """A new quiz of that kind, closed until its blueprint is written. A post-test is paired with its group's pre-test.

    UserError: there is no such quiz of that (a kuis modul of a group), or it has one already.
    """
    of_module = kind == Quiz.Kind.MODULE
    competency = about if isinstance(about, Competency) else None
    group = about if isinstance(about, CompetencyGroup) else None
    if of_module != (competency is not None):
        raise UserError(_("Kuis modul dibuat untuk satu kompetensi, cek lainnya untuk satu kelompok."))
    if Quiz.objects.filter(kind=kind, competency=competency, group=group).exists():
        raise UserError(_("Cek seperti itu sudah ada. Ubah yang ada, atau buka lagi bila tertutup."))
    pair = None
    if kind == Quiz.Kind.POST:
        pair = Quiz.objects.filter(kind=Quiz.Kind.PRE, group=group, paired=None).first()
    quiz = Quiz.objects.create(
        key=f"{kind.replace('_', '-')}-{about.key}".lower(),
        kind=kind,
        title=f"{Quiz.Kind(kind).label} {about.key}: {getattr(about, 'short_title', about.title)}"[:120],
        competency=competency,
        group=group,
        pair=pair,
        pass_percent=None if of_module else 70,
        max_attempts={Quiz.Kind.MODULE: None, Quiz.Kind.PRE: 1}.get(Quiz.Kind(kind), 3),
        sample=not of_module,
        active=False,
    )
    audit.record(Act.QUIZ_CHANGED, by=by, now=now, detail={"quiz": quiz.key})
    return quiz
