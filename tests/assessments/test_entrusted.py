"""A file of envelopes in another hand: sent on by a penilai, proven by the seals in it, harmless twice."""

import hmac
import json
from collections.abc import Callable
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments import entrusted
from assessments.draw import issue_ticket
from assessments.models import Attempt, Quarantine, Ticket
from lms.areas.errors import UserError
from lms.people.devices import credential_of, profile_on
from lms.people.models import AuditEvent, Device, DeviceProfile
from lms.people.sealed import digest, receipt_code
from modules.models import StudyMark
from tests.assessments.factories import make_bank, make_module, make_quiz, sealed
from tests.assessments.test_parcels import study
from tests.cast import Cast
from tests.factories import NOW, make_programme


@pytest.fixture
def sari(cast: Cast) -> DeviceProfile:
    return profile_on(Device.objects.create(secret_digest="d", first_seen_at=NOW), cast.sari, now=NOW)


@pytest.fixture
def ticket(cast: Cast, sari: DeviceProfile) -> Ticket:
    programme = make_programme()
    make_module(programme)
    make_bank(programme)
    return issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW, device_profile=sari)


@pytest.fixture
def rina(cast: Cast, client: Client, time_machine, monkeypatch: pytest.MonkeyPatch) -> Client:
    time_machine.move_to(NOW, tick=False)
    monkeypatch.setattr("lms.people.access.is_strong", lambda *args, **kwargs: True)
    client.force_login(cast.rina)
    return client


def seal(profile: DeviceProfile, body: str) -> str:
    return f"segel:{hmac.new(credential_of(profile).encode(), body.encode(), sha256).hexdigest()}"


def packet(profile: DeviceProfile, *bodies: str) -> bytes:
    pieces = [{"envelope": body, "seal": seal(profile, body)} for body in bodies]
    return json.dumps({"tuntas": "titipan", "v": 1, "made_at": NOW.isoformat(), "envelopes": pieces}).encode()


def upload(client: Client, content: bytes):
    file = SimpleUploadedFile("titipan-K7M-42Q.json", content, content_type="application/json")
    return client.post("/nilai/titipan/", {"file": file})


def test_rina_sends_what_sari_gave_her_and_reads_the_same_receipts(rina: Client, sari: DeviceProfile, ticket: Ticket):
    bodies = [sealed(ticket), study(sari)]
    for _again in range(2):
        page = upload(rina, packet(sari, *bodies)).text
        assert "Semua diterima" in page
        assert all(receipt_code(digest(body)) in page for body in bodies)
    assert (Attempt.objects.count(), StudyMark.objects.count(), Quarantine.objects.count()) == (1, 1, 0)
    assert "Sari" not in page
    assert AuditEvent.objects.filter(act="entrusted_sent").count() == 2


def test_a_forged_answer_is_held_for_a_person_and_the_rest_is_taken(rina: Client, sari: DeviceProfile, ticket: Ticket):
    body, good = sealed(ticket, right=1), study(sari)
    forged = packet(sari, body, good).replace(json.dumps(body).encode(), json.dumps(sealed(ticket)).encode())
    page = upload(rina, forged).text
    assert "1 kiriman diperiksa petugas dulu" in page
    assert (Attempt.objects.count(), StudyMark.objects.count()) == (0, 1)
    assert Quarantine.objects.get().reason == "wrong_credential"
    assert "Semua diterima" in upload(rina, packet(sari, body)).text  # the sheet is still free for the true one


BROKEN = {
    "cut off": lambda whole: whole[: len(whole) // 2],
    "not text": lambda whole: b"\xff\xfe" + whole,
    "not ours": lambda whole: b'{"envelopes": []}',
    "another version": lambda whole: whole.replace(b'"v": 1', b'"v": 2', 1),
    "no envelope": lambda whole: whole.replace(b'"envelope"', b'"amplop"'),
    "twins": lambda whole: whole.replace(b'"tuntas"', b'"v": 1, "tuntas"'),
    "deep": lambda whole: b"[" * 9999,
    "too many": lambda whole: json.dumps(
        {"tuntas": "titipan", "v": 1, "envelopes": [{"envelope": "x", "seal": ""}] * 201}
    ).encode(),
    "too large": lambda whole: b" " * (entrusted.MOST_BYTES + 1),
}


@pytest.mark.parametrize("breaking", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_said_plainly_and_nothing_is_taken(breaking: Callable[[bytes], bytes]):
    pieces = [{"envelope": "{}", "seal": "segel:00"}]
    whole = json.dumps({"tuntas": "titipan", "v": 1, "made_at": NOW.isoformat(), "envelopes": pieces}).encode()
    assert len(entrusted.read(whole)) == 1
    with pytest.raises(UserError, match=r"Belum ada yang diterima|lebih dari 2 MB"):
        entrusted.read(breaking(whole))


def test_the_page_says_it_beside_the_field(rina: Client, sari: DeviceProfile, ticket: Ticket):
    answer = upload(rina, packet(sari, sealed(ticket))[:-9])
    assert (answer.status_code, "terpotong atau rusak" in answer.text) == (400, True)
    assert rina.post("/nilai/titipan/", {}).status_code == 400
    assert not Attempt.objects.exists()


def test_nobody_else_finds_it(cast: Cast, client: Client, sari: DeviceProfile, ticket: Ticket):
    for user in (cast.sari, cast.yanti, cast.budi):
        client.force_login(user)
        assert upload(client, packet(sari, sealed(ticket))).status_code == 404
    assert not Attempt.objects.exists()
