"""The form of *Laporkan isi keliru*, in the words of readers."""

from typing import Any
from uuid import uuid4

from django import forms

from lms.areas.format import angka
from modules.models import ContentReport
from modules.models.content_report import LONGEST
from modules.reports import Words


class ReportForm(forms.Form):
    form = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Apa yang keliru?",
        choices=ContentReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih satu yang paling cocok."},
    )
    text = forms.CharField(
        label="Ceritakan dengan kata sendiri",
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST}),
        help_text="Bagian mana, dan seharusnya bagaimana. Jangan tulis nama orang yang dilayani, alamat, atau NIK.",
        error_messages={"required": "Tulis bagian mana yang keliru, walau pendek saja."},
    )
    who = forms.ChoiceField(
        label="Ibu/Bapak siapa? (boleh dilewati)",
        choices=ContentReport.Who.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Kami tidak menanyakan nama.",
    )
    # Nobody sees it; whatever fills it in is a machine, or a phone that fills in everything.
    website = forms.CharField(
        label="Biarkan kosong", required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].initial = uuid4()

    def clean_text(self) -> str:
        """Line ends counted as a phone counts them."""
        text = "\n".join(self.cleaned_data["text"].split("\r\n"))
        if len(text) > LONGEST:
            raise forms.ValidationError(
                f"Paling banyak {angka(LONGEST)} huruf; tulisan Ibu/Bapak {angka(len(text))} huruf. Ringkas sedikit."
            )
        return text

    @property
    def words(self) -> Words:
        """What was written, once the form is valid."""
        given = self.cleaned_data
        return Words(given["form"], given["kind"], given["text"], given["who"])
