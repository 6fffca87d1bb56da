"""What must be right before a certificate can have a number."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register("tuntas")
def numbers_can_be_written(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """CERTIFICATE_NUMBER can be filled, and two numbers of a series differ."""
    try:
        one, two = (settings.CERTIFICATE_NUMBER.format(seq=seq, kind="TKK", kab="35.71", year=2025) for seq in (1, 2))
    except (KeyError, IndexError, ValueError):
        one = two = ""
    if one != two:
        return []
    return [
        Error(
            f"CERTIFICATE_NUMBER={settings.CERTIFICATE_NUMBER!r} tidak dapat dipakai (cannot be used).",
            hint="400.7/{seq:04d}/{kind}/{kab}/{year}",
            id="certificates.E001",
        )
    ]
