"""The form of *Soal ini membingungkan*, in the words of those who answer."""

from typing import Any
from uuid import uuid4

from django import forms

from assessments.flags import Said
from assessments.models import QuestionFlag
from assessments.models.question_flag import LONGEST
from lms.areas.format import angka


class FlagForm(forms.Form):
    form = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.ChoiceField(
        label="Apa yang membingungkan?",
        choices=QuestionFlag.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih satu yang paling cocok."},
    )
    text = forms.CharField(
        label="Tambahan (boleh kosong)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        help_text="Bagian mana. Jangan tulis nama orang.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].initial = uuid4()

    def clean_text(self) -> str:
        """Line ends counted as a phone counts them."""
        text = "\n".join(self.cleaned_data["text"].split("\r\n"))
        if len(text) > LONGEST:
            raise forms.ValidationError(
                f"Paling banyak {LONGEST} huruf; tulisan Ibu/Bapak {angka(len(text))} huruf. Ringkas sedikit."
            )
        return text

    @property
    def said(self) -> Said:
        """What was chosen and written, once the form is valid."""
        given = self.cleaned_data
        return Said(given["form"], given["why"], given["text"])
