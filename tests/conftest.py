from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from pytest_django.plugin import DjangoDbBlocker

from tests import cast as cast_module
from tests import databases
from tests.cast import Cast
from tests.databases import Copy, copy


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the run on the other database what is about that one only (``only_on``).

    What asks no database passes on PostgreSQL as on SQLite: there only those run that do.
    """
    vendor = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    elsewhere = {item for item in items if not _belongs(item, vendor)}
    config.hook.pytest_deselected(items=list(elsewhere))
    items[:] = [item for item in items if item not in elsewhere]


def _belongs(item: pytest.Item, vendor: str) -> bool:
    only = item.get_closest_marker("only_on")
    if only is not None:
        return vendor.startswith(only.args[0])
    return vendor == "sqlite3" or "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


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
