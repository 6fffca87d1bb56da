from pathlib import Path

import pytest
import yaml
from django.conf import LazySettings

from certificates import keys, package
from certificates.issue import issue
from certificates.models import Award, Certificate, SigningKey
from modules.models import Programme
from tests.cast import Cast
from tests.certificates.factories import awarded
from tests.factories import NOW, make_programme

LEVELS = Path(__file__).resolve().parents[2] / "modules" / "curricula" / "ilp" / "levels.yaml"


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """The 25, with the levels of the package: Purwa = A + B + C."""
    made = make_programme()
    package.save(yaml.safe_load(LEVELS.read_text("utf-8")), made)
    return made


@pytest.fixture(autouse=True)
def _keys_of_its_own(settings: LazySettings, tmp_path: Path) -> None:
    """Keys of one test must not reach the next."""
    settings.KEY_DIR = tmp_path / "keys"


@pytest.fixture
def key(cast: Cast) -> SigningKey:
    """The key in use."""
    return keys.create(now=NOW)


@pytest.fixture
def award(cast: Cast, programme: Programme) -> Award:
    """Sari is Kader Purwa, by SK of 21 November 2025."""
    return awarded(cast.sari, programme, by=cast.dewi)


@pytest.fixture
def certificate(award: Award, key: SigningKey, cast: Cast) -> Certificate:
    """Sari's certificate."""
    return issue(award, by=cast.dewi, now=NOW)
