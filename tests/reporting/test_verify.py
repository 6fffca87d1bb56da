"""A recount that shares no code with folding finds what the boards have wrong."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.people.models import Membership
from lms.reporting import verify
from lms.reporting.fold import fold
from lms.reporting.models import KaderLine, Tally
from lms.reporting.rebuild import rebuild
from modules.models import Programme
from tests.cast import Cast
from tests.factories import NOW, make_programme
from tests.reporting import factories as make

pytestmark = pytest.mark.every_database  # its own sums

MARCH = date(2025, 3, 1)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    programme = make_programme()
    make.stage(programme)
    return programme


def disagreeing(programme: Programme) -> list[str]:
    """What the tallies alone have wrong (records here are made without evidence)."""
    return [line for line in verify.differences(programme) if "papan" in line]


def test_a_wrong_tally_is_named_with_its_place_day_and_both_figures(cast: Cast, programme: Programme):
    rebuild(programme=programme, now=NOW)
    Tally.objects.filter(place="35.71", measure="kader").update(delta=5)
    assert disagreeing(programme) == [
        "35.71, kader, 2020-01-01: hitung ulang 2, papan 5",
        "35.71, kader, 2020-01-01: baris per orang 2, papan 5",
    ]


def test_what_no_fold_has_seen_and_a_lost_line_are_differences(cast: Cast, programme: Programme):
    rebuild(programme=programme, now=NOW)
    make.train(cast.sari.person.kader, programme, MARCH)
    assert any("trained, 2025-03-01" in line for line in disagreeing(programme))
    fold(now=NOW)
    assert disagreeing(programme) == []
    KaderLine.objects.all().delete()
    assert any("baris per orang 0" in line for line in disagreeing(programme))


def test_an_award_that_the_records_do_not_reach_is_named(cast: Cast, programme: Programme):
    sari = cast.sari.person.kader
    make.award(sari, make.make_levels(programme)["purwa"], cast.dewi, MARCH)
    rebuild(programme=programme, now=NOW)
    assert verify.differences(programme) == [
        f"kader {sari.pk}: Kader Purwa ditetapkan, tetapi catatannya belum sampai ke sana"
    ]


def test_records_without_evidence_are_named(cast: Cast, programme: Programme):
    make.train(cast.sari.person.kader, programme, MARCH)
    rebuild(programme=programme, now=NOW)
    assert disagreeing(programme) == []
    assert verify.differences(programme) != []


def test_the_command_ends_well_only_without_a_difference(cast: Cast, programme: Programme):
    with pytest.raises(CommandError, match="perbedaan"):
        call_command("verify", stdout=StringIO())
    call_command("rebuild", stdout=StringIO())
    out = StringIO()
    call_command("verify", stdout=out)
    assert "Tidak ada perbedaan" in out.getvalue()


day = st.dates(date(2025, 1, 1), date(2025, 2, 28))
service = st.tuples(st.sampled_from(["melati", "kenanga"]), day, st.none() | st.integers(1, 40))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    services=st.lists(service, max_size=4),
    trained=st.none() | day,
    skills=st.dictionaries(st.sampled_from("BCDE"), day),
    awards=st.lists(st.tuples(st.sampled_from(["purwa", "madya"]), day, st.integers(1, 30)), max_size=3),
)
def test_a_random_history_recounts_to_what_was_folded(
    cast: Cast, programme: Programme, services, trained, skills, awards
):
    with transaction.atomic():
        levels = make.make_levels(programme)
        kader = make.enrol(cast.melati, 1)[0]
        Membership.objects.filter(kader=kader).delete()
        for place, since, length in services:
            make.serve(kader, getattr(cast, place), since, length)
        if trained:
            make.train(kader, programme, trained)
        for group, on in skills.items():
            make.skill(kader, programme, group, on)
        for level, on, length in awards:
            make.award(kader, levels[level], cast.dewi, on, revoked_on=on + timedelta(days=length))
        make.changed(kader, programme, MARCH)
        make.changed(cast.sari.person.kader, programme, MARCH)
        make.changed(cast.tini.person.kader, programme, MARCH)
        fold(now=NOW)
        assert disagreeing(programme) == []
        transaction.set_rollback(True)
