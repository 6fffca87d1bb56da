"""The form of self-registration, in the words of kader."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms

from lms.areas.models import Posyandu
from lms.people.entry_forms import clean_birth_date, clean_name, clean_phone
from lms.people.models import Person
from lms.people.persons import NewKader


class RegisterForm(forms.Form):
    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Nama lengkap",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Tulis nama lengkap."},
    )
    sex = forms.ChoiceField(
        label="Ibu atau Bapak?",
        choices=[(Person.Sex.FEMALE, "Ibu"), (Person.Sex.MALE, "Bapak")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih Ibu atau Bapak."},
    )
    place = forms.UUIDField(
        label="Posyandu tempat bertugas", error_messages={"required": "Pilih posyandu."}, widget=forms.Select
    )
    phone = forms.CharField(
        label="Nomor HP (boleh kosong)",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text="Boleh nomor keluarga.",
    )
    birth_date = forms.DateField(
        label="Tanggal lahir (boleh kosong)",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
    )
    read = forms.BooleanField(
        label="Saya sudah membaca pemberitahuan privasi, dan setuju data saya diperiksa petugas puskesmas.",
        error_messages={"required": "Centang dulu sesudah membaca pemberitahuan privasi."},
    )

    def __init__(self, offered: Sequence[Posyandu], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.uuid): one for one in offered}
        names = [(key, f"{one.name}, {one.desa.name}") for key, one in self.offered.items()]
        self.fields["place"].widget.choices = names if len(names) == 1 else [("", "Pilih posyandu"), *names]
        self.fields["id"].initial = uuid4()

    def clean_name(self) -> str:
        return clean_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_birth_date(self) -> date | None:
        return clean_birth_date(self.cleaned_data["birth_date"])

    def clean_place(self) -> UUID:
        place: UUID = self.cleaned_data["place"]
        if str(place) not in self.offered:
            raise forms.ValidationError("Pilih posyandu dari daftar.")
        return place

    @property
    def posyandu(self) -> Posyandu:
        """The one chosen, once the form is valid."""
        return self.offered[str(self.cleaned_data["place"])]

    @property
    def who(self) -> NewKader:
        """What she says of herself, once the form is valid."""
        given = self.cleaned_data
        return NewKader(given["name"], given["sex"], given["birth_date"], given["phone"])


def id_of(form: RegisterForm) -> UUID:
    """Made with the form, so that a second tap registers nobody twice."""
    return form.cleaned_data["id"]
