"""Hand-ins a second and their p95 on the served site: SQLite with full synchronisation, limits and scoring as they are.

    python -m bench.hand_in

Phones keep one connection each and send one envelope a request, 8 phones at once and then 1 alone.
"""

import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from bench import _site
from tests.e2e.conftest import Site
from tests.e2e.phones import SYNC, envelope, prepare

RUNS = {8: 320, 1: 80}  # phones at once: hand-ins in all


def main() -> int:
    with _site.served() as site:
        sealed = [envelope(ticket) for ticket in prepare(site, "tickets", sum(RUNS.values()))]
        for phones, count in RUNS.items():
            some, sealed = sealed[:count], sealed[count:]
            begun = time.perf_counter()
            with ThreadPoolExecutor(phones) as pool:
                shares = list(pool.map(lambda at: _phone(site, at, some[at::phones]), range(phones)))  # noqa: B023
            took = time.perf_counter() - begun
            times = sorted(one for share in shares for one in share)
            print(
                f"{phones:2} phones  {count / took:6.0f} hand-ins/s   "
                f"p50 {_site.share(times, 0.5):5.0f} ms   p95 {_site.share(times, 0.95):5.0f} ms"
            )
    return 0


def _phone(site: Site, number: int, sealed: list[str]) -> list[float]:
    """Milliseconds of each hand-in of one phone."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    headers = {"Content-Type": "application/json", "X-Forwarded-For": f"10.0.0.{number}"}
    times = []
    for one in sealed:
        begun = time.perf_counter()
        connection.request("POST", SYNC, json.dumps({"envelopes": [{"envelope": one}]}), headers)
        answer = connection.getresponse()
        outcome = json.loads(answer.read())["outcomes"][0]
        times.append(1000 * (time.perf_counter() - begun))
        if outcome["status"] != 200:
            raise SystemExit(outcome["message"])
    connection.close()
    return times


if __name__ == "__main__":
    sys.exit(main())
