"""A real site, started as ``make run`` starts it, and a real browser at it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_socket
from playwright.sync_api import Browser, BrowserContext

from tests import databases

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 240  # seconds for set-up and reference case on a busy machine
PHONE = {"viewport": {"width": 360, "height": 640}, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture(scope="session", autouse=True)
def _sockets() -> None:
    """A browser and a site need sockets; the last word on other hosts has the closed network of the browser's flags."""
    pytest_socket.enable_socket()


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.enable_socket)


@dataclass(frozen=True)
class Site:
    url: str
    var: Path
    pid: int = 0  # of the supervisor
    beside: list["subprocess.Popen[str]"] = field(default_factory=list)  # wait for errands (tests.e2e.phones)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the site ended while it was starting"
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer within {PATIENCE} s")


@contextmanager
def serving(var: Path) -> Iterator[Site]:
    """The site over this folder, by the same command as ``make run``; set up there if it is empty."""
    port = free_port()
    keep = ("SECRET_KEY", "CARD_KEY", "TUNTAS_DEMO", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if name not in keep}
    env |= {"TUNTAS_VAR": str(var), "PORT": str(port), "MODULE_QUIZ_PAUSE": "0"}  # nobody here has ten minutes
    with (var / "site.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "lms/bootstrap.py", "run"], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
        )
    site = Site(url=f"http://127.0.0.1:{port}", var=var, pid=process.pid)
    try:
        wait_for(f"{site.url}/healthz", process)
        yield site
    except AssertionError as error:
        raise AssertionError(f"{error}\n{(var / 'site.log').read_text()[-4000:]}") from error
    finally:
        process.terminate()
        for helper in site.beside:
            helper.communicate(timeout=30)  # it ends with what it reads
        process.wait(30)


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference case as ``make run`` makes it, untouched since; made by the process that needs it first."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    var, made = shared / "ground", shared / "ground.made"
    with (shared / "ground.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make(var)
            made.touch()
    return var


def make(var: Path) -> None:
    """Migrated already where the tests' database is."""
    var.mkdir(exist_ok=True)
    if (migrated := databases.kept()) is not None:
        shutil.copy(migrated, var / "db.sqlite3")
    with serving(var):
        pass


@pytest.fixture(scope="session")
def site(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One site for tests that change nothing of note."""
    with serving(copy(ground, tmp_path_factory)) as site:
        yield site


@pytest.fixture
def own_site(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of one's own, for a test that goes all the way."""
    with serving(copy(ground, tmp_path_factory)) as site:
        yield site


def copy(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site") / "var"
    return Path(shutil.copytree(ground, target))


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A cheap phone, with script on and off."""
    context = browser.new_context(**PHONE, java_script_enabled=request.param)
    yield context
    context.close()
