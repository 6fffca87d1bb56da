"""Pairs of pre-test and post-test by place and event."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessments import analyse, gains
from assessments.answers import Reader
from assessments.models import Attendance, GainTally, Quiz, TrainingEvent
from modules.models import CompetencyGroup
from tests.assessments.answering import hand_in, kader_at, versions
from tests.assessments.factories import RIGHT, WRONG, make_bank, make_quiz
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def event(cast: Cast) -> TrainingEvent:
    """A training of Kota Kediri: six of Melati and two of Kenanga attended it and were tested before and after."""
    make_bank(programme := make_programme())
    pre, post = make_quiz(programme, "pre_test", count=4), make_quiz(programme, "post_test", count=4)
    paired(post, pre)
    event = TrainingEvent.objects.create(
        kind="pelatihan",
        title="Angkatan 1",
        programme=programme,
        kab=cast.kediri,
        starts_on=TODAY,
        ends_before=TODAY + 2 * DAY,
    )
    event.groups.add(CompetencyGroup.objects.get(key="B"))
    for posyandu, count in ((cast.melati, 6), (cast.kenanga, 2)):
        for one in kader_at(posyandu, count):
            taught(one, event, pre, post)
    return event


def paired(post: Quiz, pre: Quiz | None) -> None:
    post.pair = pre
    post.save()


def taught(one, event, pre, post) -> None:
    """One of four right before, three of four after; two of the items are the same."""
    items = versions(count=6)
    Attendance.objects.create(kader=one, event=event, day=TODAY, happened_at=NOW, received_at=NOW)
    hand_in(one, pre, answers(items[:4], right=1), at=NOW)
    hand_in(one, post, answers(items[2:], right=3), at=NOW + DAY)


def answers(items, *, right: int) -> list:
    return [(v, (RIGHT if at < right else WRONG)[v.question.type]) for at, v in enumerate(items)]


def rows() -> dict[str, GainTally]:
    return {
        f"{row.kab or '-'}/{row.puskesmas or '-'}/{row.event or '-'}": row
        for row in GainTally.objects.select_related("kab", "puskesmas", "event")
    }


def test_pairs_count_in_the_nation_their_place_and_their_event(event, cast: Cast):
    analyse.reckon(now=NOW)
    found = rows()
    counts = {key: row.n for key, row in found.items()}
    assert counts == {
        "-/-/-": 8,
        "Kota Kediri/-/-": 8,
        "Kota Kediri/-/Angkatan 1": 8,
        f"-/{cast.balowerti}/-": 6,
        f"-/{cast.balowerti}/Angkatan 1": 6,
        f"-/{cast.puskesmas_ngletih}/-": 2,
        f"-/{cast.puskesmas_ngletih}/Angkatan 1": 2,
    }
    whole = found["-/-/-"]
    assert (whole.before, whole.after) == (25, 75)
    assert whole.competencies == {"B3": [8, 2.0, 6.0, 8, 0]}
    assert whole.items["b3-c02"] == [8, 0.0, 8, 8.0, 8, 8]  # met by the same people both times: all put right
    assert whole.items["b3-c00"] == [8, 8.0, 0, 0.0, 0, 0]


def test_the_last_test_before_and_the_first_after_make_a_pair(event):
    before, after = (Reader().read(quiz) for quiz in Quiz.objects.order_by("pk"))
    again = [replace(read, happened_at=read.happened_at + 2 * DAY) for read in after]
    older = [replace(read, happened_at=read.happened_at - DAY) for read in before]
    found = gains.pair([*older, *before, *again], [*again, *after])
    assert {one.attempt: other.attempt for one, other in found} == {
        one.attempt: other.attempt for one in before for other in after if one.kader == other.kader
    }
    assert gains.pair(again, after) == []
    assert gains.pair([replace(read, happened_at=NOW - 91 * DAY) for read in before], after) == []


def test_a_post_test_is_compared_with_its_own_pre_test_only(event):
    pre, post = Quiz.objects.order_by("pk")
    other = Quiz.objects.create(key="pre-lain", kind="pre_test", title="Pre lain", group=pre.group, sample=True)
    paired(post, other)
    analyse.reckon(now=NOW)
    assert not GainTally.objects.exists()
    paired(post, None)
    analyse.reckon(now=NOW)
    assert not GainTally.objects.exists()


def test_who_sat_two_pairs_counts_once_in_the_group_by_the_first(event):
    before, after = (Reader().read(quiz) for quiz in Quiz.objects.order_by("pk"))
    later = [replace(read, happened_at=read.happened_at + 3 * DAY) for read in after]
    found = gains.once([*gains.pair(before, later), *gains.pair(before, after)])
    assert len(found) == 8
    assert {other.happened_at for _, other in found} == {NOW + DAY}


def test_a_row_nobody_stands_behind_goes(event, settings):
    analyse.reckon(now=NOW)
    settings.ANALYSIS_SHEETS = 0
    analyse.reckon(now=NOW)
    assert not GainTally.objects.exists()


def test_each_reads_the_numbers_of_her_places(event, cast: Cast):
    analyse.reckon(now=NOW)

    def seen(user) -> int:
        return gains.within(user, on=TODAY).count()

    assert seen(cast.dewi) == 6  # the city, and both puskesmas, each with its event
    assert seen(cast.puji) == seen(cast.rina) == 2
    assert seen(cast.budi) == 1
    assert seen(cast.admin) == 7
    assert seen(cast.yanti) == seen(cast.sari) == 0
