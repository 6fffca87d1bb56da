"""Every URL of ours by every role. ``url_matrix.txt`` says who gets what; a new URL without a row there fails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
import yaml
from django.apps import apps
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from assessments import aloud, attend, calibrate, events, paper, timetable
from assessments.draw import issue_ticket
from assessments.errors import RefusedError
from assessments.models import Calibration, GainTally, Inquiry, OutsideEvidence, ProofPhoto, Quarantine, Quiz, Ticket
from assessments.submit import submit
from certificates import keys, package
from certificates.issue import issue
from lms.areas.models import Pustu
from lms.people import activation, cards, devices, memberships, merge, nik_policy, offices, persons, registrations
from lms.people.invitations import invite
from lms.people.models import Card, Device, Kader, KaderMerge, Person, Recovery, RosterRow, RosterRun, User
from lms.people.persons import NewKader
from lms.portal.privacy.requests import ask
from modules.models import Programme
from tests.assessments import answering, occasions
from tests.assessments import day as days
from tests.assessments import factories as evidence
from tests.cast import Cast
from tests.certificates import factories as awards
from tests.certificates.conftest import LEVELS
from tests.factories import NOW, TODAY
from tests.people.test_office import WORDS, picture

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.every_database]  # each page once on each
World = dict[str, dict[str, object]]
MATRIX = Path(__file__).with_name("url_matrix.txt")
# Wagtail's admin, documents and pages, and allauth's second factor: third-party by prefix.
THIRD_PARTY = ("cms/", "dokumen/", "akun/dua-langkah/", "_util/")
ROLES = ["-", "sari", "tini", "sosial", "rina", "wulan", "puji", "lastri", "dewi", "yanti", "budi", "ningsih", "admin"]
MADE = {"people.AuditEvent", "people.Device", "people.DeviceProfile", "certificates.Paper"}
SESSIONLESS = ["api-v1:sync"]  # an envelope carries its own authority
AT_HOME = ["api-v1:end_turn", "api-v1:forget"]  # JSON only, so that a form of another site does nothing
OF_KADER = ("kader-card", "kader-activation", "pin-reset", "hand-over", "kader-devices")
WITHOUT_PAGE = {"media"}  # files: tests/modules/test_media.py


def ours(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The names of the URLs, in the order in which they are looked up."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(THIRD_PARTY):
            continue
        if isinstance(pattern, URLResolver):
            names = ours(pattern.url_patterns, route)
            yield from (f"{pattern.namespace}:{name}" if pattern.namespace else name for name in names)
        elif pattern.name != "wagtail_serve":
            yield pattern.name or route


@pytest.fixture
def world(cast: Cast, settings, tmp_path: Path) -> World:
    """Something of Sari's (the proposal is Tini's) behind every URL. Out: per name the arguments, if it takes any."""
    settings.KEY_DIR, settings.PRIVATE_ROOT = tmp_path / "keys", tmp_path / "private"
    programme = evidence.lacks_only_b3(cast.sari)
    evidence.make_module(programme)
    ticket, form = _assessments(cast, programme)
    proposal, certificate = _certificates(cast, programme)
    sari = cast.sari.person.kader
    card = cards.issue(cast.sari.person, by=None, now=NOW)
    return {
        "card": {"token": card.token},
        **_phones(cast, card.card),
        "cards-puskesmas": {"uuid": cast.balowerti.uuid},
        "cards-posyandu": {"uuid": cast.melati.uuid},
        "cards-pustu": {"uuid": cast.melati.uuid},  # no pustu has this one
        **{name: {"uuid": sari.uuid} for name in OF_KADER},
        "invitation-scan": {"token": "x" * 22},
        **_staff(cast),
        "practice": {"slug": "b3"},
        "practice-picture": {"slug": "tidak-ada", "number": 1},
        "practice-flag": {"slug": "tidak-ada", "number": 1},
        "check-start": {"key": ticket.quiz.key},
        "check": {"token": ticket.token},
        "check-flag": {"token": ticket.token, "position": 1},
        "check-result": {"token": ticket.token},
        "check-picture": {"token": ticket.token, "position": 1},
        "held": {"pk": _held(ticket)},
        "check-steps": {"token": ticket.token},
        "coach": {"uuid": sari.uuid, "key": _stuck(cast, programme).key},
        "assess-kader": {"uuid": sari.uuid},
        **_papers(cast),
        **occasions.behind_urls(cast, programme, now=NOW),
        "aloud-start": {"uuid": sari.uuid},
        "aloud": {"uuid": sari.uuid, "token": _read_aloud(cast)},
        "aloud-steps": {"uuid": sari.uuid, "token": "RAHASIA"},
        "assess-form": {"uuid": sari.uuid, "key": form.instrument.key},
        **_assessing(cast, programme),
        "kader-duty": {"uuid": sari.uuid},
        "kader-duty-new": {"uuid": sari.uuid},
        "kader-duty-act": {"uuid": sari.uuid, "pk": sari.memberships.get().pk, "key": "berhenti"},
        "kader-merge": {"uuid": sari.uuid},
        "kader-merge-pair": {"uuid": sari.uuid, "other": cast.tini.person.kader.uuid},
        "kader-unmerge": {"uuid": sari.uuid, "pk": _merged(cast, sari).pk},
        "award": {"uuid": proposal.uuid},
        "certificate": {"code": certificate.code},
        "certificate-pdf": {"code": certificate.code},
        "certificate-revoke": {"code": certificate.code},
        "certificate-reissue": {"code": certificate.code},
        "verify": {"code": certificate.code},
        "board": {"code": "35.71"},
        "register": {"uuid": cast.melati.uuid},
        "registration": {"uuid": _registration(cast)},
        "registration-switch": {"code": "35.71"},
        **{name: {"uuid": sari.uuid} for name in ("kelola-kader", "kelola-kader-ubah", "kader-parent", "kader-nik")},
        **{
            name: {"uuid": cast.melati.uuid} for name in ("kelola-posyandu", "kelola-kader-baru", "kelola-posyandu-isi")
        },
        **_figures(cast, ticket.quiz),
        **_events(cast, programme),
        "posyandu-board": {"uuid": cast.melati.uuid},
        **_places(cast),
        **_roster(cast),
        "my-data-file": {"form": "json"},
        "privacy-request": {"uuid": ask(cast.sari.person, "perbaikan", text="Salah", by=cast.sari, now=NOW).uuid},
        "office-area": {"code": "35.71"},
        "nik-policy": {"code": nik_policy.enable(cast.kediri, "Insentif kader", by=None, now=NOW).area.code},
        "office-puskesmas": {"uuid": cast.balowerti.uuid},
        "office-logo": {"uuid": offices.save_office(cast.balowerti, WORDS, by=None, now=NOW, logo=picture()).uuid},
        "fragment": {"hash": "tidak-ada", "path": "modul/tidak-ada/"},
        "pack": {"slug": "tidak-ada"},
        "lesson-done": {"module": "b3", "lesson": "menimbang"},
        "content-report": {"module": "tidak-ada"},
        "content-report-lesson": {"module": "tidak-ada", "lesson": "tidak-ada"},
        "content-report-receipt": {"number": uuid4()},
    }


def _figures(cast: Cast, quiz: Quiz) -> dict[str, dict[str, object]]:
    """Sari handed in within a second; a group of Kota Kediri has gained."""
    group = quiz.competency.group
    sheet = answering.hand_in(cast.sari.person.kader, quiz, [(answering.versions()[0], "b")], took=timedelta(seconds=1))
    figures = {"seconds": 1, "words": 90, "least": 14}
    asked = Inquiry.objects.create(kind="cepat", attempt=sheet, figures=figures, asked_at=NOW)
    gained = GainTally.objects.create(
        key="b:kediri",
        group=group,
        kab=cast.kediri,
        n=9,
        before=40,
        after=70,
        competencies={},
        items={},
        computed_at=NOW,
    )
    return {"inquiry": {"uuid": asked.uuid}, "gain": {"key": gained.key}}


def _events(cast: Cast, programme: Programme) -> dict[str, dict[str, object]]:
    """A training of Sari's puskesmas runs today, and she is there."""
    event = events.create(
        kind="pelatihan",
        title="Pelatihan",
        programme=programme,
        groups=programme.groups.all(),
        kab=cast.kediri,
        puskesmas=cast.balowerti,
        starts_on=TODAY,
    )
    timetable.fill(event, by=None, now=NOW)
    entry = attend.record(event, cast.sari.person.kader, day=TODAY, by=None, now=NOW)
    pages = (
        "edit",
        "status",
        "timetable",
        "team",
        "invitations",
        "propose",
        "attendance",
        "scan",
        "tests",
        "door",
        "poster",
        "poster-pdf",
    )
    return {
        "outside-kader": {"uuid": cast.sari.person.kader.uuid},
        "outside-photo": {"uuid": _proof(cast).uuid},
        "outside-correct": {"uuid": cast.sari.person.kader.uuid, "evidence": _piece(cast, programme).pk},
        "event": {"uuid": event.uuid},
        **{f"event-{page}": {"uuid": event.uuid} for page in pages},
        "event-session": {"uuid": event.uuid, "session": event.sessions.first().uuid},
        "event-correct": {"uuid": event.uuid, "entry": entry.pk},
    }


def _proof(cast: Cast) -> ProofPhoto:
    """A paper of Sari's from elsewhere."""
    return ProofPhoto.objects.create(kader=cast.sari.person.kader, document="Sertifikat", file="x.jpg", added_at=NOW)


def _piece(cast: Cast, programme: Programme) -> OutsideEvidence:
    """What that paper proves."""
    group = programme.groups.order_by("position").first()
    about = {"group": group, "rung": "dilatih", "document": "Sertifikat", "happened_at": NOW, "received_at": NOW}
    return OutsideEvidence.objects.create(kader=cast.sari.person.kader, **about)


def _places(cast: Cast) -> dict[str, dict[str, object]]:
    """Places of Sari's kelurahan."""
    pustu = Pustu.objects.create(name="Semampir", desa=cast.semampir, puskesmas=cast.balowerti)
    posyandu = ("facts", "rename", "move", "merge", "split", "close")
    return {
        "places-kab": {"code": "35.71"},
        "puskesmas-new": {"code": "35.71"},
        "places-list": {"code": "35.71"},
        "places-export": {"code": "35.71"},
        "places-desa": {"code": cast.semampir.code},
        "posyandu-new": {"code": cast.semampir.code},
        "pustu-new": {"code": cast.semampir.code},
        "puskesmas": {"uuid": cast.balowerti.uuid},
        "puskesmas-edit": {"uuid": cast.balowerti.uuid},
        "puskesmas-catchment": {"uuid": cast.balowerti.uuid},
        "puskesmas-close": {"uuid": cast.balowerti.uuid},
        "pustu-edit": {"uuid": pustu.uuid},
        "pustu-close": {"uuid": pustu.uuid},
        "posyandu-fact": {"uuid": cast.melati.uuid, "what": "strata"},
        **{f"posyandu-{page}": {"uuid": cast.melati.uuid} for page in posyandu},
    }


def _merged(cast: Cast, sari: Kader) -> KaderMerge:
    """Sari stood on the list of the next posyandu too."""
    twin = persons.register_many([NewKader("Sari W")])[0]
    memberships.join(twin, posyandu=cast.kenanga, on=TODAY, now=NOW)
    return merge.merge(sari, twin, by=cast.dewi, now=NOW, take_over=[])


def _staff(cast: Cast) -> dict[str, dict[str, object]]:
    """Dewi has invited an author and lost her authenticator; Rina's is the account to look at."""
    person = Person.objects.create(name="Nur")
    invited = invite(person, "penyusun_lokal", by=cast.dewi, now=NOW, since=TODAY, area=cast.kediri)
    lost = Recovery.objects.create(user=cast.dewi, requested_by=cast.dewi, requested_at=NOW)
    names = ("role-person", "role-give", "role-end", "role-password", "role-authenticator")
    return {
        **{name: {"uuid": cast.rina.person.uuid} for name in names},
        **{name: {"uuid": invited.uuid} for name in ("invitation", "invitation-revoke")},
        **{name: {"uuid": lost.uuid} for name in ("recovery", "recovery-confirm", "recovery-cancel")},
    }


def _phones(cast: Cast, card: Card) -> dict[str, dict[str, object]]:
    """Sari has signed in on a phone that remembers her; another one waits with her card."""
    device = Device.objects.create(secret_digest="x", first_seen_at=NOW)
    profile = devices.profile_on(device, cast.sari, now=NOW)
    return {
        "activation-answer": {"uuid": activation.ask(card, phone="x", now=NOW).uuid},
        "profile": {"uuid": profile.uuid},
        "device-lost": {"uuid": profile.uuid},
        "device-revoke": {"uuid": device.uuid},
    }


def _roster(cast: Cast) -> dict[str, dict[str, object]]:
    """A list that the petugas of Sari's puskesmas brought."""
    run = RosterRun.objects.create(
        by=cast.puji,
        area=cast.kediri,
        puskesmas=cast.balowerti,
        state=RosterRun.State.PLANNED,
        filename="kader.xlsx",
        digest="0" * 64,
        mapping={"Nama": "name"},
        counts={"refused": 1},
        made_at=NOW,
        touched_at=NOW,
    )
    RosterRow.objects.create(run=run, line=1, row=2, read={"name": "Sari"}, outcome="refused", reason="Tidak.")
    pages = ("run", "columns", "decide", "apply", "undo", "plan")
    return {f"roster-{page}": {"uuid": run.uuid} for page in pages}


def _registration(cast: Cast):
    """Somebody registered herself at Posyandu Melati."""
    registrations.switch(cast.kediri, on=True, by=cast.dewi, now=NOW)
    return registrations.register(cast.melati, NewKader("Wati"), id=uuid4(), now=NOW).uuid


def _assessments(cast: Cast, programme: Programme):
    """Sari has an open ticket; there is a form for B3."""
    evidence.make_bank(programme)
    quiz = evidence.make_quiz(programme)
    return issue_ticket(cast.sari.person.kader, quiz, now=NOW), evidence.make_instrument(programme)


def _papers(cast: Cast) -> dict[str, dict[str, object]]:
    """Rina printed a quiz for her puskesmas."""
    form, _twin = paper.make(Quiz.objects.get(kind=Quiz.Kind.MODULE), cast.balowerti, by=cast.rina, now=NOW)
    return {"paper": {"uuid": form.uuid}, "paper-pdf": {"uuid": form.uuid, "kind": "soal"}}


def _assessing(cast: Cast, programme: Programme) -> dict[str, dict[str, object]]:
    """Sari stands before a station of Puskesmas Balowerti."""
    day = days.make(cast, programme=programme)
    event = {"uuid": day.event.uuid}
    place = {**event, "group": "b", "key": day.station.key}
    return {
        **dict.fromkeys(("event-assess", "event-table", "event-after", "event-slips", "calibrations"), event),
        "event-takeaway": event,
        "run-stations": {"code": "35.71", "programme": programme.key, "group": "b"},
        "calibration": {**event, "case": _case(cast, day).uuid},
        "station-queue": place,
        "station-sheet": {**place, "kader": day.sari.uuid},
    }


def _case(cast: Cast, day: days.Day) -> Calibration:
    """All penilai of that day tick it."""
    return calibrate.begin(day.event, day.versions[0], "Bu Ani menimbang.", by=cast.rina, now=NOW)


def _read_aloud(cast: Cast) -> str:
    """Rina reads the evaluasi to Sari."""
    group = Quiz.objects.get(kind=Quiz.Kind.MODULE).competency.group
    evaluation = Quiz.objects.create(
        key="evaluasi-b", kind="evaluasi", title="B", group=group, blueprint=[{"competency": "B3", "count": 3}]
    )
    return aloud.begin(cast.sari.person.kader, evaluation, by=cast.rina, now=NOW).token


def _held(ticket: Ticket) -> int:
    """Something of Sari's that could not be read."""
    body = f'{{"ticket":"{ticket.token}"}}'
    with pytest.raises(RefusedError):
        submit(body, channel="sync", now=NOW)
    return Quarantine.objects.get().pk


def _stuck(cast: Cast, programme: Programme) -> Quiz:
    """Sari has used the one attempt at a post-test."""
    quiz = evidence.make_quiz(programme, "post_test")
    Quiz.objects.filter(pk=quiz.pk).update(max_attempts=1)
    submit(evidence.sealed(issue_ticket(cast.sari.person.kader, quiz, now=NOW), right=0), channel="form", now=NOW)
    return quiz


def _certificates(cast: Cast, programme: Programme):
    """Sari has a certificate; a proposal for Tini waits."""
    package.save(yaml.safe_load(LEVELS.read_text("utf-8")), programme)
    keys.create(now=NOW)
    award = awards.awarded(cast.sari, programme, by=cast.dewi)
    certificate = issue(award, by=cast.dewi, now=NOW)
    return awards.proposed(cast.tini, programme), certificate


def users(cast: Cast) -> dict[str, User | None]:
    return {role: None if role == "-" else getattr(cast, role) for role in ROLES}


def addresses(world: World) -> dict[str, str]:
    """Every address of ours by the name of its URL."""
    names = dict.fromkeys(name for name in ours(get_resolver().url_patterns) if name not in WITHOUT_PAGE)
    return {name: reverse(name, kwargs=world.get(name, {})) for name in names}


@dataclass(frozen=True)
class Page:
    """What one role got from one URL."""

    role: str
    name: str
    status: int
    headers: Mapping[str, str]
    text: str


def walk(cast: Cast, asked: Mapping[str, str]) -> list[Page]:
    """Every page that every role gets, as one who has just signed in; what a page left in cookies is gone before the
    next."""
    pages = []
    for role, user in users(cast).items():
        client = Client(raise_request_exception=True)
        if user is not None:
            client.force_login(user)
        signed_in = client.cookies.output(header="", sep=";")
        for name, address in asked.items():
            client.cookies = SimpleCookie(signed_in)
            answer = client.get(address)
            pages.append(Page(role, name, answer.status_code, answer.headers, body(answer)))
    return pages


def body(answer: HttpResponseBase) -> str:
    return b"".join(answer).decode("utf-8", "replace")  # type: ignore[arg-type]


def assert_matrix(pages: Iterable[Page], asked: Iterable[str]) -> None:
    """The pages were had by whom the file says."""
    status = {(page.name, page.role): page.status for page in pages}
    rows = [["url", *ROLES], *([name, *(str(status[name, role]) for role in ROLES)] for name in asked)]
    found = "\n".join(f"{row[0]:<28}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows) + "\n"
    print(found)
    assert found == MATRIX.read_text(encoding="utf-8")


@pytest.mark.only_on("postgresql")  # on SQLite tests/test_security.py asks for every page, and looks at it too
@time_machine.travel(NOW, tick=False)
def test_who_gets_what_and_looking_changes_nothing(cast: Cast, world: World):
    before = counts()
    assert_matrix(walk(cast, addresses(world)), addresses(world))
    assert counts() == before


@time_machine.travel(NOW, tick=False)
def test_no_form_comes_in_without_its_token(cast: Cast, world: World):
    client, without = Client(enforce_csrf_checks=True), {}
    client.force_login(cast.sari)
    for name in ours(get_resolver().url_patterns):
        if name not in WITHOUT_PAGE:
            status = client.post(reverse(name, kwargs=world.get(name, {}))).status_code
            without[name] = status
    refused_otherwise = {*SESSIONLESS, *AT_HOME}
    assert {name for name, status in without.items() if status not in (403, 404, 405)} == refused_otherwise


def counts() -> dict[str, int]:
    """Rows a table of ours; devices and papers are made by looking, and are meant to be."""
    labels = [f"lms.{name}" for name in ("areas", "people", "reporting")] + ["modules", "assessments", "certificates"]
    models = [model for model in apps.get_models() if model.__module__.startswith(tuple(labels))]
    return {model._meta.label: model._base_manager.count() for model in models if model._meta.label not in MADE}
