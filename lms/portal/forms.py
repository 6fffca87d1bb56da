from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.entry_forms import clean_phone
from lms.portal.models import PrivacyRequest


class RequestForm(forms.Form):
    """What somebody asks about her data."""

    kind = forms.ChoiceField(choices=PrivacyRequest.Kind.choices)
    text = forms.CharField(
        label="Apa yang salah, dan apa yang benar?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Contoh: nama saya Siti Aminah, bukan Siti Amina.",
    )


class PhoneForm(forms.Form):
    """One's own number."""

    phone = forms.CharField(
        label="Nomor HP (boleh kosong)",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])


class AnswerForm(forms.Form):
    """An officer's answer."""

    words = forms.CharField(
        label=_("Jawaban untuk yang meminta"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Satu kalimat; terbaca di halaman Data saya."),
    )
    done = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[("yes", _("Dipenuhi")), ("no", _("Tidak dapat dipenuhi"))],
        widget=forms.RadioSelect,
    )
