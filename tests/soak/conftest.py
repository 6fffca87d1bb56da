"""The long runs use the same site as the tests with a browser."""

import pytest

from tests.e2e.conftest import ground, own_site, site

__all__ = ["ground", "own_site", "site"]


def pytest_itemcollected(item: pytest.Item) -> None:
    if {"site", "own_site"} & set(item.fixturenames):
        item.add_marker(pytest.mark.enable_socket)
