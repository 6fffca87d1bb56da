"""The forms of what happens to a kader in service. The verbs refuse what cannot be; here what a field can tell."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.areas.models import Posyandu, Pustu
from lms.people.memberships import Reason
from lms.people.models import Membership
from lms.people.models.kader import Field

FIRST = date(1970, 1, 1)
AHEAD = timedelta(days=366)  # an act may be entered before its day, within the year that is planned
SHOWN = 12  # places that fit on a phone; more: write the kelurahan too

Places = tuple[QuerySet[Posyandu], QuerySet[Pustu]]


class DayField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": gettext_lazy("Tulis tanggal, misalnya 2025-11-24.")}


class StepForm(forms.Form):
    """``today``: its place's date; ``places``: those that may be chosen."""

    def __init__(self, *args: Any, today: date, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.places = today, places
        if "on" in self.fields:
            self.fields["on"].initial = today

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day is not None and not FIRST <= day <= self.today + AHEAD:
            raise forms.ValidationError(_("Tanggal itu terlalu jauh. Periksa lagi tahunnya."))
        return day


class DatedForm(StepForm):
    on = DayField(label=gettext_lazy("Mulai tanggal"))


class PlaceForm(StepForm):
    """A place by part of its name; where several fit, they are shown to choose from."""

    search = forms.CharField(
        label=gettext_lazy("Posyandu atau pustu"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Sebagian nama cukup; bila banyak yang sama, tulis juga kelurahannya."),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Yang mana?"), choices=(), required=False, widget=forms.RadioSelect, validators=()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = self._find(self.data.get("search", "")) if self.is_bound else {}
        if 1 < len(self.found) <= SHOWN:
            choices = cast("forms.ChoiceField", self.fields["place"])
            choices.choices = [(key, _called(place)) for key, place in self.found.items()]
        else:
            self.fields.pop("place")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = data.pop("place", "")
        typed = data.pop("search", "")
        if typed and not self.found:
            self.add_error("search", _("Tidak ada posyandu atau pustu dengan nama itu. Periksa ejaannya."))
        elif len(self.found) > SHOWN:
            self.add_error("search", _("Terlalu banyak yang cocok. Tulis juga nama kelurahannya."))
        elif len(self.found) > 1 and not chosen and "place" not in self.errors:
            self.add_error("place", _("Ada beberapa yang cocok. Pilih satu."))
        place = self.found.get(chosen) or (next(iter(self.found.values())) if len(self.found) == 1 else None)
        data["posyandu"] = place if isinstance(place, Posyandu) else None
        data["pustu"] = place if isinstance(place, Pustu) else None
        return data

    def _find(self, typed: str) -> dict[str, Posyandu | Pustu]:
        words = [word for word in typed.replace("\x00", "").replace(",", " ").split() if word.lower() not in _KINDS]
        if not words:
            return {}
        wanted = Q()
        for word in words:
            wanted &= Q(name__icontains=word) | Q(desa__name__icontains=word)
        found: dict[str, Posyandu | Pustu] = {}
        for rows in self.places:
            some = rows.filter(wanted).select_related("desa").order_by("name", "pk")[: SHOWN + 1]
            found |= {f"{row._meta.model_name}-{row.pk}": row for row in some}
        return found


_KINDS = ("posyandu", "pustu")


def _called(place: Posyandu | Pustu) -> str:
    return f"{place}, {place.desa.name}"


class LeaveForm(StepForm):
    on = DayField(label=gettext_lazy("Hari pertama tidak bertugas lagi"))
    reason = forms.ChoiceField(
        label=gettext_lazy("Sebabnya"),
        choices=[(one.value, one.label) for one in (Reason.STOPPED, Reason.AWAY, Reason.DIED, Reason.OTHER)],
        widget=forms.RadioSelect,
    )


class MoveForm(PlaceForm, DatedForm):
    field_order = ("search", "place", "on")


class BidangForm(DatedForm):
    field = forms.ChoiceField(label=gettext_lazy("Bidang"), choices=Field.choices)


class OfficeForm(DatedForm):
    office = forms.ChoiceField(label=gettext_lazy("Jabatan"), choices=Membership.Office.choices)
    decree_number = forms.CharField(
        label=gettext_lazy("Nomor SK (boleh kosong)"), max_length=80, required=False, initial=""
    )
    decree_date = DayField(label=gettext_lazy("Tanggal SK (boleh kosong)"), required=False)


class ServeForm(PlaceForm, DatedForm):
    field = forms.ChoiceField(label=gettext_lazy("Bidang"), choices=Field.choices, initial=Field.KESEHATAN)
    office = forms.ChoiceField(label=gettext_lazy("Jabatan"), choices=Membership.Office.choices, initial="kader")
    field_order = ("search", "place", "field", "office", "on")


class SinceForm(StepForm):
    on = DayField(label=gettext_lazy("Tanggal mulai yang benar"))


class UntilForm(StepForm):
    on = DayField(
        label=gettext_lazy("Hari pertama tidak bertugas lagi, yang benar"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila ternyata masih bertugas."),
    )
