"""Random histories of people and places, with what must hold after every step."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessments.outside import Claim, accept_many
from lms.areas.errors import UserError
from lms.areas.models import Posyandu
from lms.areas.places import facts, posyandu
from lms.people import corrections, duty, memberships, merge, persons
from lms.people.memberships import Joining, Reason
from lms.people.models import Kader, KaderMerge, Membership, MembershipChange
from lms.people.persons import NewKader
from lms.people.places import transfer
from lms.reporting import verify
from lms.reporting.fold import fold
from lms.reporting.models import Tally
from lms.reporting.rebuild import rebuild
from modules.models import CompetencyGroup, Programme
from tests.cast import Cast
from tests.factories import NOW

DAY = timedelta(days=1)
BACK, AHEAD = 60, 30  # days around today that are read
Readings = dict[tuple[str, date], int]


class History:
    """A site, a clock and a random mind. ``step`` does one thing and looks whether the truth is still one."""

    def __init__(self, cast: Cast, programme: Programme, seed: int) -> None:
        self.cast, self.programme, self.chance = cast, programme, Random(seed)
        self.now, self.done = NOW, 0
        self.last_change = 0
        rebuild(programme=programme, now=NOW)
        self.read = self._readings()

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def run(self, steps: int, *, verify_every: int) -> None:
        for at in range(1, steps + 1):
            self.step()
            if at % verify_every == 0 or at == steps:
                assert verify.differences(self.programme) == []

    def step(self) -> None:
        """One act of somebody's, perhaps refused; then fold, and compare all that was ever read."""
        self.now += self.chance.choice((timedelta(hours=2), DAY, 2 * DAY))
        act = self.chance.choices(self.acts, self.weights)[0]
        try:
            with transaction.atomic():
                act()
            self.done += 1
        except UserError:
            pass
        fold(now=self.now)
        self._compare(act.__name__)

    # What must hold

    def _compare(self, act: str) -> None:
        fresh = MembershipChange.objects.filter(pk__gt=self.last_change)
        since = min(fresh.values_list("effective_on", flat=True), default=date.max)
        self.last_change = fresh.aggregate(last=Max("pk"))["last"] or self.last_change
        read = self._readings()
        changed = {key for key in read.keys() & self.read.keys() if read[key] != self.read[key] and key[1] < since}
        assert not changed, f"{act}: a past denominator changed: {sorted(changed)[:3]}"
        assert read == self._counted() | {key: n for key, n in read.items() if key[0].startswith("p:")}
        assert not self._twice(), f"{act}: counted twice"
        self.read = read

    def _window(self) -> list[date]:
        return [self.today + n * DAY for n in range(-BACK, AHEAD)]

    def _readings(self) -> Readings:
        """The number of kader that boards say, per place and day."""
        places = ["35.71", "35.71.02", "35.71.03", *(f"p:{pk}" for pk in Posyandu.objects.values_list("pk", flat=True))]
        rows = list(Tally.objects.filter(measure="kader", place__in=places).values_list("place", "day", "delta"))
        return {
            (place, day): sum(delta for where, since, delta in rows if where == place and since <= day)
            for place in places
            for day in self._window()
        }

    def _counted(self) -> Readings:
        """The same of the city and its kecamatan, from who serves, in the plainest way there is."""
        rows = list(
            Membership.objects.filter(primary=True, field="kesehatan").values_list(
                "kader_id", "posyandu__desa__kec_code", "since", "until"
            )
        )
        found: Readings = {}
        for day in self._window():
            there = {(kader, kec) for kader, kec, since, until in rows if since <= day and (not until or day < until)}
            found["35.71", day] = len({kader for kader, _ in there})
            for kec in ("35.71.02", "35.71.03"):
                found[kec, day] = len({kader for kader, where in there if where == kec})
        return found

    def _twice(self) -> list[int]:
        """Kader who today count in two places of one field, or in a row that is part of another one."""
        today = self.today
        rows = [
            m for m in Membership.objects.filter(primary=True) if m.since <= today and (m.until or date.max) > today
        ]
        seats = [(m.kader_id, m.field) for m in rows]
        merged = set(Kader.objects.filter(merged_into__isnull=False).values_list("pk", flat=True))
        dead = set(Kader.objects.filter(person__deceased=True).values_list("pk", flat=True))
        gone = [m.kader_id for m in rows if m.kader_id in merged or (m.kader_id in dead and m.until is None)]
        return [kader for kader, _ in seats if seats.count((kader, _)) > 1] + gone

    # What may happen

    @property
    def acts(self) -> list[Callable[[], object]]:
        return [
            self.import_some, self.second_place, self.leave, self.move, self.bidang, self.jabatan, self.primary,
            self.die, self.merge, self.unmerge, self.correct, self.place_kind, self.place_merger, self.show,
        ]  # fmt: skip

    weights = (3, 3, 3, 3, 2, 1, 2, 1, 5, 3, 4, 1, 1, 2)

    def day(self) -> date:
        """Mostly today; sometimes told late or ahead."""
        return self.today + self.chance.choice((0, 0, 0, 0, -3, 5)) * DAY

    def kader(self) -> Kader:
        return self.chance.choice(list(Kader.objects.select_related("person").order_by("pk")))

    def row(self) -> Membership:
        return self.chance.choice(list(Membership.objects.order_by("pk")))

    def going_on(self) -> Membership:
        return self.chance.choice(list(Membership.objects.filter(until=None).order_by("pk")) or [self.row()])

    def place(self) -> Posyandu:
        return self.chance.choice(list(Posyandu.objects.filter(closed_on=None).order_by("pk")))

    def import_some(self) -> None:
        names = [NewKader(self.chance.choice(("Siti", "Sri", "Tini"))) for _ in range(self.chance.randint(1, 3))]
        made = persons.register_many(names)
        rows = [Joining(one, self.day(), self.place(), field=self.field()) for one in made]
        memberships.join_many(rows, now=self.now)

    def field(self) -> str:
        return self.chance.choice(("kesehatan", "kesehatan", "sosial"))

    def second_place(self) -> None:
        who, where = self.kader(), self.place()
        duty.serve_again(who, posyandu=where, field=self.field(), on=self.day(), now=self.now, by=self.cast.dewi)

    def leave(self) -> None:
        reason = self.chance.choice((Reason.STOPPED, Reason.AWAY, Reason.OTHER))
        memberships.leave(self.going_on(), on=self.day(), now=self.now, reason=reason, by=self.cast.dewi)

    def move(self) -> None:
        memberships.move(self.going_on(), posyandu=self.place(), on=self.day(), now=self.now, by=self.cast.dewi)

    def bidang(self) -> None:
        duty.change_field(self.going_on(), self.field(), on=self.day(), now=self.now, by=self.cast.dewi)

    def jabatan(self) -> None:
        duty.change_office(self.going_on(), "ketua", on=self.day(), now=self.now, by=self.cast.dewi)

    def primary(self) -> None:
        duty.make_primary(self.going_on(), on=self.day(), now=self.now, by=self.cast.dewi)

    def die(self) -> None:
        duty.die(self.kader(), on=self.today, now=self.now, by=self.cast.dewi)

    def merge(self) -> None:
        merge.merge(self.kader(), self.kader(), by=self.cast.dewi, now=self.now)

    def unmerge(self) -> None:
        made = list(KaderMerge.objects.filter(undone_at=None).order_by("pk"))
        if made:
            merge.unmerge(self.chance.choice(made), by=self.cast.dewi, now=self.now)

    def correct(self) -> None:
        row, said = self.row(), {"now": self.now, "by": self.cast.dewi}
        self.chance.choice(
            (
                lambda: corrections.correct_since(row, self.today - 10 * DAY, **said),
                lambda: corrections.correct_until(row, self.today - 5 * DAY, **said),
                lambda: corrections.reopen(row, **said),
                lambda: corrections.correct_place(row, posyandu=self.place(), **said),
                lambda: corrections.void(row, **said),
            )
        )()

    def place_kind(self) -> None:
        where = self.place()
        facts.become(where, kind=self.chance.choice(("balita", "terpadu")), on=self.today, today=self.today)

    def place_merger(self) -> None:
        one, other = self.place(), self.place()
        if one == other or self.chance.random() < 0.5:
            posyandu.open_one(
                name=f"Baru {self.chance.randrange(10**6)}",
                desa=self.cast.semampir,
                puskesmas=self.cast.balowerti,
                on=self.today,
                today=self.today,
            )
            return
        planned = transfer.plan([one], target=other)
        said = {"mark": planned.mark, "by": self.cast.dewi, "now": self.now, "today": self.today}
        transfer.merge([one], other, on=self.today, chosen={}, **said)

    def show(self) -> None:
        who, groups = self.kader(), list(CompetencyGroup.objects.filter(programme=self.programme))
        then: datetime = self.now - self.chance.randint(0, 20) * DAY
        claims = [Claim(who.pk, "dilatih", then, "Daftar hadir", group_id=self.chance.choice(groups).pk)]
        accept_many(claims, programme=self.programme, by=None, now=self.now)
