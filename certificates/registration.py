"""What this floor hangs into the registries of the floors below, and its system checks."""

from assessments import goals as next_goals
from assessments.event_papers.registry import register as register_paper
from certificates import checks, event_papers, goals, merged, package, panels
from lms.people.registry import register_column, register_kader_panel, register_merge
from modules.packages.registry import register_part

__all__ = ["checks", "register"]  # the checks register themselves


def register() -> None:
    """Called once, when all models are ready."""
    register_part("levels", package.FILE, package.check, package.pieces, package.dump)
    register_merge(merged.follow, merged.sight)
    register_kader_panel(panels.of_kader)
    register_column(panels.LEVEL_COLUMN)
    for paper in event_papers.PAPERS:
        register_paper(paper)
    next_goals.register(goals.of, goals.reasons)
    next_goals.register_lead(goals.lead)
