"""What ``bench.papers`` measures, inside the settings of the site that it names. All in a transaction rolled back."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments import desk  # noqa: E402
from assessments.event_papers.folder import Folder  # noqa: E402
from assessments.event_papers.occasion import Occasion  # noqa: E402
from assessments.models import TrainingEvent  # noqa: E402
from certificates.propose import propose  # noqa: E402
from lms.areas import surat  # noqa: E402
from lms.areas.models import Puskesmas  # noqa: E402
from lms.people import card_sheet, cards  # noqa: E402
from lms.people.card_sheet import Printed  # noqa: E402
from lms.people.models import Kader, Role  # noqa: E402
from lms.people.models.role import Kind  # noqa: E402
from modules.queries import programme  # noqa: E402
from tests.assessments import occasions  # noqa: E402

SECONDS = 20.0
CARDS, FORMS = 60, 40


def main(folder: str) -> int:
    with transaction.atomic():
        event, kader = _day()
        papers = Folder(Occasion(event, now=timezone.now()))
        took = sum(
            [
                _timed(f"{CARDS} kartu masuk", lambda: _cards(kader)),
                *(_timed(key, lambda key=key: papers.pdf(_paper(papers, key))) for key in _MEASURED),
            ]
        )
        print(f"in all: {took:.1f} s (at most {SECONDS:.0f})")
        if folder:
            _write(papers, Path(folder))
        transaction.set_rollback(True)
    return int(took > SECONDS)


_MEASURED = ("formulir-penilaian", "rekapitulasi", "berita-acara")


def _timed(what: str, make: Callable[[], bytes]) -> float:
    begun = time.perf_counter()
    size = len(make())
    took = time.perf_counter() - begun
    print(f"{what}: {took:.2f} s, {size / 1000:.0f} kB")
    return took


def _day() -> tuple[TrainingEvent, list[Kader]]:
    """A day of the puskesmas with most kader: forty seen in every form of the 25, sixty invited."""
    ilp, now = programme(), timezone.now()
    assert ilp is not None
    role = Role.objects.filter(kind=Kind.PENILAI, puskesmas__isnull=False, until__isnull=True).order_by("pk").first()
    assert role is not None
    place: Puskesmas = role.puskesmas
    serving = Kader.objects.filter(memberships__posyandu__puskesmas=place, memberships__until=None, merged_into=None)
    kader = list(serving.filter(memberships__field="kesehatan").distinct().order_by("pk")[:CARDS])
    event = occasions.event(ilp, place.kab, place, on=timezone.localdate(now), cohort=9)
    occasions.team(event, role.user)
    occasions.timetable(event)
    occasions.invite(event, kader[:FORMS], now=now)
    occasions.came(event, kader[:FORMS], now=now)
    occasions.seen(event, kader[:FORMS], list(desk.forms_of(ilp).values()), by=role.user, now=now)
    propose([one.pk for one in kader], programme=ilp, now=now)
    return event, kader


def _cards(kader: list[Kader]) -> bytes:
    now = timezone.now()
    made = cards.ensure_many([one.person for one in kader], by=None, now=now)
    printed = [Printed(card, one.person.name, "Posyandu", "bidan") for card, one in zip(made, kader, strict=True)]
    return card_sheet.pdf(printed, now=now)


def _paper(papers: Folder, key: str):
    return next(paper for paper in papers.papers if paper.key == key)


def _write(papers: Folder, folder: Path) -> None:
    """Every paper as pictures, its pages one by one."""
    folder.mkdir(parents=True, exist_ok=True)
    for paper in papers.papers:
        for number, page in enumerate(surat.png(papers.made(paper), ppi=75), start=1):
            (folder / f"{paper.position:03}-{paper.key}-{number:02}.png").write_bytes(page)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
