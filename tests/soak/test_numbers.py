"""Folding and boards at the size of a big kabupaten and of a nation."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Rung
from assessments.outside import Claim, accept_many
from lms.areas.models import Area, Posyandu
from lms.people.models import Role
from lms.reporting.fold import fold
from lms.reporting.models import Tally
from lms.reporting.subject import Subject
from lms.reporting.verify import differences
from modules.models import Programme
from tests.cast import SINCE, Cast
from tests.factories import NOW, make_programme
from tests.reporting import factories as make

pytestmark = [pytest.mark.soak, pytest.mark.django_db]
POSYANDU, KADER = 500, 20  # 10,000 in all
KABS = 38
DAYS = 750  # three years of working days


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    make.stage(programme)
    return programme


def test_ten_thousand_kader_trained_in_a_day_are_folded_exactly(cast: Cast, programme: Programme):
    posyandu = Posyandu.objects.bulk_create(
        Posyandu(name=f"Posyandu {n}", desa=cast.semampir, puskesmas=cast.balowerti) for n in range(POSYANDU)
    )
    kader = [one for place in posyandu for one in make.enrol(place, KADER)]
    group = programme.groups.first()
    for one in (cast.sari, cast.tini):  # the rest of the city
        make.changed(one.person.kader, programme, SINCE)
    claims = (Claim(one.pk, Rung.TRAINED, NOW, "Daftar hadir", group_id=group.pk) for one in kader)
    assert accept_many(claims, programme=programme, by=None, now=NOW) == POSYANDU * KADER
    assert fold(now=NOW) == POSYANDU * KADER + 2
    assert make.figure("35.71", f"group:{group.key}:trained") == POSYANDU * KADER
    assert fold(now=NOW) == 0
    assert differences(programme) == []


def test_a_province_with_a_nations_tallies_costs_the_same_queries(client: Client, cast: Cast, programme: Programme):
    province = Area.objects.get(code="35")
    kabs = Area.objects.bulk_create(
        Area(code=f"35.{n}", name=f"Kab {n}", level=2, parent=province, province_code="35", kab_code=f"35.{n}")
        for n in range(10, 10 + KABS)
    )
    Role.objects.create(user=cast.dewi, kind="dinas", since=SINCE)
    client.force_login(cast.dewi)
    places = [("35", ""), *((kab.code, "35") for kab in kabs)]
    Tally.objects.bulk_create(tallies(programme, places, days=1), batch_size=5000)
    few = queries_of(client, "/dinas/35/")
    Tally.objects.all().delete()
    Tally.objects.bulk_create(tallies(programme, places, days=DAYS), batch_size=5000)
    assert Tally.objects.count() > 200_000
    assert queries_of(client, "/dinas/35/") == few


def tallies(programme: Programme, places: list[tuple[str, str]], *, days: int) -> Iterator[Tally]:
    """Every measure of a row of the board moves in every place on every day."""
    for place, parent in places:
        for measure in Subject.of(programme).row_measures:
            for at in range(days):
                day = date(2023, 1, 2) + timedelta(days=at)
                moved = 30 if measure == "kader" else 1
                yield Tally(programme=programme, place=place, parent=parent, measure=measure, day=day, delta=moved)


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
