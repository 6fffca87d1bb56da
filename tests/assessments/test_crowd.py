"""However many hand in at once, each sheet is taken once. With fifty times five hundred: ``tests/soak``."""

import pytest

from tests.assessments.crowds import stands_firm
from tests.databases import Copy

pytestmark = pytest.mark.every_database  # its own locks


def test_twins_clashes_and_two_sheets_at_once_are_each_taken_once(copied: Copy):
    stands_firm(copied, workers=4, hand_ins=6)
