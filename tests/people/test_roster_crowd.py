"""However many workers take up one list, it is applied once and taken back once. With fifty: ``tests/soak``."""

import pytest

from tests.databases import Copy
from tests.people.crowds import stands_firm

pytestmark = pytest.mark.every_database  # its own locks


def test_a_list_is_applied_once_and_taken_back_once_by_many_workers(copied: Copy):
    stands_firm(copied, workers=6, kader=12)
