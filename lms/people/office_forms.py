from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.offices import OfficeWords


class OfficeForm(forms.Form):
    government = forms.CharField(label=_("Instansi, baris pertama kop"), max_length=120)
    name = forms.CharField(label=_("Nama kantor"), max_length=120)
    address = forms.CharField(label=_("Alamat"), max_length=200, required=False)
    phone = forms.CharField(label=_("Telepon kantor"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail kantor"), max_length=120, required=False)
    website = forms.CharField(label=_("Situs web"), max_length=120, required=False)
    city = forms.CharField(
        label=_("Kota di depan tanggal surat"), max_length=60, required=False, help_text=_("Misalnya: Kediri")
    )
    logo = forms.FileField(
        label=_("Logo baru"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG, atau WebP, paling besar 1 MB. Latar tembus pandang (PNG) paling rapi di kertas."),
    )
    bare = forms.BooleanField(label=_("Tanpa logo"), required=False)
    head = forms.CharField(
        label=_("Nama pejabat, dengan gelar"),
        max_length=120,
        required=False,
        help_text=_("Misalnya: dr. Ratna Dewi, M.Kes."),
    )
    head_title = forms.CharField(
        label=_("Jabatan"), max_length=120, required=False, help_text=_("Boleh dengan Plt. di depannya.")
    )
    head_rank = forms.CharField(
        label=_("Pangkat, golongan (boleh kosong)"),
        max_length=80,
        required=False,
        help_text=_("Misalnya: Pembina, IV/a"),
    )
    nip = forms.CharField(
        label=_("NIP (boleh kosong)"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def words(self) -> OfficeWords:
        """What was typed, of a valid form."""
        return OfficeWords(**{name: self.cleaned_data[name] for name in OfficeWords.__dataclass_fields__})

    def logo_bytes(self) -> bytes | None:
        """The uploaded file; None if none came."""
        upload: Any = self.cleaned_data["logo"]
        return upload.read() if upload else None


class NikPolicyForm(forms.Form):
    reason = forms.CharField(
        label=_("Untuk apa NIK diperlukan?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu kalimat. Kader membacanya di pemberitahuan privasi."),
    )


class NikForm(forms.Form):
    nik = forms.CharField(
        label=_("NIK"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("16 angka, seperti di KTP."),
    )
