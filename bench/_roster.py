"""What ``bench.roster`` measures, inside the settings of the site that it names. All in a transaction rolled back."""

import gc
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from lms.areas.models import Area, Posyandu  # noqa: E402
from lms.people.models import Kader, RosterRun  # noqa: E402
from lms.people.roster import runs  # noqa: E402
from lms.people.roster.present import Reach  # noqa: E402
from tests import rosters  # noqa: E402

AREA = "35.71"
SECONDS = {3581: 5.0, 100_000: 60.0}
MEGABYTES = 150
A_POSYANDU = 12  # kader


def main(rows: int) -> int:
    with transaction.atomic():
        content = rosters.workbook(rosters.people(rows, _places(rows)))
        run = runs.take_in(content, "kader.xlsx", reach=_reach(), by=None, now=timezone.now())
        del content
        gc.collect()
        before, begun, worked = _resident(), time.perf_counter(), time.process_time()
        runs.read(run, now=timezone.now())
        took, worked, above = time.perf_counter() - begun, time.process_time() - worked, _peak() - before
        run.refresh_from_db()
        assert run.state == RosterRun.State.PLANNED, run.message
        print(
            f"{rows:7,} rows, {Kader.objects.count():,} kader known: {took:5.1f} s (at most {SECONDS[rows]:.0f}; "
            f"{worked:.1f} s of them its own work), "
            f"{above:4.0f} MB above idle (at most {MEGABYTES})  {run.counts}"
        )
        run.file.delete(save=False)
        transaction.set_rollback(True)
    return int(took > SECONDS[rows] or above > MEGABYTES)


def _reach() -> Reach:
    return Reach(Area.objects.get(code=AREA, until__isnull=True))


def _places(rows: int) -> list[tuple[str, str]]:
    """The posyandu of the case; for long lists as many more as they need."""
    there = list(Posyandu.objects.filter(closed_on__isnull=True).select_related("desa").order_by("desa__code", "name"))
    missing = max(0, rows // A_POSYANDU - len(there))
    made = [
        Posyandu(
            name=f"Seruni {at}", desa=there[at % len(there)].desa, puskesmas_id=there[at % len(there)].puskesmas_id
        )
        for at in range(missing)
    ]
    Posyandu.objects.bulk_create(made, batch_size=500)
    return sorted(((one.name, one.desa.name) for one in [*there, *made]), key=lambda place: place[1])


def _resident() -> float:
    """Megabytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
