"""The forms of ``/kegiatan/bukti/``."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.event_forms import GroupsField
from assessments.models import Rung
from assessments.outside_papers import Proof
from lms.people.forms import DayField
from modules.models import Competency, CompetencyGroup, Programme


class CompetenciesField(forms.ModelMultipleChoiceField):
    """Competencies by their key and short title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, competency: Any) -> str:
        return f"{competency.key} {competency.short_title}"


class ProofForm(forms.Form):
    """What one paper proves of one kader."""

    rung = forms.ChoiceField(
        label=_("Yang dibuktikan"),
        choices=[
            (Rung.TRAINED, _("Dilatih, per kelompok")),
            (Rung.ASSESSED, _("Dinilai, per keterampilan, apa pun hasilnya")),
            (Rung.SKILLED, _("Terampil, per keterampilan")),
        ],
        initial=Rung.TRAINED,
        widget=forms.RadioSelect,
    )
    groups = GroupsField(CompetencyGroup.objects.none(), label=_("Kelompok (bila dilatih)"), required=False)
    competencies = CompetenciesField(
        Competency.objects.none(), label=_("Keterampilan (bila dinilai atau terampil)"), required=False
    )
    document = forms.CharField(
        label=_("Dokumen yang diperlihatkan"),
        max_length=200,
        help_text=_("Jenis, nomor, dan penerbitnya. Misalnya: sertifikat pelatihan digital Kemenkes no. 12/2024."),
    )
    on = DayField(label=_("Tanggal pelatihan atau penilaian"))
    photo = forms.FileField(
        label=_("Foto kertasnya (boleh kosong)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
        help_text=_("Hanya dilihat petugas Dinas, dan dihapus sendiri sesudah setahun."),
    )

    def __init__(self, programme: Programme, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = CompetencyGroup.objects.filter(programme=programme).order_by("position")
        rows = Competency.objects.filter(group__in=groups).order_by("group__position", "position")
        cast(GroupsField, self.fields["groups"]).queryset = groups
        cast(CompetenciesField, self.fields["competencies"]).queryset = rows
        self._today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError(_("Tanggal bukti belum tiba. Periksa lagi tanggalnya."))
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wanted = "groups" if data.get("rung") == Rung.TRAINED else "competencies"
        if not data.get(wanted):
            self.add_error(wanted, _("Pilih paling sedikit satu."))
        return data

    def proof(self) -> Proof:
        """What was written, of a valid form: only what the chosen rung is about."""
        data = self.cleaned_data
        about = {"groups": tuple(data["groups"])}
        if data["rung"] != Rung.TRAINED:
            about = {"competencies": tuple(data["competencies"])}
        return Proof(data["rung"], data["on"], data["document"], **about)

    def picture(self) -> bytes | None:
        """The uploaded file; None if none came."""
        upload: Any = self.cleaned_data["photo"]
        return upload.read() if upload else None


class ProofListForm(forms.Form):
    file = forms.FileField(
        label=_("Daftar (Excel, LibreOffice, atau CSV)"),
        help_text=_("Kolom Nama, Dokumen, dan Tanggal; boleh juga Posyandu, Kelurahan, Kelompok, dan Tahap."),
    )
