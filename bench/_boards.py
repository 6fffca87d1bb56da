"""What ``bench.boards`` measures, inside the settings of the site that it names.

The synthetic part stands in a transaction that is rolled back: a province of 38 kab/kota whose every measure moves on
each of 750 days (three years of working days), which is more than 1.5 million kader would move in one province.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from lms.areas.models import Area  # noqa: E402
from lms.people.models import Role, User  # noqa: E402
from lms.reporting.models import Tally  # noqa: E402
from lms.reporting.subject import Subject  # noqa: E402
from modules.models import Programme  # noqa: E402

TIMES = 15
PROVINCE = "35"
DAYS = 750
FIRST = date(2023, 1, 2)


def measure(client: Client, address: str) -> str:
    """One line: statements, median and worst time of a request, and its bytes."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    statements = queries.captured_queries  # the next request empties the log
    assert response.status_code == 200, address
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - start))
    sql = sum(float(query["time"]) for query in statements) * 1000
    return (
        f"{address:34} {len(statements):3} SQL ({sql:5.0f} ms)   median {median(times):6.0f} ms   "
        f"max {max(times):6.0f} ms   {len(response.content) / 1024:6.0f} KB"
    )


def tallies(programme: Programme) -> Iterator[Tally]:
    """The province and each of its kab/kota: every measure of a row moves every working day."""
    kabs = Area.objects.filter(parent__code=PROVINCE, until__isnull=True).values_list("code", flat=True)
    measures = Subject.of(programme).row_measures
    for place, parent in [(PROVINCE, ""), *((code, PROVINCE) for code in kabs)]:
        for name in measures:
            for at in range(DAYS):
                day = FIRST + timedelta(days=at + 2 * (at // 5))
                yield Tally(
                    programme=programme,
                    place=place,
                    parent=parent,
                    measure=name,
                    day=day,
                    delta=30 if name == "kader" else 1,
                )


def main() -> None:
    """Print both parts."""
    user = User.objects.get(username="dinas")
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    print("demo: 3.581 to 3.343 kader, 344 posyandu")
    for address in ("/dinas/35.71/", "/dinas/35.71/?per=2025-11-20", "/dinas/35.71.02/", "/dinas/35.71.02.1001/"):
        print(measure(client, address))
    programme = Programme.objects.get(key="ilp-25")
    with transaction.atomic():
        Role.objects.create(user=user, kind="dinas", since=FIRST)
        Tally.objects.filter(place=PROVINCE).delete()
        Tally.objects.filter(parent=PROVINCE).delete()
        Tally.objects.bulk_create(tallies(programme), batch_size=5000)
        print(f"nation: {Tally.objects.count():,} tallies".replace(",", "."))
        for address in (f"/dinas/{PROVINCE}/", "/dinas/35.71/", "/dinas/nasional/"):
            print(measure(client, address))
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
