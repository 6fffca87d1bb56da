"""Phones that talk to a site without a browser, many at once, and a look at what its database holds."""

import http.client
import http.cookiejar
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from typing import Any, TypeVar
from uuid import uuid4

from lms.bootstrap_ground import ensure_secrets
from tests.e2e.conftest import ROOT, Site

SYNC = "/api/v1/sync"
TIMEOUT = 60
PATIENCE = 60
HANGS = 240
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_details: Any) -> None:
        return None


@dataclass
class Phone:
    """A browser without a screen: keeps cookies, sends forms with their token, does not follow redirects."""

    site: Site
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.site.url + path, data=body, headers=named)  # noqa: S310
        opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(self.cookies))
        try:
            with opener.open(request, timeout=TIMEOUT) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            with answer:
                return Answer(answer.code, answer.headers, answer.read())

    def fill(self, path: str, fields: dict[str, Any], *, page: str = "") -> Answer:
        """Send a form with the token of ``page`` (where the form stands; by default the path itself)."""
        whole = {**fields, "csrfmiddlewaretoken": self.token(page or path)}
        return self.ask(path, urllib.parse.urlencode(whole, doseq=True).encode())

    def token(self, page: str) -> str:
        """What a form of that page is sent with."""
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask(page).text)
        assert found, page
        return found[1]

    def sign_in(self, words: str, pin: str) -> Answer:
        return self.fill("/masuk/", {"words": words, "pin": pin})

    def sign_in_as_staff(self, name: str) -> Answer:
        return self.fill("/masuk/petugas/", {"login": name, "password": "contoh-kediri"})

    def ask_officer(self, words: str) -> str:
        """Wait with a new card; the two digits that its holder says to the officer."""
        self.fill("/masuk/kartu-baru/", {"words": words})
        self.fill("/masuk/pilih-pin/", {})
        found = re.search(r'big-number">(\d\d)<', self.ask("/masuk/pilih-pin/").text)
        assert found
        return found[1]

    def choose_pin(self, pin: str) -> Answer:
        return self.fill("/masuk/pilih-pin/", {"pin": pin, "again": pin})

    def say_yes(self) -> int:
        """As an officer: tap everybody who waits; how many there were."""
        page = self.ask("/kelola/aktivasi/").text
        waiting = re.findall(r'action="(/kelola/aktivasi/[0-9a-f-]{36}/)"', page)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        for address in waiting:
            body = {"apa": "ya", "csrfmiddlewaretoken": token[1] if token else ""}
            self.ask(address, urllib.parse.urlencode(body).encode())
        return len(waiting)

    def sync(self, envelopes: Sequence[str]) -> Answer:
        body = json.dumps({"envelopes": [{"envelope": envelope} for envelope in envelopes]}).encode()
        return self.ask(SYNC, body, Content_Type="application/json")


def envelope(ticket: dict[str, Any]) -> str:
    """A new envelope with the right answers of a sheet (``prepare.tickets``)."""
    moment = datetime.now(UTC).isoformat()
    whole = {"v": 1, "id": str(uuid4()), "ticket": ticket["token"], "answers": ticket["answers"]}
    return json.dumps({**whole, "started_at": moment, "finished_at": moment})


def hand_in(site: Site, sealed: str, *, within: float = PATIENCE) -> tuple[dict[str, Any], int]:
    """Send the same bytes until they are acknowledged, as a phone does; the outcome, and how often that took."""
    until, tries = time.monotonic() + within, 0
    while time.monotonic() < until:
        tries += 1
        try:
            answer = Phone(site).sync([sealed])
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            continue
        if answer.status == 200:
            return answer.json()["outcomes"][0], tries
        time.sleep(0.2)
    raise AssertionError(f"not acknowledged after {tries} tries in {within} s")


def together(errands: Iterable[Callable[[], T]]) -> list[T]:
    """Do all of them at the same moment, each in a thread of its own; their results in order."""
    waiting = list(errands)
    start = threading.Barrier(len(waiting))

    def run(errand: Callable[[], T]) -> T:
        start.wait()
        return errand()

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(run, waiting))


def environment(site: Site) -> dict[str, str]:
    """What a process beside the site needs to be part of it."""
    own = {"TUNTAS_VAR": str(site.var), "SITE_URL": site.url, "TUNTAS_DEMO": "1", "LOG_LEVEL": "WARNING"}
    return {**os.environ, **ensure_secrets(site.var / "secrets.env"), **own, "DJANGO_SETTINGS_MODULE": "lms.settings"}


def prepare(site: Site, errand: str, number: int = 1) -> Any:
    """The JSON value of an errand of ``tests.e2e.prepare``.

    Its process waits for the next one, for to begin takes longer than most errands; two at once are two processes.
    """
    helper = site.beside.pop() if site.beside else _helper(site)
    with _ended_if_it_hangs(helper):
        print(errand, number, file=helper.stdin, flush=True)
        answer = helper.stdout.readline()
    assert answer, (site.var / "errands.log").read_text()[-4000:]
    site.beside.append(helper)
    return json.loads(answer)


def _helper(site: Site) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.e2e.prepare"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (site.var / "errands.log").open("a") as log:
        return subprocess.Popen(command, cwd=ROOT, env=environment(site), stderr=log, **pipes)


@contextmanager
def _ended_if_it_hangs(helper: "subprocess.Popen[str]") -> Iterator[None]:
    end = threading.Timer(HANGS, helper.kill)
    end.start()
    try:
        yield
    finally:
        end.cancel()


def rows(site: Site, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the site's database answers to a question."""
    connection = sqlite3.connect(f"file:{site.var / 'db.sqlite3'}?mode=ro", uri=True, timeout=20)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def eventually(holds: Callable[[], bool], *, within: float = PATIENCE) -> bool:
    """Ask again and again until it holds; False if it never does."""
    until = time.monotonic() + within
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def unfolded(site: Site) -> int:
    """How many changes of records no board shows yet."""
    found = rows(
        site,
        "SELECT COUNT(*) FROM assessments_recordchange change, reporting_foldmark mark"
        " LEFT JOIN reporting_inbox seen ON seen.source = 'record' AND seen.change_id = change.id"
        " WHERE change.id > mark.record_floor AND seen.folded_at IS NULL",
    )
    return found[0][0]
