import uuid
from datetime import timedelta

import pytest

from assessments.errors import ConflictError
from assessments.models import CompetencyRecord, Observation, SkillRule
from assessments.models.evidence import AppendOnlyError
from assessments.observe import observe
from lms.areas.errors import UserError
from lms.people.models import Kader, Role
from tests.assessments.factories import BENAR, lacks_only_b3, make_instrument
from tests.cast import SINCE, Cast
from tests.factories import NOW, TODAY


@pytest.fixture
def version(cast: Cast):
    return make_instrument(lacks_only_b3(cast.sari, at=NOW - timedelta(days=9)))


def seen(cast: Cast, version, **changed):
    given = {"ticks": BENAR, "assessor": cast.rina, "now": NOW, "id": uuid.uuid4()} | changed
    return observe(cast.sari.person.kader, version, **given)


def test_rina_sees_every_step_done_right(cast: Cast, version):
    observation = seen(cast, version, note="Sudah tenang.")
    assert (observation.skilled, observation.membership.posyandu) == (True, cast.melati)
    record = CompetencyRecord.objects.get(competency__key="B3")
    assert (record.assessed_on, record.observed_skilled_on) == (TODAY, TODAY)
    assert record.skilled_on is None, "the evaluasi is still missing"


def test_observation_alone_is_enough_where_the_programme_says_so(cast: Cast, version):
    SkillRule.objects.create(programme=version.instrument.competency.group.programme, preset="observasi")
    seen(cast, version)
    assert CompetencyRecord.objects.get(competency__key="B3").skilled_on == TODAY


@pytest.mark.parametrize(
    ("missed", "skilled"),
    [
        ({"siapkan": "bantuan"}, False),  # critical: not even with help
        ({"catat": "belum"}, True),  # 4 of 5 are benar: 80 %
        ({"catat": "belum", "jelaskan": "bantuan"}, False),
    ],
)
def test_the_rule_of_the_form_decides(cast: Cast, version, missed: dict, skilled: bool):
    assert seen(cast, version, ticks=BENAR | missed).skilled is skilled


def test_a_double_tap_is_one_observation(cast: Cast, version):
    tap = uuid.uuid4()
    assert seen(cast, version, id=tap) == seen(cast, version, id=tap, now=NOW + timedelta(seconds=2))
    with pytest.raises(ConflictError):
        seen(cast, version, id=tap, note="lain")
    assert Observation.objects.count() == 1


def test_wulan_of_another_puskesmas_may_not_assess_sari(cast: Cast, version):
    for stranger in (cast.wulan, cast.dewi, cast.yanti, cast.tini):
        with pytest.raises(UserError, match="tidak bertugas di wilayah"):
            seen(cast, version, assessor=stranger)
    assert not Observation.objects.exists()


def test_nobody_assesses_herself(cast: Cast, version):
    Role.objects.create(user=cast.sari, kind="penilai", puskesmas=cast.balowerti, since=SINCE)
    with pytest.raises(UserError, match="diri sendiri"):
        seen(cast, version, assessor=cast.sari)


@pytest.mark.parametrize("ticks", [{}, BENAR | {"siapkan": "ya"}, BENAR | {"asing": "benar"}])
def test_a_form_is_complete_or_not_taken(cast: Cast, version, ticks: dict):
    with pytest.raises(UserError, match="Setiap langkah"):
        seen(cast, version, ticks=ticks)


def test_a_phone_whose_clock_runs_ahead_is_held_back(cast: Cast, version):
    assert seen(cast, version, happened_at=NOW + timedelta(days=400)).happened_at == NOW


def test_a_correction_supersedes_and_says_why(cast: Cast, version):
    wrong = seen(cast, version)
    with pytest.raises(UserError, match="alasan"):
        seen(cast, version, ticks=BENAR | {"lila": "belum"}, supersedes=wrong)
    right = seen(cast, version, ticks=BENAR | {"lila": "belum"}, supersedes=wrong, reason="salah tekan")
    record = CompetencyRecord.objects.get(competency__key="B3")
    assert (right.skilled, record.assessed_on, record.observed_skilled_on) == (False, TODAY, None)
    with pytest.raises(ConflictError):
        seen(cast, version, supersedes=wrong, reason="sekali lagi")


def test_a_correction_stays_with_its_kader(cast: Cast, version):
    wrong = seen(cast, version)
    other = Kader.objects.get(person=cast.sosial.person)
    with pytest.raises(UserError, match="kader dan keterampilan yang sama"):
        observe(
            other, version, ticks=BENAR, assessor=cast.rina, now=NOW, id=uuid.uuid4(), supersedes=wrong, reason="keliru"
        )


def test_evidence_is_never_changed_or_deleted(cast: Cast, version):
    observation = seen(cast, version)
    observation.note = "lain"
    for change in (
        observation.save,
        observation.delete,
        Observation.objects.all().delete,
        lambda: Observation.objects.update(skilled=False),
    ):
        with pytest.raises(AppendOnlyError):
            change()
