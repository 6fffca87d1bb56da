"""Chooses what makes a competency of a programme *terampil*, and derives everybody's records by it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments import bank_rights, records
from assessments.models import SkillRule
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules.models import Programme


@transaction.atomic
def choose(programme: Programme, preset: str, *, outside: str = "", by: User, now: datetime) -> SkillRule:
    """This preset holds from now on; evidence and awards stay as they are. The same again changes nothing.

    ``outside``: how far proof from elsewhere counts; "" leaves that as it is.
    The records are derived anew by a task (``apply``). PermissionDenied: not an author of the nation.
    """
    if not bank_rights.may_write(by, on=timezone.localdate(now)):
        raise PermissionDenied
    rule, _ = SkillRule.objects.select_for_update().get_or_create(programme=programme)
    wanted = (SkillRule.Preset(preset).value, SkillRule.Outside(outside or rule.outside_up_to).value)
    if (rule.preset, rule.outside_up_to) != wanted:
        rule.preset, rule.outside_up_to = wanted
        rule.chosen_at, rule.applied_at = now, None
        rule.save()
        detail = {"programme": programme.key, "preset": wanted[0], "outside": wanted[1]}
        audit.record(Act.RULE_CHOSEN, by=by, now=now, detail=detail)
    return rule


def due() -> QuerySet[SkillRule]:
    """Those that were chosen and by which records are still to be derived."""
    return SkillRule.objects.filter(chosen_at__isnull=False, applied_at__isnull=True).select_related("programme")


def apply(rule: SkillRule, *, now: datetime) -> None:
    """Derive the records of everybody, in chunks. One that breaks off, or that was overtaken, stays due."""
    records.rebuild(programme=rule.programme, now=now)
    SkillRule.objects.filter(pk=rule.pk, chosen_at=rule.chosen_at).update(applied_at=now)
