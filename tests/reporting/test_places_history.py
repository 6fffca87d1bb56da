"""Whatever happens to places: past boards keep what they said, and the recount agrees."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.areas.models import Posyandu
from lms.areas.places import posyandu as verbs
from lms.people.models import Membership
from lms.people.places import transfer
from lms.reporting import places, verify
from lms.reporting.fold import fold
from lms.reporting.models import Tally
from lms.reporting.reach import Ground
from lms.reporting.rebuild import rebuild
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme
from tests.reporting import factories as make
from tests.reporting.factories import figure

MARCH = date(2025, 3, 1)
FIRST = date(2025, 6, 1)
SEMAMPIR, NGLETIH = "35.71.02.1001", "35.71.03.1010"


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    make.stage(programme)
    make.train(cast.sari.person.kader, programme, MARCH)
    make.skill(cast.sari.person.kader, programme, "B", MARCH)
    rebuild(programme=programme, now=NOW)
    return programme


def told(cast: Cast, *sources: Posyandu, target: Posyandu | None = None) -> dict[str, object]:
    mark = transfer.plan(sources, target=target).mark
    return {"mark": mark, "by": cast.dewi, "now": NOW, "today": TODAY}


def before(day: date) -> list[tuple[object, ...]]:
    """Every tally of the days before that one: what past boards are made of."""
    rows = Tally.objects.filter(day__lt=day).order_by("place", "parent", "measure", "day")
    return list(rows.values_list("place", "parent", "measure", "day", "delta"))


def wrong(programme: Programme) -> list[str]:
    return [line for line in verify.differences(programme) if "papan" in line]


def test_a_moved_posyandu_counts_in_the_old_kelurahan_before_and_in_the_new_one_since(cast: Cast, programme: Programme):
    past = before(FIRST)
    where = {"desa": cast.ngletih, "puskesmas": cast.puskesmas_ngletih}
    heir = transfer.move(cast.melati, on=FIRST, **where, **told(cast, cast.melati))
    fold(now=NOW)
    assert before(FIRST) == past
    yesterday = FIRST - timedelta(days=1)
    assert [figure(SEMAMPIR, "trained", yesterday), figure(NGLETIH, "trained", yesterday)] == [1, 0]
    assert [figure(SEMAMPIR, "trained"), figure(NGLETIH, "trained"), figure("35.71", "kader")] == [0, 1, 2]
    assert [figure(f"p:{heir.pk}", "ready:B"), figure(f"p:{cast.melati.pk}", "ready:B")] == [1, 0]
    assert wrong(programme) == []


def test_how_many_posyandu_were_open_on_a_past_day_stays(cast: Cast, programme: Programme):
    desa, city = (Ground.of(area) for area in (cast.semampir, cast.kediri))
    transfer.merge([cast.kenanga], cast.melati, on=FIRST, chosen={}, **told(cast, cast.kenanga, target=cast.melati))
    transfer.split(
        cast.melati, name="Mawar", kader_ids=[cast.tini.person.kader.pk], on=TODAY, **told(cast, cast.melati)
    )
    yesterday = FIRST - timedelta(days=1)
    assert [places.open_posyandu(city, day=day) for day in (yesterday, FIRST, TODAY)] == [2, 1, 2]
    assert [places.open_posyandu(desa, day=day) for day in (yesterday, FIRST, TODAY)] == [1, 1, 2]


def test_a_merger_changes_no_figure_of_the_city(cast: Cast, programme: Programme):
    figures = [(measure, figure("35.71", measure)) for measure in ("kader", "trained", "group:B:skilled")]
    Membership.objects.create(
        kader=cast.sari.person.kader, posyandu=cast.kenanga, field="kesehatan", since=MARCH, primary=False
    )
    transfer.merge([cast.melati], cast.kenanga, on=FIRST, chosen={}, **told(cast, cast.melati, target=cast.kenanga))
    fold(now=NOW)
    assert [(measure, figure("35.71", measure)) for measure, _ in figures] == figures
    assert figure(f"p:{cast.kenanga.pk}", "kader") == 2
    assert wrong(programme) == []


step = st.tuples(st.sampled_from(["move", "merge", "split"]), st.integers(0, 9), st.integers(0, 9))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, min_size=1, max_size=5))
def test_any_sequence_of_moves_mergers_and_splits_keeps_every_past_day(cast: Cast, programme: Programme, steps):
    with transaction.atomic():
        for one in make.enrol(cast.kenanga, 3):
            make.changed(one, programme, MARCH)
        fold(now=NOW)
        for n, (kind, first, second) in enumerate(steps):
            on = FIRST + timedelta(days=n)
            past = before(on)
            total = figure("35.71", "kader")
            _do(cast, kind, first, second, on)
            fold(now=NOW)
            assert before(on) == past
            assert figure("35.71", "kader") == total
            assert wrong(programme) == []
        transaction.set_rollback(True)


def _do(cast: Cast, kind: str, first: int, second: int, on: date) -> None:
    there = list(Posyandu.objects.filter(closed_on=None).order_by("pk"))
    one, other = there[first % len(there)], there[second % len(there)]
    if kind == "merge" and one != other:
        transfer.merge([one], other, on=on, chosen={}, **told(cast, one, target=other))
    elif kind == "split" and len(kader := sorted(transfer.plan([one]).kader)) > 1:
        transfer.split(one, name=f"Baru {on}", kader_ids=kader[:1], on=on, **told(cast, one))
    elif kind == "move":
        desa = cast.ngletih if one.desa_id == cast.semampir.pk else cast.semampir
        if not verbs.same_name(desa, one.name).exists():
            transfer.move(one, desa=desa, puskesmas=cast.balowerti, on=on, **told(cast, one))
