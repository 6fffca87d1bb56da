"""The `orang` template library: whose page this is, told to the scripts of her phone."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from lms.people import devices, phones, profiles
from lms.people.models import DeviceProfile

register = template.Library()


@register.simple_tag(takes_context=True)
def whose(context: dict[str, Any]) -> SafeString:
    """Attributes for the body of a personal page: the profile of this phone that its session belongs to. "" for none.

    The page is never cached (``NoStore``); what becomes of the credential on the phone says decision record 0045.
    """
    request = context.get("request")
    profile = phones.of_session(request) if request and request.user.is_authenticated else None
    if profile is None:
        return SafeString("")
    return format_html_join("", ' data-{}="{}"', _told(request, profile).items())


def _told(request: Any, profile: DeviceProfile) -> dict[str, str]:
    profile.user = request.user
    return {
        "profile": str(profile.uuid),
        "name": profiles.first_name(profile),
        "motif": profile.motif,
        "credential": devices.credential_of(profile),
        "stamp": phones.stamp_of(request.user),
        "lock": request.session.get(phones.LOCK, ""),
        "kept": "1" if profile.remembered else "",
    }
