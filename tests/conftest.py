import pytest
from django.conf import settings
from django.core.cache import caches

from tests import cast as cast_module
from tests.cast import Cast


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database passes on PostgreSQL as on SQLite: there only those run that do."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return
    idle = {item for item in items if "db" not in item.fixturenames and not item.get_closest_marker("django_db")}
    config.hook.pytest_deselected(items=list(idle))
    items[:] = [item for item in items if item not in idle]


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people of ``tests.cast``."""
    return cast_module.build()


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    """Limits and pages of one test must not reach the next."""
    for cache in caches.all():
        cache.clear()
