"""Long random histories of people and places."""

import pytest

from tests.cast import Cast
from tests.factories import make_programme
from tests.reporting import factories as make
from tests.reporting.history import History

pytestmark = [pytest.mark.soak, pytest.mark.django_db]
STEPS = 400


@pytest.mark.parametrize("seed", range(1000, 1010))
def test_a_long_history_keeps_one_truth_and_every_past_denominator(cast: Cast, seed: int):
    programme = make_programme()
    make.stage(programme)
    History(cast, programme, seed).run(STEPS, verify_every=20)
