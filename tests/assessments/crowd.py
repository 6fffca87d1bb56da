"""Many workers hand in at the same moment, in a database of its own:

    python -m tests.assessments.crowd <workers> <hand-ins>

Three kinds of rounds, as many as hand-ins each; in a round all workers wait for one another and then hand in at once:
the same envelope; one id with two contents; two sheets of the same kader. Prints one JSON object: for each kind how
often which outcome came up, and what is there afterwards.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection  # noqa: E402

from assessments import records  # noqa: E402
from assessments.draw import issue_ticket  # noqa: E402
from assessments.errors import RefusedError  # noqa: E402
from assessments.models import Attempt, Quarantine, Quiz, RecordChange  # noqa: E402
from assessments.submit import submit  # noqa: E402
from lms.people.models import Kader  # noqa: E402
from tests import cast as cast_module  # noqa: E402
from tests.assessments.answering import kader_at  # noqa: E402
from tests.assessments.factories import make_bank, make_quiz, sealed  # noqa: E402
from tests.factories import NOW, make_programme  # noqa: E402

LATER = NOW + timedelta(hours=1)
Round = list[str]  # the envelopes; each worker hands in one of them


def main(workers: int, hand_ins: int) -> dict[str, Any]:
    cast, programme = cast_module.build(), make_programme()
    for competency in ("B1", "B2", "B3"):
        make_bank(programme, competency, counting=8, practice=0)
    quizzes = [make_quiz(programme, competency=competency) for competency in ("B1", "B2", "B3")]
    quizzes.append(make_quiz(programme, "evaluasi"))
    rounds = [_rounds(kader, quizzes) for kader in kader_at(cast.melati, hand_ins)]
    found: dict[str, Counter[str]] = {}
    with _crowd(workers) as hand_in_at_once:
        for name in ("twins", "clashes", "sheets"):
            found[name] = Counter(_said(one, hand_in_at_once(one)) for one in (kinds[name] for kinds in rounds))
    kept = Counter(Quarantine.objects.values_list("reason", flat=True))
    changes = list(RecordChange.objects.values_list("kader", "competency", "group", "rung", "now"))
    return {
        "found": found,
        "attempts": Attempt.objects.count(),
        "kept": kept,
        "lost": _lost([body for kinds in rounds for bodies in kinds.values() for body in bodies]),
        "records": records.differences(programme),
        "told twice": len(changes) - len(set(changes)),
    }


def _rounds(kader: Kader, quizzes: list[Quiz]) -> dict[str, Round]:
    twins, clash, first, second = (issue_ticket(kader, quiz, now=NOW) for quiz in quizzes)
    tap = uuid4()
    return {
        "twins": [sealed(twins)],
        "clashes": [sealed(clash, id=tap), sealed(clash, id=tap, right=2)],
        "sheets": [sealed(first), sealed(second)],
    }


@contextmanager
def _crowd(workers: int) -> Iterator[Callable[[Round], list[set[str]]]]:
    """So many threads; each keeps its connection from one round to the next, as the processes of a site do."""
    barrier = Barrier(workers)

    def all_do(work: Callable[[int], None]) -> None:
        def with_all_others(at: int) -> None:
            barrier.wait()
            work(at)

        list(pool.map(with_all_others, range(workers)))

    def at_once(bodies: Round) -> list[set[str]]:
        told: list[set[str]] = [set() for _ in bodies]
        all_do(lambda at: told[at % len(bodies)].add(_hand_in(bodies[at % len(bodies)])))
        return told

    with ThreadPoolExecutor(workers) as pool:
        yield at_once
        all_do(lambda at: connection.close())


def _hand_in(body: str) -> str:
    try:
        receipt = submit(body, channel="sync", now=LATER)
    except RefusedError as refusal:
        return refusal.reason
    return (
        f"taken {receipt.attempt.pk} {receipt.code} {receipt.attempt.score_percent:.2f} {receipt.attempt.received_at}"
    )


def _said(bodies: Round, told: list[set[str]]) -> str:
    """In a word, whoever of two was the faster one: "taken", "taken+conflict"; more than one answer shows as more."""
    return " ".join(sorted("+".join(sorted(answer.partition(" ")[0] for answer in answers)) for answers in told))


def _lost(bodies: list[str]) -> int:
    """How many of the envelopes that were handed in stand nowhere, byte for byte."""
    there = {*Attempt.objects.values_list("body", flat=True), *Quarantine.objects.values_list("body", flat=True)}
    return len(set(bodies) - there)


if __name__ == "__main__":
    print(json.dumps(main(*map(int, sys.argv[1:]))))
