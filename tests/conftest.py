import pytest
from django.core.cache import caches

from tests import cast as cast_module
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The named people of ``tests.cast``."""
    return cast_module.build()


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    """Limits and pages of one test must not reach the next."""
    for cache in caches.all():
        cache.clear()
