"""Adds differences to the tallies. The only writer of ``Tally`` besides dropping it."""

from collections.abc import Mapping

from django.db import connection

from lms.reporting.models import Tally
from lms.reporting.rules import Delta
from modules.models import Programme

ROWS = 1500  # six parameters each: SQLite takes 32,766 a statement

INSERT = "INSERT INTO reporting_tally (programme_id, place, parent, measure, day, delta) VALUES "
ADD = (
    " ON CONFLICT (programme_id, place, measure, day, parent)"
    " DO UPDATE SET delta = reporting_tally.delta + excluded.delta"
)


def add(change: Mapping[Delta, int], *, programme: Programme) -> None:
    """Add the differences; a row that comes to nought goes. Call it inside a transaction that holds the fold's lock.

    The ORM's upsert can only replace a value, and reading first would cost a query per batch more.
    """
    rows = [(programme.pk, *key, delta) for key, delta in sorted(change.items()) if delta]
    with connection.cursor() as cursor:
        for at in range(0, len(rows), ROWS):
            some = rows[at : at + ROWS]
            values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(INSERT + values + ADD, [value for row in some for value in row])
    if rows:
        Tally.objects.filter(delta=0).delete()
