"""A whole assessment day for tests and looks: forty kader with names of every length, a team, sessions, outcomes."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from uuid import uuid4

from PIL import Image

from assessments import attend, event_photos, events
from assessments.models import EventMember, EventSession, Invitation, TrainingEvent
from assessments.observe import observe
from lms.areas.models import Area, Posyandu, Puskesmas
from lms.people.models import Kader, Membership, Person, User
from modules.models import CompetencyGroup, Programme
from tests.cast import SINCE, Cast

LONGEST = "Siti Nur Halimah Rahmawati Kusumaningtyas"
FIRST = ("Sri", "Siti Aminah", "Endang", "Yuliana", "Maria Ulfa", "Ni Wayan", "R. Ayu", "Kartini", "Dwi", "Wahyu")
LAST = ("Wahyuni", "Rahayu", "Kusumawardani", "Astuti", "Lestari", "Handayani", "Puspitasari", "Ningsih")


def kader(posyandu: Sequence[Posyandu], count: int) -> list[Kader]:
    """So many kader, turn by turn in these posyandu; the first has a name of forty letters."""
    made = []
    for at in range(count):
        name = LONGEST if at == 0 else f"{FIRST[at % len(FIRST)]} {LAST[at * 3 % len(LAST)]} {at or ''}".strip()
        one = Kader.objects.create(person=Person.objects.create(name=name), served_since=SINCE)
        Membership.objects.create(kader=one, posyandu=posyandu[at % len(posyandu)], field="kesehatan", since=SINCE)
        made.append(one)
    return made


def event(
    programme: Programme, kab: Area, puskesmas: Puskesmas | None, *, on: date, kind: str = "penilaian", **more: object
) -> TrainingEvent:
    """An event of one day in all groups."""
    return events.create(
        kind=kind,
        title=more.pop("title", "Penilaian kecakapan kader"),
        programme=programme,
        groups=CompetencyGroup.objects.filter(programme=programme),
        kab=kab,
        puskesmas=puskesmas,
        starts_on=on,
        **{"place": "Aula Kelurahan Semampir", **more},
    )


def invite(found: TrainingEvent, kader: Sequence[Kader], *, now: datetime) -> None:
    Invitation.objects.bulk_create(
        Invitation(event=found, kader=one, state=Invitation.State.INVITED, invited_at=now) for one in kader
    )


def team(found: TrainingEvent, *users: User) -> None:
    """A chair with a NIP, the users as penilai, and one penilai by her name alone, without NIP."""
    EventMember.objects.create(event=found, name="drg. Retno Palupi, M.Kes.", duty="ketua", nip="197903122006042011")
    for user in users:
        EventMember.objects.create(event=found, user=user, duty="penilai")
    EventMember.objects.create(event=found, name=LONGEST, duty="penilai")


def timetable(found: TrainingEvent) -> None:
    """Registration, two sessions in which something is taught or shown, and a break."""
    groups = list(found.groups.order_by("position"))
    for at, (title, taught) in enumerate(
        [("Pendaftaran", []), ("Simulasi hari buka", groups[:2]), ("Istirahat", []), ("Tanya jawab lisan", groups[2:])]
    ):
        row = EventSession.objects.create(
            event=found, day=found.starts_on, starts=time(8 + at), ends=time(9 + at), title=title, speaker="Tim penilai"
        )
        row.groups.set(taught)


def came(found: TrainingEvent, kader: Sequence[Kader], *, now: datetime) -> None:
    for day in found.days:
        attend.record_many(found, [one.pk for one in kader], day=day, by=None, now=now + timedelta(days=30))


def seen(found: TrainingEvent, kader: Sequence[Kader], versions: Sequence, *, by: User, now: datetime) -> None:
    """Each is seen in all these forms; every seventh outcome is not yet *terampil*."""
    for at, one in enumerate(kader):
        for number, version in enumerate(versions):
            tick = "belum" if (at + number) % 7 == 6 else "benar"
            ticks = {step["key"]: tick for step in version.content["steps"]}
            observe(one, version, ticks=ticks, assessor=by, now=now, id=uuid4(), event=found)


def whole(cast: Cast, programme: Programme, *, now: datetime, count: int = 3) -> TrainingEvent:
    """A day of Puskesmas Balowerti with a team, a timetable and so many invited."""
    found = event(programme, cast.kediri, cast.balowerti, on=now.date())
    team(found, cast.rina)
    timetable(found)
    invite(found, kader([cast.melati], count), now=now)
    return found


def behind_urls(cast: Cast, programme: Programme, *, now: datetime) -> dict[str, dict[str, object]]:
    """Arguments for the pages of an event's papers: of Puskesmas Balowerti, with a photo."""
    found = event(programme, cast.kediri, cast.balowerti, on=now.date())
    picture = BytesIO()
    Image.new("RGB", (400, 300), (20, 90, 60)).save(picture, "JPEG")
    photo = event_photos.add(found, picture.getvalue(), caption="", by=cast.puji, now=now)
    one = {"uuid": found.uuid, "key": "surat-pengantar"}
    xlsx = {"uuid": found.uuid, "key": "undangan"}
    papers = {"event-paper": one, "event-paper-pdf": one, "event-paper-preview": one, "event-paper-xlsx": xlsx}
    photos = {key: {"uuid": found.uuid, "photo": photo.uuid} for key in ("event-photo", "event-photo-remove")}
    whole = {key: {"uuid": found.uuid} for key in ("event-papers", "event-papers-zip", "event-photos")}
    return {**papers, **photos, **whole}
