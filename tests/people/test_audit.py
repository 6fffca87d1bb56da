"""The audit trail: written with what it tells of, never changed, never deleted."""

import pytest
from django.db import DatabaseError, transaction

from lms.people import audit, roles
from lms.people.audit import Act
from lms.people.models import AuditEvent
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.every_database  # its own triggers


def test_the_database_refuses_to_change_or_delete_a_line(cast: Cast):
    event = audit.record(Act.KADER_SEEN, by=cast.puji, now=NOW, kader=cast.sari.person.kader)
    for forbidden in (AuditEvent.objects.filter(pk=event.pk).update, AuditEvent.objects.all()._raw_delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            forbidden("default") if forbidden.__name__ == "_raw_delete" else forbidden(act="lain")
    assert AuditEvent.objects.get() == event


def test_granting_and_ending_a_role_are_told(cast: Cast):
    role = roles.grant(cast.tini, "penilai", since=TODAY, on=TODAY, puskesmas=cast.balowerti, by=cast.dewi)
    roles.revoke(role, on=TODAY, by=cast.dewi)
    told = [(event.act, event.actor, event.user, event.puskesmas, event.detail) for event in AuditEvent.objects.all()]
    who = (cast.dewi, cast.tini, cast.balowerti, {"kind": "penilai"})
    assert told == [("role_granted", *who), ("role_revoked", *who)]


def test_who_looked_at_a_kader_is_told_newest_first(cast: Cast):
    kader = cast.sari.person.kader
    audit.record(Act.KADER_SEEN, by=cast.puji, now=NOW, kader=kader)
    audit.record(Act.KADER_SEEN, by=cast.dewi, now=NOW, kader=kader)
    audit.record(Act.KADER_SEEN, by=cast.dewi, now=NOW, kader=cast.tini.person.kader)
    assert [event.actor for event in audit.of_kader(kader, acts=[Act.KADER_SEEN])] == [cast.dewi, cast.puji]
