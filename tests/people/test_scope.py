"""Who may do what, where and when."""

from datetime import date

import pytest
from django.http import Http404

from lms.people import scope
from lms.people.models import Kader, Role
from lms.people.scope import Action
from tests.cast import Cast
from tests.factories import TODAY


def names(user, action, on=TODAY) -> set[str]:
    return {kader.person.name for kader in scope.rows(user, action, Kader.objects.all(), on=on)}


def test_a_penilai_reaches_the_kader_of_her_puskesmas_only(cast: Cast):
    assert names(cast.rina, Action.ASSESS) == {"Sari Wahyuni", "Endang Rahayu"}
    assert names(cast.wulan, Action.ASSESS) == {"Tini Astuti"}


def test_a_dinas_reaches_its_own_city_only(cast: Cast):
    assert len(names(cast.dewi, Action.NAMES)) == 3
    assert names(cast.yanti, Action.NAMES) == set()


def test_a_kader_and_a_role_without_the_action_reach_nothing(cast: Cast):
    assert names(cast.sari, Action.NAMES) == set()
    assert not scope.may(cast.rina, Action.AWARD, on=TODAY)


def test_a_role_counts_within_its_dates_only(cast: Cast):
    Role.objects.filter(user=cast.dewi).update(until=TODAY)
    assert names(cast.dewi, Action.NAMES) == set()
    assert names(cast.dewi, Action.NAMES, on=date(2025, 11, 23)) != set()


def test_fetching_what_is_not_yours_is_a_404(cast: Cast):
    sari = cast.sari.person.kader
    assert scope.get_or_404(cast.rina, Action.ASSESS, Kader.objects.all(), on=TODAY, uuid=sari.uuid) == sari
    with pytest.raises(Http404):
        scope.get_or_404(cast.wulan, Action.ASSESS, Kader.objects.all(), on=TODAY, uuid=sari.uuid)


def test_an_inactive_user_may_nothing(cast: Cast):
    cast.dewi.is_active = False
    assert not scope.may(cast.dewi, Action.AWARD, cast.kediri, on=TODAY)


def test_boards_follow_the_area(cast: Cast):
    assert scope.may(cast.dewi, Action.BOARD, cast.semampir, on=TODAY)
    assert not scope.may(cast.yanti, Action.BOARD, cast.kediri, on=TODAY)


def test_what_somebody_may_do_anywhere_is_one_question(cast: Cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert scope.actions(cast.puji, on=TODAY) == set(scope.GRANTS["puskesmas"])
    assert scope.actions(cast.sari, on=TODAY) == set()
    cast.dewi.is_active = False
    assert scope.actions(cast.dewi, on=TODAY) == set()
