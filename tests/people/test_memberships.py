"""A kader joins, leaves, moves: each with its transition row."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.areas.errors import UserError
from lms.people import memberships, persons, queries
from lms.people.memberships import Joining
from lms.people.models import MembershipChange
from lms.people.persons import NewKader
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY


def test_joining_writes_where_and_since_when(cast: Cast):
    kader = persons.register_many([NewKader("Wati")])[0]
    membership = memberships.join(kader, posyandu=cast.melati, on=TODAY, now=NOW, decree_number="SK/1")
    change = MembershipChange.objects.get()
    assert (change.joined, change.left, change.effective_on) == (membership, None, TODAY)
    assert queries.membership_on(kader, day=TODAY) == membership


def test_one_counts_in_one_place_a_field(cast: Cast):
    kader = cast.sari.person.kader
    with pytest.raises(UserError, match="masih bertugas"):
        memberships.join(kader, posyandu=cast.kenanga, on=TODAY, now=NOW)
    second = memberships.join(kader, posyandu=cast.kenanga, on=TODAY, now=NOW, primary=False)
    other_field = memberships.join(kader, posyandu=cast.kenanga, field="sosial", on=TODAY, now=NOW)
    assert not second.primary
    assert other_field.primary


@pytest.mark.parametrize("places", [(), ("melati", "melati")])
def test_a_place_is_exactly_one(cast: Cast, places):
    kader = persons.register_many([NewKader("Wati")])[0]
    given = {"posyandu": cast.melati, "pustu": cast.melati} if places else {}
    with pytest.raises(UserError, match="satu tempat"):
        memberships.join(kader, on=TODAY, now=NOW, **given)


def test_twice_in_one_posyandu_is_refused(cast: Cast):
    with pytest.raises(UserError, match="sudah tercatat"):
        memberships.join(cast.sari.person.kader, posyandu=cast.melati, on=TODAY, now=NOW, primary=False)
    assert not MembershipChange.objects.exists()


def test_leaving_ends_on_the_first_day_she_no_longer_serves(cast: Cast):
    kader = cast.sari.person.kader
    memberships.leave(queries.membership_on(kader, day=TODAY), on=TODAY, now=NOW)
    assert queries.membership_on(kader, day=TODAY) is None
    assert queries.membership_on(kader, day=date(2025, 11, 23)) is not None
    assert MembershipChange.objects.get().left is not None


def test_leaving_before_she_came_or_twice_is_refused(cast: Cast):
    membership = cast.sari.person.kader.memberships.get()
    with pytest.raises(UserError, match="sesudah tanggal mulai"):
        memberships.leave(membership, on=SINCE, now=NOW)
    memberships.leave(membership, on=TODAY, now=NOW)
    with pytest.raises(UserError, match="sudah berakhir"):
        memberships.leave(membership, on=TODAY, now=NOW)


def test_moving_is_one_change_that_names_both_places(cast: Cast):
    kader = cast.sari.person.kader
    moved = memberships.move(kader.memberships.get(), posyandu=cast.kenanga, on=TODAY, now=NOW)
    change = MembershipChange.objects.get()
    assert (change.left.posyandu, change.joined) == (cast.melati, moved)
    assert [m.posyandu for m in queries.memberships_of([kader.pk])] == [cast.melati, cast.kenanga]


def test_two_hundred_join_in_a_few_statements(cast: Cast):
    kader = persons.register_many([NewKader(f"Kader {n}") for n in range(200)])
    with CaptureQueriesContext(connection) as captured:
        memberships.join_many([Joining(one, TODAY, cast.melati) for one in kader], now=NOW)
    assert MembershipChange.objects.count() == 200
    assert len(captured) <= 12
    with pytest.raises(ValueError, match="at most 200"):
        memberships.join_many([Joining(kader[0], TODAY, cast.melati)] * 201, now=NOW)


def test_who_serves_where_is_read_in_one_statement(cast: Cast, django_assert_num_queries):
    ids = [user.person.kader.pk for user in (cast.sari, cast.tini, cast.sosial)]
    with django_assert_num_queries(1):
        places = {queries.place_name(membership) for membership in queries.serving(ids, day=TODAY).values()}
    assert places == {"Posyandu Melati, Semampir", "Posyandu Kenanga, Ngletih"}


def test_staff_are_no_kader(cast: Cast):
    assert queries.kader_of(cast.sari) == cast.sari.person.kader
    assert queries.kader_of(cast.rina) is None
