from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from lms.people import codes
from lms.people.forms import RememberForm
from lms.people.models import User
from lms.people.roster.phones import e164


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label="Nomor HP",
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        help_text="Nomor yang dicatat puskesmas, misalnya 0812 3456 7890.",
        error_messages={"required": "Tulis nomor HP."},
    )

    def clean_phone(self) -> str:
        number = e164(self.cleaned_data["phone"])
        if not number:
            raise ValidationError("Nomor HP ini tidak terbaca. Tulis seperti 0812 3456 7890.")
        return number


class PhoneCodeForm(forms.Form):
    code = forms.CharField(
        label="Kode, 6 angka",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": "Tulis kode, 6 angka."},
    )

    def clean_code(self) -> str:
        digits = "".join(char for char in self.cleaned_data["code"] if char in "0123456789")
        if len(digits) != codes.DIGITS:
            raise ValidationError("Kode terdiri dari 6 angka. Silakan tulis lagi.")
        return digits


class NameForm(RememberForm):
    """One of the people who have the number, and her PIN."""

    who = forms.ChoiceField(
        label="Siapa nama Ibu/Bapak?",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih nama Ibu/Bapak.", "invalid_choice": "Pilih nama Ibu/Bapak."},
    )
    field_order = ("who", "pin", "remember")

    def __init__(self, users: Sequence[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.uuid): user for user in users}
        names = [(uuid, user.person.name if user.person else "") for uuid, user in self.users.items()]
        cast(forms.ChoiceField, self.fields["who"]).choices = names
        if len(names) == 1:
            self.initial.setdefault("who", names[0][0])

    @property
    def chosen(self) -> User:
        return self.users[self.cleaned_data["who"]]
