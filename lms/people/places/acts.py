"""The acts on places that leave people where they are, each with its line in the audit trail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from lms.areas.models import Posyandu, Puskesmas, Pustu
from lms.areas.places import facts, posyandu, puskesmas
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User

T = TypeVar("T")

ACTS: dict[Callable[..., Any], Act] = {
    posyandu.open_one: Act.PLACE_OPENED,
    posyandu.rename: Act.PLACE_RENAMED,
    posyandu.close: Act.PLACE_CLOSED,
    posyandu.take_back_closing: Act.PLACE_REOPENED,
    puskesmas.open_puskesmas: Act.PLACE_OPENED,
    puskesmas.rename_puskesmas: Act.PLACE_RENAMED,
    puskesmas.close_puskesmas: Act.PLACE_CLOSED,
    puskesmas.take_back_closing: Act.PLACE_REOPENED,
    puskesmas.serve: Act.PLACE_CATCHMENT,
    puskesmas.open_pustu: Act.PLACE_OPENED,
    puskesmas.rename_pustu: Act.PLACE_RENAMED,
    puskesmas.close_pustu: Act.PLACE_CLOSED,
    facts.become: Act.PLACE_FACTS,
    facts.set_papers: Act.PLACE_FACTS,
    facts.set_opening: Act.PLACE_FACTS,
    facts.assess_strata: Act.PLACE_FACTS,
    facts.verify: Act.PLACE_FACTS,
}


@transaction.atomic
def do(verb: Callable[..., T], *place: Any, by: User | None, now: datetime, **given: Any) -> T:
    """Run a verb of ``lms.areas.places`` on a place (none: it opens one) and tell of it. Raises what the verb raises.

    ``by`` is None for a command of the operator.
    """
    result = verb(*place, **given)
    subject: Any = place[0] if place else result
    audit.record(ACTS[verb], by=by, now=now, detail={"verb": verb.__name__} | _pustu(subject), **_about(subject))
    return result


def _about(place: Posyandu | Puskesmas | Pustu) -> dict[str, Any]:
    if isinstance(place, Posyandu):
        return {"posyandu": place}
    if isinstance(place, Pustu):
        return {"puskesmas": place.puskesmas, "area": place.desa}
    return {"puskesmas": place}


def _pustu(place: Posyandu | Puskesmas | Pustu) -> dict[str, int]:
    return {"pustu": place.pk} if isinstance(place, Pustu) else {}
