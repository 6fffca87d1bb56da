"""Lists and sentences of the assessor's screens."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import InstrumentVersion, Observation, Station, TrainingEvent
from assessments.scenes import Stage
from assessments.standing import CompetencyStanding, Standing
from lms.areas.format import daftar
from lms.people.models import Kader

Forms = Mapping[int, InstrumentVersion]  # by competency id


def outcome(observation: Observation) -> str:
    """What has just been recorded, in one sentence."""
    values = {"key": observation.competency.key, "name": observation.kader.person.name}
    if observation.skilled:
        return _("Tersimpan: praktik %(key)s %(name)s terampil.") % values
    return (
        _("Tersimpan: praktik %(key)s %(name)s belum terampil. Latih satu atau dua langkah, lalu coba lagi.") % values
    )


def visited(observations: Sequence[Observation]) -> str:
    """What has just been recorded at a station, in one sentence."""
    skilled = [one.competency.key for one in observations if one.skilled]
    rest = [one.competency.key for one in observations if not one.skilled]
    parts = [_("%(keys)s terampil") % {"keys": daftar(skilled)}] if skilled else []
    parts += [_("%(keys)s belum terampil") % {"keys": daftar(rest)}] if rest else []
    return _("Tersimpan: %(name)s, %(what)s.") % {"name": observations[0].kader.person.name, "what": "; ".join(parts)}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a guide as plain lines, without the marks of emphasis."""
    return [part.replace("*", "").strip() for part in text.split("\n\n") if part.strip()]


def of_stage(stage: Stage) -> dict[str, Any]:
    """What the page of a station says, whoever stands there."""
    return {
        "stage": stage,
        "competencies": [one.instrument.competency for one in stage.versions],
        "versions": " ".join(str(one.pk) for one in stage.versions),
        "setup": paragraphs(stage.setup),
        "told": paragraphs(stage.told),
        "after": paragraphs(stage.after),
        "sources": sorted({one.source for one in stage.versions}),
    }


def seed(event: TrainingEvent, station: Station, kader: Kader) -> str:
    """By which is drawn what she is asked there: the same whenever her page is opened, and on every phone."""
    return f"{event.uuid}|{station.pk}|{kader.uuid}"


def groups_for_assessor(standing: Standing, forms: Forms) -> list[dict[str, Any]]:
    """Her competencies as ``components/group_card.html`` draws them; a form is linked where there is one."""
    return [
        {
            "key": group.group.key.lower(),
            "letter": group.group.key,
            "title": group.group.title,
            "small": group.sentence,
            "rows": [_row(standing, petal, forms) for petal in group.competencies],
        }
        for group in standing.groups
    ]


def missing_for_assessor(standing: Standing, forms: Forms) -> list[dict[str, Any]]:
    """What is not terampil yet, as ``components/row.html`` draws it; what can be assessed now comes first."""
    missing = [
        _row(standing, petal, forms) | {"group": group.group.key.lower()}
        for group in standing.groups
        for petal in group.missing
    ]
    return sorted(missing, key=lambda row: not row["href"])


def _row(standing: Standing, petal: CompetencyStanding, forms: Forms) -> dict[str, Any]:
    form = forms.get(petal.competency.pk)
    return {
        "badge": petal.competency.key,
        "title": petal.competency.short_title,
        "small": petal.sentence,
        "href": reverse("assess-form", args=[standing.kader.uuid, form.instrument.key]) if form else "",
    }
