"""Fifty workers hand in each of five hundred envelopes at the same moment."""

import pytest

from tests.assessments.crowds import stands_firm
from tests.databases import Copy

pytestmark = [pytest.mark.soak, pytest.mark.every_database]  # its own locks


def test_fifty_duplicates_of_five_hundred_hand_ins_are_five_hundred_attempts(copied: Copy):
    stands_firm(copied, workers=50, hand_ins=500)
