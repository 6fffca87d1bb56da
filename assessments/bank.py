"""Publishes bank items and practical forms as immutable versions (DESIGN 5.4)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from assessments.models import Instrument, InstrumentVersion, Question, QuestionVersion
from lms.people.models import User

Content = Mapping[str, Any]


def fingerprint(content: Content) -> str:
    """SHA-256 of the canonical JSON of the content."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def publish_question(question: Question, content: Content, *, now: datetime, by: User | None = None) -> QuestionVersion:
    """New tickets show this content from now on; tickets already given keep theirs. Same content: no new version."""
    sha256 = fingerprint(content)
    if question.current is not None and question.current.sha256 == sha256:
        return question.current
    version = question.versions.filter(sha256=sha256).first()
    if version is None:
        version = QuestionVersion.objects.create(
            question=question,
            number=question.versions.count() + 1,
            content=content,
            sha256=sha256,
            published_at=now,
            published_by=by,
        )
    question.current = version
    question.save(update_fields=["current"])
    return version


@transaction.atomic
def publish_instrument(
    instrument: Instrument, content: Content, *, source: str, official: bool, now: datetime
) -> InstrumentVersion:
    """This form is the one in use from now on; what was taken on an earlier one stays with it."""
    sha256 = fingerprint({"content": content, "source": source, "official": official})
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


def in_use(instrument: Instrument) -> InstrumentVersion | None:
    """The version of the form that new observations are taken on."""
    return instrument.versions.filter(retired_at__isnull=True).first()
