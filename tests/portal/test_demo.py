"""The reference case: the figures of the press, to the kader, on every day that was reported."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker
from wagtail.models import Workflow

from assessments.models import CompetencyRecord, QuestionStep
from lms.areas.errors import UserError
from lms.areas.models import Area, Posyandu, Puskesmas
from lms.people.models import Kader, Membership, Person, User
from lms.portal.demo.build import Built, build
from lms.portal.demo.remove import _ours, remove
from lms.reporting import queries, verify
from modules.models import AuthorCheck, ClinicalCheck, Programme
from modules.workflow import NAME
from tests.sample import sample

pytestmark = pytest.mark.city


@pytest.fixture(scope="module")
def _settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    from django.conf import settings  # after pytest-django has set it up

    patch.setattr(settings, "DEMO", True)
    patch.setattr(settings, "KEY_DIR", tmp_path_factory.mktemp("keys"))
    yield
    patch.undo()


@pytest.fixture(scope="module")
def city(
    _settings: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Built]:
    """Built once for this file, and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("areas", only="35.71", verbosity=0)
        call_command("curriculum", "import", str(sample(tmp_path_factory.mktemp("city") / "ilp")), verbosity=0)
        yield build(Programme.objects.get(), say=lambda sentence: None)
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "kader", "trained"),
    [(date(2024, 7, 31), 3581, 1074), (date(2025, 11, 12), 3343, 1072), (date(2025, 11, 20), 3343, 1643)],
)
def test_the_curve_is_the_one_of_the_press(city: Built, day: date, kader: int, trained: int):
    figures = queries.figures(Programme.objects.get(), "35.71", day=day)
    assert (figures["kader"], figures["trained"]) == (kader, trained)


@pytest.mark.django_db
def test_a_recount_finds_no_difference(city: Built):
    assert verify.differences(Programme.objects.get()) == []


@pytest.mark.django_db
def test_the_places_are_the_real_ones(city: Built):
    assert Area.objects.filter(kab_code="35.71", level=4).count() == 46
    assert (Puskesmas.objects.count(), Posyandu.objects.count()) == (9, 344)


@pytest.mark.django_db
def test_siti_lacks_exactly_b3(city: Built):
    siti = Kader.objects.get(person__name="Siti Aminah", person__user__isnull=False)
    skilled = set(CompetencyRecord.objects.filter(kader=siti, skilled_on__isnull=False).values_list("competency__key"))
    assert len(skilled) == 24
    assert ("B3",) not in skilled


@pytest.mark.django_db
def test_kader_of_another_field_stand_in_no_denominator(city: Built):
    assert Membership.objects.filter(field="sosial").count() == 120
    assert queries.figures(Programme.objects.get(), "35.71", day=date(2026, 1, 1))["kader"] == 3343


@pytest.mark.django_db
def test_it_goes_away_whole_and_the_curriculum_stays(city: Built):
    remove()
    connection.check_constraints()
    assert not Person.objects.exists()
    assert Programme.objects.exists()
    assert Area.objects.filter(code="35.71").exists()


@pytest.mark.django_db
def test_pages_still_find_their_way_to_the_nakes_afterwards(city: Built):
    before = QuestionStep.objects.filter(by=None).count()
    remove()
    assert [type(task.specific) for task in Workflow.objects.get(name=NAME).tasks] == [AuthorCheck, ClinicalCheck]
    assert QuestionStep.objects.count() == before > 0
    # A row whose other half stands in a table of the library would be torn.
    assert [model for model in _ours() if model._meta.parents] == []


@pytest.mark.django_db
def test_it_is_never_removed_where_an_account_is_real(city: Built):
    User.objects.create(username="sungguhan")
    with pytest.raises(UserError, match="akun sungguhan"):
        remove()
    assert Person.objects.exists()


@pytest.mark.django_db
def test_the_command_refuses_a_real_site(settings: LazySettings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="situs contoh"):
        call_command("demo")
