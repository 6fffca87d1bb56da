"""The papers of this floor. What is about levels is registered from above."""

from assessments.event_papers import letters, lists, marking, plans, recap, report
from assessments.event_papers.registry import register


def register_own() -> None:
    """Called once, when all models are ready."""
    for module in (plans, letters, lists, marking, recap, report):
        for paper in module.PAPERS:
            register(paper)
