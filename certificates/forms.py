from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("Tulis tanggal, misalnya 2025-11-24.")}


class AwardForm(forms.Form):
    """The papers behind an award. What cannot be is refused by ``confirm``; here only what one field can tell."""

    minutes_number = forms.CharField(label=_("Nomor berita acara penilaian"), max_length=80)
    minutes_date = DayField(label=_("Tanggal berita acara"))
    decree_number = forms.CharField(label=_("Nomor SK penetapan"), max_length=80)
    decree_date = DayField(label=_("Tanggal SK"))
    number = forms.CharField(
        label=_("Nomor sertifikat dari buku register (boleh kosong)"),
        max_length=80,
        required=False,
        help_text=_("Bila kosong, nomor berikutnya dari seri otomatis."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("minutes_date"), data.get("decree_date")
        if isinstance(first, date) and isinstance(second, date) and second < first:
            self.add_error("decree_date", _("SK tidak mungkin mendahului berita acara. Periksa kedua tanggal."))
        return data


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan pencabutan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Disimpan untuk arsip; tidak ditampilkan di halaman periksa."),
    )
    with_award = forms.BooleanField(label=_("Cabut juga penetapan tingkatnya"), required=False)
