"""The `tuntas` template library: Indonesian numbers and dates, icons, the CONTOH strip, form controls.

A filter that gets what it cannot write raises: a missing figure must fail a test, not vanish from a page.
"""

from datetime import date, datetime, tzinfo

from django import template
from django.conf import settings
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lms.areas import format as text

register = template.Library()

ICONS = {
    "home": "M3 11 12 4l9 7M6 10v10h12V10M10 20v-6h4v6",
    "book": "M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1Zm0 0v14",
    "day": "M4 6h16v14H4zM4 10h16M8 3v4m8-4v4m-8 8 3 3 5-5",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm5-2 5 5",
    "me": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-5 4-7 8-7s8 2 8 7",
    "help": "M4 20l1-4a8 8 0 1 1 3 3Zm5.5-10a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .8-1 1.7M12 16.5v.2",
    "down": "M12 4v11m-5-5 5 5 5-5M4 20h16",
    "ear": "M4 9v6h4l5 4V5L8 9Zm12 0a4 4 0 0 1 0 6m2-9a8 8 0 0 1 0 12",
    "warn": "M12 3 2 20h20ZM12 9v5m0 2.5v.3",
    "ok": "m5 12.5 4.5 4.5L19 7",
    "x": "M6 6l12 12M18 6 6 18",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2",
}

register.filter("angka", text.angka)
register.filter("desimal", text.desimal)
register.filter("persen", text.persen)
register.filter("persen_dari", text.persen_dari)
register.filter("bulan", text.bulan)
register.filter("rentang", text.rentang)
register.filter("daftar", text.daftar)


@register.filter
def tanggal(value: date) -> str:
    """A day, or the day of an aware moment in the current time zone: "31 Juli 2024"."""
    return text.tanggal(timezone.localdate(value) if isinstance(value, datetime) else value)


@register.filter(expects_localtime=False)
def waktu(value: datetime, zone: tzinfo | str | None = None) -> str:
    """An aware moment in `zone`, else in the current one: "20 November 2025 pukul 08.10 WIB"."""
    return text.tanggal_waktu(value, zone or timezone.get_current_timezone())


register.filter("tanggal_waktu", waktu)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn icon that only repeats the word beside it. KeyError for an unknown name."""
    shape = '<svg class="i" viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"><path d="{}"/></svg>'
    return format_html(shape, ICONS[name])


@register.simple_tag
def demo_strip() -> str:
    """On a demo installation the words CONTOH, else nothing. Reads settings only, so cached pages may use it."""
    if not settings.DEMO:
        return ""
    return format_html('<p class="demo"><b>CONTOH:</b> {}</p>', _("data tiruan, bukan data resmi"))


@register.simple_tag
def control(field: BoundField, extra: str = "") -> SafeString:
    """The widget of a form field in our dress; `extra` adds classes (input-big, input-short)."""
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": " ".join(filter(None, ("input", own, extra)))})
