"""Forms of the roster's screens."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.areas.models import Area
from lms.areas.models.area import Level
from lms.areas.sheets.limits import MOST_BYTES
from lms.people import scope
from lms.people.models import User
from lms.people.roster.present import Reach
from lms.people.scope import Action

MEBIBYTE = 1024 * 1024


class UploadForm(forms.Form):
    """A file, and for which of her scopes it is, if she has several or hers is wider than one kabupaten/kota."""

    file = forms.FileField(
        label=gettext_lazy("Berkas daftar kader"),
        help_text=gettext_lazy("XLSX, XLS, ODS, atau CSV, seperti yang biasa dipakai. Paling besar 20 MB."),
        error_messages={
            "required": gettext_lazy("Pilih berkas daftar kader."),
            "empty": gettext_lazy("Berkasnya kosong. Pilih berkas daftar kader."),
        },
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt"}),
    )

    def __init__(self, user: User, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reaches = _reaches(user, on=on)
        self.areas = scope.rows(user, Action.MANAGE_PEOPLE, Area.objects.filter(until__isnull=True), on=on)
        if len(self.reaches) > 1:
            named = [(str(at), _words(reach)) for at, reach in enumerate(self.reaches)]
            self.fields["which"] = forms.ChoiceField(label=_("Untuk wilayah"), choices=named)
        if any(_is_wide(reach) for reach in self.reaches):
            self.fields["code"] = forms.CharField(
                label=_("Kode kabupaten/kota"), max_length=13, help_text=_("Seperti 35.71."), required=False
            )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            most = MOST_BYTES // MEBIBYTE
            raise ValidationError(_("Berkasnya lebih dari %(most)s MB. Bagi menjadi beberapa berkas.") % {"most": most})
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        at = int(cleaned.get("which") or 0)
        reach = self.reaches[at] if at < len(self.reaches) else None
        if reach and _is_wide(reach):
            area = self.areas.filter(code=cleaned.get("code", "").strip(), level__gte=Level.KAB).first()
            if area is None:
                self.add_error("code", _("Tulis kode kabupaten/kota di wilayah Anda, seperti 35.71."))
            reach = Reach(area)
        cleaned["reach"] = reach
        return cleaned


class ColumnsForm(forms.Form):
    """What each heading of a file means."""

    def __init__(self, mapping: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings = list(mapping)
        for at, heading in enumerate(self.headings):
            self.fields[f"k{at}"] = forms.ChoiceField(
                label=heading or _("(tanpa judul)"), choices=_columns(), required=False, initial=mapping[heading]
            )

    def mapping(self) -> dict[str, str]:
        return {heading: self.cleaned_data[f"k{at}"] for at, heading in enumerate(self.headings)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "name" not in cleaned.values():
            raise ValidationError(_("Belum ada kolom nama. Pilih kolom mana yang berisi nama kader."))
        return cleaned


def _columns() -> list[tuple[str, str]]:
    return [
        ("", _("Abaikan")),
        ("name", _("Nama kader")),
        ("sex", _("Jenis kelamin (L/P)")),
        ("female", _("Perempuan (kolom yang dicentang)")),
        ("male", _("Laki-laki (kolom yang dicentang)")),
        ("birth_date", _("Tanggal lahir")),
        ("phone", _("Nomor HP")),
        ("nik", _("NIK (hanya bila dinyalakan Dinas)")),
        ("kecamatan", _("Kecamatan")),
        ("kelurahan", _("Kelurahan/desa")),
        ("puskesmas", _("Puskesmas")),
        ("posyandu", _("Posyandu")),
        ("pustu", _("Pustu")),
        ("field", _("Bidang")),
        ("office", _("Jabatan")),
        ("decree_number", _("Nomor SK")),
        ("decree_date", _("Tanggal SK")),
        ("since", _("Bertugas di sini sejak")),
        ("served_since", _("Menjadi kader sejak")),
        ("active", _("Masih aktif?")),
        ("note", _("Keterangan")),
        ("code", _("Kode kader")),
        ("decision", _("Keputusan")),
    ]


def _reaches(user: User, *, on: date) -> list[Reach]:
    """Where she looks after people, each place once."""
    held = scope.roles(user, Action.MANAGE_PEOPLE, on=on)
    found = {(role.area_id, role.puskesmas_id): _reach(role.area, role.puskesmas) for role in held}
    return list(found.values())


def _reach(area: Area | None, puskesmas: Any) -> Reach:
    return Reach(puskesmas.kab if puskesmas else area, puskesmas)


def _is_wide(reach: Reach) -> bool:
    return reach.puskesmas is None and (reach.area is None or reach.area.level == Level.PROVINCE)


def _words(reach: Reach) -> str:
    return str(reach.puskesmas or reach.area or _("Seluruh Indonesia"))
