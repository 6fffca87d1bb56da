"""Filters and tags of the pages about questions."""

from django import template
from django.urls import NoReverseMatch, reverse

from assessments.models import Question
from lms.areas.format import desimal

register = template.Library()


@register.filter
def keandalan(value: float | None) -> str:
    """A coefficient with two places; "–" where nothing differs. Below nought it says no more than nought."""
    return "–" if value is None else desimal(max(0.0, value), 2)


@register.simple_tag
def edit_address(question: Question) -> str:
    """Where a new version of the question is written."""
    try:
        return reverse("bank-edit", args=[question.key])
    except NoReverseMatch:
        return ""
