"""Attendance that a phone scanned: entered once, judged when it was scanned, a card that cannot be goes to a desk."""

import hmac
import json
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import attend, events, held, presence_letters, records
from assessments.models import Attendance, EventSession, Invitation, Quarantine, TrainingEvent
from lms.people import cards, devices, parcels
from lms.people.devices import profile_on
from lms.people.models import Device, DeviceProfile, Kader, Membership, Person, Role, User
from lms.people.parcels import RefusedError
from tests.assessments import day as days
from tests.assessments.day import Day
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def day(cast: Cast) -> Day:
    return days.make(cast)


@pytest.fixture
def rina(cast: Cast) -> DeviceProfile:
    return corner(cast.rina, "r")


def corner(user: User, secret: str) -> DeviceProfile:
    """Hers of a phone that she has had for a while."""
    device = Device.objects.create(secret_digest=secret, first_seen_at=NOW - 9 * DAY)
    return profile_on(device, user, now=NOW - 9 * DAY)


def mark(person: Person) -> str:
    return cards.issue(person, by=None, now=NOW - 9 * DAY).card.mark


def batch(day: Day, whose: DeviceProfile, /, *marks: str, at=NOW - HOUR, **changed: object) -> str:
    """As the scanner makes it."""
    whole = {
        "v": 1,
        "kind": "presence",
        "id": str(uuid4()),
        "profile": str(whose.uuid),
        "event": str(day.event.uuid),
        "day": TODAY.isoformat(),
        "session": "",
        "rows": [{"card": one, "at": at.isoformat()} for one in marks],
    }
    return json.dumps(whole | changed)


def send(day: Day, profile: DeviceProfile, body: str, *, event=None, now=NOW) -> parcels.Taken:
    key = devices.key_for(profile, presence_letters.purpose((event or day.event).uuid))
    seal = hmac.new(key.encode(), body.encode(), sha256).hexdigest()
    return parcels.take(body, proof=f"segel:{seal}", now=now)


def refused(day: Day, profile: DeviceProfile, body: str, **how: object) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        send(day, profile, body, **how)
    assert caught.value.kept
    assert not Attendance.objects.exists()
    return caught.value


def crowd(day: Day, number: int) -> list[str]:
    """So many kader of the place, invited, each with her card."""
    people = Person.objects.bulk_create(Person(name=f"Kader {at:04}") for at in range(number))
    rows = Kader.objects.bulk_create(Kader(person=one, served_since=SINCE) for one in people)
    melati = day.sari.memberships.get().posyandu
    Membership.objects.bulk_create(
        Membership(kader=one, posyandu=melati, field="kesehatan", since=SINCE) for one in rows
    )
    parts = (people[start : start + 200] for start in range(0, number, 200))
    return [one.card.mark for some in parts for one in cards.issue_many(some, by=None, now=NOW - DAY)]


def entered() -> Iterable[tuple[object, ...]]:
    return Attendance.objects.order_by("pk").values_list("kader__person__name", "way", "happened_at")


def test_a_card_twice_and_a_batch_twice_are_one_entry_at_the_first_moment(day: Day, rina: DeviceProfile, cast: Cast):
    card = mark(cast.sari.person)
    rows = [{"card": card, "at": (NOW - ago * HOUR).isoformat()} for ago in (1, 2)]
    body = batch(day, rina, rows=rows)
    first, again = send(day, rina, body), send(day, rina, body, now=NOW + HOUR)
    assert (first.code, first.received_at, first.message) == (again.code, again.received_at, again.message)
    assert list(entered()) == [("Sari Wahyuni", "pindai", NOW - 2 * HOUR)]
    assert Attendance.objects.get().recorded_by == cast.rina


def test_a_second_phone_with_the_same_people_adds_nobody(day: Day, rina: DeviceProfile, cast: Cast):
    marks = crowd(day, 30)
    puji = corner(cast.puji, "p")
    send(day, rina, batch(day, rina, *marks))
    assert send(day, puji, batch(day, puji, *marks)).message == presence_letters.KEPT
    assert Attendance.objects.count() == 30
    assert set(Attendance.objects.values_list("recorded_by", flat=True)) == {cast.rina.pk}


def test_a_walk_in_is_there_without_an_invitation_and_by_her_name_too(day: Day, rina: DeviceProfile, cast: Cast):
    sosial = cast.sosial.person.kader
    row = {"kader": str(sosial.uuid), "at": NOW.isoformat()}
    send(day, rina, batch(day, rina, rows=[row, {"card": mark(cast.sari.person), "at": NOW.isoformat()}]))
    assert set(entered()) == {("Sari Wahyuni", "pindai", NOW), ("Endang Rahayu", "daftar", NOW)}
    assert not Invitation.objects.filter(kader=sosial).exists()


def test_the_card_of_a_row_that_was_merged_away_is_hers(day: Day, rina: DeviceProfile, cast: Cast):
    Kader.objects.filter(pk=cast.tini.person.kader.pk).update(merged_into=day.sari)
    send(day, rina, batch(day, rina, mark(cast.tini.person), mark(cast.sari.person)))
    assert Attendance.objects.get().kader == day.sari


def test_of_a_session_and_of_the_day_are_two(day: Day, rina: DeviceProfile, cast: Cast):
    session = EventSession.objects.create(event=day.event, day=TODAY, starts="08:00", ends="09:00", title="Pembukaan")
    card = mark(cast.sari.person)
    send(day, rina, batch(day, rina, card, session=str(session.uuid)))
    send(day, rina, batch(day, rina, card))
    assert set(Attendance.objects.values_list("session", flat=True)) == {session.pk, None}
    about = {"kind": "penilaian", "title": "Lain", "programme": day.programme, "starts_on": TODAY}
    other = events.create(**about, groups=day.event.groups.all(), kab=cast.kediri)
    strange = EventSession.objects.create(event=other, day=TODAY, starts="08:00", ends="09:00", title="Lain")
    with pytest.raises(RefusedError, match="sesinya bukan"):
        send(day, rina, batch(day, rina, card, session=str(strange.uuid)))


def test_what_was_corrected_stays_so(day: Day, rina: DeviceProfile, cast: Cast):
    entry = attend.record(day.event, day.sari, day=TODAY, by=cast.rina, now=NOW - HOUR)
    attend.correct(entry, present=False, reason="Pulang.", by=cast.rina, now=NOW)
    send(day, rina, batch(day, rina, mark(cast.sari.person)))
    assert not Attendance.objects.standing().exists()


def test_cards_that_cannot_be_entered_wait_at_the_desk_of_the_event_and_the_others_are_there(
    day: Day, rina: DeviceProfile, cast: Cast
):
    lost, good = mark(cast.sari.person), mark(cast.sari.person)  # the second replaces the first
    foreign, officer = mark(cast.tini.person), mark(cast.puji.person)
    cards.Card.objects.filter(mark=lost).update(revoked_at=NOW - 2 * HOUR)
    body = batch(day, rina, lost, good, foreign, officer, "0" * 32)
    told = send(day, rina, body).message
    for part in ("2 bukan kartu kader", "1 milik kader dari wilayah lain", "1 sudah diganti"):
        assert part in told
    assert send(day, rina, body).message == told
    send(day, rina, batch(day, rina, lost, good, officer))  # the same scans in another batch
    assert list(entered()) == [("Sari Wahyuni", "pindai", NOW - HOUR)]
    rows = {row.reason: row for row in Quarantine.objects.all()}
    assert (Quarantine.objects.count(), set(rows)) == (4, {"old_card", "foreign_kader", "unknown_subject"})
    assert (rows["foreign_kader"].kader, rows["foreign_kader"].event) == (cast.tini.person.kader, day.event)
    assert json.loads(rows["old_card"].body)["rows"] == [{"card": lost, "at": (NOW - HOUR).isoformat()}]


def test_who_sees_a_card_that_nobody_knows(day: Day, rina: DeviceProfile, cast: Cast):
    send(day, rina, batch(day, rina, "0" * 32))
    row = Quarantine.objects.get()
    seeing = [name for name in vars(cast) if isinstance(getattr(cast, name), User)]
    assert {name for name in seeing if held.visible(getattr(cast, name), on=TODAY).exists()} == {
        *("rina", "puji", "dewi", "admin")
    }
    [line] = held.lines([row], on=TODAY)
    assert (line.reason, line.quiz) == ("Bukan kartu kader", "Kehadiran, Hari penilaian Balowerti")
    assert "bukan kartu kader" in held.words(row)
    assert "daftar hadir bertanda tangan" in held.advice(row)
    facts = {pair["name"]: pair["value"] for pair in held.facts(line)}
    said = {"Untuk hari": "Senin, 24 November 2025", "Banyaknya": "1", "Dipindai oleh": "Rina"}
    assert facts | said == facts
    assert facts["Dipindai"].startswith("24 November 2025 pukul")


def test_the_desk_shows_what_cannot_be_read_as_it_came(day: Day, rina: DeviceProfile):
    refused(day, rina, batch(day, rina, rows=[3]))
    [line] = held.lines(Quarantine.objects.all(), on=TODAY)
    assert "Dipindai" not in {pair["name"] for pair in held.facts(line)}


@pytest.mark.parametrize(
    "body",
    ["[" * 60_000, '{"day": "2025-11-24", "rows": [{"at": "9999-12-31T23:59:59+00:00"}], "profile": 3}', "[3]", "{}"],
    ids=["deep", "far", "list", "empty"],
)
def test_no_envelope_of_a_stranger_breaks_the_desk(day: Day, rina: DeviceProfile, body: str):
    body = body.replace('"profile": 3', f'"profile": "{rina.uuid}"')
    about = {"reason": "unreadable", "kind": "presence", "received_at": NOW, "event": day.event}
    Quarantine.objects.create(body=body, body_sha256="0" * 64, **about)
    [line] = held.lines(Quarantine.objects.all(), on=TODAY)
    assert "Diterima" in {pair["name"] for pair in held.facts(line)}


def test_whose_seal_is_not_on_it_is_not_said_to_have_scanned_it(day: Day, rina: DeviceProfile, cast: Cast):
    with pytest.raises(RefusedError):
        parcels.take(batch(day, rina, mark(cast.sari.person)), proof="segel:00", now=NOW)
    [line] = held.lines(Quarantine.objects.all(), on=TODAY)
    assert "Dipindai oleh" not in {pair["name"] for pair in held.facts(line)}


def test_all_of_a_batch_are_locked_at_once_or_two_phones_wait_for_each_other(
    day: Day, rina: DeviceProfile, cast: Cast, monkeypatch: pytest.MonkeyPatch
):
    locked: list[set[int]] = []
    lock = records.lock
    monkeypatch.setattr(records, "lock", lambda kader: locked.append(set(kader)) or lock(kader))
    sosial = cast.sosial.person.kader
    rows = [{"card": mark(cast.sari.person)}, {"kader": str(sosial.uuid)}]
    send(day, rina, batch(day, rina, rows=[one | {"at": NOW.isoformat()} for one in rows]))
    assert locked[0] == {day.sari.pk, sosial.pk}


def test_a_foreign_event_and_a_day_that_is_none_of_it_are_refused(day: Day, rina: DeviceProfile, cast: Cast):
    wulan, card = corner(cast.wulan, "w"), mark(cast.sari.person)
    assert refused(day, wulan, batch(day, wulan, card)).reason == "foreign_event"
    yesterday = (TODAY - DAY).isoformat()
    assert "hari, atau sesinya bukan" in str(refused(day, rina, batch(day, rina, card, day=yesterday)))
    TrainingEvent.objects.update(status=TrainingEvent.Status.CALLED_OFF)
    assert refused(day, rina, batch(day, rina, card)).reason == "foreign_event"
    assert set(Quarantine.objects.values_list("event", "kader")) == {(day.event.pk, None)}


def test_the_role_counts_when_it_was_scanned_not_when_it_arrived(day: Day, rina: DeviceProfile, cast: Cast):
    body = batch(day, rina, mark(cast.sari.person))
    Role.objects.filter(user=cast.rina).update(until=TODAY)
    refusal = refused(day, rina, batch(day, rina, mark(cast.sari.person)))
    assert (refusal.reason, "tercatat tidak bertugas" in str(refusal)) == ("no_role", True)
    Role.objects.filter(user=cast.rina).update(until=TODAY + DAY)
    assert send(day, rina, body, now=NOW + 5 * DAY)


def test_only_the_key_of_that_scanner_seals_it_and_a_lost_phone_ends_it(day: Day, rina: DeviceProfile, cast: Cast):
    body = batch(day, rina, mark(cast.sari.person))
    with pytest.raises(RefusedError) as with_credential:
        parcels.take(body, proof=devices.credential_of(rina), now=NOW)
    assert with_credential.value.reason == "wrong_credential"
    devices.revoke_of(rina, now=NOW, by=cast.puji)
    assert refused(day, rina, body).reason == "wrong_credential"
    assert Quarantine.objects.get().event is None


@pytest.mark.parametrize(
    "rows",
    [[], "x", [3], [{"card": "zz", "at": ""}], [{"at": ""}], [{"card": ["a"]}], [{"card": "0" * 32, "at": ""}] * 201],
    ids=str,
)
def test_what_cannot_be_read_is_kept_whole(day: Day, rina: DeviceProfile, rows: object):
    body = batch(day, rina, rows=rows)
    assert refused(day, rina, body).reason == "unreadable"
    assert Quarantine.objects.get().body == body


def test_two_batches_under_one_number_are_a_conflict(day: Day, rina: DeviceProfile, cast: Cast):
    body = batch(day, rina, mark(cast.sari.person))
    send(day, rina, body)
    with pytest.raises(RefusedError) as caught:
        send(day, rina, batch(day, rina, "0" * 32, id=json.loads(body)["id"]))
    assert (caught.value.is_conflict, Quarantine.objects.get().event) == (True, day.event)


def test_ten_times_as_many_rows_cost_hardly_more_queries(day: Day, rina: DeviceProfile):
    marks = crowd(day, 220)
    asked = []
    for some in (marks[:20], marks[20:]):
        with CaptureQueriesContext(connection) as queries:
            send(day, rina, batch(day, rina, *some))
        asked.append(len(queries))
    assert Attendance.objects.count() == 220
    assert asked[1] <= asked[0] + 4 <= 60  # SQLite takes long lists in parts
