from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assessments.models import RecordChange
from certificates import explain, queries, tasks
from certificates.models import LevelScheme, Proposal, SweepCursor
from certificates.propose import Outcome, propose
from modules.models import Programme
from tests.cast import Cast
from tests.certificates.factories import REACHED, awarded, forget, kader, proposed, skill
from tests.factories import NOW


def states(who) -> dict[str, str]:
    return dict(Proposal.objects.filter(kader=who).values_list("level__key", "state"))


def test_three_whole_groups_propose_purwa_where_she_serves(cast: Cast, programme: Programme):
    proposal = proposed(cast.sari, programme)
    assert proposal.level.title == "Kader Purwa"
    assert proposal.reached_on == REACHED
    assert proposal.membership.posyandu == cast.melati


def test_proposing_again_changes_nothing(cast: Cast, programme: Programme):
    proposed(cast.sari, programme)
    assert propose([kader(cast.sari).pk], programme=programme, now=NOW) == Outcome(0, 0)
    assert Proposal.objects.count() == 1


def test_a_higher_level_overtakes_an_open_proposal(cast: Cast, programme: Programme):
    proposed(cast.sari, programme)
    proposed(cast.sari, programme, "ABCDE")
    assert states(kader(cast.sari)) == {"purwa": "withdrawn", "utama": "open"}


def test_a_corrected_record_withdraws_the_proposal(cast: Cast, programme: Programme):
    proposed(cast.sari, programme)
    forget(kader(cast.sari), "B")
    assert propose([kader(cast.sari).pk], programme=programme, now=NOW).withdrawn == 1
    assert states(kader(cast.sari)) == {"purwa": "withdrawn"}


def test_another_rule_in_force_withdraws_what_the_old_one_proposed(cast: Cast, programme: Programme):
    proposed(cast.sari, programme)
    LevelScheme.objects.filter(key="purwa-abc").update(active=False)
    LevelScheme.objects.filter(key="madya-abc").update(active=True)
    propose([kader(cast.sari).pk], programme=programme, now=NOW)
    assert Proposal.objects.get(state="open").level.title == "Kader Madya"


def test_two_open_proposals_for_one_level_cannot_be(cast: Cast, programme: Programme):
    first = proposed(cast.sari, programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(kader=first.kader, level=first.level, reached_on=REACHED, proposed_at=NOW)


def test_two_hundred_kader_cost_as_many_queries_as_one(cast: Cast, programme: Programme, django_assert_num_queries):
    skill(kader(cast.sari), programme, "ABC")
    skill(kader(cast.tini), programme, "ABCDE")
    with django_assert_num_queries(11):
        done = propose([kader(cast.sari).pk, kader(cast.tini).pk], programme=programme, now=NOW)
    assert done.opened == 2


def test_the_sweep_finds_what_changed_and_remembers_how_far_it_read(cast: Cast, programme: Programme):
    skill(kader(cast.sari), programme, "ABC")
    assert tasks.run(now=NOW) == 3
    assert states(kader(cast.sari)) == {"purwa": "open"}
    assert tasks.run(now=NOW) == 0
    assert SweepCursor.objects.count() == 1


def test_a_change_that_was_committed_late_is_found_too(cast: Cast, programme: Programme):
    skill(kader(cast.sari), programme, "ABC")
    SweepCursor.objects.create(pk=1, last_change=RecordChange.objects.latest("pk").pk)
    assert tasks.run(now=NOW + timedelta(seconds=30)) == 0
    assert states(kader(cast.sari)) == {"purwa": "open"}


def test_what_a_long_bulk_operation_committed_late_is_found_within_the_hour(cast: Cast, programme: Programme):
    skill(kader(cast.sari), programme, "ABC")
    SweepCursor.objects.create(pk=1, last_change=RecordChange.objects.latest("pk").pk)
    later = NOW + timedelta(minutes=30)
    assert tasks.run(now=later) == 0
    assert states(kader(cast.sari)) == {}
    assert tasks.run_again(now=later) == 1
    assert states(kader(cast.sari)) == {"purwa": "open"}


def test_the_task_runs_without_a_broker(cast: Cast, programme: Programme):
    skill(kader(cast.tini), programme, "ABCD")
    tasks.sweep()
    assert states(kader(cast.tini)) == {"madya": "open"}


def test_her_page_says_what_waits_and_then_what_she_holds(cast: Cast, programme: Programme):
    who = kader(cast.sari)
    assert "17 keterampilan lagi untuk Kader Purwa" in explain.standing(queries.standing(who, programme=programme))
    proposed(cast.sari, programme)
    assert "menunggu penetapan" in explain.standing(queries.standing(who, programme=programme))


def test_all_three_levels_are_told_what_waits_what_is_hers_and_what_is_missing(cast: Cast, programme: Programme):
    def told() -> list[str]:
        return [words for _, words in explain.every(queries.standing(kader(cast.sari), programme=programme))]

    proposed(cast.sari, programme)
    waits, madya, utama = told()
    assert "tinggal menunggu penetapan" in waits
    assert madya == "Tinggal 3 keterampilan lagi untuk Kader Madya: D1, D2, dan D3 (boleh juga kelompok E)."
    assert utama.startswith("Tinggal 8 keterampilan lagi untuk Kader Utama")
    awarded(cast.tini, programme, by=cast.dewi, groups="ABCD")
    of_tini = explain.every(queries.standing(kader(cast.tini), programme=programme))
    assert of_tini[0][1] == "Sudah termasuk di dalam Kader Madya."
    assert "ditetapkan dengan SK" in of_tini[1][1]
