"""The pages of one fact in ``/cms/``: what it says and said, changing it, what areas chose, what is proposed.

A change is looked over before it counts: the form, then what it touches, then the act. Works without a script.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from lms.areas.errors import UserError
from lms.areas.models import Area
from modules import fact_changes, fact_lists, fact_rights
from modules.cms import fact_sight
from modules.cms.fact_forms import ChoiceForm, DecisionForm, EndForm, FactForm, NewFactForm
from modules.models import Fact, FactProposal
from modules.recall import may_recall_of

Form = FactForm | EndForm


@dataclass(frozen=True)
class Wish:
    """What is asked for: that the fact of this area (None: the nation) says ``words``, or that its own number ends."""

    key: str
    area: Area | None
    row: Fact | None
    words: dict[str, Any]
    ends: bool = False


def look(request: HttpRequest, key: str) -> HttpResponse:
    """What the fact says, where it is cited, what areas chose, what is proposed, and all its past."""
    fact, today = _nation(key), timezone.localdate()
    areas = set(fact_rights.choosable(request.user, on=today).values_list("pk", flat=True))
    context = {
        "fact": fact,
        "cite": f"{{fakta:{key}}}",
        "uses": fact_sight.uses(key),
        "chosen": [(row, row.area_id in areas) for row in fact_lists.own(key)],
        "waiting": fact_lists.waiting().filter(key=key),
        "history": fact_lists.history(key),
        "dropped": fact_lists.dropped(key),
        "late": fact.review_due and fact.review_due <= today,
        "may_tell": may_recall_of(None, request.user, on=today),
        "may_change": fact_rights.may_propose(request.user, None, on=today),
        "may_choose": areas and fact.status != Fact.Status.SETTLED,
    }
    return _page(request, "fact.html", key, **context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A fact that is not there yet."""
    if not fact_rights.may_propose(request.user, None, on=timezone.localdate()):
        raise Http404
    form = NewFactForm(request.POST or None, today=timezone.localdate())
    return _change(request, form, _("Fakta baru"), lambda: Wish(form.cleaned_data["key"], None, None, form.words))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """What the nation's fact says."""
    row = _nation(key)
    if not fact_rights.may_propose(request.user, None, on=timezone.localdate()):
        raise Http404
    form = FactForm(request.POST or None, today=timezone.localdate(), initial=_initial(row))
    return _change(request, form, _("Ubah %(key)s") % {"key": key}, lambda: Wish(key, None, row, form.words))


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, key: str, code: str = "") -> HttpResponse:
    """The number of a kab/kota in place of the nation's; ``code``: the one that has chosen already."""
    nation, today = _nation(key), timezone.localdate()
    areas = fact_rights.choosable(request.user, on=today).filter(**({"code": code} if code else {}))
    row = get_object_or_404(fact_lists.own(key), area__code=code) if code else None
    if not areas or (nation.status == Fact.Status.SETTLED and row is None):
        raise Http404
    begin = _initial(row or nation) | ({"area": areas[0].code} if len(areas) == 1 else {})
    if row is None:
        begin |= {"base": "", "value": "", "source_title": "", "source_url": "", "source_read_on": None}
    form = ChoiceForm(request.POST or None, today=today, areas=areas, initial=begin)
    title = _("Angka daerah untuk %(key)s") % {"key": key}
    return _change(request, form, title, lambda: Wish(key, form.cleaned_data["area"], row, form.words), nation=nation)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """The kab/kota goes back to the nation's number."""
    row = get_object_or_404(fact_lists.own(key), area__code=code)
    if not fact_rights.may_propose(request.user, row.area, on=timezone.localdate()):
        raise Http404
    form = EndForm(request.POST or None, initial={"base": fact_changes.base_of(row)})
    title = _("%(area)s kembali ke angka nasional") % {"area": row.area}
    return _change(request, form, title, lambda: Wish(key, row.area, row, row.words, ends=True), nation=_nation(key))


def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a nakes."""
    return _page(request, "fact_proposals.html", _("Usulan"), waiting=fact_lists.waiting())


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: old and new side by side, what it touches, and the decision."""
    proposal = get_object_or_404(fact_lists.waiting(), pk=pk)
    may = fact_rights.may_decide(request.user, proposal.area, on=timezone.localdate())
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and not may:
        raise Http404
    if request.method == "POST" and form.is_valid() and _decided(request, proposal, form):
        return redirect("fakta:look", proposal.key) if "terima" in request.POST else redirect("fakta:proposals")
    row = Fact.objects.filter(key=proposal.key, area=proposal.area, valid_until__isnull=True).first()
    context = {
        "proposal": proposal,
        "form": form,
        "may_decide": may,
        "stale": fact_changes.base_of(row) != proposal.base,
        "lines": fact_sight.compare(row.words if row else None, proposal.words),
        "reach": fact_sight.reach(proposal.key, area=proposal.area, words=proposal.words, ends=proposal.ends),
    }
    return _page(request, "fact_decide.html", _("Usulan untuk %(key)s") % {"key": proposal.key}, **context)


def _decided(request: HttpRequest, proposal: FactProposal, form: DecisionForm) -> bool:
    accepted, note = "terima" in request.POST, form.cleaned_data["note"]
    if not accepted and not note:
        form.add_error("note", _("Tulis mengapa usulan ini tidak diterima."))
        return False
    try:
        fact_changes.decide(proposal, accepted=accepted, note=note, by=request.user, now=timezone.now())
    except UserError as error:
        form.add_error(None, str(error))
        return False
    told = _("Usulan diterima. Angka itu berlaku mulai sekarang.") + _ask_to_tell(proposal.key)
    messages.success(request, told if accepted else _("Usulan tidak diterima."))
    return True


def _ask_to_tell(key: str) -> str:
    """A number that changed is not called back by itself: whether the old one did harm is for a nakes to say."""
    read = any(thing.page for group in fact_sight.uses(key) for thing in group.things)
    return " " + _("Bila angka lama bisa merugikan orang, beri tahu pembaca halaman di bawah ini.") if read else ""


def _nation(key: str) -> Fact:
    return get_object_or_404(fact_lists.nation(), key=key)


def _initial(row: Fact) -> dict[str, Any]:
    return row.words | {"base": fact_changes.base_of(row)}


def _change(
    request: HttpRequest, form: Form, title: str, wish_of: Callable[[], Wish], *, nation: Fact | None = None
) -> HttpResponse:
    """The form; once it is filled in, what the change touches; once that was seen, the act."""
    if request.method == "POST" and form.is_valid() and "ubah" not in request.POST:
        wish = wish_of()
        if "sungguh" not in request.POST:
            return _sure(request, form, title, wish)
        try:
            return _act(request, form, wish)
        except UserError as error:
            form.add_error(None, str(error))
    return _page(request, "fact_form.html", title, form=form, nation=nation)


def _sure(request: HttpRequest, form: Form, title: str, wish: Wish) -> HttpResponse:
    context = {
        "form": form,
        "wish": wish,
        "reason": form.cleaned_data["reason"],
        "lines": [] if wish.ends else fact_sight.compare(wish.row.words if wish.row else None, wish.words),
        "reach": fact_sight.reach(wish.key, area=wish.area, words=wish.words, ends=wish.ends),
        "may_decide": fact_rights.may_decide(request.user, wish.area, on=timezone.localdate()),
    }
    return _page(request, "fact_sure.html", title, **context)


def _act(request: HttpRequest, form: Form, wish: Wish) -> HttpResponse:
    now = timezone.now()
    asked: dict[str, Any] = {"words": wish.words, "area": wish.area, "ends": wish.ends}
    asked |= {"reason": form.cleaned_data["reason"], "base": form.cleaned_data["base"], "by": request.user, "now": now}
    if fact_rights.may_decide(request.user, wish.area, on=timezone.localdate(now)):
        fact_changes.change(wish.key, **asked)
        messages.success(request, _("Tersimpan. Angka itu berlaku mulai sekarang.") + _ask_to_tell(wish.key))
        return redirect("fakta:look", wish.key)
    proposal = fact_changes.propose(wish.key, **asked)
    messages.success(request, _("Usulan terkirim. Yang berlaku tetap yang lama sampai nakes menyetujuinya."))
    return redirect("fakta:decide", proposal.pk)


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Beranda")},
        {"url": reverse("fakta:index"), "label": _("Fakta medis")},
        {"url": "", "label": title},
    ]
    shell = {"page_title": title, "header_title": title, "breadcrumbs_items": crumbs, "header_icon": "clipboard-list"}
    return render(request, f"cms/{template}", shell | context)
