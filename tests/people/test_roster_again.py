"""Whatever a list says: applied once it is so, and the same list says nothing new."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.people.models import Membership
from lms.people.roster.entries import Entry
from tests.cast import Cast
from tests.people.roster import apply_all, city, entry, plan, standing

NAMES = ("Sari Wahyuni", "Tini Astuti", "Wati", "Wati Lestari", "Wati Lestary", "Budi")
ENTRIES = st.builds(
    entry,
    name=st.sampled_from(NAMES),
    posyandu=st.sampled_from(("Melati", "Kenanga", "Tulip")),
    row=st.integers(2, 99),
    birth_date=st.sampled_from((None, date(1980, 1, 1), date(1985, 2, 2))),
    phone=st.sampled_from(("", "+62811111111", "+62822222222")),
    field=st.sampled_from(("", "sosial")),
    office=st.sampled_from(("", "ketua")),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ENTRIES, min_size=1, max_size=6))
@pytest.mark.django_db
def test_the_same_list_again_changes_nothing(cast: Cast, entries: list[Entry]):
    """A namesake whom the first application was not sure of, because of a row just applied, comes with the second."""
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        transaction.atomic(),
    ):  # rolled back
        for _ in range(2):
            run = plan(monkeypatch, entries, reach=city(cast))
            if set(run.counts) & {"new", "changed", "moved"}:
                apply_all(run)
        before = standing()
        again = plan(monkeypatch, entries, reach=city(cast))
        assert not set(again.counts) & {"new", "moved", "left"}, again.counts
        assert standing() == before
        assert not Membership.objects.filter(kader__person__erased_at__isnull=False).exists()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_row_without_birth_date_makes_no_one_of_two_namesakes(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    rows = [
        entry("Sari Utami", posyandu="Kenanga", row=2),
        entry("Sari Utami", posyandu="Kenanga", row=3, birth_date=date(1980, 1, 1)),
        entry("Sari Utami", posyandu="Kenanga", row=4, birth_date=date(1985, 2, 2)),
    ]
    run = plan(monkeypatch, rows, reach=city(cast))
    assert [row.outcome for row in run.rows.filter(row__gt=0).order_by("line")] == ["new", "unchanged", "new"]
