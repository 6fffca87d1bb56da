"""What ``bench.analysis`` measures, inside the settings of the site that it names."""

import resource
import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments import analyse  # noqa: E402
from assessments.bank import publish_question  # noqa: E402
from assessments.envelope import seal  # noqa: E402
from assessments.models import (  # noqa: E402
    Attempt,
    Inquiry,
    ItemStatistic,
    Question,
    QuestionVersion,
    Quiz,
    Ticket,
    TicketItem,
)
from lms.areas.models import Posyandu  # noqa: E402
from lms.people.models import Kader, Membership, Person  # noqa: E402
from lms.people.sealed import digest  # noqa: E402
from modules.models import Competency  # noqa: E402

SHEETS, ITEMS, POOL = 10_000, 20, 60
MOST = 60  # seconds
OPTIONS = ("a", "b", "c", "d")  # "a" is right
CHANCE = Random(11)
NOW = timezone.now()


def bank(competency: Competency) -> list[QuestionVersion]:
    """Sixty items of four options."""
    made = []
    for number in range(POOL):
        words = dict.fromkeys(OPTIONS, "Pilihan yang panjangnya seperti pilihan pada umumnya")
        options = [{"key": k, "text": f"{text} {k}", "correct": k == "a"} for k, text in words.items()]
        question = Question.objects.create(
            key=f"bench-{number}", competency=competency, type="single", use="counting", status="active"
        )
        content = {"stem": f"Soal {number}: apa yang dikerjakan lebih dulu pada hari buka?", "options": options}
        made.append(publish_question(question, content, now=NOW))
    return made


def people(count: int) -> Iterator[Membership]:
    """Kader spread over the posyandu there are."""
    places = list(Posyandu.objects.order_by("pk"))
    persons = Person.objects.bulk_create((Person(name=f"Bench {n}") for n in range(count)), batch_size=500)
    kader = Kader.objects.bulk_create((Kader(person=one) for one in persons), batch_size=500)
    day = NOW.date() - timedelta(days=400)
    rows = (Membership(kader=one, posyandu=places[n % len(places)], since=day) for n, one in enumerate(kader))
    yield from Membership.objects.bulk_create(rows, batch_size=500)


def hand_in(quiz: Quiz, versions: list[QuestionVersion]) -> None:
    """Everybody answers twenty of the sixty; the able more often rightly."""
    hardness = {version.pk: CHANCE.gauss(0.7, 0.15) for version in versions}
    served = list(people(SHEETS))
    issued, until = NOW - timedelta(minutes=30), NOW + timedelta(days=14)
    tickets = Ticket.objects.bulk_create(
        (
            Ticket(kader_id=m.kader_id, quiz=quiz, ordinal=1, rule={}, issued_at=issued, receive_until=until)
            for m in served
        ),
        batch_size=500,
    )
    drawn = [CHANCE.sample(versions, ITEMS) for _ in tickets]
    TicketItem.objects.bulk_create(
        (
            TicketItem(ticket=ticket, position=at, version=version)
            for ticket, some in zip(tickets, drawn, strict=True)
            for at, version in enumerate(some, start=1)
        ),
        batch_size=500,
    )
    sheets = zip(served, tickets, drawn, strict=True)
    Attempt.objects.bulk_create((sheet(quiz, *one, hardness) for one in sheets), batch_size=200)


def sheet(
    quiz: Quiz, place: Membership, ticket: Ticket, drawn: list[QuestionVersion], hardness: dict[int, float]
) -> Attempt:
    able, answers, marks = CHANCE.gauss(0, 0.15), {}, {}
    for at, version in enumerate(drawn, start=1):
        right = CHANCE.random() < hardness[version.pk] + able
        answers[str(at)] = "a" if right else CHANCE.choice(OPTIONS[1:])
        marks[str(at)] = float(right)
    id = UUID(int=CHANCE.getrandbits(128))
    body = seal(id=id, ticket=ticket.token, answers=answers, started_at=ticket.issued_at, finished_at=NOW)
    score = 100 * sum(marks.values()) / len(marks)
    return Attempt(
        id=id,
        kader_id=place.kader_id,
        membership=place,
        happened_at=NOW,
        received_at=NOW,
        ticket=ticket,
        quiz=quiz,
        channel="sync",
        body=body,
        body_sha256=digest(body),
        receipt="K7M-42Q",
        answers=answers,
        marks=marks,
        score_percent=round(score, 2),
        passed=score >= 70,
    )


def main() -> None:
    competency = Competency.objects.get(group__programme__key="ilp-25", key="B3")
    quiz = Quiz.objects.create(
        key="bench", kind="evaluasi", title="Bench", group=competency.group, blueprint=[], pass_percent=70
    )
    hand_in(quiz, bank(competency))
    start, of_core = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        sheets = analyse.reckon(now=timezone.now())
    took, of_core = time.perf_counter() - start, time.process_time() - of_core
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{sheets:,} sheets of {ITEMS} items: {took:.1f} s, {of_core:.1f} s of a core; "
        f"{len(queries)} statements, {memory:.0f} MB at most; "
        f"{ItemStatistic.objects.count()} versions, {Inquiry.objects.count()} questions to puskesmas by chance"
    )
    if took > MOST:
        raise SystemExit(f"more than {MOST} s")


if __name__ == "__main__":
    main()
