"""The page of one station as a Django form: all steps of all its forms, each starting at *benar*."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments import again, rules
from assessments.forms import options
from assessments.models import InstrumentVersion, Observation
from assessments.scenes import Stage, Step
from assessments.visit import Filled

MOST_FORMS = 8


class ReadingField(forms.CharField):
    """A reading as it is spoken: "23,4"."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "pattern": again.PATTERN})
        super().__init__(max_length=9, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        try:
            return again.number(super().clean(value))
        except ValueError:
            raise forms.ValidationError(_("Tulis angkanya saja, misalnya 23,4.")) from None


class StationForm(forms.Form):
    """Only what was not *benar* is tapped (field.md). ``id``: of the visit, made when the page is shown.

    ``versions`` pins the forms that she saw; ``corrects`` what stood then, which a correction replaces with a reason.
    """

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    corrects = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40 * MOST_FORMS)
    reason = forms.CharField(
        label=_("Alasan koreksi"),
        help_text=_("Misalnya: salah tekan di langkah terakhir. Penilaian lama tetap tersimpan."),
        max_length=300,
        required=False,
    )
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
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, stage: Stage, data: Any = None, *, before: Sequence[Observation] = ()) -> None:
        ticks = {f"{one.instrument_version.instrument.key}.{key}": tick for one in before for key, tick in _ticks(one)}
        super().__init__(data, initial={"corrects": joined(before)} | _first(before))
        self._stage = stage
        for step in stage.steps:
            self.fields[f"langkah-{step.name}"] = forms.ChoiceField(
                choices=[(tick, tick) for tick in rules.TICKS], initial=ticks.get(step.name, rules.BENAR)
            )
        for at in range(len(stage.twice)):
            for which, words in ((1, _("Ukuran pertama")), (2, _("Ukuran kedua"))):
                self.fields[f"ukur-{at}-{which}"] = ReadingField(label=words)

    def clean(self) -> dict[str, Any]:
        """Two readings or none; a correction with its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        for at in range(len(self._stage.twice)):
            pair = [cleaned.get(f"ukur-{at}-{which}") for which in (1, 2)]
            if (pair[0] is None) != (pair[1] is None):
                self.add_error(f"ukur-{at}-2", _("Tulis kedua ukuran, atau kosongkan keduanya."))
        if cleaned.get("corrects") and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Tulis alasan koreksi. Penilaian lama tetap tersimpan."))
        return cleaned

    def clean_corrects(self) -> frozenset[UUID]:
        try:
            return frozenset(UUID(one) for one in self.cleaned_data["corrects"].split())
        except ValueError:
            raise forms.ValidationError(_("Halaman ini sudah lama terbuka. Buka lagi kadernya.")) from None

    @property
    def is_correction(self) -> bool:
        return bool(self["corrects"].value())

    @property
    def scenes(self) -> Iterator[dict[str, Any]]:
        """The scenes as the template draws them."""
        number = 0
        for scene in self._stage.scenes:
            rows = [self._row(step, at) for at, step in enumerate(scene.steps, start=number + 1)]
            number += len(rows)
            yield {"text": scene.text, "rows": rows}

    @property
    def readings(self) -> list[dict[str, Any]]:
        """The lines of what is read twice, as the template draws them."""
        return [
            {**line, "first": self[f"ukur-{at}-1"], "second": self[f"ukur-{at}-2"]}
            for at, (_form, line) in enumerate(self._stage.twice)
        ]

    @property
    def filled(self) -> list[Filled]:
        """One a form of the station. Only of a valid form."""
        return [Filled(one, self._ticks_of(one), self._readings_of(one)) for one in self._stage.versions]

    def _row(self, step: Step, number: int) -> dict[str, Any]:
        name = f"langkah-{step.name}"
        anchors = [(option["text"], words) for option, words in zip(options(), step.anchors, strict=True) if words]
        return {
            "number": number,
            "text": step.text,
            "critical": step.critical,
            "name": name,
            "chosen": self[name].value(),
            "options": options(),
            "anchors": anchors,
        }

    def _ticks_of(self, version: InstrumentVersion) -> dict[str, str]:
        key = version.instrument.key
        return {one["key"]: self.cleaned_data[f"langkah-{key}.{one['key']}"] for one in version.content["steps"]}

    def _readings_of(self, version: InstrumentVersion) -> list[Mapping[str, Any]]:
        found: list[Mapping[str, Any]] = []
        for at, (form, line) in enumerate(self._stage.twice):
            first, second = (self.cleaned_data[f"ukur-{at}-{which}"] for which in (1, 2))
            if form == version.instrument.key and first is not None and second is not None:
                found.append(again.of(line, first, second).kept)
        return found


def joined(observations: Sequence[Observation]) -> str:
    """Their ids as the hidden field holds them."""
    return " ".join(str(one.pk) for one in observations)


def _ticks(observation: Observation) -> Iterator[tuple[str, str]]:
    yield from observation.ticks.items()


def _first(before: Sequence[Observation]) -> dict[str, str]:
    return {"note": before[0].note, "adaptation": before[0].adaptation} if before else {}
