"""Filters of the assessment pages."""

from collections.abc import Mapping, Sequence

from django import template

from lms.areas.format import daftar

register = template.Library()


@register.filter
def daftar_angka(numbers: Sequence[int]) -> str:
    """Numbers in a sentence: [2, 5] -> "2 dan 5"."""
    return daftar([str(number) for number in numbers])


@register.filter
def part(parts: Mapping[str, str], name: str) -> str:
    """What is filled in under this part of an answer; "" for nothing."""
    return parts.get(name, "")
