"""Whatever happens to people and places, in any order: one truth, and every past denominator as it was read."""

import pytest

from tests.cast import Cast
from tests.factories import make_programme
from tests.reporting import factories as make
from tests.reporting.history import History

pytestmark = pytest.mark.every_database  # its own sums

STEPS = 30


@pytest.mark.parametrize("seed", range(3))
def test_any_history_keeps_one_truth_and_every_past_denominator(cast: Cast, seed: int):
    programme = make_programme()
    make.stage(programme)
    history = History(cast, programme, seed)
    history.run(STEPS, verify_every=10)
    assert history.done > STEPS // 3  # most of what was tried was possible
