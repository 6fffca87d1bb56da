"""What this floor shows on a kader's and a posyandu's page, and in the list of kader."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import marks, next_step, results
from assessments.models import (
    Attempt,
    Attendance,
    CompetencyRecord,
    GroupRecord,
    Observation,
    OutsideEvidence,
    ProgrammeRecord,
    Ticket,
)
from assessments.queries import standing
from assessments.serving import programmes_of
from assessments.standing import GroupStanding
from lms.areas.format import daftar
from lms.areas.models import Posyandu
from lms.people import scope
from lms.people.models import Kader, Membership, User
from lms.people.queries import in_field, in_force, listed, listed_name, rows_of
from lms.people.registry import Column, Panel
from lms.people.scope import Action
from modules.models import Competency, CompetencyGroup, Programme
from modules.queries import PROGRAMME, choice_in, programmes, split_choice
from modules.queries import programme as main_programme

EVIDENCE_SHOWN = 20
MODES = {Ticket.Mode.ALOUD: gettext_lazy("dibacakan petugas"), Ticket.Mode.PAPER: gettext_lazy("di kertas")}
RUNGS = {"trained_on": gettext_lazy("dilatih"), "assessed_on": gettext_lazy("dinilai")}


def of_kader(kader: Kader, viewer: User, now: datetime) -> Panel | None:
    """Where she stands in each of her programmes: rungs, the next step, one sentence per group and competency; and her
    newest evidence.
    """
    today = timezone.localdate(now)
    stands = [standing(kader, programme, now=now) for programme in programmes_of(kader, on=today)]
    if not stands:
        return None
    context = {
        "kader": kader,
        "stands": [
            {
                "title": one.programme.title if len(stands) > 1 else "",
                "standing": one,
                "next": next_step.choose(one.groups, one.own_tickets),
                "groups": [_group(group) for group in one.groups],
            }
            for one in stands
        ],
        "evidence": evidence(kader),
        "assesses": scope.may(viewer, Action.ASSESS, kader, on=today),
    }
    return Panel(_("Belajar dan penilaian"), "assessments/panel.html", context)


def evidence(kader: Kader, *, most: int = EVIDENCE_SHOWN) -> list[dict[str, Any]]:
    """Her newest evidence: what, when, its outcome. Four queries."""
    found = [*_attempts(kader, most), *_observations(kader, most), *_outside(kader, most), *_attendances(kader, most)]
    return sorted(found, key=lambda row: row["at"], reverse=True)[:most]


def of_posyandu(posyandu: Posyandu, viewer: User, now: datetime) -> Panel | None:
    """For each life stage: who makes the posyandu ready, or how near the nearest kader is."""
    programme = main_programme()
    groups = list(programme.groups.order_by("position")) if programme else []
    if programme is None or not any(group.life_stages for group in groups):
        return None
    names = _crew(posyandu, programme, on=timezone.localdate(now))
    stages = [stage for group in groups if group.life_stages for stage in _stages(group, names)]
    stages.sort(key=lambda stage: CompetencyGroup.LifeStage.values.index(stage["key"]))
    ready = sum(bool(stage["ready"]) for stage in stages)
    return Panel(_("Siap untuk lima tahap hidup?"), "assessments/panel_stages.html", {"stages": stages, "ready": ready})


def _crew(posyandu: Posyandu, programme: Programme, *, on: date) -> dict[int, str]:
    """Those of the programme's field who serve there, by name."""
    serving = Membership.objects.filter(in_force(on), in_field(programme.field), posyandu=posyandu)
    rows = Kader.objects.filter(pk__in=serving.values("kader"))
    named = {one.pk: listed_name(one.person, on=on) for one in listed(rows, on=on).select_related("person")}
    # Whose name may not stand in a list still makes her posyandu ready.
    return {pk: named.get(pk, _("seorang kader")) for pk in rows.values_list("pk", flat=True)}


def _stages(group: CompetencyGroup, names: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    whole = GroupRecord.objects.filter(group=group, kader__in=names, skilled_on__isnull=False)
    ready = sorted(names[pk] for pk in whole.values_list("kader", flat=True))
    count = group.competencies.count()
    best = 0 if ready else max(_skilled(group, names).values(), default=0)
    for key in group.life_stages:
        label = CompetencyGroup.LifeStage(key).label
        yield {"key": key, "label": label, "group": group, "ready": daftar(ready), "best": best, "count": count}


def _skilled(group: CompetencyGroup, names: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    rows = CompetencyRecord.objects.filter(competency__group=group, kader__in=names, skilled_on__isnull=False)
    for pk in rows.values_list("kader", flat=True):
        found[pk] += 1
    return found


def _group(group: GroupStanding) -> dict[str, Any]:
    return {
        "key": group.group.key.lower(),
        "letter": group.group.key,
        "title": group.group.title,
        "small": group.sentence,
        "rows": [
            {"badge": petal.competency.key, "title": petal.competency.short_title, "small": petal.sentence}
            for petal in group.competencies
        ],
    }


def _attempts(kader: Kader, most: int) -> Iterator[dict[str, Any]]:
    rows = marks.in_force(Attempt.objects.filter(kader__in=rows_of(kader)))
    for row in rows.select_related("quiz", "ticket").defer("body").order_by("-happened_at")[:most]:
        told = results.told(marks.read(row))
        if row.ticket.mode != Ticket.Mode.SELF:
            told = f"{told}, {MODES[row.ticket.mode]}"
        if row.regraded_at:
            told = _("%(told)s (dinilai ulang)") % {"told": told}
        yield {"at": row.happened_at, "what": row.quiz.title, "told": told}


def _observations(kader: Kader, most: int) -> Iterator[dict[str, Any]]:
    rows = Observation.objects.filter(kader__in=rows_of(kader), superseded_by__isnull=True).order_by("-happened_at")
    for row in rows.select_related("competency", "assessor__person", "instrument_version")[:most]:
        who = row.assessor.person.name if row.assessor.person else row.assessor.username
        outcome = _("terampil") if row.skilled else _("belum terampil")
        form = _("formulir resmi") if row.instrument_version.official else _("formulir usulan")
        values = {"outcome": outcome, "who": who, "form": form, "n": row.instrument_version.number}
        told = _("%(outcome)s, dinilai %(who)s; %(form)s versi %(n)s") % values
        yield {"at": row.happened_at, "what": _("Praktik %(key)s") % {"key": row.competency.key}, "told": told}


def _outside(kader: Kader, most: int) -> Iterator[dict[str, Any]]:
    """One line for each document: a certificate of training is evidence for five groups at once."""
    rows = OutsideEvidence.objects.standing().filter(kader__in=rows_of(kader)).order_by("-happened_at")
    documents: dict[tuple[str, datetime, str], list[str]] = defaultdict(list)
    for row in rows.select_related("group", "competency"):
        documents[row.document, row.happened_at, row.get_rung_display()].append(_about(row.group, row.competency))
    for (document, at, rung), about in list(documents.items())[:most]:
        yield {"at": at, "what": document, "told": _("%(rung)s: %(about)s") % {"rung": rung, "about": daftar(about)}}


def _about(group: CompetencyGroup | None, competency: Competency | None) -> str:
    return competency.key if competency else (group.key if group else "")


def _attendances(kader: Kader, most: int) -> Iterator[dict[str, Any]]:
    rows = Attendance.objects.standing().filter(kader__in=rows_of(kader)).select_related("event", "session")
    for row in rows.order_by("-happened_at", "session__starts")[:most]:
        told = _("hadir: %(session)s") % {"session": row.session.title} if row.session else _("hadir")
        yield {"at": row.happened_at, "what": row.event.title, "told": told}


def rungs_of(kader_ids: Collection[int]) -> Mapping[int, str]:
    """Kader id -> "dilatih, dinilai" in the 25 keterampilan, then what she is in others with their title.

    Whoever is on no rung is missing.
    """
    rows = ProgrammeRecord.objects.filter(kader__in=kader_ids).values_list("kader", "programme", *RUNGS)
    days = {(pk, programme): found for pk, programme, *found in rows}
    told: dict[int, list[str]] = defaultdict(list)
    for programme in programmes():
        for pk in kader_ids:
            on = zip(RUNGS.values(), days.get((pk, programme.pk), ()), strict=False)
            if rungs := ", ".join(str(label) for label, day in on if day):
                told[pk].append(rungs if programme.key == PROGRAMME else f"{programme.title}: {rungs}")
    return {pk: "; ".join(found) for pk, found in told.items()}


RUNG_WORDS = {
    "dilatih": gettext_lazy("Sudah dilatih"),
    "belum-dilatih": gettext_lazy("Belum dilatih"),
    "dinilai": gettext_lazy("Sudah dinilai"),
    "belum-dinilai": gettext_lazy("Belum dinilai"),
}


def rung_choices() -> Sequence[tuple[str, str | Promise]]:
    """Those of each programme, the 25 keterampilan first."""
    return [
        (choice_in(programme, key), label if programme.key == PROGRAMME else f"{programme.title}: {str(label).lower()}")
        for programme in programmes()
        for key, label in RUNG_WORDS.items()
    ]


def on_rung(kader: QuerySet[Kader], chosen: str) -> QuerySet[Kader]:
    """Narrow a list to those who are on a rung; or are not yet, though they serve in the programme's field."""
    programme, chosen = split_choice(programmes(), chosen)
    if programme is None:
        return kader
    column = "trained_on" if chosen.endswith("dilatih") else "assessed_on"
    reached = ProgrammeRecord.objects.filter(kader=OuterRef("pk"), programme=programme, **{f"{column}__isnull": False})
    if not chosen.startswith("belum"):
        return kader.filter(Exists(reached))
    serves = Membership.objects.filter(in_field(programme.field), kader=OuterRef("pk"), until=None)
    return kader.filter(~Exists(reached), Exists(serves))


RUNG_COLUMN = Column("langkah", gettext_lazy("Langkah"), rungs_of, rung_choices, on_rung)
