"""What phones seal besides answers: study marks, rounds of practice, flags. Each taken once, nothing lost."""

import hmac
import json
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import flag_letters, held
from assessments.draw import issue_ticket
from assessments.models import PracticeTally, Quarantine, Question, QuestionFlag, Ticket
from lms.people import devices, parcels
from lms.people.devices import credential_of, profile_on
from lms.people.models import Device, DeviceProfile, Parcel
from lms.people.parcels import RefusedError
from modules.models import Programme, StudyMark
from tests.assessments.factories import make_bank, make_module, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.every_database  # its own locks

THEN = NOW - timedelta(days=3)
DAY = timedelta(days=1)


@pytest.fixture
def device(cast: Cast) -> Device:
    make_module(make_programme())
    return Device.objects.create(secret_digest="d", first_seen_at=THEN)


@pytest.fixture
def sari(cast: Cast, device: Device) -> DeviceProfile:
    return profile_on(device, cast.sari, now=THEN)


def letter(profile: DeviceProfile | None, kind: str, *, at: object = NOW - DAY, **values: object) -> str:
    moment = at.isoformat() if isinstance(at, datetime) else at
    whose = {"profile": str(profile.uuid)} if profile else {}
    return json.dumps({"v": 1, "kind": kind, "id": str(uuid4()), **whose, "at": moment, **values})


def study(profile: DeviceProfile, lesson: str = "b3/menimbang", *, at: object = NOW - DAY, state: str = "finished"):
    moment = at.isoformat() if isinstance(at, datetime) else at
    return letter(profile, "study", at=at, marks=[{"lesson": lesson, "state": state, "at": moment}])


def send(body: str, profile: DeviceProfile | None = None, *, now: datetime = NOW, proof: str = "") -> parcels.Taken:
    return parcels.take(body, proof=credential_of(profile) if profile else proof, now=now)


def refused(body: str, profile: DeviceProfile | None = None, **how) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        send(body, profile, **how)
    return caught.value


# -- study ------------------------------------------------------------------------------------------------------------


def test_a_lesson_finished_without_a_signal_is_marked_when_it_was_finished(sari: DeviceProfile, cast: Cast):
    body = study(sari)
    first, again = send(body, sari), send(body, sari, now=NOW + DAY)
    mark = StudyMark.objects.get()
    assert (mark.kader, mark.competency.key, mark.lesson_key) == (cast.sari.person.kader, "B3", "menimbang")
    assert (mark.opened_at, mark.finished_at) == (NOW - DAY, NOW - DAY)
    assert (again.code, again.received_at) == (first.code, NOW)
    assert Parcel.objects.get().profile == sari


def test_a_study_envelope_takes_nothing_away(sari: DeviceProfile):
    send(study(sari, at=NOW - DAY), sari)
    send(study(sari, at=NOW - 2 * DAY, state="opened"), sari)
    send(study(sari, at=NOW), sari)
    mark = StudyMark.objects.get()
    assert (mark.opened_at, mark.finished_at) == (NOW - 2 * DAY, NOW - DAY)


def test_the_phone_clock_is_held_between_its_first_day_and_the_receipt(sari: DeviceProfile):
    clocks = {"1970-01-01T00:00:00+00:00": THEN, "2099-01-01T00:00:00Z": NOW, "kemarin": NOW}
    for lesson, clock in zip("abc", clocks, strict=True):
        send(study(sari, f"b3/{lesson}", at=clock), sari)
    assert list(StudyMark.objects.order_by("lesson_key").values_list("finished_at", flat=True)) == list(clocks.values())


def test_the_same_number_with_other_bytes_is_a_conflict_and_both_are_kept(sari: DeviceProfile, cast: Cast):
    body = study(sari)
    other = json.dumps(json.loads(body) | {"marks": [{"lesson": "b3/mengukur-lila", "state": "finished"}]})
    send(body, sari)
    refusal = refused(other, sari)
    assert (refusal.reason, refusal.is_conflict, refusal.kept) == ("conflict", True, True)
    assert (Quarantine.objects.get().body, Quarantine.objects.get().kader) == (other, cast.sari.person.kader)
    assert StudyMark.objects.get().lesson_key == "menimbang"


def test_a_stranger_and_a_lost_phone_mark_nothing_and_nothing_is_lost(sari: DeviceProfile, cast: Cast):
    tini = profile_on(sari.device, cast.tini, now=THEN)
    assert refused(study(sari), tini).reason == "wrong_credential"
    devices.revoke(sari.device, now=NOW)
    assert refused(study(sari), sari).reason == "wrong_credential"
    assert refused(json.dumps(json.loads(study(sari)) | {"profile": str(uuid4())}), sari).reason == "unknown_profile"
    assert (Quarantine.objects.count(), StudyMark.objects.count(), Parcel.objects.count()) == (3, 0, 0)


def test_staff_learn_without_marks(sari: DeviceProfile, cast: Cast):
    budi = profile_on(sari.device, cast.budi, now=THEN)
    assert refused(study(budi), budi).reason == "unknown_profile"


def test_her_own_other_phone_speaks_for_her(sari: DeviceProfile, cast: Cast):
    other = Device.objects.create(secret_digest="e", first_seen_at=THEN)
    assert send(study(sari), profile_on(other, cast.sari, now=NOW)).code


def test_a_seal_proves_one_envelope_and_no_other(sari: DeviceProfile):
    body, other = study(sari), study(sari)
    seal = hmac.new(credential_of(sari).encode(), body.encode(), sha256).hexdigest()
    assert refused(other, proof=f"segel:{seal}").reason == "wrong_credential"
    assert send(body, proof=f"segel:{seal}").code
    devices.revoke(sari.device, now=NOW)
    assert refused(study(sari), proof=f"segel:{seal}").reason == "wrong_credential"


MARK = {"lesson": "b3/menimbang", "state": "finished"}


NOTHING = [
    *(None, [], [MARK] * 51, ["x"]),
    *([{**MARK, "state": "lulus"}], [{**MARK, "lesson": "b3/\x00"}], [{"state": "opened"}]),
]


def test_what_says_no_lesson_is_kept_for_a_person(sari: DeviceProfile, cast: Cast):
    for marks in NOTHING:
        refusal = refused(letter(sari, "study", marks=marks), sari)
        assert (refusal.reason, refusal.kader) == ("unreadable", cast.sari.person.kader)
    assert (StudyMark.objects.count(), Quarantine.objects.count()) == (0, len(NOTHING))


def test_a_module_that_is_not_there_marks_nothing_of_the_rest(sari: DeviceProfile):
    marks = [MARK, {**MARK, "lesson": "z9/menimbang"}]
    assert refused(letter(sari, "study", marks=marks), sari).reason == "unknown_subject"
    assert not StudyMark.objects.exists()


@pytest.mark.django_db
def test_half_an_envelope_is_kept_for_a_person():
    for body in ('{"v":1,"kind":"study"}', '{"v":1,"kind":"study","id":"x"}', '{"v":2,"kind":"study"}'):
        assert refused(body).reason == "unreadable"
        assert Quarantine.objects.get(body=body).ticket is None


def test_a_kind_nobody_knows_goes_the_way_of_answers(sari: DeviceProfile):
    assert refused(letter(sari, "puisi"), sari).reason == "unreadable"


def test_when_strangers_fill_their_place_the_phone_is_told_to_keep_it(sari: DeviceProfile, settings):
    settings.QUARANTINE_STRANGERS_A_DAY = 1
    kept = [refused(json.dumps(json.loads(study(sari)) | {"profile": str(uuid4())})).kept for _ in range(2)]
    assert kept == [True, False]
    assert refused(study(sari), proof="salah").kept  # somebody known stands behind it


# -- practice ---------------------------------------------------------------------------------------------------------


def test_rounds_count_and_the_last_one_done_tells_how_it_went(sari: DeviceProfile, cast: Cast):
    rounds = [letter(sari, "practice", at=NOW - DAY, module="b3", asked=8, right=7)]
    rounds.append(letter(sari, "practice", at=NOW - 2 * DAY, module="b3", asked=8, right=2))
    for body in [*rounds, *rounds]:
        send(body, sari)
    tally = PracticeTally.objects.get()
    assert (tally.kader, tally.rounds, tally.right, tally.last_at) == (cast.sari.person.kader, 2, 7, NOW - DAY)


def test_a_result_no_round_can_have_is_kept_for_a_person(sari: DeviceProfile):
    for result in ({"asked": 8, "right": 9}, {"asked": 0, "right": 0}, {"asked": True, "right": 1}, {}):
        assert refused(letter(sari, "practice", module="b3", **result), sari).reason == "unreadable"
    assert refused(letter(sari, "practice", module="z9", asked=8, right=7), sari).reason == "unknown_subject"
    assert not PracticeTally.objects.exists()


# -- flags ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ticket(sari: DeviceProfile, cast: Cast) -> Ticket:
    programme = Programme.objects.get()
    make_bank(programme)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW, device_profile=sari)


def test_an_item_of_her_sheet_is_flagged_by_the_phone_that_got_it(ticket: Ticket, sari: DeviceProfile, cast: Cast):
    body = letter(None, "flag", ticket=ticket.token, position=2, why="kata", text="Kata sulit.")
    assert refused(body).reason == "wrong_credential"
    assert send(body, sari).message.startswith("Terima kasih")
    send(letter(None, "flag", ticket=ticket.token, position=2, why="lain"), sari)
    flag = QuestionFlag.objects.get()
    assert (flag.kader, flag.why, flag.text) == (cast.sari.person.kader, "kata", "Kata sulit.")
    assert refused(letter(None, "flag", ticket=ticket.token, position=99, why="kata"), sari).reason == "unknown_subject"
    assert refused(letter(None, "flag", ticket="x" * 22, position=1, why="kata"), sari).reason == "unknown_subject"
    assert not held.answers(Quarantine.objects.latest("pk"), None)


def test_an_item_of_practice_is_flagged_by_nobody(ticket: Ticket, monkeypatch: pytest.MonkeyPatch):
    item = Question.objects.filter(use="latihan").first()
    monkeypatch.setattr(flag_letters, "MOST_A_DAY", 1)
    body = letter(None, "flag", question=item.key, why="gambar")
    for _again in range(2):
        send(body)
    assert (QuestionFlag.objects.get().kader, Parcel.objects.get().profile) == (None, None)
    refusal = refused(letter(None, "flag", question=item.key, why="gambar"))
    assert (refusal.reason, refusal.kept) == ("too_many", False)
    assert not Quarantine.objects.exists()


def test_a_counting_item_is_no_item_of_practice(ticket: Ticket):
    counting = Question.objects.filter(use="counting").first()
    assert refused(letter(None, "flag", question=counting.key, why="gambar")).reason == "unknown_subject"
    assert refused(letter(None, "flag", question=counting.key, why="benar")).reason == "unreadable"


# -- who settles them; how much it costs ------------------------------------------------------------------------------


def test_her_officers_read_what_was_refused_and_that_it_counts_nothing(sari: DeviceProfile, cast: Cast, client: Client):
    refused(study(sari), proof="salah")
    row = Quarantine.objects.get()
    seen = {who for who in ("tini", "rina", "wulan", "puji", "budi") if held.visible(getattr(cast, who), on=TODAY)}
    assert seen == {"rina", "puji"}
    assert "bukan jawaban yang dinilai" in held.advice(row)
    assert not held.can_accept(row, None)
    [line] = held.lines(held.visible(cast.rina, on=TODAY), on=TODAY)
    assert (line.who, line.quiz) == (cast.sari.person.name, "Tanda belajar")
    assert held.words(row) in [pair["value"] for pair in held.facts(line)]


def test_receipts_end_after_a_year(sari: DeviceProfile):
    send(study(sari), sari)
    assert (parcels.forget(before=NOW), parcels.forget(before=NOW + DAY)) == (0, 1)
    assert StudyMark.objects.exists()


def test_a_batch_of_fifty_costs_the_same_for_each(sari: DeviceProfile, ticket: Ticket, client: Client, time_machine):
    time_machine.move_to(NOW, tick=False)
    lessons = [study(sari, f"b3/pelajaran-{number}") for number in range(48)]
    bodies = [*lessons, letter(sari, "practice", module="b3", asked=8, right=7), sealed(ticket)]
    whole = {"envelopes": [{"envelope": body, "credential": credential_of(sari)} for body in bodies]}
    with CaptureQueriesContext(connection) as first:
        outcomes = client.post("/api/v1/sync", whole, content_type="application/json").json()["outcomes"]
    assert {one["status"] for one in outcomes} == {200}
    with CaptureQueriesContext(connection) as again:
        assert client.post("/api/v1/sync", whole, content_type="application/json").json()["outcomes"] == outcomes
    assert (len(first), len(again)) == (564, 50)
