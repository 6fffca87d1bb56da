"""The papers of this floor. What is about levels is registered from above."""

from assessments.event_papers import attended, letters, lists, marking, memo, plans, recap, report, stations
from assessments.event_papers.registry import register


def register_own() -> None:
    """Called once, when all models are ready."""
    for module in (plans, letters, lists, marking, stations, recap, attended, report, memo):
        for paper in module.PAPERS:
            register(paper)
