from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from pytest_django.plugin import DjangoDbBlocker

from tests import cast as cast_module
from tests import databases
from tests.browser import browser
from tests.cast import Cast
from tests.databases import Copy, copy

__all__ = ["browser"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Before the database is set up: migrating takes 20 seconds of a core, loading what was migrated none."""
    with databases.prepared():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        databases.keep()


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people of ``tests.cast``."""
    return cast_module.build()


@pytest.fixture
def copied(db: None, tmp_path: Path) -> Iterator[Copy]:
    """The empty database once more, for processes that commit."""
    with copy(tmp_path) as made:
        yield made


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    """Limits and pages of one test must not reach the next."""
    for cache in caches.all():
        cache.clear()
