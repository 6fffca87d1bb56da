"""The cut of a quiz in ``/cms/``: the one-page form of the modified Angoff method, on screen and on paper, and its
adoption."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from assessments import angoff, cuts
from assessments.cms.quizzes import frame, may_edit, quiz_or_404
from assessments.models import CutDecision, CutEstimate, CutRound, Quiz
from lms.areas.errors import UserError
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action


def may_estimate(user: User) -> bool:
    """Nakes who review for the nation."""
    return scope.may_nationwide(user, Action.REVIEW, on=timezone.localdate())


def may_adopt(user: User) -> bool:
    """Who answers for the installation; never the nakes who estimated, nor the author of the items."""
    return scope.may_nationwide(user, Action.ADMIN, on=timezone.localdate())


class EstimateForm(forms.Form):
    """A number from 0 to 10 for each row of the round."""

    def __init__(self, round: CutRound, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        for row in round.rows:
            self.fields[row["key"]] = forms.IntegerField(min_value=0, max_value=angoff.TEN, label=row["key"])

    @property
    def rows(self) -> list[tuple[dict[str, Any], Any]]:
        return [(row, self[row["key"]]) for row in self.round.rows]


class AdoptForm(forms.Form):
    percent = forms.IntegerField(label=gettext_lazy("Batas lulus, persen"), min_value=1, max_value=100)
    note = forms.CharField(label=gettext_lazy("Alasan bila lain dari yang diusulkan"), required=False, max_length=300)


@require_http_methods(["GET", "POST"])
def cut(request: HttpRequest, key: str) -> HttpResponse:
    """The round that is open, to each what she may do with it; below, what was adopted before."""
    quiz = quiz_or_404(request, key)
    round = CutRound.objects.filter(quiz=quiz, closed_at=None).first()
    mine = round.estimates.filter(by__pk=request.user.pk or 0).first() if round else None
    posted = request.POST or None
    form = EstimateForm(round, posted if "taksir" in request.POST else None, initial=_kept(mine)) if round else None
    told = cuts.proposal(round) if round else None
    adopt = AdoptForm(
        posted if "tetapkan" in request.POST else None, initial={"percent": told.rounded if told else None}
    )
    if request.method == "POST" and _acted(request, quiz, round, form, adopt):
        return redirect("quiz-cut", quiz.key)
    context = {
        "quiz": quiz,
        "round": round,
        "form": form if may_estimate(request.user) else None,
        "mine": mine,
        "told": told,
        "judges": _judges(round),
        "alone": may_estimate(request.user) and mine is None,  # what others say would pull her own estimate
        "enough": angoff.JUDGES,
        "adopt": adopt,
        "may_open": may_edit(request.user) or may_adopt(request.user),
        "may_adopt": may_adopt(request.user),
        "decisions": CutDecision.objects.filter(round__quiz=quiz).select_related("by__person").order_by("-pk"),
        **frame(_("Batas lulus: %(quiz)s") % {"quiz": quiz.title}, list=True),
    }
    return render(request, "cms/cut.html", context)


@require_safe
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The same form for a pen, on one page where the rows allow it."""
    quiz = quiz_or_404(request, key)
    round = CutRound.objects.filter(quiz=quiz, closed_at=None).first()
    if round is None:
        raise Http404
    return render(request, "cms/cut_paper.html", {"quiz": quiz, "round": round})


def _acted(
    request: HttpRequest, quiz: Quiz, round: CutRound | None, form: EstimateForm | None, adopt: AdoptForm
) -> bool:
    """Out: was an act done? What is wrong is said in the form, or above the page."""
    by, now, posted = request.user, timezone.now(), request.POST
    rights = {"buka": may_edit(by) or may_adopt(by), "taksir": may_estimate(by), "tetapkan": may_adopt(by)}
    act = next((name for name in (*rights, "tutup") if name in posted), "")
    if not rights.get(act, act == "tutup" and rights["buka"]) or (round is None) != (act == "buka"):
        raise Http404
    try:
        if act == "buka":
            cuts.open_round(quiz, by=by, now=now)
        elif act == "taksir" and form is not None and form.is_valid():
            cuts.estimate(form.round, form.cleaned_data, by=by, now=now)
        elif act == "tetapkan" and round is not None and adopt.is_valid():
            cuts.adopt(round, adopt.cleaned_data["percent"], note=adopt.cleaned_data["note"], by=by, now=now)
        elif act == "tutup" and round is not None:
            cuts.drop(round, by=by, now=now)
        else:
            return False
    except UserError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("Tersimpan."))
    return True


def _kept(mine: CutEstimate | None) -> dict[str, int]:
    return dict(mine.values) if mine else {}


def _judges(round: CutRound | None) -> list[tuple[str, Decimal]]:
    """Who has said something, and the cut that follows from it."""
    rows = round.estimates.select_related("by__person").order_by("at") if round else []
    return [(_name(one.by), angoff.cut(one.round.rows, one.values)) for one in rows]


def _name(user: User) -> str:
    return (user.person.name if user.person else "") or user.username


urls = [
    path("cek/<slug:key>/batas/", cut, name="quiz-cut"),
    path("cek/<slug:key>/batas/cetak/", paper, name="quiz-cut-paper"),
]
