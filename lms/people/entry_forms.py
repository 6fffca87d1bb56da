"""The forms by which kader are entered by hand: one of them, or a whole posyandu on one screen."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.alike import Sought
from lms.people.entry import NewMember
from lms.people.models import Membership, Person
from lms.people.models.kader import Field
from lms.people.persons import NewKader
from lms.people.roster.names import read_name
from lms.people.roster.phones import e164
from lms.people.roster.words import printed

ROWS = 15


class DetailsForm(forms.Form):
    """Who somebody is, as an officer types it."""

    name = forms.CharField(label=_("Nama"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        choices=[(Person.Sex.FEMALE, _("Perempuan")), (Person.Sex.MALE, _("Laki-laki"))],
        widget=forms.RadioSelect,
        initial=Person.Sex.FEMALE,
    )
    birth_date = forms.DateField(
        label=_("Tanggal lahir (boleh kosong)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    phone = forms.CharField(
        label=_("Nomor HP (boleh kosong)"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("Boleh dipakai bersama keluarga."),
    )

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_birth_date(self) -> date | None:
        return clean_birth_date(self.cleaned_data["birth_date"])

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


def clean_name(typed: str) -> str:
    """A name as a list's is kept: "IBU SITI AMINAH, S.Pd" is "Siti Aminah, S.Pd".

    ValidationError if it holds no letters or holds digits.
    """
    found = read_name(typed)
    if len([sign for sign in found.text if sign.isalpha()]) < 2 or any(sign.isdigit() for sign in typed):
        raise ValidationError(_("Tulis nama dengan huruf, seperti di KTP."))
    return printed(found.text, found.titles)


def clean_birth_date(day: date | None) -> date | None:
    """ValidationError for a day on which no kader can have been born."""
    today = timezone.localdate()
    if day is not None and not date(today.year - 100, 1, 1) <= day <= date(today.year - 10, 12, 31):
        raise ValidationError(_("Periksa tahun lahirnya."))
    return day


def clean_phone(typed: str) -> str:
    """E.164 or "". ValidationError if it is no mobile number."""
    number = e164(typed) if typed else ""
    if typed and not number:
        raise ValidationError(_("Nomor HP tidak terbaca. Contoh: 0812 3456 7890."))
    return number


class SinceForm(forms.Form):
    """Since when, and by which SK."""

    since = forms.DateField(
        label=_("Bertugas sejak"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    decree_number = forms.CharField(
        label=_("Nomor SK (boleh kosong)"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_since(self) -> date:
        day: date = self.cleaned_data["since"]
        if not date(1970, 1, 1) <= day <= timezone.localdate():
            raise ValidationError(_("Tulis tanggal hari ini atau sebelumnya."))
        return day


class DutyForm(forms.Form):
    field = forms.ChoiceField(label=_("Bidang"), choices=Field.choices, initial=Field.KESEHATAN)
    office = forms.ChoiceField(label=_("Jabatan"), choices=Membership.Office.choices, initial=Membership.Office.KADER)


class OneForm(DetailsForm, DutyForm, SinceForm):
    """One kader, with everything that is known."""

    field_order = ("name", "sex", "birth_date", "phone", "field", "office", "since", "decree_number")

    def member(self) -> NewMember:
        """What was typed, once it is valid."""
        return member(self.cleaned_data)


class ConfirmForm(DutyForm, SinceForm):
    """What somebody who registered herself does from now on; the SK comes later."""

    decree_number = None  # type: ignore[assignment]
    field_order = ("field", "office", "since")


class RowForm(DutyForm):
    """One row of a posyandu. ``new`` says that she is none of those who look like her."""

    name = forms.CharField(label=_("Nama"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    sex = forms.ChoiceField(
        label=_("L/P"), choices=[(Person.Sex.FEMALE, "P"), (Person.Sex.MALE, "L")], initial=Person.Sex.FEMALE
    )
    phone = forms.CharField(
        label=_("Nomor HP"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    new = forms.BooleanField(label=_("Bukan dia, ini orang baru"), required=False)
    field_order = ("name", "sex", "phone", "field", "office", "new")

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


RowFormSet = forms.formset_factory(RowForm, extra=ROWS, max_num=ROWS, absolute_max=ROWS)


def member(given: dict[str, Any]) -> NewMember:
    """Cleaned fields as the verb wants them."""
    person = NewKader(
        name=given["name"],
        sex=given["sex"],
        birth_date=given.get("birth_date"),
        phone=given["phone"],
        served_since=given.get("since"),
    )
    return NewMember(person, given["field"], given["office"])


def sought(row: NewMember) -> Sought:
    """Whom to look for before she is entered."""
    return Sought(row.person.name, row.person.phone)
