"""The forms of a calibration: a written case, and its steps to tick."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments import rules
from assessments.calibrate import LONGEST
from assessments.forms import options
from assessments.models import InstrumentVersion, TrainingEvent


class CaseForm(forms.Form):
    """Which practical form, and the case to read."""

    form = forms.ModelChoiceField(
        InstrumentVersion.objects.none(),
        label=_("Formulir"),
        empty_label=None,
        error_messages={"required": _("Pilih satu dulu."), "invalid_choice": _("Pilih salah satu yang ada di sini.")},
    )
    case = forms.CharField(
        label=_("Kasus"),
        help_text=_("Apa yang dilakukan seorang kader karangan, langkah demi langkah. Boleh disusunkan, lalu diubah."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Tulis kasusnya dulu.")},
    )

    def __init__(self, event: TrainingEvent, data: Any = None) -> None:
        super().__init__(data)
        rows = InstrumentVersion.objects.filter(
            retired_at__isnull=True, instrument__competency__group__in=event.groups.values("pk")
        ).select_related("instrument__competency__group")
        field = self.fields["form"]
        field.queryset = rows.order_by(  # type: ignore[attr-defined]
            "instrument__competency__group__position", "instrument__competency__position"
        )
        field.label_from_instance = _label  # type: ignore[attr-defined]

    @property
    def version(self) -> InstrumentVersion | None:
        """The chosen form, also while the rest is not filled in; None: none."""
        try:
            chosen: InstrumentVersion = self.fields["form"].clean(self["form"].value())
        except forms.ValidationError:
            return None
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"version": cleaned.get("form"), "case": cleaned.get("case", "")}


class CaseTickForm(forms.Form):
    """One radio group a step, none chosen yet: a case is read, not assumed to be right."""

    def __init__(self, version: InstrumentVersion, data: Any = None) -> None:
        super().__init__(data)
        self._steps = version.content["steps"]
        for step in self._steps:
            self.fields[f"langkah-{step['key']}"] = forms.ChoiceField(choices=[(one, one) for one in rules.TICKS])

    @property
    def ticks(self) -> dict[str, str]:
        """Only of a valid form."""
        return {step["key"]: self.cleaned_data[f"langkah-{step['key']}"] for step in self._steps}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The steps as ``components/check.html`` draws them."""
        return [
            {
                "number": number,
                "text": step["text"],
                "critical": step["critical"],
                "name": f"langkah-{step['key']}",
                "chosen": self[f"langkah-{step['key']}"].value(),
                "options": options(),
            }
            for number, step in enumerate(self._steps, start=1)
        ]


def _label(version: InstrumentVersion) -> str:
    return f"{version.instrument.competency.key}. {version.instrument.title}"
