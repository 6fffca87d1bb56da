"""What makes a competency terampil is chosen by an author; records follow, evidence stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from assessments import outside, passing_rule, records, visit
from assessments.models import CompetencyRecord, Observation, SkillRule
from assessments.queries import standing
from assessments.tasks import apply_passing_rules
from lms.people import roles
from modules.models import Competency
from tests.assessments import day as days
from tests.assessments.day import Day
from tests.cast import Cast
from tests.factories import NOW, TODAY

OBSERVED, BOTH = SkillRule.Preset.OBSERVATION, SkillRule.Preset.EVALUATION_AND_OBSERVATION


@pytest.fixture
def day(cast: Cast) -> Day:
    made = days.make(cast)
    visit.record(made.visit(), by=cast.rina, now=NOW)
    return made


def skilled() -> int:
    return CompetencyRecord.objects.filter(skilled_on=TODAY).count()


def test_records_follow_a_rule_that_was_chosen(cast: Cast, day: Day):
    assert skilled() == 0
    passing_rule.choose(day.programme, OBSERVED, by=cast.budi, now=NOW)
    assert skilled() == 0, "not inside the request"
    apply_passing_rules()
    assert skilled() == 2
    assert records.differences(day.programme) == []
    passing_rule.choose(day.programme, BOTH, by=cast.budi, now=NOW + timedelta(hours=1))
    apply_passing_rules()
    assert (skilled(), Observation.objects.count()) == (0, 2)


def test_the_same_rule_again_is_nothing_to_do(cast: Cast, day: Day):
    passing_rule.choose(day.programme, BOTH, by=cast.budi, now=NOW)
    assert not passing_rule.due().exists()


def test_a_rule_chosen_while_records_follow_another_stays_due(cast: Cast, day: Day):
    old = passing_rule.choose(day.programme, OBSERVED, by=cast.budi, now=NOW)
    passing_rule.choose(day.programme, BOTH, by=cast.budi, now=NOW + timedelta(minutes=1))
    passing_rule.apply(old, now=NOW + timedelta(minutes=2))
    assert passing_rule.due().get().preset == BOTH


def test_proof_from_elsewhere_counts_as_far_as_was_chosen(cast: Cast, day: Day):
    b3 = Competency.objects.get(group__programme=day.programme, key="B3")
    proof = {"rung": "terampil", "competency": b3, "happened_at": NOW, "document": "Sertifikat 7", "by": cast.dewi}
    kader = cast.tini.person.kader
    outside.accept(kader, **proof, now=NOW)
    far = CompetencyRecord.objects.filter(kader=kader, competency=b3).values_list("assessed_on", "skilled_on")

    def told() -> str:
        petals = standing(kader, day.programme, now=NOW).competencies
        return next(petal.sentence for petal in petals if petal.competency == b3)

    assert (far.get(), told()) == ((TODAY, TODAY), "Terampil sejak 24 November 2025, menurut bukti dari luar.")
    passing_rule.choose(day.programme, BOTH, outside="dinilai", by=cast.budi, now=NOW)
    apply_passing_rules()
    assert far.get() == (TODAY, None)
    assert told().startswith("Dinilai 24 November 2025 menurut bukti dari luar; tinggal cek kemampuan kelompok B, lalu")
    passing_rule.choose(day.programme, BOTH, outside="dilatih", by=cast.budi, now=NOW + timedelta(hours=1))
    apply_passing_rules()
    assert (list(far), told()[-60:]) == ([], "Penilaian dari luar tercatat; yang dihitung praktik di sini.")
    assert records.differences(day.programme) == []


@pytest.mark.parametrize("who", ["rina", "puji", "dewi", "ningsih", "admin", "sari"])
def test_only_an_author_of_the_nation_chooses(cast: Cast, day: Day, client: Client, who: str):
    user = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        passing_rule.choose(day.programme, OBSERVED, by=user, now=NOW)
    roles.synchronise([user], on=TODAY)
    client.force_login(user)
    answer = client.post("/cms/formulir/", {"programme": day.programme.key, "preset": OBSERVED})
    assert answer.status_code in (302, 404)
    assert not SkillRule.objects.exists()


def test_the_author_chooses_on_the_page_of_forms(cast: Cast, day: Day, client: Client):
    roles.synchronise([cast.budi], on=TODAY)
    client.force_login(cast.budi)
    client.post("/cms/formulir/", {"programme": day.programme.key, "preset": OBSERVED, "outside": "dinilai"})
    page = client.get("/cms/formulir/").content.decode()
    assert "sedang dihitung ulang" in page
    assert f'value="{OBSERVED}" checked' in page
    assert 'value="dinilai" checked' in page
    wrong = client.post("/cms/formulir/", {"programme": day.programme.key, "preset": OBSERVED, "outside": "lulus"})
    assert wrong.status_code in (302, 404)
    assert SkillRule.objects.get().outside_up_to == "dinilai"
