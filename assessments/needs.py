"""Whom to invite to an event: by area and by what she lacks; last time's absent first, then as the lists are sorted."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments import event_roll
from assessments.event_roll import Guest
from assessments.models import CompetencyRecord, GroupRecord, Invitation, TrainingEvent
from lms.people import scope
from lms.people.models import Kader, Membership, User
from lms.people.queries import in_field, in_force, listed
from lms.people.scope import Action
from modules.models import Competency

PAGE = 100
ALL = "semua"


@dataclass(frozen=True)
class Wish:
    """What was asked for, as it stands in the address. Places "" : everywhere; ``need``: a choice of ``choices``."""

    puskesmas: str = ""
    desa: str = ""
    posyandu: str = ""
    need: str = ""


@dataclass(frozen=True)
class Candidate:
    guest: Guest
    missed: bool  # invited before, and not there


def choices(event: TrainingEvent) -> list[tuple[str, str]]:
    """The needs by which one can narrow: for a training a group *dilatih*, for an assessment a competency *dinilai*.

    The first is what the event is for: whoever lacks anything of it.
    """
    groups = list(event.groups.order_by("position"))
    if event.kind == TrainingEvent.Kind.ASSESSMENT:
        rows = (
            Competency.objects.filter(group__in=groups).select_related("group").order_by("group__position", "position")
        )
        each = [(f"k-{one.key}", _("%(key)s belum dinilai") % {"key": f"{one.key} {one.short_title}"}) for one in rows]
        first = ("", _("Sudah dilatih, belum lengkap dinilai"))
        return [first, *each, (ALL, _("Semua kader"))]
    each = [
        (f"g-{one.key}", _("Kelompok %(key)s belum dilatih") % {"key": f"{one.key}. {one.title}"}) for one in groups
    ]
    return [("", _("Belum dilatih di salah satu kelompok kegiatan ini")), *each, (ALL, _("Semua kader"))]


def candidates(event: TrainingEvent, user: User, wish: Wish, *, page: str, on: date) -> Page:
    """A page of Candidate: those who serve where the officer works and lack it, and are not on the list yet."""
    here = Membership.objects.filter(in_force(on), in_field(event.programme.field), kader=OuterRef("pk"))
    here = here.filter(Q(posyandu__desa__kab_code=event.kab.code) | Q(pustu__desa__kab_code=event.kab.code))
    found = listed(scope.rows(user, Action.EVENTS, Kader.objects.all(), on=on), on=on)
    on_list = Invitation.objects.filter(event=event, kader=OuterRef("pk")).exclude(state=Invitation.State.OFF)
    found = _lacking(event, found.filter(Exists(_at(here, wish)), ~Exists(on_list)), wish.need)
    shown: Page = Paginator(_ordered(event, found, here).select_related("person"), PAGE).get_page(page)
    rows = list(shown.object_list)
    missed = {one.pk for one in rows if one.missed}
    known = {guest.kader.pk: guest for guest in event_roll.described(event, rows)}
    shown.object_list = [Candidate(known[one.pk], one.pk in missed) for one in rows]
    return shown


def _at(here: QuerySet[Membership], wish: Wish) -> QuerySet[Membership]:
    for path, value in (("puskesmas__uuid", wish.puskesmas), ("desa__code", wish.desa)):
        if value:
            here = here.filter(Q(**{f"posyandu__{path}": value}) | Q(**{f"pustu__{path}": value}))
    return here.filter(posyandu__uuid=wish.posyandu) if wish.posyandu else here


def _lacking(event: TrainingEvent, found: QuerySet[Kader], need: str) -> QuerySet[Kader]:
    if need == ALL or need not in dict(choices(event)):
        return found
    groups = event.groups.all()
    if event.kind != TrainingEvent.Kind.ASSESSMENT:
        keys = [need[2:]] if need else list(groups.values_list("key", flat=True))
        return found.filter(~_trained(event, keys[0]) if need else _any_untrained(event, keys))
    if need:
        return found.filter(~Exists(_assessed(event).filter(competency__key=need[2:])))
    outcome = CompetencyRecord.objects.filter(
        kader=OuterRef(OuterRef("pk")), competency=OuterRef("pk"), assessed_on__isnull=False
    )
    lacking = Competency.objects.filter(~Exists(outcome), group__in=groups)
    trained = GroupRecord.objects.filter(kader=OuterRef("pk"), group__in=groups, trained_on__isnull=False)
    return found.filter(Exists(lacking), Exists(trained))


def _trained(event: TrainingEvent, key: str) -> Exists:
    rows = GroupRecord.objects.filter(kader=OuterRef("pk"), group__programme=event.programme_id, group__key=key)
    return Exists(rows.filter(trained_on__isnull=False))


def _any_untrained(event: TrainingEvent, keys: list[str]) -> Q:
    found = Q(pk__in=[])
    for key in keys:
        found |= ~Q(_trained(event, key))
    return found


def _assessed(event: TrainingEvent) -> QuerySet[CompetencyRecord]:
    rows = CompetencyRecord.objects.filter(kader=OuterRef("pk"), competency__group__programme=event.programme_id)
    return rows.filter(assessed_on__isnull=False)


def _ordered(event: TrainingEvent, found: QuerySet[Kader], here: QuerySet[Membership]) -> QuerySet[Kader]:
    first = here.order_by("-primary", "since", "pk")
    return found.annotate(
        missed=Exists(event_roll.absent_before(event).filter(kader=OuterRef("pk"))),
        at_puskesmas=_place(first, "puskesmas__name"),
        at_desa=_place(first, "desa__name"),
        at_posyandu=_place(first, "name"),
    ).order_by("-missed", "at_puskesmas", "at_desa", "at_posyandu", "person__name", "pk")


def _place(first: QuerySet[Membership], name: str) -> Subquery:
    return Subquery(first.values(named=Coalesce(f"posyandu__{name}", f"pustu__{name}"))[:1])
