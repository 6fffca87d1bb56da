"""Publishes bank items and practical forms as immutable versions (DESIGN 5.4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from assessments import pictures, trail
from assessments.models import (
    Instrument,
    InstrumentVersion,
    Question,
    QuestionProposal,
    QuestionStep,
    QuestionVersion,
)
from lms.people.models import User
from modules.facts import in_force, refresh_usage, resolve_with
from modules.models import Fact
from modules.rules import cited_in, digest, map_strings

Content = Mapping[str, Any]

CHUNK = 200
USAGE = "question"
USAGE_FORM = "instrument"
_NOT_CONTENT = ("key", "title", "version", "official", "source")


@transaction.atomic
def publish_question(question: Question, content: Content, *, now: datetime, by: User | None = None) -> QuestionVersion:
    """New tickets show this content from now on, with the pictures of today; tickets already given keep theirs.

    Same content and pictures: no new version.
    """
    pins = pictures.pin(question, content)
    said = {"sha256": digest(content), "pictures_sha256": pictures.pins_digest(pins)}
    current = question.current
    if current is not None and (current.sha256, current.pictures_sha256) == (*said.values(),):
        return current
    versions = list(question.versions.only("question_id", "sha256", "pictures_sha256"))
    version = next((one for one in versions if (one.sha256, one.pictures_sha256) == (*said.values(),)), None)
    if version is None:
        version = QuestionVersion.objects.create(
            question=question,
            number=len(versions) + 1,
            content=content,
            pictures=pins,
            published_at=now,
            published_by=by,
            **said,
        )
    question.current = version
    question.save(update_fields=["current"])
    return version


def pin_older() -> int:
    """Pin what versions show today that were published before pictures were pinned. Out: how many got theirs.

    Chunks of at most 200, each its own transaction. What the module has no picture for goes on asking for it.
    """
    waiting = QuestionVersion.objects.filter(pictures={}).select_related("question__competency").order_by("pk")
    pinned, last = 0, 0
    while chunk := list(waiting.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        with transaction.atomic():
            pinned += sum(_pin(version) for version in chunk)
    return pinned


def _pin(version: QuestionVersion) -> bool:
    """``pictures_sha256`` stays empty where the same words were published again with these pictures."""
    pins = pictures.pin(version.question, version.content)
    if not pins:
        return False
    sha256 = pictures.pins_digest(pins)
    alike = QuestionVersion.objects.filter(question=version.question_id, sha256=version.sha256, pictures_sha256=sha256)
    version.pictures, version.pictures_sha256 = pins, "" if alike.exists() else sha256
    version.save(update_fields=["pictures", "pictures_sha256"])
    return True


@transaction.atomic
def publish_instrument(
    instrument: Instrument, content: Content, *, source: str, official: bool, now: datetime
) -> InstrumentVersion:
    """This form is the one in use from now on; what was taken on an earlier one stays with it."""
    sha256 = digest({"content": content, "source": source, "official": official})
    current = in_use(instrument)
    if current is not None and current.sha256 == sha256:
        return current
    if current is not None:
        current.retired_at = now
        current.save(update_fields=["retired_at"])
    return InstrumentVersion.objects.create(
        instrument=instrument,
        number=instrument.versions.count() + 1,
        official=official,
        source=source,
        content=content,
        sha256=sha256,
        published_at=now,
    )


def publish_written(question: Question, *, now: datetime) -> None:
    """Publish an item as its author wrote it, with the facts that are in force now.

    A counting item that cites a fact which is not settled goes back to *rancangan*: it is not drawn.
    """
    facts = in_force(keys=cited_in(question.written))
    waiting(question).delete()
    publish_question(question, resolved(question, facts), now=now)
    refresh_usage(USAGE, question.key, question.written)
    _withdraw_unsettled(question, facts, now)


def propose_written(question: Question, *, now: datetime) -> None:
    """Facts changed under an item: what it would say now waits for a person, and the item is not drawn meanwhile.

    Nothing waits where it reads as before, nor where a counting item may not cite the fact any more: it is withdrawn.
    One that rests as *rancangan* is proposed too, so that a person may take it back into use.
    """
    facts = in_force(keys=cited_in(question.written))
    content = resolved(question, facts)
    sha256, current = digest(content), question.current
    if current is None:
        publish_written(question, now=now)
        return
    if _withdraw_unsettled(question, facts, now):
        waiting(question).delete()
    elif question.proposals.filter(sha256=sha256, accepted=False).exists():  # a nakes has said no to these words
        waiting(question).delete()
        _withdraw(question, now)
    elif sha256 != current.sha256 or question.status == Question.Status.DRAFT:
        words = {"content": content, "sha256": sha256, "proposed_at": now}
        QuestionProposal.objects.update_or_create(question=question, decided_at=None, defaults=words)
    else:
        waiting(question).delete()


def waiting(question: Question) -> QuerySet[QuestionProposal]:
    """What is proposed of the item and nobody has decided; one row at most."""
    return QuestionProposal.objects.filter(question=question, decided_at__isnull=True)


def unsettled(question: Question, facts: Mapping[str, Fact]) -> bool:
    """Does the item cite a fact that is disputed, or that each area has its own number for?"""
    keys = cited_in(question.written)
    return any(key in facts and facts[key].status != Fact.Status.SETTLED for key in keys)


def resolved(question: Question, facts: Mapping[str, Fact]) -> Content:
    """What the item says with these facts written out."""
    return map_strings(question.written, lambda text: resolve_with(text, facts))


def _withdraw_unsettled(question: Question, facts: Mapping[str, Fact], now: datetime) -> bool:
    """Out: is this a counting item that may not be scored now?"""
    if question.use != Question.Use.COUNTING or not unsettled(question, facts):
        return False
    _withdraw(question, now)
    return True


def _withdraw(question: Question, now: datetime) -> None:
    if question.status == Question.Status.ACTIVE:
        trail.step(question, QuestionStep.Act.WITHDRAWN, Question.Status.DRAFT, now=now)


def publish_form(instrument: Instrument, *, now: datetime) -> InstrumentVersion:
    """Publish a practical form as its author wrote it, with the facts that are in force now."""
    written, content = form_resolved(instrument, in_force(keys=cited_in(instrument.written)))
    refresh_usage(USAGE_FORM, instrument.key, instrument.written)
    return publish_instrument(instrument, content, source=written["source"], official=written["official"], now=now)


def form_resolved(instrument: Instrument, facts: Mapping[str, Fact]) -> tuple[dict[str, Any], dict[str, Any]]:
    """All that the form says with these facts written out, and of it what a version holds."""
    written = map_strings(instrument.written, lambda text: resolve_with(text, facts))
    content = {name: value for name, value in written.items() if name not in _NOT_CONTENT}
    # Which lesson teaches a step says nothing of how it is assessed: it makes no new version.
    content["steps"] = [{name: value for name, value in step.items() if name != "lesson"} for step in written["steps"]]
    return written, content


def retire_form(instrument: Instrument, *, now: datetime) -> None:
    """Nobody is observed on this form any more; what was taken on it stays."""
    instrument.versions.filter(retired_at__isnull=True).update(retired_at=now)


def facts_changed(keys: list[str], now: datetime) -> None:
    """Propose anew the items that cite facts which have changed."""
    rows = Question.objects.filter(key__in=keys).exclude(status=Question.Status.RETIRED).select_related("current")
    for question in rows:
        propose_written(question, now=now)


def facts_changed_in_forms(keys: list[str], now: datetime) -> None:
    """Publish anew the forms that cite facts which have changed."""
    for instrument in Instrument.objects.filter(key__in=keys):
        publish_form(instrument, now=now)


def in_use(instrument: Instrument) -> InstrumentVersion | None:
    """The version of the form that new observations are taken on."""
    return instrument.versions.filter(retired_at__isnull=True).first()
