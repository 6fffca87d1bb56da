"""Small makers for the boards: kader by the dozen, records and awards as the floors below would leave them."""

from datetime import UTC, date, datetime, timedelta

from assessments.models import CompetencyRecord, GroupRecord, ProgrammeRecord, RecordChange
from certificates.models import Award, Level, LevelScheme
from lms.areas.models import Posyandu
from lms.people.models import Kader, Membership, MembershipChange, Person, User
from lms.reporting.models import KaderLine, PosyanduLine, Tally
from modules.models import Competency, CompetencyGroup, Programme
from tests.factories import NOW

STAGES = {"B": ["bayi_balita"], "C": ["ibu_hamil_menyusui"], "D": ["sekolah_remaja"], "E": ["usia_produktif", "lansia"]}


def stage(programme: Programme) -> None:
    """Say which life stages each group serves."""
    for key, stages in STAGES.items():
        CompetencyGroup.objects.filter(programme=programme, key=key).update(life_stages=stages)


def enrol(posyandu: Posyandu, count: int, *, since: date = date(2024, 1, 1), name: str = "Kader") -> list[Kader]:
    """So many kader of bidang kesehatan in a posyandu, in bulk."""
    people = Person.objects.bulk_create(Person(name=f"{name} {n}") for n in range(count))
    kader = Kader.objects.bulk_create(Kader(person=person) for person in people)
    Membership.objects.bulk_create(
        Membership(kader=one, posyandu=posyandu, field="kesehatan", since=since) for one in kader
    )
    return kader


def serve(kader: Kader, posyandu: Posyandu, since: date, days: int | None) -> None:
    """A primary membership; overlapping ones may stand in old data, but only one may be open."""
    until = None if days is None else since + timedelta(days=days)
    if until is None and kader.memberships.filter(until__isnull=True).exists():
        until = since + timedelta(days=1)
    Membership.objects.create(kader=kader, posyandu=posyandu, field="kesehatan", since=since, until=until)


def train(kader: Kader, programme: Programme, on: date) -> None:
    """*Dilatih* in the whole programme, with the transition that says so."""
    ProgrammeRecord.objects.update_or_create(kader=kader, programme=programme, defaults={"trained_on": on})
    for group in programme.groups.all():
        GroupRecord.objects.update_or_create(kader=kader, group=group, defaults={"trained_on": on})
    changed(kader, programme, on)


def skill(kader: Kader, programme: Programme, group: str, on: date) -> None:
    """*Terampil* in a whole group, with the transition that says so."""
    row = CompetencyGroup.objects.get(programme=programme, key=group)
    GroupRecord.objects.update_or_create(kader=kader, group=row, defaults={"assessed_on": on, "skilled_on": on})
    for competency in Competency.objects.filter(group=row):
        CompetencyRecord.objects.update_or_create(
            kader=kader, competency=competency, defaults={"assessed_on": on, "skilled_on": on}
        )
    changed(kader, programme, on)


def changed(kader: Kader, programme: Programme, on: date, *, received_at: datetime = NOW) -> RecordChange:
    """A transition row: look at this kader again."""
    return RecordChange.objects.create(
        kader=kader, programme=programme, rung="dilatih", now=on, received_at=received_at
    )


def moved(kader: Kader, *, left: Membership | None, joined: Membership | None, on: date) -> None:
    """A transition row of the floor of people."""
    MembershipChange.objects.create(
        kader=kader, field="kesehatan", left=left, joined=joined, effective_on=on, received_at=NOW
    )


def make_levels(programme: Programme) -> dict[str, Level]:
    """Purwa, Madya and Utama of an active scheme."""
    scheme = LevelScheme.objects.create(programme=programme, key="contoh", title="Contoh", source="uji", active=True)
    rules = {"purwa": ["A", "B", "C"], "madya": ["A", "B", "C", "D"], "utama": ["A", "B", "C", "D", "E"]}
    return {
        key: Level.objects.create(
            scheme=scheme, key=key, title=f"Kader {key.capitalize()}", position=at, required_groups=groups
        )
        for at, (key, groups) in enumerate(rules.items(), 1)
    }


def award(kader: Kader, level: Level, by: User, on: date, *, revoked_on: date | None = None) -> Award:
    """A level as an authority awarded it."""
    return Award.objects.create(
        kader=kader,
        level=level,
        minutes_number="BA/1",
        minutes_date=on,
        decree_number="SK/1",
        decree_date=on,
        effective_on=on,
        confirmed_by=by,
        received_at=datetime(2025, 11, 24, tzinfo=UTC),
        revoked_on=revoked_on,
    )


def figure(place: str, measure: str, day: date = date(2025, 11, 24)) -> int:
    """What the tallies say of a place as of a day."""
    rows = Tally.objects.filter(place=place, measure=measure, day__lte=day)
    return sum(rows.values_list("delta", flat=True))


def state() -> tuple[list[tuple[object, ...]], ...]:
    """Everything derived, for comparison."""
    tallies = ("place", "parent", "measure", "day")
    return (
        list(Tally.objects.order_by(*tallies).values_list(*tallies, "delta")),
        list(KaderLine.objects.order_by("kader_id").values_list("kader_id", "spans", "chains")),
        list(PosyanduLine.objects.order_by("posyandu_id").values_list("posyandu_id", "spans", "chains")),
    )
