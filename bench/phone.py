"""Our pages on a slow phone beside the peers' figures and a static page of the same run.

    python -m bench.phone

Bytes and requests are exact; times are single runs on a shared machine: read them only beside the static control page.
Exits 1 when a page weighs more than its budget (DESIGN 7) or moves while it loads.
"""

import gzip
import json
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench import _browser
from bench._phone import Measured, measure
from lms.bootstrap_checks import find_browser
from tests.browser import FLAGS
from tests.e2e import steps
from tests.e2e.conftest import Site
from tests.e2e.tour import MODULE, QUIZ

PEERS = json.loads(Path(__file__).with_name("peers.json").read_text("utf-8"))
PAGE_KIB = 50_000 / 1024  # a page without its pictures; a lesson's come on top, lazily
SHIFT = 0.1
HEAD = f"{'':26}{'req':>5}{'KiB':>9}{'FCP s':>8}{'LCP s':>8}{'TTI s':>8}{'CLS':>7}"


def main() -> int:
    with _browser.served() as site, _control() as control, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        still, state = measure(browser, control), _signed_in(browser, site)
        kader = browser.new_context(storage_state=state)
        sheet = steps.open_sheet(kader.new_page(), site, QUIZ)
        kader.close()
        pages = {
            "home": ("/", None),
            "module": (MODULE, None),
            "lesson": (f"{MODULE}menyiapkan-alat-dan-tempat/", None),
            "quiz": (f"/cek/{sheet}/", state),
            "saya": ("/saya/", state),
            "verification": (f"/v/{_certificate(site)}", None),
        }
        ours = {name: measure(browser, site.url + path, who) for name, (path, who) in pages.items()}
        browser.close()
    return _print(still, ours)


def _signed_in(browser: Browser, site: Site) -> Any:
    context = browser.new_context(service_workers="block")
    steps.sign_in_with_words(context.new_page(), site, "Kader")
    state = context.storage_state()
    context.close()
    return state


def _certificate(site: Site) -> str:
    """The code of one that is valid."""
    database = sqlite3.connect(f"file:{site.var / 'db.sqlite3'}?mode=ro", uri=True)
    (code,) = database.execute("SELECT code FROM certificates_certificate WHERE status = 'valid'").fetchone()
    return str(code)


@contextmanager
def _control() -> Iterator[str]:
    """A static page of 12 KB, compressed once: what the line and the machine cost by themselves."""
    words = " ".join(f"kata{number % 997}" for number in range(1400))
    body = gzip.compress(f"<!doctype html><title>Tetap</title><h1>Tetap</h1><p>{words}</p>".encode(), 9)

    class Still(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            for name, value in (("Content-Type", "text/html"), ("Content-Encoding", "gzip")):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Still)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def _print(still: Measured, ours: dict[str, Measured]) -> int:
    print(f"360x640, cold, 400 kbit/s, 400 ms, CPU 4x. Peers: {PEERS['measured']}, the same method.\n{HEAD}")
    print(_line("static 12 KB, this run", still))
    print(_peer(PEERS["control"]))
    for name, measured in ours.items():
        print(f"\n{_line(f'Tuntas {name}', measured)}   {measured.fcp / still.fcp:.1f} x the static page's first paint")
        print(
            f"{'  without pictures':31}{measured.kib - measured.pictures:9.1f}   longest task {measured.longest:.0f} ms"
        )
        for row in PEERS["rows"][name]:
            print(_peer(row))
    heavy = [name for name, one in ours.items() if one.kib - one.pictures > PAGE_KIB or one.cls > SHIFT]
    print(f"\nover budget: {', '.join(heavy) or 'none'}")
    return 1 if heavy else 0


def _line(name: str, one: Measured) -> str:
    return f"{name:26}{one.requests:5}{one.kib:9.1f}{one.fcp:8.2f}{one.lcp:8.2f}{one.tti:8.2f}{one.cls:7.3f}"


def _peer(row: list[Any]) -> str:
    name, requests, kib, fcp, lcp, tti, cls = row
    return f"  {name:24}{requests:5}{kib:9.1f}{fcp:8.2f}{lcp:8.2f}{tti:8.2f}{cls:7.3f}"


if __name__ == "__main__":
    sys.exit(main())
