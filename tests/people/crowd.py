"""Many workers at one list of kader, in a database of its own:  python -m tests.people.crowd <workers> <kader>

One plan is applied by all at once, then two lists of other people whose areas overlap, then the first is taken back by
all at once.
Prints one JSON object: how often each could be started, and who was there afterwards.
"""

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from lms.areas.errors import UserError  # noqa: E402
from lms.people.models import AuditEvent, Membership, MembershipChange, Person, RosterRun  # noqa: E402
from lms.people.roster import apply, runs, undo  # noqa: E402
from lms.people.roster.present import Reach  # noqa: E402
from tests import cast as cast_module  # noqa: E402
from tests.factories import NOW  # noqa: E402

CHUNK = 5
SYLLABLES = [f"{first}{second}" for first in "bdgklmnprstw" for second in "aiueo"]


def main(workers: int, kader: int) -> dict[str, Any]:
    apply.CHUNK = undo.CHUNK = CHUNK
    cast = cast_module.build()
    reach = Reach(cast.kediri)
    first, second = (_planned(reach, kader, sign, seed=1) for sign in ";,")
    started = {"applied": _all_at_once(workers, [first], apply)}
    after = {"applied": _there()}
    wide, narrow = Reach(), Reach(cast.kediri, cast.balowerti)
    other, third = (_planned(one, kader, ";", seed=2) for one in (wide, narrow))
    _all_at_once(workers, [other, third], apply)
    after["two lists"] = _there()
    started["undone"] = _all_at_once(workers, [first], undo)
    after["undone"] = _there()
    states = list(RosterRun.objects.filter(pk=first.pk).values_list("state", "done"))
    assert second.state == RosterRun.State.PLANNED
    acts = [AuditEvent.objects.filter(act=act, detail__run=str(first.uuid)).count() for act in _ACTS]
    return {"started": started, "after": after, "audited": acts, "states": states}


_ACTS = ("roster_applied", "roster_undone")


def _planned(reach: Reach, kader: int, sign: str, *, seed: int) -> RosterRun:
    random = Random(seed)
    names = ["".join(random.choices(SYLLABLES, k=8)) for _ in range(kader)]  # nobody is like another
    rows = ["Nama Kader;Kelurahan;Posyandu", *(f"{name};Semampir;Melati" for name in names)]
    content = "\n".join(rows).replace(";", sign).encode()
    run = runs.take_in(content, "kader.csv", reach=reach, by=None, now=NOW)
    runs.read(run, now=NOW, clock=lambda: NOW)
    run.refresh_from_db()
    run.file.delete(save=False)
    return run


def _all_at_once(workers: int, of: Sequence[RosterRun], verb: Any) -> int:
    """Out: how many could start the verb; all of them then work."""
    barrier = Barrier(workers)

    def work(at: int) -> int:
        try:
            run = RosterRun.objects.get(pk=of[at % len(of)].pk)
            barrier.wait()
            started = _started(lambda: verb.start(run, by=None, now=NOW))
            barrier.wait()
            verb.work(run, clock=lambda: NOW)
            return started
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return sum(pool.map(work, range(workers)))


def _started(start: Callable[[], None]) -> int:
    try:
        start()
    except UserError:
        return 0
    return 1


def _there() -> list[int]:
    """Names there, how many of them different; memberships that count; acts of beginning or taking that back."""
    names = list(Person.objects.filter(erased_at=None, kader__isnull=False).values_list("name", flat=True))
    counting = Membership.objects.filter(until=None).count()
    return [len(names), len(set(names)), counting, MembershipChange.objects.filter(joined__isnull=False).count()]


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
