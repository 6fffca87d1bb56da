"""Evidence is never changed: the models refuse, and below them the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import Attempt, Attendance, Observation, OutsideEvidence
from assessments.models.evidence import AppendOnlyError, Evidence
from tests.assessments.factories import lacks_only_b3
from tests.cast import Cast

pytestmark = pytest.mark.every_database  # its own triggers


def test_the_models_refuse(cast: Cast):
    lacks_only_b3(cast.sari)
    row = OutsideEvidence.objects.first()
    row.document = "lain"
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        OutsideEvidence.objects.update(document="lain")
    with pytest.raises(AppendOnlyError):
        OutsideEvidence.objects.bulk_update([row], ["document"])


def test_the_database_refuses_too(cast: Cast):
    lacks_only_b3(cast.sari)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_outsideevidence SET document = 'lain'")
    assert not OutsideEvidence.objects.filter(document="lain").exists()


@pytest.mark.parametrize("model", [Attempt, Attendance, Observation, OutsideEvidence])
def test_every_table_of_evidence_has_its_trigger(db: None, model: type[Evidence]):
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor], [model._meta.db_table])
        assert f"{model._meta.db_table}_append_only" in {name for (name,) in cursor.fetchall()}
    assert set(Evidence.__subclasses__()) == {Attempt, Attendance, Observation, OutsideEvidence}
