"""The practical form as a Django form: one radio group a step, note and adaptation."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments import held, rules
from assessments.models import InstrumentVersion, Quiz
from assessments.observe import steps
from lms.areas.models import Puskesmas
from lms.people.forms import DayField


class ObservationForm(forms.Form):
    """Ticks start at *benar*: only what was not is tapped (field.md). ``id`` is made when the form is shown."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    adaptation = forms.CharField(
        label=_("Penyesuaian (boleh kosong)"),
        help_text=_("Misalnya: dibantu rekan mengangkat anak, memakai boneka, bahasa Jawa."),
        max_length=200,
        required=False,
    )
    note = forms.CharField(
        label=_("Catatan untuk kader (boleh kosong)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, version: InstrumentVersion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._steps = steps(version)
        for step in self._steps:
            self.fields[_name(step)] = forms.ChoiceField(
                choices=[(tick, tick) for tick in rules.TICKS], initial=rules.BENAR
            )

    @property
    def ticks(self) -> dict[str, str]:
        """Per step key the chosen tick. Only of a valid form."""
        return {step["key"]: self.cleaned_data[_name(step)] for step in self._steps}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The steps as ``components/check.html`` draws them."""
        return [
            {
                "number": number,
                "text": step["text"],
                "critical": step["critical"],
                "name": _name(step),
                "chosen": self[_name(step)].value(),
                "options": options(),
            }
            for number, step in enumerate(self._steps, start=1)
        ]


class NoteForm(forms.Form):
    """The words that go with an act, kept with it for good."""

    note = forms.CharField(
        label=_("Alasan atau catatan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang diperiksa dan kepada siapa ditanyakan. Disimpan bersama nama Ibu/Bapak."),
        error_messages={"required": _("Tulis dulu alasannya. Belum ada yang berubah.")},
    )


class QuizForm(forms.Form):
    """Which quiz."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.none(),
        label=_("Cek kemampuan"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Pilih satu dulu."), "invalid_choice": _("Pilih salah satu yang ada di sini.")},
    )

    def __init__(self, quizzes: QuerySet[Quiz], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quiz"].queryset = quizzes  # type: ignore[attr-defined]


class PaperForForm(QuizForm):
    """Which quiz is printed, for which puskesmas."""

    puskesmas = forms.ModelChoiceField(
        Puskesmas.objects.none(), label=_("Puskesmas"), error_messages={"required": _("Pilih satu dulu.")}
    )

    def __init__(self, quizzes: QuerySet[Quiz], places: QuerySet[Puskesmas], *args: Any, **kwargs: Any) -> None:
        super().__init__(quizzes, *args, **kwargs)
        self.fields["puskesmas"].queryset = places  # type: ignore[attr-defined]
        self.fields["puskesmas"].initial = places.first()


class GridForm(forms.Form):
    """What stands above the rows: on which day the form was filled in, and whose rows are shown."""

    day = forms.DateField(
        label=_("Tanggal pelaksanaan"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Tulis tanggalnya."), "invalid": _("Tulis tanggal, misalnya 2025-11-24.")},
    )


class OutcomesForm(GridForm):
    """What stands above the grid of a day of assessing."""

    reason = forms.CharField(
        label=_("Alasan, bila mengubah yang sudah tersimpan"),
        max_length=300,
        initial=_("Salah ketik; dibetulkan menurut formulir kertas."),
        error_messages={"required": _("Tulis alasannya. Penilaian lama tetap tersimpan.")},
    )


class HeldFilter(forms.Form):
    """Which of the held answers are listed."""

    status = forms.ChoiceField(
        label=_("Keadaan"),
        choices=[("menunggu", _("Menunggu")), ("selesai", _("Sudah diselesaikan")), ("semua", _("Semua"))],
        required=False,
    )
    sebab = forms.ChoiceField(label=_("Sebab"), choices=[("", _("Semua sebab")), *held.REASONS.items()], required=False)


def options() -> list[dict[str, Any]]:
    """The three keys of a step."""
    return [
        {"value": rules.BENAR, "text": _("Benar"), "kind": "ok"},
        {"value": rules.BANTUAN, "text": _("Dengan bantuan"), "kind": "warn"},
        {"value": rules.BELUM, "text": _("Belum"), "kind": "bad"},
    ]


def _name(step: dict[str, Any]) -> str:
    return f"langkah-{step['key']}"


class CoachingForm(forms.Form):
    """That an officer sat down with a kader: when, and what they did."""

    on = DayField(label=_("Tanggal pendampingan"), help_text=_("Hari Ibu/Bapak duduk bersama kader ini."))
    note = forms.CharField(
        label=_("Yang dilatih bersama"),
        help_text=_("Satu kalimat, misalnya: membaca lagi tanda bahaya, lalu latihan berdua."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today}
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self._today:
            raise forms.ValidationError(_("Tanggal ini belum tiba. Catat sesudah pendampingannya selesai."))
        return on


class EntrustedForm(forms.Form):
    """A file of envelopes from a phone without a signal."""

    file = forms.FileField(
        label=_("Berkas titipan"),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        help_text=_("Namanya titipan-….json; paling besar 2 MB."),
    )
