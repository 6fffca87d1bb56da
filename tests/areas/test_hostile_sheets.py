"""Whatever is sent: a clear sentence or clean cells, soon, and the site stands."""

import resource
import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.areas.sheets import refusal
from lms.areas.sheets.harmless import cleaned
from lms.areas.sheets.limits import MOST_COLUMNS
from lms.areas.sheets.reading import Grid, Unreadable, read
from tests.areas.hostile import HOSTILE, OK, ROWS
from tests.sheets import delimited, ods, xls, xlsx

SECONDS = 20  # of processor, together with the process apart: many times what any of them needs
GROWTH = 250 * 1024  # KiB; ru_maxrss never shrinks, so this holds for all of them together
FILES = [xlsx(ROWS), ods(ROWS), xls(ROWS), delimited(ROWS)]


def outcome(content: bytes) -> str:
    """OK, or the name of the sentence it is refused with; anything else that is raised fails the test."""
    try:
        grids = read(content, "kader.xlsx")
    except Unreadable as error:
        return name_of(str(error))
    assert grids
    for grid in grids:
        check_cells(grid)
    return OK


def name_of(sentence: str) -> str:
    assert sentence.endswith(".")
    assert "\n" not in sentence
    known = {name: text for name, text in vars(refusal).items() if isinstance(text, str) and name.isupper()}
    return next(name for name, text in known.items() if sentence.startswith(text.split("{")[0]))


def check_cells(grid: Grid) -> None:
    for row in grid:
        assert len(row) <= MOST_COLUMNS
        for cell in row:
            assert cell is None or isinstance(cell, str | int | float | bool | date)
            if isinstance(cell, str):
                assert cell == cleaned(cell)
                cell.encode("utf-8")


def processor_seconds() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def test_there_are_two_hundred_of_them():
    assert len(HOSTILE) >= 200


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_harmless(name: str):
    expected, make = HOSTILE[name]
    content = make()
    start, before = processor_seconds(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert outcome(content) in expected.split("|")
    assert processor_seconds() - start < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH


def test_a_formula_is_its_value_and_text_that_looks_like_one_is_text():
    content = HOSTILE["formula_that_starts_a_program"][1]()
    assert read(content, "x.xlsx")[0].row(2) == [5]
    assert read(HOSTILE["formula_in_csv"][1](), "x.csv")[0].row(1) == ["=cmd|'/C calc'!A0", "+1+1"]


def test_one_far_cell_ends_the_process_apart_and_not_this_one():
    start = time.monotonic()
    assert outcome(HOSTILE["far_row_and_column"][1]()) == "TOO_WIDE"
    assert time.monotonic() - start < SECONDS


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=2_000))
def test_random_bytes_raise_nothing_else(content: bytes):
    outcome(content)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.floats(0, 0.9999), st.binary(min_size=1, max_size=4)), min_size=1, max_size=5),
)
def test_files_with_changed_bytes_raise_nothing_else(content: bytes, changes: list[tuple[float, bytes]]):
    changed = bytearray(content)
    for where, what in changes:
        place = int(where * len(changed))
        changed[place : place + len(what)] = what
    outcome(bytes(changed))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_raises_nothing_else(text: str):
    outcome(text.encode("utf-8", "surrogatepass"))
