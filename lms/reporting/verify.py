"""Finds every difference between what is derived and what it is derived from. None is the only passing answer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from assessments import records
from certificates import audit, queries, rules
from certificates.models import Award
from lms.reporting import ledger, recount
from lms.reporting.lines import restored
from lms.reporting.models import KaderLine, PosyanduLine, Tally
from lms.reporting.rules import deltas
from modules.models import Programme

Counts = Mapping[tuple[str, str, str, str], int]


def differences(programme: Programme) -> list[str]:
    """One sentence a difference, by row numbers and codes, never by names.

    Compared are: records with evidence, awards with records, certificates with what was signed, tallies with a recount
    from the base tables that shares no code with folding, and lines with tallies. Changes that no fold has taken up yet
    show as differences.
    """
    return [
        *records.differences(programme),
        *_awards(programme),
        *audit.differences(programme),
        *_compared("hitung ulang", recount.tallies(programme), _tallies(programme)),
        *_compared("baris per orang", _lines(programme), _tallies(programme)),
    ]


def _tallies(programme: Programme) -> Counts:
    rows = Tally.objects.filter(programme=programme).values_list("place", "parent", "measure", "day", "delta")
    return {(place, parent, measure, day.isoformat()): delta for place, parent, measure, day, delta in rows.iterator()}


def _lines(programme: Programme) -> Counts:
    """What the lines say was added."""
    total: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for model in (KaderLine, PosyanduLine):
        rows = model._default_manager.filter(programme=programme).iterator(chunk_size=ledger.ROWS)
        for (place, parent, measure, day), n in deltas(restored(row) for row in rows).items():
            total[place, parent, measure, day.isoformat()] += n
    return {key: n for key, n in total.items() if n}


def _compared(source: str, wanted: Counts, found: Counts) -> Iterator[str]:
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key, 0) != found.get(key, 0):
            place, _, measure, day = key
            where = place or "nasional"
            yield f"{where}, {measure}, {day}: {source} {wanted.get(key, 0)}, papan {found.get(key, 0)}"


def _awards(programme: Programme) -> Iterator[str]:
    """Awards in force whose level the records do not reach."""
    awards = list(
        Award.objects.filter(level__scheme__programme=programme, revoked_on__isnull=True)
        .select_related("level")
        .order_by("pk")
    )
    skilled: dict[int, dict[str, date]] = {}
    for some in records.chunks(sorted({award.kader_id for award in awards})):
        skilled |= queries.skilled_groups(some, programme=programme)
    for award in awards:
        if rules.reached_on(queries.rule(award.level), skilled.get(award.kader_id, {})) is None:
            yield f"kader {award.kader_id}: {award.level.title} ditetapkan, tetapi catatannya belum sampai ke sana"
