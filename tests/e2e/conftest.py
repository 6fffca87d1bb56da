"""A real site, started as ``make run`` starts it, and a real browser at it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from lms.bootstrap_checks import find_browser

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 240  # seconds for set-up and reference case on a busy machine
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"viewport": {"width": 360, "height": 640}, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@dataclass(frozen=True)
class Site:
    url: str
    var: Path


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, _sockets: None) -> Iterator[Site]:
    """The reference case, served from an empty folder by the same command as ``make run``."""
    var, port = tmp_path_factory.mktemp("var"), free_port()
    keep = ("SECRET_KEY", "CARD_KEY", "TUNTAS_DEMO", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if name not in keep}
    env |= {"TUNTAS_VAR": str(var), "PORT": str(port)}
    with (var / "site.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "lms/bootstrap.py", "run"], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield Site(url=f"http://127.0.0.1:{port}", var=var)
    except AssertionError as error:
        raise AssertionError(f"{error}\n{(var / 'site.log').read_text()[-4000:]}") from error
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def browser(_sockets: None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A cheap phone, with script on and off."""
    context = browser.new_context(**PHONE, java_script_enabled=request.param)
    yield context
    context.close()
