"""A programme for all bidang: everybody counts once, where she began last, in folding and in the recount alike."""

from datetime import date

import pytest

from assessments.serving import Serving
from lms.people.models import Membership
from lms.people.models.kader import EVERY_FIELD
from lms.people.queries import membership_on
from lms.reporting import verify
from lms.reporting.models import KaderLine
from lms.reporting.rebuild import catch_up, rebuild
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW
from tests.reporting.factories import figure

pytestmark = pytest.mark.every_database

DAY = date(2025, 6, 1)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return Programme.objects.create(key="spm", title="Enam bidang", field=EVERY_FIELD, version="1")


def test_kader_of_all_fields_count_once_each(cast: Cast, programme: Programme):
    sari = cast.sari.person.kader
    Membership.objects.create(kader=sari, posyandu=cast.kenanga, field="sosial", since=DAY)
    everybody = Membership.objects.filter(primary=True, until=None).values("kader").distinct().count()
    assert rebuild(programme=programme, now=NOW) == everybody
    assert figure("35", "kader") == everybody
    assert [line for line in verify.differences(programme) if "papan" in line] == []


def test_she_counts_where_she_began_last_and_evidence_says_the_same_place(cast: Cast, programme: Programme):
    sari = cast.sari.person.kader
    before, melati = membership_on(sari, field=EVERY_FIELD, day=DAY), cast.melati
    later = Membership.objects.create(kader=sari, posyandu=cast.kenanga, field="sosial", since=DAY)
    assert before.posyandu == melati
    assert membership_on(sari, field=EVERY_FIELD, day=DAY) == later
    assert Serving([sari.pk], field=EVERY_FIELD).on(sari.pk, DAY) == later
    assert membership_on(sari, field="kesehatan", day=DAY) == before


def test_a_programme_that_comes_later_counts_everybody_within_the_hour(cast: Cast, programme: Programme):
    assert catch_up(now=NOW) == KaderLine.objects.count() > 0
    assert catch_up(now=NOW) == 0
    KaderLine.objects.filter(kader=cast.sari.person.kader).delete()  # as if it was cut off
    assert catch_up(now=NOW) == 1
