"""One mark for many items: choose, read how many it touches, then do it. Works without a script."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from assessments import bank_lists, bank_rights, retag
from assessments.cms.bank_index import found, stem
from assessments.cms.bank_pages import page
from assessments.models import Question
from assessments.retag import Change
from lms.areas.format import angka

MOST = 200  # rows on one page to choose from


class ChangeForm(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("Yang diubah"),
        widget=forms.RadioSelect,
        choices=[
            ("difficulty", gettext_lazy("Kesulitan")),
            ("lesson", gettext_lazy("Pelajaran")),
            ("essential", gettext_lazy("Wajib benar")),
            ("rest", gettext_lazy("Istirahatkan")),
        ],
    )
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Kesulitan"), choices=[("", "---------"), *Question.Difficulty.choices], required=False
    )
    lesson = forms.ChoiceField(label=gettext_lazy("Pelajaran"), required=False)
    essential = forms.ChoiceField(
        label=gettext_lazy("Wajib benar"),
        choices=[("1", gettext_lazy("ya")), ("0", gettext_lazy("tidak"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(one.value, one.name) for one in bank_lists.lessons()]
        self.fields["lesson"].choices = [("", "---------"), *options]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        what = told.get("what")
        if what in ("difficulty", "lesson") and not told.get(what):
            self.add_error(what, _("Pilih dulu isinya."))
        return told

    @property
    def change(self) -> Change:
        told = self.cleaned_data
        if told["what"] == "essential":
            return Change("essential", "1" if told["essential"] == "1" else "")
        return Change(told["what"], told.get(told["what"], "") if told["what"] != "rest" else "")


@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """The items that the list shows (the first 200), a mark, what it would touch, and the act."""
    if not bank_rights.may_write(request.user, on=timezone.localdate()):
        raise Http404
    posted = request.method == "POST"
    form = ChangeForm(request.POST or None, initial={"what": "difficulty"})
    rows, total = list(found(request)[:MOST]), 0 if posted else found(request).count()
    chosen = [int(pk) for pk in request.POST.getlist("pilih")[:MOST] if pk.isdecimal() and len(pk) < 19]
    looked = retag.plan(chosen, form.change) if posted and chosen and form.is_valid() else None
    if looked and "sungguh" in request.POST:
        done = retag.apply(chosen, form.change, by=request.user, now=timezone.now())
        said = ngettext("%(n)s soal diubah.", "%(n)s soal diubah.", done)
        messages.success(request, said % {"n": angka(done)})
        return redirect(f"{reverse('bank')}?{request.GET.urlencode()}")
    if posted and not chosen:
        messages.warning(request, _("Belum ada soal yang dipilih."))
    context = {
        "form": form,
        "rows": [(row, stem(row), not posted or row.pk in chosen) for row in rows],
        "more": max(total - MOST, 0),
        "plan": looked,
        "chosen": chosen,
    }
    return page(request, "bank_many.html", _("Ubah banyak soal"), **context)
