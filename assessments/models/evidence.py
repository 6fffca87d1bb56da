import uuid
from typing import Any, NoReturn

from django.db import models

from lms.people.models import Kader, Membership


class AppendOnlyError(TypeError):
    """Evidence is never changed or deleted: a correction is a new row that supersedes."""


class EvidenceQuerySet(models.QuerySet):
    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnlyError("evidence is append-only")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("evidence is append-only")


class Evidence(models.Model):
    """What every piece of evidence has: a UUID made where it arose, whose it is, and two times.

    ``membership`` is where she served at ``happened_at`` (None: nowhere); scope is judged by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kader = models.ForeignKey(Kader, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("evidence is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("evidence is append-only")
