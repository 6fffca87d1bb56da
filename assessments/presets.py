"""Which rule holds for a programme, and its shape, as the pure rules want them."""

from collections import defaultdict

from assessments.models import SkillRule
from assessments.rules import Plan
from modules.models import Competency, Programme


def plan(programme: Programme) -> Plan:
    """Groups with their competencies and the preset in force. Two queries."""
    groups: dict[int, list[int]] = defaultdict(list)
    competencies = Competency.objects.filter(group__programme=programme).order_by("group__position", "position")
    for key, group in competencies.values_list("pk", "group_id"):
        groups[group].append(key)
    rule = in_force(programme)
    return Plan(
        {group: tuple(keys) for group, keys in groups.items()},
        needs_evaluation=needs_evaluation(rule),
        outside_assesses=rule.outside_up_to != SkillRule.Outside.TRAINED,
        outside_skills=rule.outside_up_to == SkillRule.Outside.AS_WRITTEN,
    )


def in_force(programme: Programme) -> SkillRule:
    """What was chosen; where nothing was, the defaults (a row that is not saved)."""
    return SkillRule.objects.filter(programme=programme).first() or SkillRule(programme=programme)


def needs_evaluation(rule: SkillRule) -> bool:
    """Does *terampil* need the group's evaluasi as well as the observation? By default it does."""
    return rule.preset != SkillRule.Preset.OBSERVATION
