"""The forms of a quiz in the admin: its words, and its blueprint line by line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.blueprint import Item, Line
from assessments.models import Question, Quiz
from assessments.types import TYPES
from modules.models import Competency, CompetencyGroup

MOST_LINES = 30


class QuizForm(forms.Form):
    title = forms.CharField(label=_("Judul"), max_length=120)
    description = forms.CharField(
        label=_("Penjelasan"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
    pass_percent = forms.IntegerField(label=_("Batas lulus, persen"), min_value=1, max_value=100, required=False)
    max_attempts = forms.IntegerField(
        label=_("Berapa kali boleh dikerjakan"),
        min_value=1,
        max_value=10,
        required=False,
        help_text=_("Kosong: boleh diulang."),
    )
    sample = forms.BooleanField(
        label=_("Contoh"), required=False, help_text=_("Belum mencakup seluruh kelompok; kader membacanya di judul.")
    )
    active = forms.BooleanField(label=_("Terbuka untuk kader"), required=False)

    def __init__(self, quiz: Quiz, *args: Any, **kwargs: Any) -> None:
        names = ("title", "description", "pass_percent", "max_attempts", "sample", "active")
        kwargs["initial"] = {name: getattr(quiz, name) for name in names}
        super().__init__(*args, **kwargs)
        self._of_module = quiz.kind == Quiz.Kind.MODULE
        if self._of_module:
            self.fields["pass_percent"].help_text = _("Kosong: menurut pengaturan situs.")

    def clean_pass_percent(self) -> int | None:
        percent: int | None = self.cleaned_data["pass_percent"]
        if percent is None and not self._of_module:
            raise forms.ValidationError(_("Isi batas lulusnya."))
        return percent


class LineForm(forms.Form):
    """One line; without a number it is none."""

    competency = forms.ChoiceField(label=_("Kompetensi"))
    count = forms.IntegerField(label=_("Berapa soal"), min_value=1, max_value=28, required=False)
    essential = forms.IntegerField(
        label=_("Sedikitnya sekian soal wajib benar"),
        min_value=0,
        max_value=28,
        required=False,
        help_text=_("Kosong: menurut bagiannya di bank, paling sedikit satu."),
    )
    lessons = forms.MultipleChoiceField(
        label=_("Hanya dari pelajaran"), required=False, widget=forms.CheckboxSelectMultiple
    )
    types = forms.MultipleChoiceField(label=_("Hanya jenis"), required=False, widget=forms.CheckboxSelectMultiple)
    difficulties = forms.MultipleChoiceField(
        label=_("Hanya kesulitan"),
        required=False,
        choices=Question.Difficulty.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, of: Sequence[str], items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # a line that stays as it was is one all the same
        choices: dict[str, list[tuple[str, str]]] = {
            "competency": [(key, key) for key in of],
            "lessons": sorted({(item.lesson, item.lesson) for item in items}),
            "types": [(key, gettext(kind.name)) for key, kind in TYPES.items()],
        }
        for name, some in choices.items():
            self.fields[name].choices = some  # type: ignore[attr-defined]

    @property
    def line(self) -> Line | None:
        """What it asks for; of a valid form."""
        given = self.cleaned_data
        if not given.get("count"):
            return None
        return Line(
            competency=given["competency"],
            count=given["count"],
            lessons=tuple(given["lessons"]),
            types=tuple(given["types"]),
            difficulties=tuple(given["difficulties"]),
            essential=given["essential"] or 0,
        )


LineForms = forms.formset_factory(LineForm, extra=1, max_num=MOST_LINES, validate_max=True)


class NewQuizForm(forms.Form):
    """Which kind of quiz, about what."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Quiz.Kind.choices)
    about = forms.ChoiceField(label=_("Tentang"), help_text=_("Kompetensi untuk kuis modul, kelompok untuk lainnya."))

    def __init__(self, *args: Any, groups: Sequence[CompetencyGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, Competency | CompetencyGroup] = {}
        for group in groups:
            self._known |= {group.key: group, **{one.key: one for one in group.competencies.all()}}
        about = [(key, f"{key} · {one.title}") for key, one in self._known.items()]
        self.fields["about"].choices = about  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Competency | CompetencyGroup:
        return self._known[self.cleaned_data["about"]]
