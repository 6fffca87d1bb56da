"""The shell: what a phone keeps of the frame, how it learns of a newer one, and what it costs."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from modules.offline import shell

FIFTY = 50_000


def version(text: str) -> str:
    return re.search(r'VERSION = "(\w+)"', text)[1]


def test_the_shell_is_a_page_with_two_marks_and_nobody_in_it(db: None, client: Client) -> None:
    page = client.get("/kerangka/").text
    assert page.count("<!--judul-->") == page.count("<!--isi-->") == 1
    assert 'content="noindex"' in page
    assert "csrf" not in page


def test_a_deploy_costs_less_than_fifty_kilobytes() -> None:
    files = [Path(finders.find(name)).read_bytes() for name in shell.FILES]
    sizes = [len(gzip.compress(body, 9)) for body in (*files, shell.page().encode(), shell.worker().encode())]
    assert sum(sizes) < FIFTY
    assert len(gzip.compress(Path(finders.find("js/app.js")).read_bytes(), 9)) <= 8_000


def test_the_worker_says_which_shell_it_keeps(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "max-age=21600"
    before = version(shell.worker())
    assert version(answer.text) == before
    monkeypatch.setattr(shell, "page", lambda: "lain")
    assert version(shell.worker()) != before


def test_the_manifest_names_icons_that_are_there(db: None, client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    manifest = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert "maskable" in {icon["purpose"] for icon in manifest["icons"]}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])


def test_workers_and_manifests_come_from_here_only(db: None, client: Client) -> None:
    policy = client.get("/kerangka/").headers["Content-Security-Policy"]
    assert all(f"{part} 'self'" in policy for part in ("worker-src", "manifest-src", "connect-src"))


def test_staff_screens_need_no_worker() -> None:
    assert "app.js" in shell.page()
    staff = (Path(__file__).parents[3] / "templates" / "staff.html").read_text("utf-8")
    assert "{% block app %}{% endblock %}" in staff
