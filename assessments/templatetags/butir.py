"""Filters of the pages about questions."""

from django import template

from lms.areas.format import desimal

register = template.Library()


@register.filter
def keandalan(value: float | None) -> str:
    """A coefficient with two places; "–" where nothing differs. Below nought it says no more than nought."""
    return "–" if value is None else desimal(max(0.0, value), 2)
