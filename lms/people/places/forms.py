"""Forms of ``/kelola/tempat/``. What cannot be is refused by the verbs; here only what one field can tell."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lms.areas import opening
from lms.areas.models import Area, Catchment, Posyandu, PosyanduKind, PosyanduStrata, Puskesmas
from lms.areas.models.area import Level
from lms.people.queries import in_force

NAME = 90  # with the word "Posyandu" before it, which is taken off


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("Tulis tanggal, misalnya 2025-11-24.")}


class NamedField(forms.ModelChoiceField):
    """A select box of places by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class NameForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=NAME)


class OpenForm(NameForm):
    on = DayField(label=_("Berdiri sejak (boleh kosong)"), required=False)


class RenameForm(NameForm):
    name = forms.CharField(label=_("Nama baru"), max_length=NAME)
    on = DayField(label=_("Berlaku sejak"))


class DayForm(forms.Form):
    on = DayField(label=_("Tanggal"))


class CloseForm(forms.Form):
    on = DayField(label=_("Tutup sejak"), help_text=_("Hari pertama tempat ini tidak lagi buka."))


class PuskesmasForm(OpenForm):
    registration_number = forms.CharField(label=_("Kode puskesmas (boleh kosong)"), max_length=32, required=False)


class PuskesmasNameForm(RenameForm):
    name = forms.CharField(label=_("Nama"), max_length=NAME)
    registration_number = forms.CharField(label=_("Kode puskesmas (boleh kosong)"), max_length=32, required=False)
    on = DayField(label=_("Nama ini berlaku sejak"))


class PustuForm(OpenForm):
    puskesmas = NamedField(label=_("Puskesmas yang melayani"), queryset=Puskesmas.objects.none())

    def __init__(self, *args: Any, desa: Area, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        served = Catchment.objects.filter(in_force(today), desa=desa).values_list("puskesmas_id", flat=True).first()
        self.fields["puskesmas"].queryset = puskesmas_of(desa.kab_code)  # type: ignore[attr-defined]
        self.initial.setdefault("puskesmas", served)


class PosyanduForm(PustuForm):
    kind = forms.ChoiceField(label=_("Jenis"), choices=PosyanduKind.Kind.choices, initial=PosyanduKind.Kind.TERPADU)


class MoveForm(forms.Form):
    desa = forms.ChoiceField(label=_("Kelurahan/desa sesudah pindah"))
    puskesmas = NamedField(label=_("Puskesmas yang melayani sesudah pindah"), queryset=Puskesmas.objects.none())
    name = forms.CharField(
        label=_("Nama baru (boleh kosong)"),
        max_length=NAME,
        required=False,
        help_text=_("Isi bila namanya ikut ganti, misalnya karena di tempat baru sudah ada yang bernama sama."),
    )
    on = DayField(label=_("Pindah sejak"))

    def __init__(self, *args: Any, kab_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.code: area for area in desa_of(kab_code)}
        self.fields["desa"].choices = _by_kecamatan(self.areas.values())  # type: ignore[attr-defined]
        self.fields["puskesmas"].queryset = puskesmas_of(kab_code)  # type: ignore[attr-defined]

    def clean_desa(self) -> Area:
        return self.areas[self.cleaned_data["desa"]]


class MergeForm(forms.Form):
    target = NamedField(
        label=_("Digabung ke posyandu"),
        queryset=Posyandu.objects.none(),
        to_field_name="uuid",
        help_text=_("Yang tampil: posyandu di kelurahan yang sama, atau dilayani puskesmas yang sama."),
    )
    on = DayField(label=_("Digabung sejak"))

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = candidates  # type: ignore[attr-defined]
        self.fields["target"].label_from_instance = lambda row: f"{row}, {row.desa.name}"  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    name = forms.CharField(label=_("Nama posyandu baru"), max_length=NAME)
    on = DayField(label=_("Dipecah sejak"))
    kader = forms.MultipleChoiceField(
        label=_("Kader yang pindah ke posyandu baru"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Yang tidak dicentang tetap di posyandu lama."),
    )

    def __init__(self, *args: Any, kader: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kader"].choices = list(kader)  # type: ignore[attr-defined]


class CatchmentForm(forms.Form):
    """One list of kelurahan a kecamatan, those it serves already ticked."""

    on = DayField(label=_("Berlaku sejak"))

    def __init__(self, *args: Any, puskesmas: Puskesmas, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {area.code: area for area in desa_of(puskesmas.kab.code)}
        serving = Catchment.objects.filter(in_force(today), desa__in=self.areas.values()).select_related("puskesmas")
        servers = {row.desa_id: row.puskesmas for row in serving}
        own = {area.code for area in self.areas.values() if servers.get(area.pk) == puskesmas}
        groups = _by_kecamatan(self.areas.values())
        # The kecamatan where it already works stand first.
        for kec, group in sorted(groups, key=lambda pair: own.isdisjoint(code for code, _name in pair[1])):
            codes = [code for code, _name in group]
            self.fields[f"kec-{codes[0]}"] = forms.MultipleChoiceField(
                label=kec,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(code, _served(self.areas[code], servers, puskesmas)) for code in codes],
                initial=sorted(own.intersection(codes)),
            )

    @property
    def chosen(self) -> list[Area]:
        ticked = [value for key, value in self.cleaned_data.items() if key.startswith("kec-")]
        return [self.areas[code] for codes in ticked for code in codes]


class KindForm(forms.Form):
    kind = forms.ChoiceField(label=_("Menjadi posyandu"), choices=PosyanduKind.Kind.choices)
    on = DayField(label=_("Sejak"))


class PapersForm(forms.Form):
    registration_number = forms.CharField(
        label=_("Nomor registrasi"), max_length=32, required=False, help_text=_("Menurut Kepmendagri 2834/2025.")
    )
    decree_number = forms.CharField(label=_("Nomor SK pembentukan"), max_length=80, required=False)
    decree_date = DayField(label=_("Tanggal SK"), required=False)


def _opening_days() -> list[tuple[Any, Any]]:
    by = {_("Menurut tanggal"): opening.BY_DATE, _("Menurut hari"): opening.BY_WEEKDAY}
    groups = [(name, [(code, opening.words(code)) for code in codes]) for name, codes in by.items()]
    return [("", _("belum dicatat")), *groups]


class OpeningForm(forms.Form):
    opening = forms.ChoiceField(
        label=_("Buka"),
        required=False,
        choices=_opening_days,
        help_text=_("Kader diingatkan sebelumnya."),
    )


class StrataForm(forms.Form):
    strata = forms.ChoiceField(label=_("Strata"), choices=PosyanduStrata.Strata.choices)
    on = DayField(label=_("Dinilai pada"))


class VerificationForm(forms.Form):
    what = forms.CharField(label=_("Terverifikasi sebagai"), max_length=80, help_text=_("Misalnya siklus hidup."))
    on = DayField(label=_("Diverifikasi pada"))


class ListForm(forms.Form):
    file = forms.FileField(label=_("Berkas daftar posyandu"), max_length=200)


def puskesmas_of(kab_code: str) -> Any:
    """The open puskesmas of a kab/kota, by name."""
    return Puskesmas.objects.filter(kab__code=kab_code, kab__until__isnull=True, closed_on=None).order_by("name")


def desa_of(kab_code: str) -> Any:
    """The kelurahan of a kab/kota in order of their codes, with their kecamatan."""
    rows = Area.objects.filter(kab_code=kab_code, level=Level.DESA, until__isnull=True)
    return rows.select_related("parent").order_by("code")


def _by_kecamatan(areas: Iterable[Area]) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for area in areas:
        found.setdefault(area.parent.name if area.parent else "", []).append((area.code, area.name))
    return list(found.items())


def _served(area: Area, servers: dict[int, Puskesmas], own: Puskesmas) -> str:
    server = servers.get(area.pk)
    if server is None or server == own:
        return area.name
    return _now("%(desa)s (kini dilayani %(puskesmas)s)") % {"desa": area.name, "puskesmas": server}
