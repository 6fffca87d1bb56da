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
    return Plan({group: tuple(keys) for group, keys in groups.items()}, needs_evaluation=needs_evaluation(programme))


def needs_evaluation(programme: Programme) -> bool:
    """Does *terampil* need the group's evaluasi as well as the observation? By default it does."""
    chosen = SkillRule.objects.filter(programme=programme).values_list("preset", flat=True).first()
    return chosen != SkillRule.Preset.OBSERVATION
