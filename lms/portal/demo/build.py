"""Builds the reference case from an installation that ``setup`` has made ready."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from certificates import issue, keys
from certificates.confirm import confirm
from certificates.models import Proposal
from certificates.propose import propose
from lms.areas.models import Area, Puskesmas
from lms.people import queries
from lms.people.models import Kader, User
from lms.people.models.role import Kind
from lms.portal.demo import accounts
from lms.portal.demo.accounts import Account
from lms.portal.demo.days import build_days
from lms.portal.demo.folk import build_folk, morning
from lms.portal.demo.history import Story, build_history
from lms.portal.demo.places import KAB, Places, build_places
from lms.reporting import snapshots
from lms.reporting.models import Target
from lms.reporting.rebuild import catch_up, rebuild
from modules.models import Programme

SEED = 3571
REPORTED = [date(2024, 7, 31), date(2025, 11, 12), date(2025, 11, 20)]
DECIDED = date(2024, 7, 15)
BEGAN = date(2023, 1, 2)
LAST = morning(date(2025, 11, 21))


@dataclass(frozen=True)
class Built:
    """How the demo people sign in, and how many kader were counted."""

    accounts: list[Account]
    kader: int


def build(programme: Programme, *, say: Callable[[str], None]) -> Built:
    """Make everything, from 2023 to 21 November 2025, each step on its own clock."""
    random = Random(SEED)  # noqa: S311
    # First of all, so that a run that breaks off later is known to be a demo's.
    officer = accounts.dinas(Area.objects.get(code=KAB, until__isnull=True), now=morning(BEGAN))
    say("Tempat: 9 puskesmas, 344 posyandu ...")
    places = build_places()
    say("Orang: 3.603 kader bidang kesehatan, 120 bidang lain ...")
    folk = build_folk(places.posyandu, random)
    say("Bukti: pelatihan dan penilaian sampai 20 November 2025 ...")
    story = build_history(folk, places, programme, random)
    say("Penetapan tingkat dan sertifikat ...")
    award(story, programme, by=officer)
    puskesmas = _puskesmas_of(story.siti, programme)
    opened = accounts.open_accounts(story.siti, puskesmas, now=LAST)
    say("Kegiatan: yang lewat, satu yang berjalan, satu hari penilaian ...")
    rina = User.objects.get(roles__kind=Kind.PENILAI)
    build_days(programme, puskesmas, rina, random, now=timezone.now())
    say("Hitungan papan ...")
    _target(programme, places)
    counted = rebuild(programme=programme, now=LAST)
    catch_up(now=LAST)  # of the other programmes
    for day in REPORTED:
        snapshots.take(now=morning(day + timedelta(days=1)))
    return Built(opened, counted)


def award(story: Story, programme: Programme, *, by: User) -> None:
    """Propose, confirm and issue the levels reached in 2024, as an officer would."""
    now = morning(DECIDED)
    keys.ensure(now=now)
    propose([one.pk for kader in story.levels.values() for one in kader], programme=programme, now=now)
    open_ones = Proposal.objects.filter(state=Proposal.State.OPEN).select_related("level").order_by("pk")
    for proposal in open_ones:
        made = confirm(
            proposal,
            minutes_number="400.7/BA-017/2024",
            minutes_date=date(2024, 6, 21),
            decree_number="188.45/112/419/2024",
            decree_date=DECIDED,
            by=by,
            now=now,
        )
        issue.issue(made, by=by, now=now)


def _puskesmas_of(kader: Kader, programme: Programme) -> Puskesmas:
    membership = queries.membership_on(kader, field=programme.field, day=LAST.date())
    if membership is None or membership.posyandu is None:
        raise LookupError("the demo kader serves nowhere")
    return membership.posyandu.puskesmas


def _target(programme: Programme, places: Places) -> None:
    """All trained in 2025 (press, 2024), against what the city reported on 31 July 2024."""
    Target.objects.create(
        programme=programme,
        area=places.kab,
        measure="trained",
        share_percent=Decimal(100),
        due_on=date(2025, 12, 31),
        baseline_on=REPORTED[0],
        source="Pemberitaan 31 Juli 2024: semua kader dilatih pada 2025",
    )
