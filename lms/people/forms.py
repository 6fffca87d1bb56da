from datetime import date, timedelta
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.areas.models import Area
from lms.people import access, audit, cards, rules, staffing
from lms.people.models import Person
from lms.people.models.device import Motif
from lms.people.rules import Way

NIP_DIGITS = 18
REMEMBER = "Ingat saya di HP ini (gambar dan nama depan tampil di halaman masuk)"


class PinForm(forms.Form):
    pin = forms.CharField(
        label="PIN, 6 angka",
        max_length=20,
        strip=True,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "current-password"}),
        error_messages={"required": "Tulis PIN, 6 angka."},
    )

    def clean_pin(self) -> str:
        pin = rules.read_pin(self.cleaned_data["pin"])
        if len(pin) != rules.PIN_DIGITS:
            raise ValidationError("PIN terdiri dari 6 angka. Silakan tulis lagi.")
        return pin


class RememberForm(PinForm):
    remember = forms.BooleanField(label=REMEMBER, required=False)


class WordsForm(forms.Form):
    words = forms.CharField(
        label="Empat kata di kartu",
        max_length=120,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        help_text="Huruf besar atau kecil sama saja.",
        error_messages={"required": "Tulis keempat kata di kartu."},
    )

    def clean_words(self) -> str:
        words = rules.read_words(self.cleaned_data["words"], cards.word_list())
        if len(words) != rules.WORDS_ON_A_CARD:
            raise ValidationError("Di kartu ada empat kata. Tulis semuanya, dengan spasi di antaranya.")
        return " ".join(words)


class CardForm(WordsForm, RememberForm):
    field_order = ("words", "pin", "remember")


class ChoosePinForm(PinForm):
    again = forms.CharField(
        label="Tulis PIN sekali lagi",
        max_length=20,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
        error_messages={"required": "Tulis PIN yang sama sekali lagi."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pin"].label = "PIN baru, 6 angka"
        self.fields["pin"].widget.attrs["autocomplete"] = "new-password"

    def clean_again(self) -> str:
        again = rules.read_pin(self.cleaned_data["again"])
        if "pin" in self.cleaned_data and again != self.cleaned_data["pin"]:
            raise ValidationError("Kedua PIN belum sama. Silakan tulis lagi, pelan-pelan.")
        return again


class FirstPinForm(ChoosePinForm):
    remember = forms.BooleanField(label=REMEMBER, required=False)


class CornerForm(forms.Form):
    motif = forms.ChoiceField(label="Gambar Ibu/Bapak", choices=Motif.choices)
    shows_name = forms.BooleanField(label="Tampilkan nama depan di bawah gambar", required=False)


class StaffSignInForm(LoginForm):
    """allauth's, for those who need password and TOTP; everybody else is told the same as after a wrong password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Nama pengguna")
        self.fields["password"].label = _("Kata sandi")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self._errors and access.way_of(self.user, on=timezone.localdate()) != Way.TOTP:
            raise get_adapter().validation_error("username_password_mismatch")
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        response = super().login(request, redirect_url)
        request.session.set_expiry(settings.STAFF_SESSION_AGE)
        return response


class EnrolForm(forms.Form):
    code = forms.CharField(
        label=_("Kode perangkat"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Seperti 3F2A-91BC. Terlihat di HP penilai setelah ia mencoba masuk."),
    )
    label = forms.CharField(
        label=_("Nama perangkat (boleh kosong)"), max_length=60, required=False, help_text=_("Misalnya: HP Bu Rina.")
    )


class CodeForm(forms.Form):
    """The short code of an invitation, typed from paper."""

    code = forms.CharField(
        label="Kode undangan",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text="Sepuluh huruf dan angka, seperti 7KQ4M-2XPRB.",
        error_messages={"required": "Tulis kode undangan."},
    )


class NewPasswordForm(forms.Form):
    """A password, typed twice. Whether it is good enough is said by the verb that takes it."""

    password = forms.CharField(
        label="Kata sandi baru",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Paling sedikit 10 huruf, angka, atau tanda. Kalimat pendek mudah diingat dan sulit ditebak.",
    )
    again = forms.CharField(
        label="Kata sandi sekali lagi",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"password", "again"} <= data.keys() and data.pop("again") != data["password"]:
            self.add_error("again", "Kedua kata sandi tidak sama. Silakan tulis lagi.")
        return data


class NewAccountForm(NewPasswordForm):
    username = forms.CharField(
        label="Nama pengguna",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text="Untuk masuk nanti, misalnya dewi.lestari. Huruf kecil, tanpa spasi.",
    )
    field_order = ("username", "password", "again")


class ProveForm(forms.Form):
    password = forms.CharField(
        label="Kata sandi Anda",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class DayField(forms.DateField):
    """A day, in the browser's own picker where it has one."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("Tulis tanggal, misalnya 2025-11-24.")}


class EndForm(forms.Form):
    """The last day of a role; empty: no end."""

    last_day = DayField(label=_("Hari terakhir (boleh kosong)"), required=False)

    def until(self) -> date | None:
        """The first day that no longer counts."""
        day = self.cleaned_data["last_day"]
        return day + timedelta(days=1) if day else None


class RoleForm(EndForm):
    """A role to be given: of which kind, where, from when to when."""

    kind = forms.ChoiceField(label=_("Peran"), widget=forms.RadioSelect)
    place = forms.ChoiceField(label=_("Berlaku di"))
    since = DayField(label=_("Mulai"))
    field_order = ("kind", "place", "since", "last_day")

    def __init__(self, *args: Any, kinds: Any, places: Any, inside: Area | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inside = inside  # the area whose places are offered
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds
        several = sum(len(group) for _title, group in places) > 1
        # Where there is a choice it is made: the first of the list would be the widest place of all.
        cast(forms.ChoiceField, self.fields["place"]).choices = (
            [("", _("Pilih tempat")), *places] if several else places
        )

    def role(self) -> dict[str, Any]:
        """What the verbs take."""
        data = self.cleaned_data
        place = staffing.chosen(data["place"])
        return {"kind": data["kind"], "since": data["since"], "until": self.until(), **place}


class PersonForm(forms.Form):
    """Somebody who is not in the books yet."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        choices=[(Person.Sex.FEMALE, _("Perempuan")), (Person.Sex.MALE, _("Laki-laki"))],
        widget=forms.RadioSelect,
    )
    nip = forms.CharField(
        label=_("NIP (boleh kosong)"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("18 angka. Pegawai kontrak tidak punya."),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_nip(self) -> str:
        digits = "".join(char for char in self.cleaned_data["nip"] if char.isdigit())
        if self.cleaned_data["nip"] and len(digits) != NIP_DIGITS:
            raise ValidationError(_("NIP terdiri dari 18 angka. Periksa lagi, atau kosongkan."))
        return digits


class TrailForm(forms.Form):
    """Which part of the audit trail to read."""

    first = DayField(label=_("Dari"), required=False)
    last = DayField(label=_("Sampai"), required=False)
    act = forms.ChoiceField(label=_("Kejadian"), required=False)
    who = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = sorted(((str(value), label) for value, label in audit.LABELS.items()), key=lambda act: str(act[1]))
        cast(forms.ChoiceField, self.fields["act"]).choices = [("", _("semua")), *acts]
