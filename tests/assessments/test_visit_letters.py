"""A visit that the open page of a station sealed: taken once, judged when it happened, refused to a person's desk."""

import hmac
import json
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest

from assessments import events, held, visit, visit_letters
from assessments.models import EventMember, Observation, Quarantine, TrainingEvent
from lms.people import devices, parcels
from lms.people.devices import profile_on
from lms.people.models import Device, DeviceProfile, Parcel, Role
from lms.people.parcels import RefusedError
from tests.assessments import day as days
from tests.assessments.day import Day, filled
from tests.cast import Cast
from tests.factories import NOW, TODAY

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def day(cast: Cast) -> Day:
    return days.make(cast)


@pytest.fixture
def rina(cast: Cast) -> DeviceProfile:
    """Her corner of a phone that she has had for a while."""
    device = Device.objects.create(secret_digest="r", first_seen_at=NOW - 9 * DAY)
    return profile_on(device, cast.rina, now=NOW - 9 * DAY)


def letter(day: Day, whose: DeviceProfile, /, *, missed: dict[str, str] | None = None, **changed: object) -> str:
    """As the page makes it, of Sari, an hour ago."""
    form = {name: text for name, text in filled(missed=missed, note="Tenang.").items() if name != "id"}
    whole = {
        "v": 1,
        "kind": "visit",
        "id": str(uuid4()),
        "profile": str(whose.uuid),
        "at": (NOW - HOUR).isoformat(),
        "event": str(day.event.uuid),
        "group": "b",
        "station": "meja-ukur",
        "kader": str(day.sari.uuid),
        "versions": " ".join(str(one.pk) for one in day.versions),
        "form": form,
    }
    return json.dumps(whole | changed)


def send(day: Day, profile: DeviceProfile, body: str, *, event=None, now=NOW) -> parcels.Taken:
    key = devices.key_for(profile, visit_letters.purpose((event or day.event).uuid))
    seal = hmac.new(key.encode(), body.encode(), sha256).hexdigest()
    return parcels.take(body, proof=f"segel:{seal}", now=now)


def elsewhere(cast: Cast, day: Day) -> TrainingEvent:
    """A day of the Dinas, without Rina."""
    groups = day.event.groups.all()
    about = {"kind": "penilaian", "title": "Lain", "programme": day.programme, "groups": groups, "starts_on": TODAY}
    return events.create(**about, kab=cast.kediri)


def refused(day: Day, profile: DeviceProfile, body: str, **how: object) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        send(day, profile, body, **how)
    assert caught.value.kept
    return caught.value


def test_a_visit_sent_twice_is_one_and_happened_when_it_was_seen(cast: Cast, day: Day, rina: DeviceProfile):
    body = letter(day, rina, missed={"b4.lila": "belum"})
    first, again = send(day, rina, body), send(day, rina, body, now=NOW + DAY)
    assert (again.code, again.received_at) == (first.code, NOW)
    rows = Observation.objects.order_by("competency__key")
    assert [(one.competency.key, one.skilled, one.note) for one in rows] == [
        ("B3", True, "Tenang."),
        ("B4", False, "Tenang."),
    ]
    assert {(one.assessor, one.happened_at, one.received_at) for one in rows} == {(cast.rina, NOW - HOUR, NOW)}
    assert Parcel.objects.get().profile == rina


def test_what_the_form_and_the_phone_both_brought_is_one(cast: Cast, day: Day, rina: DeviceProfile):
    body = letter(day, rina)
    send(day, rina, body)
    visit.record(day.visit(id=UUID(json.loads(body)["id"]), note="Tenang."), by=cast.rina, now=NOW)
    assert Observation.objects.count() == 2


def test_other_bytes_under_the_number_are_a_conflict_and_both_are_kept(day: Day, rina: DeviceProfile):
    body = letter(day, rina)
    other = letter(day, rina, missed={"b3.lila": "belum"}, id=json.loads(body)["id"])
    send(day, rina, body)
    refusal = refused(day, rina, other)
    assert (refusal.is_conflict, "yang pertama berlaku" in str(refusal)) == (True, True)
    kept = Quarantine.objects.get()
    assert (kept.body, kept.kind, kept.kader) == (other, "visit", day.sari)
    assert all(Observation.objects.values_list("skilled", flat=True))


def test_what_a_colleague_saw_meanwhile_stands_beside(cast: Cast, day: Day, rina: DeviceProfile):
    visit.record(day.visit(), by=cast.rina, now=NOW)
    send(day, rina, letter(day, rina, missed={"b3.lila": "belum"}))
    assert Observation.objects.filter(superseded_by__isnull=True).count() == 4


def test_a_correction_replaces_what_this_phone_saved_and_a_second_one_follows_it(
    cast: Cast, day: Day, rina: DeviceProfile
):
    first = letter(day, rina)
    send(day, rina, first)
    about = {"corrects": json.loads(first)["id"], "reason": "salah tekan"}
    body = letter(day, rina, missed={"b3.lila": "belum"}, **about)
    send(day, rina, body)
    standing = Observation.objects.filter(superseded_by__isnull=True, competency__key="B3")
    assert [(one.skilled, one.reason, one.assessor) for one in standing] == [(False, "salah tekan", cast.rina)]
    send(day, rina, letter(day, rina, corrects=json.loads(body)["id"], reason="lihat lagi"))
    assert [(one.skilled, one.reason) for one in standing.all()] == [(True, "lihat lagi")]
    assert Observation.objects.count() == 6


def test_what_was_corrected_meanwhile_or_is_not_hers_is_corrected_by_a_person(
    cast: Cast, day: Day, rina: DeviceProfile
):
    first = letter(day, rina)
    send(day, rina, first)
    about = {"corrects": json.loads(first)["id"], "reason": "salah tekan"}
    send(day, rina, letter(day, rina, **about))
    refusal = refused(day, rina, letter(day, rina, missed={"b3.lila": "belum"}, **about))
    assert (refusal.reason, held.words(Quarantine.objects.get())) == ("uncorrectable", str(refusal))
    days.team(day.event, cast.wulan)
    wulan = profile_on(rina.device, cast.wulan, now=NOW - 9 * DAY)
    assert refused(day, wulan, letter(day, wulan, **about)).reason == "uncorrectable"
    assert refused(day, rina, letter(day, rina, corrects=str(uuid4()), reason="x")).reason == "uncorrectable"
    assert refused(day, rina, letter(day, rina, corrects=about["corrects"])).reason == "unreadable"
    assert Observation.objects.filter(superseded_by__isnull=True).count() == 2


def test_a_foreign_kader_goes_to_the_desk_of_her_own_officers(cast: Cast, day: Day, rina: DeviceProfile):
    tini = cast.tini.person.kader
    assert "tidak termasuk yang Ibu/Bapak nilai" in str(refused(day, rina, letter(day, rina, kader=str(tini.uuid))))
    row = Quarantine.objects.get()
    assert (row.reason, row.kader, held.words(row)) == ("foreign_kader", tini, str(refused(day, rina, row.body)))
    assert "catat hadirnya dulu" in held.advice(row)


def test_a_foreign_event_and_a_day_that_is_none_of_it_are_refused(cast: Cast, day: Day, rina: DeviceProfile):
    other = elsewhere(cast, day)
    body = letter(day, rina, event=str(other.uuid))
    assert refused(day, rina, body, event=other).reason == "foreign_event"
    assert refused(day, rina, letter(day, rina, at=(NOW - 2 * DAY).isoformat())).reason == "foreign_event"
    assert refused(day, rina, letter(day, rina, at="1970-01-01T00:00:00Z")).reason == "foreign_event"
    assert not Observation.objects.exists()


def test_the_role_counts_on_the_day_it_happened_not_when_it_arrived(cast: Cast, day: Day, rina: DeviceProfile):
    Role.objects.filter(user=cast.rina).update(until=TODAY + DAY)
    assert send(day, rina, letter(day, rina), now=NOW + 5 * DAY)
    Role.objects.filter(user=cast.rina).update(until=TODAY)
    refusal = refused(day, rina, letter(day, rina))
    assert (refusal.reason, "tidak bertugas menilai" in str(refusal)) == ("no_role", True)
    assert Quarantine.objects.get().kader == day.sari


def test_nobody_assesses_herself_from_a_phone(cast: Cast, day: Day):
    Role.objects.create(user=cast.sari, kind="penilai", puskesmas=cast.balowerti, since=TODAY - 30 * DAY)
    EventMember.objects.create(event=day.event, user=cast.sari, duty="penilai")
    device = Device.objects.create(secret_digest="s", first_seen_at=NOW - DAY)
    sari = profile_on(device, cast.sari, now=NOW - DAY)
    assert refused(day, sari, letter(day, sari)).reason == "foreign_kader"


def test_only_the_key_of_that_page_seals_it(cast: Cast, day: Day, rina: DeviceProfile):
    body = letter(day, rina)
    with pytest.raises(RefusedError) as with_credential:
        parcels.take(body, proof=devices.credential_of(rina), now=NOW)
    assert with_credential.value.reason == "wrong_credential"
    other = elsewhere(cast, day)
    assert refused(day, rina, body, event=other).reason == "wrong_credential"
    devices.revoke(rina.device, now=NOW)
    assert refused(day, rina, body).reason == "wrong_credential"
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"form": {}}, "unreadable"),
        ({"form": ["langkah"]}, "unreadable"),
        ({"form": None}, "unreadable"),
        ({"versions": "x"}, "unknown_subject"),
        ({"station": "lain"}, "unknown_subject"),
        ({"kader": str(uuid4())}, "unknown_subject"),
        ({"event": "bukan"}, "unreadable"),
        ({"profile": str(uuid4())}, "unknown_profile"),
    ],
)
def test_what_says_no_visit_is_kept_for_a_person(day: Day, rina: DeviceProfile, changed: dict, reason: str):
    refusal = refused(day, rina, letter(day, rina, **changed))
    assert refusal.reason == reason
    assert (Quarantine.objects.count(), Observation.objects.count(), Parcel.objects.count()) == (1, 0, 0)
    assert held.words(Quarantine.objects.get())
