"""What a penilai sees: the kader within her reach, and the forms for one of them."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import CompetencyRecord, GroupRecord, InstrumentVersion, Observation
from lms.people.models import Kader, Membership, User
from lms.people.queries import in_field, in_force, place_name, rows_of, serving
from lms.people.scope import Action, rows
from modules.models import Programme

PAGE_SIZE = 40  # the kader of one assessment day


@dataclass(frozen=True)
class KaderLine:
    """One kader in the list; ``waiting``: a group's evaluasi is passed and its practice is not complete."""

    kader: Kader
    place: str
    skilled: int
    waiting: bool


def kader_within_reach(user: User, programme: Programme, *, search: str, page: str, today: date) -> Page:
    """The kader of the programme's field she may assess today, as KaderLine; those who wait for practice first."""
    here = Membership.objects.filter(in_force(today), in_field(programme.field), kader=OuterRef("pk"))
    found = rows(user, Action.ASSESS, Kader.objects.select_related("person"), on=today)
    if search:
        by_place = Q(posyandu__name__icontains=search) | Q(pustu__name__icontains=search)
        found = found.filter(Q(person__name__icontains=search) | Exists(here.filter(by_place)))
    found = _waiting_first(found.filter(Exists(here)), programme)
    shown: Page = Paginator(found, PAGE_SIZE).get_page(page)
    shown.object_list = _lines(list(shown.object_list), programme, today)
    return shown


def forms_of(programme: Programme) -> dict[int, InstrumentVersion]:
    """The forms in use, by competency id."""
    versions = InstrumentVersion.objects.filter(
        retired_at__isnull=True, instrument__competency__group__programme=programme
    )
    found = versions.select_related("instrument__competency__group__programme")
    return {version.instrument.competency_id: version for version in found}


def form_in_use(key: str) -> InstrumentVersion | None:
    """The version in use of the form with that key; None: no such form."""
    versions = InstrumentVersion.objects.select_related("instrument__competency__group__programme")
    return versions.filter(instrument__key=key, retired_at__isnull=True).first()


def latest_observation(kader: Kader, version: InstrumentVersion) -> Observation | None:
    """The last word on this kader and competency, for the assessor to see before she starts."""
    observations = Observation.objects.filter(kader__in=rows_of(kader), competency=version.instrument.competency_id)
    standing = observations.filter(superseded_by__isnull=True).select_related("assessor__person")
    return standing.order_by("-happened_at").first()


def _waiting_first(kader: QuerySet[Kader], programme: Programme) -> QuerySet[Kader]:
    due = GroupRecord.objects.filter(
        kader=OuterRef("pk"), group__programme=programme, evaluation_passed_on__isnull=False, skilled_on__isnull=True
    )
    skilled = CompetencyRecord.objects.filter(
        kader=OuterRef("pk"), competency__group__programme=programme, skilled_on__isnull=False
    )
    number = skilled.order_by().values("kader").annotate(number=Count("pk")).values("number")
    found = kader.annotate(waiting=Exists(due), skilled=Coalesce(Subquery(number, output_field=IntegerField()), 0))
    return found.order_by("-waiting", "person__name", "pk")


def _lines(kader: list, programme: Programme, today: date) -> list[KaderLine]:
    places = serving([one.pk for one in kader], field=programme.field, day=today)
    return [
        KaderLine(one, place_name(places[one.pk]) if one.pk in places else "", one.skilled, one.waiting)
        for one in kader
    ]
