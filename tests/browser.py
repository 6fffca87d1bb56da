"""The browser of the tests: one in a process, whichever folder asks first."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from lms.bootstrap_checks import find_browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def _no_loop() -> None:
    raise RuntimeError


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Its loop stands in this thread; the tests of other files that come after are as synchronous as before.
        patch.setattr("django.utils.asyncio.get_running_loop", _no_loop)
        opened = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield opened
        opened.close()
