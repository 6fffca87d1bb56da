"""A class of 60 signs in at the same moment from one address: how long until each is in, and who is refused.

    python -m bench.sign_in

A sign-in is the page, the form with four words and PIN (Argon2id), and a new session. Exits 1 if anybody is refused.
"""

import sys
import time
from functools import partial

from bench import _site
from tests.e2e.conftest import Site
from tests.e2e.phones import Phone, prepare, together

CLASS = 60


def main() -> int:
    with _site.served() as site:
        cards = prepare(site, "cards", CLASS)
        begun = time.perf_counter()
        signed = together([partial(_sign_in, site, held) for held in cards])
        took = time.perf_counter() - begun
    times, refused = sorted(seconds for seconds, _ in signed), sum(status != 302 for _, status in signed)
    print(
        f"{CLASS} at once: all in after {took:.1f} s ({CLASS / took:.0f} sign-ins/s)   "
        f"p50 {_site.share(times, 0.5):.1f} s   p95 {_site.share(times, 0.95):.1f} s   refused: {refused}"
    )
    return 1 if refused else 0


def _sign_in(site: Site, held: dict[str, str]) -> tuple[float, int]:
    """Seconds from opening the page to the answer, and its status."""
    begun = time.perf_counter()
    status = Phone(site).sign_in(**held).status
    return time.perf_counter() - begun, status


if __name__ == "__main__":
    sys.exit(main())
