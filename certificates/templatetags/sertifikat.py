"""The `sertifikat` template library."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def breakable(number: str) -> SafeString:
    """A long office number that may go on in the next line after a slash: ``400.7/0001/TKK/...``."""
    return mark_safe(conditional_escape(number).replace("/", "/<wbr>"))  # noqa: S308  (escaped in the same step)
