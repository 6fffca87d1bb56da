"""Fifty workers take up one list of kader at the same moment."""

import pytest

from tests.databases import Copy
from tests.people.crowds import stands_firm

pytestmark = pytest.mark.soak


def test_of_fifty_concurrent_applies_one_counts(copied: Copy):
    stands_firm(copied, workers=50, kader=200)
