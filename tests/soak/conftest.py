"""The long runs use the same site as the tests with a browser."""

from pathlib import Path

import pytest

from tests.e2e.conftest import ground, own_site, site

__all__ = ["ground", "own_site", "site"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker takes what needs a site, the other one the rest."""
    for item in items:
        if Path(__file__).parent in item.path.parents and {"site", "own_site"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group("site"))
            item.add_marker(pytest.mark.enable_socket)
