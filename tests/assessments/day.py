"""A day of assessing with one station of two forms, Rina on its team, Sari invited: for the tests of that day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.test import Client

from assessments import circuits, events
from assessments.models import EventMember, Instrument, Invitation, Station, TrainingEvent
from assessments.visit import Filled, Visit
from lms.people.models import Kader, User
from modules.models import CompetencyGroup, Programme
from tests.assessments.factories import BENAR, STEPS, make_instrument
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

WRITTEN = {
    "group": "B",
    "title": "Hari buka Bima",
    "stations": [
        {
            "key": "meja-ukur",
            "title": "Meja ukur",
            "place": "Meja dua",
            "minutes": 15,
            "people": ["Bu Rini"],
            "setup": "Siapkan *timbangan*.",
            "materials": ["Timbangan"],
            "told": "“Silakan mulai.”",
            "scenes": [
                {"text": "Bu Rini datang.", "observe": [f"b3.{key}" for key, _ in STEPS]},
                {"text": "Ia bertanya.", "observe": [f"b4.{key}" for key, _ in STEPS]},
            ],
            "after": "Tutup dengan ramah.",
        }
    ],
}


@dataclass(frozen=True)
class Day:
    event: TrainingEvent
    station: Station
    programme: Programme
    sari: Kader

    @property
    def url(self) -> str:
        return f"/kegiatan/{self.event.uuid}/nilai/"

    @property
    def queue(self) -> str:
        return f"{self.url}pos/b/meja-ukur/"

    @property
    def sheet(self) -> str:
        return f"{self.queue}{self.sari.uuid}/"

    def visit(self, *, missed: dict[str, str] | None = None, **changed: object) -> Visit:
        """Sari at the station, everything *benar* but what is named by form and step ("b3.lila")."""
        forms = [
            Filled(one, BENAR | {key: (missed or {}).get(f"{one.instrument.key}.{key}", "benar") for key in BENAR})
            for one in self.versions
        ]
        return Visit(
            **(
                {"id": uuid4(), "event": self.event, "station": self.station, "kader": self.sari, "forms": forms}
                | changed
            )
        )  # type: ignore[arg-type]

    @property
    def versions(self) -> list:
        from assessments import scenes

        return scenes.in_use(self.station)


def make(cast: Cast, *, on: date = TODAY, programme: Programme | None = None) -> Day:
    """The day of Puskesmas Balowerti."""
    programme = programme or make_programme()
    for key in ("B3", "B4"):
        if not Instrument.objects.filter(key=key.lower()).exists():
            make_instrument(programme, key)
    group = CompetencyGroup.objects.get(programme=programme, key="B")
    circuit = circuits.publish(group, WRITTEN, {"b3": "b3", "b4": "b4"})
    event = events.create(
        kind="penilaian",
        title="Hari penilaian Balowerti",
        programme=programme,
        groups=[group],
        kab=cast.kediri,
        puskesmas=cast.balowerti,
        starts_on=on,
    )
    team(event, cast.rina)
    sari = cast.sari.person.kader
    invite(event, sari)
    return Day(event, circuit.stations.get(), programme, sari)


def team(event: TrainingEvent, user: User, **changed: object) -> EventMember:
    return EventMember.objects.create(event=event, user=user, duty="penilai", **changed)


def invite(event: TrainingEvent, kader: Kader) -> Invitation:
    return Invitation.objects.create(event=event, kader=kader, state="diundang", invited_at=NOW)


def filled(id: UUID | None = None, missed: dict[str, str] | None = None, **other: str) -> dict[str, str]:
    """The posted page of the station."""
    ticks = {f"langkah-{form}.{key}": "benar" for form in ("b3", "b4") for key in BENAR}
    changed = {f"langkah-{step}": tick for step, tick in (missed or {}).items()}
    return {"id": str(id or uuid4()), "corrects": "", "note": "", "adaptation": "", **ticks, **changed, **other}


def signed_in(client: Client, user: User, monkeypatch) -> Client:
    """How strongly staff must sign in is tested in tests/people."""
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(user)
    return client
