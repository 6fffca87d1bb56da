"""The forms of a fact: what it says and where that comes from, and why it should say so."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from lms.areas.models import Area
from modules.models import FactProposal
from modules.models.fact import FactStatus
from modules.rules import FACT_KEY, contradicts, says

_TEXT = AdminAutoHeightTextInput(attrs={"rows": 2})
# Read by a machine and a person alike: the day as a row of digits, by whatever language the admin speaks.
_DAY = "%Y-%m-%d"


class FactForm(forms.ModelForm):
    """``today`` bounds the days. ``base`` says what the fact said when the form was opened."""

    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    source_url = forms.URLField(
        label=_("Alamat sumber"), required=False, max_length=500, assume_scheme="https", help_text=_("Boleh kosong.")
    )

    class Meta:
        model = FactProposal
        fields = [
            "value",
            "unit",
            "wording",
            "status",
            "source_title",
            "source_url",
            "source_read_on",
            "review_due",
            "note",
            "reason",
        ]
        widgets = {
            "wording": _TEXT,
            "note": _TEXT,
            "reason": _TEXT,
            "status": forms.RadioSelect,
            "source_read_on": AdminDateInput(format=_DAY),
            "review_due": AdminDateInput(format=_DAY),
        }
        help_texts = {
            "value": _("Ditulis cara Indonesia: 11,5 atau 6 sampai 11."),
            "wording": _("Satu kalimat utuh. Pembaca melihatnya di bawah pelajaran, di samping sumbernya."),
            "status": _("Hanya yang ditetapkan boleh dinilai. Yang lain diajarkan dengan catatan itu."),
            "source_title": _("Judul, nomor, dan tahun, supaya orang lain dapat menemukannya."),
            "source_read_on": _("Hari sumber itu dibaca."),
            "review_due": _("Hari angka ini harus ditinjau lagi. Boleh kosong."),
            "note": _("Untuk penyusun dan penelaah. Pembaca tidak melihatnya."),
            "reason": _("Mengapa diubah. Tercatat bersama nama dan tanggal, dan tidak dapat diubah lagi."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if "status" in self.fields:
            self.fields["status"].choices = self.fields["status"].choices[1:]  # type: ignore[attr-defined]
        self.fields["review_due"].required = False
        for name in ("source_read_on", "review_due"):
            self.fields[name].localize = False

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"]
        if "{" in value or "}" in value:
            raise forms.ValidationError(_("Angka tidak boleh mengutip fakta lain."))
        return value

    def clean_source_read_on(self) -> date | None:
        day: date | None = self.cleaned_data["source_read_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("Sumber tidak mungkin dibaca sesudah hari ini."))
        return day

    def clean_review_due(self) -> date | None:
        day: date | None = self.cleaned_data["review_due"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Pilih hari sesudah hari ini, atau kosongkan."))
        return day

    def clean_wording(self) -> str:
        """A sentence with the old number, or another, would stand beside the new one in every lesson."""
        wording: str = self.cleaned_data["wording"]
        old, new = str(self.initial.get("value") or ""), str(self.cleaned_data.get("value") or "")
        if old and new and old != new and says(wording, old) and not says(wording, new):
            raise forms.ValidationError(
                _("Kalimat ini masih menyebut %(old)s. Tulis juga dengan angka yang baru.") % {"old": old}
            )
        if contradicts(wording, new):
            raise forms.ValidationError(_("Kalimat ini menyebut angka lain, bukan %(value)s.") % {"value": new})
        return wording

    @property
    def words(self) -> dict[str, Any]:
        """What the fact would say."""
        return self.instance.words


class NewFactForm(FactForm):
    field_order = ["key"]

    class Meta(FactForm.Meta):
        fields = ["key", *FactForm.Meta.fields]
        help_texts = FactForm.Meta.help_texts | {
            "key": _("Huruf kecil, angka, titik, garis bawah: b3.batas_telentang. Tidak dapat diganti kemudian.")
        }

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not FACT_KEY.fullmatch(key):
            raise forms.ValidationError(_("Hanya huruf kecil, angka, titik, dan garis bawah."))
        return key


class ChoiceForm(FactForm):
    """The number of one kab/kota in place of the nation's; its status is always *menurut daerah*."""

    area = forms.ModelChoiceField(label=_("Kabupaten/kota"), queryset=Area.objects.none(), to_field_name="code")
    field_order = ["area"]

    class Meta(FactForm.Meta):
        fields = [name for name in FactForm.Meta.fields if name != "status"]

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["area"]
        field.queryset = areas  # type: ignore[attr-defined]
        field.label_from_instance = lambda area: area.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        self.instance.status = FactStatus.LOCAL
        return super().clean() or {}


class EndForm(forms.Form):
    """Why the area goes back to the nation's number."""

    reason = forms.CharField(label=_("Alasan"), widget=_TEXT)
    base = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """Why a proposal is dropped; a taken one needs no words."""

    note = forms.CharField(
        label=_("Catatan"), required=False, widget=_TEXT, help_text=_("Wajib bila usulan tidak diterima.")
    )
