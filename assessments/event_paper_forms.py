"""The fields of a paper of an event, and a picture of the activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.event_papers.registry import Paper
from assessments.event_papers.typed import Typed
from assessments.event_texts import MOST_OF_A_TEXT
from lms.people.forms import DayField

OWN = "isi-"  # before the key of a field that only this paper has


class PaperTextsForm(forms.Form):
    """Number, date and *perihal* where the paper has them, then its own fields."""

    number = forms.CharField(
        label=_("Nomor surat"),
        max_length=80,
        required=False,
        help_text=_("Dari buku agenda kantor. Boleh diisi belakangan; di kertas menjadi titik-titik."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    day = DayField(label=_("Tanggal surat"), required=False)
    subject = forms.CharField(label=_("Perihal"), max_length=160, required=False)

    def __init__(self, paper: Paper, typed: Typed, data: Any = None) -> None:
        first = {"number": typed.number, "day": typed.day, "subject": typed.subject}
        own = {f"{OWN}{field.key}": typed.texts.get(field.key, "") for field in paper.fields}
        super().__init__(data, initial={**first, **own})
        if not paper.numbered:
            del self.fields["number"]
        if not paper.dated:
            del self.fields["day"]
        if paper.subject is None:
            del self.fields["subject"]
        for field in paper.fields:
            self.fields[f"{OWN}{field.key}"] = forms.CharField(
                label=str(field.label),
                help_text=str(field.hint),
                required=False,
                max_length=MOST_OF_A_TEXT,
                widget=forms.Textarea(attrs={"rows": field.rows}) if field.rows > 1 else forms.TextInput(),
            )

    def values(self) -> dict[str, Any]:
        """What ``event_texts.keep`` takes, of a valid form."""
        data = self.cleaned_data
        texts = {name.removeprefix(OWN): words for name, words in data.items() if name.startswith(OWN)}
        said = {"number": data.get("number", ""), "day": data.get("day"), "subject": data.get("subject", "")}
        return {**said, "texts": texts}


class PhotoForm(forms.Form):
    picture = forms.FileField(
        label=_("Foto kegiatan"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG, atau WebP, paling besar 12 MB. Tempat dan waktu di dalam berkas dibuang."),
    )
    caption = forms.CharField(
        label=_("Keterangan (boleh kosong)"),
        max_length=120,
        required=False,
        help_text=_("Apa yang dilakukan, bukan nama orang. Misalnya: praktik mengukur dengan boneka."),
    )
