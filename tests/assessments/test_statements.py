"""What a hand-in costs the database: one transaction, few writes, and no more of either for a longer sheet."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.draw import issue_ticket
from assessments.submit import submit
from lms.people.devices import credential_of, profile_on
from lms.people.models import Device
from tests.assessments.answering import kader_at
from tests.assessments.crashes import WRITES
from tests.assessments.factories import lacks_only_the_evaluasi, make_bank, make_quiz, sealed
from tests.cast import Cast
from tests.factories import NOW, make_programme

pytestmark = pytest.mark.every_database

LATER = NOW + timedelta(hours=1)
READS = 17
AGAIN = 1
BATCH = 20


@pytest.fixture
def programme(cast: Cast):
    made = make_programme()
    make_bank(made)
    return made


def counted(queries: CaptureQueriesContext) -> tuple[int, int]:
    """How often it read, how often it wrote."""
    texts = [query["sql"] for query in queries]
    return sum(text.startswith("SELECT") for text in texts), sum(text.startswith(WRITES) for text in texts)


@pytest.mark.parametrize(
    ("kind", "items", "cost"),
    [
        ("kuis_modul", 6, (READS, 2)),
        ("kuis_modul", 12, (READS, 2)),
        ("evaluasi", 12, (READS, 2)),
    ],
)
def test_a_hand_in_reads_and_writes_so_often(cast: Cast, programme, kind: str, items: int, cost: tuple[int, int]):
    """The attempt, and the record that it moves."""
    device = Device.objects.create(secret_digest="d", first_seen_at=NOW)
    profile = profile_on(device, cast.sari, now=NOW)
    quiz = make_quiz(programme, kind, count=items)
    body = sealed(issue_ticket(cast.sari.person.kader, quiz, now=NOW, device_profile=profile))
    with CaptureQueriesContext(connection) as queries:
        submit(body, channel="sync", now=LATER, credential=credential_of(profile))
    assert counted(queries) == cost


def test_a_pass_that_makes_her_skilled_writes_three_records_and_tells_it_once(cast: Cast, programme):
    lacks_only_the_evaluasi(cast.sari, programme, assessor=cast.rina)
    body = sealed(issue_ticket(cast.sari.person.kader, make_quiz(programme, "evaluasi", count=12), now=NOW))
    with CaptureQueriesContext(connection) as queries:
        submit(body, channel="sync", now=LATER)
    assert counted(queries) == (READS + 1, 5)


def test_the_same_envelope_again_costs_one_look(cast: Cast, programme):
    body = sealed(issue_ticket(cast.sari.person.kader, make_quiz(programme), now=NOW))
    submit(body, channel="sync", now=LATER)
    with CaptureQueriesContext(connection) as queries:
        submit(body, channel="sync", now=LATER)
    assert counted(queries) == (AGAIN, 0)


def test_a_batch_costs_what_its_envelopes_cost(cast: Cast, programme, client: Client, time_machine):
    time_machine.move_to(LATER, tick=False)
    quiz = make_quiz(programme)
    tickets = [issue_ticket(kader, quiz, now=NOW) for kader in kader_at(cast.melati, BATCH)]
    batch = {"envelopes": [{"envelope": sealed(ticket)} for ticket in tickets]}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/api/v1/sync", batch, content_type="application/json")
    assert {one["status"] for one in answer.json()["outcomes"]} == {200}
    assert counted(queries) == (READS * BATCH, 2 * BATCH)
