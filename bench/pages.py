"""A cached lesson beside a bare Django view and beside the same lesson uncached, in one run.

    .venv/bin/python -m bench.pages

Makes its own database in a temporary folder, serves it by gunicorn on loopback with the project's settings, and
prints requests a second, ratios and SQL statements a request. Exits 1 when the cached lesson is slower than half the
bare view or needs SQL.
"""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pool
from pathlib import Path

SECONDS = 4.0  # a measurement
ROUNDS = 3  # the views take turns, so that a busy machine hits all alike
CLIENTS = 2
LESSON = "/modul/penimbangan-dan-pengukuran/menimbang-bayi-dan-balita/"
# A query string passes the page cache by.
BARE = "bare view"
VIEWS = {
    BARE: "/bench/bare/",
    "with middleware": "/bench/bare/",
    "cached lesson": LESSON,
    "uncached lesson": f"{LESSON}?tanpa=tembolok",
}
HEADERS = {"Accept-Encoding": "br, gzip", "Accept-Language": "id"}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        _environment(folder)
        counts = _prepare()
        with _server(folder, bare="1") as bare, _server(folder, bare="") as full:
            rates = _measure(bare, full)
    return _print(rates, counts)


def _environment(folder: str) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bench._settings",
        "TUNTAS_VAR": folder,
        "SECRET_KEY": "bench-" + "0" * 50,
        "CARD_KEY": "bench-" + "1" * 50,
        "LOG_LEVEL": "WARNING",
        "WEB_CONCURRENCY": "1",
    }


def _prepare() -> dict[str, int]:
    """Database, content and static files; returns the SQL statements each view needs once it is warm."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("collectstatic", interactive=False, verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("curriculum", "import", "ilp", stdout=nowhere)
    client, counts = Client(headers={"Host": "127.0.0.1"}), {}
    for name, address in VIEWS.items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        counts[name] = len(queries)
    connection.close()
    return counts


@contextmanager
def _server(folder: str, *, bare: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (Path(folder) / "gunicorn.log").open("w") as log:
        command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "-b", f"127.0.0.1:{port}"]
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"BENCH_BARE": bare})
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()
            server.wait(20)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("gunicorn did not start")


def _measure(bare: int, full: int) -> dict[str, float]:
    """Requests a second of each view: the best of the rounds, which the machine's other work disturbed least."""
    best = dict.fromkeys(VIEWS, 0.0)
    with Pool(CLIENTS) as pool:
        for _ in range(ROUNDS):
            for name, address in VIEWS.items():
                done = pool.starmap(_ask, [(bare if name == BARE else full, address)] * CLIENTS)
                best[name] = max(best[name], sum(done) / SECONDS)
    return best


def _ask(port: int, address: str) -> int:
    """How many answers one keep-alive client gets."""
    connection, done = http.client.HTTPConnection("127.0.0.1", port), 0
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        connection.request("GET", address, headers=HEADERS)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{address}: {response.status}")
        done += 1
    return done


def _print(rates: dict[str, float], counts: dict[str, int]) -> int:
    bare = rates[BARE]  # without any middleware: the least Django can do
    for name, rate in rates.items():
        print(f"{name:16} {rate:8.0f} requests/s   {rate / bare:5.2f} of bare   {counts[name]:3} SQL")
    return 0 if rates["cached lesson"] >= bare / 2 and counts["cached lesson"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
