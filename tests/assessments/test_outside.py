from datetime import timedelta

import pytest

from assessments.models import CompetencyRecord, GroupRecord, OutsideEvidence
from assessments.models.evidence import AppendOnlyError
from assessments.outside import Claim, accept, accept_many
from lms.areas.errors import UserError
from modules.models import Competency, CompetencyGroup
from tests.cast import Cast
from tests.factories import NOW, TODAY, make_programme


@pytest.fixture
def programme(cast: Cast):
    return make_programme()


def shown(cast: Cast, programme, **changed):
    given = {
        "rung": "dilatih",
        "happened_at": NOW,
        "document": "Sertifikat 12/2024",
        "by": cast.dewi,
        "now": NOW,
        "group": CompetencyGroup.objects.get(programme=programme, key="B"),
    }
    return accept(cast.sari.person.kader, **given | changed)


def test_dewi_accepts_a_training_paper_of_sari(cast: Cast, programme):
    evidence = shown(cast, programme)
    assert (evidence.accepted_by, evidence.membership.posyandu) == (cast.dewi, cast.melati)
    assert GroupRecord.objects.get().trained_on == TODAY


def test_a_practice_seen_elsewhere_makes_a_competency_terampil(cast: Cast, programme):
    b3 = Competency.objects.get(key="B3")
    shown(cast, programme, rung="terampil", competency=b3, group=None)
    record = CompetencyRecord.objects.get()
    assert (record.competency, record.assessed_on, record.skilled_on) == (b3, TODAY, TODAY)


def test_the_same_paper_twice_is_one_piece_of_evidence(cast: Cast, programme):
    assert shown(cast, programme) == shown(cast, programme, now=NOW + timedelta(days=1))
    assert OutsideEvidence.objects.count() == 1


@pytest.mark.parametrize("who", ["yanti", "rina", "wulan", "puji", "sari", "admin"])
def test_only_the_dinas_of_her_city_accepts(cast: Cast, programme, who: str):
    with pytest.raises(UserError, match="tidak bertugas di wilayah"):
        shown(cast, programme, by=getattr(cast, who))
    assert not OutsideEvidence.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"rung": "terampil"}, "satu kelompok dilatih"),
        ({"document": " "}, "dokumen apa"),
        ({"happened_at": NOW + timedelta(days=1)}, "belum tiba"),
        ({"group": None}, "Pilih kelompok"),
    ],
)
def test_an_unclear_proof_is_not_taken(cast: Cast, programme, changed: dict, words: str):
    with pytest.raises(UserError, match=words):
        shown(cast, programme, **changed)
    assert not OutsideEvidence.objects.exists()


def test_a_list_that_broke_off_simply_runs_again(cast: Cast, programme):
    kader = [user.person.kader.pk for user in (cast.sari, cast.tini, cast.sosial)]
    groups = CompetencyGroup.objects.filter(programme=programme)
    claims = [Claim(k, "dilatih", NOW, "Rekap 2024", group_id=g.pk) for k in kader for g in groups]
    assert accept_many(claims[:7], programme=programme, by=None, now=NOW) == 7
    assert accept_many(claims + claims, programme=programme, by=None, now=NOW) == 8
    assert OutsideEvidence.objects.count() == GroupRecord.objects.count() == 15


def test_accepted_proof_is_never_changed(cast: Cast, programme):
    evidence = shown(cast, programme)
    with pytest.raises(AppendOnlyError):
        evidence.save()
    with pytest.raises(AppendOnlyError):
        OutsideEvidence.objects.filter(pk=evidence.pk).update(document="lain")
