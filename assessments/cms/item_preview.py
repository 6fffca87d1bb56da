"""An item exactly as a kader's phone of 360 px shows it, and what practice says after an answer."""

import json
from base64 import b64encode
from collections.abc import Mapping
from random import Random
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from assessments import authoring, bank_rights
from assessments.cms.item_form import ItemForm
from assessments.models import Question, QuestionVersion
from assessments.pictures import Asked, Pins, Seen, files_of
from assessments.sheet import item_form, read
from assessments.types import LETTERED, TYPES, draw, fields_of
from assessments.types.base import Pin
from assessments.types.fields import given
from modules.facts import in_force
from modules.models import Competency

NAME = "jawab"
Files = Mapping[str, Mapping[str, object]]


@xframe_options_sameorigin
@require_POST
def draft(request: HttpRequest, kind: str) -> HttpResponse:
    """What stands in the form, without keeping it; answered when its own form comes back (``isi``)."""
    if kind not in TYPES or not bank_rights.may_write(request.user, on=timezone.localdate()):
        raise Http404
    use = request.POST.get("use", "")
    if "isi" in request.POST:
        return _answered(request, kind, use)
    written = given(fields_of(kind), ItemForm(kind, use=use, content={}, posted=request.POST).content)
    return _page(request, kind, use, written, _topic(request), answered=False)


@xframe_options_sameorigin
@require_safe
def saved(request: HttpRequest, key: str) -> HttpResponse:
    """A version (``?versi=2``), or what its author is at."""
    if not bank_rights.may_see(request.user, on=timezone.localdate()):
        raise Http404
    question = get_object_or_404(Question.objects.select_related("current", "draft", "competency"), key=key)
    number = request.GET.get("versi", "")
    version: QuestionVersion | None
    if number.isdecimal():
        version = get_object_or_404(question.versions, number=int(number[:6]))
    else:
        version = None if authoring.draft_of(question) else question.current
    content = version.content if version else authoring.text_of(question)
    context = {"saved": True, "version": number, "pins": version.pictures if version else {}}
    answered = "dijawab" in request.GET
    return _page(request, question.type, question.use, content, question.competency, answered=answered, **context)


def _answered(request: HttpRequest, kind: str, use: str) -> HttpResponse:
    try:
        written = json.loads(request.POST["isi"])
        shown = given(fields_of(kind), written)
    except (ValueError, TypeError) as error:
        raise Http404 from error
    return _page(request, kind, use, shown, _topic(request), answered=True)


def _topic(request: HttpRequest) -> Competency | None:
    """The competency of the chosen lesson: its module holds the pictures."""
    pk = request.POST.get("lesson", "").partition(":")[0]
    return Competency.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None


def _page(
    request: HttpRequest,
    kind: str,
    use: str,
    written: Mapping[str, Any],
    topic: Competency | None,
    *,
    answered: bool,
    pins: Pins | None = None,
    **context: Any,
) -> HttpResponse:
    """``pins``: of a version, whose pictures need not stand in the module any more."""
    facts = in_force()
    context |= {"lesson": request.POST.get("lesson", "")}
    context |= {"name": _(TYPES[kind].name), "use": use, "written": json.dumps(written)}
    # What it lacks to be scored (another item for who cannot see it) does not keep it from being looked at.
    bare = {name: value for name, value in written.items() if name != "alternative"}
    found = [_("Tulis dulu pertanyaannya.")]
    if written.get("stem"):
        found = authoring.problems(kind, Question.Use.PRACTICE, bare, facts, None if pins else topic)
    if found:
        return render(request, "assessments/item_preview.html", context | {"problems": found})
    posted = request.POST if request.method == "POST" else request.GET
    content = authoring.said(written, facts)
    files = files_of([Asked(topic, kind, content, pins or {})])[0] if topic else {}
    shown = _shown(kind, content, files, posted, answered)
    return render(request, "assessments/item_preview.html", context | shown)


def _shown(kind: str, content: Mapping[str, Any], files: Files, posted: Any, answered: bool) -> dict[str, Any]:
    item, pin = TYPES[kind], TYPES[kind].pin(content, Random(str(content["stem"])))  # noqa: S311 - an order, no secret
    wire = read(posted, NAME, item) if answered else None
    try:
        answer = None if wire is None else item.parse(wire, content, pin)
    except ValueError:
        wire = answer = None
    return {
        "item": item_form(1, NAME, kind, content, pin, wire, _seen(kind, content, pin, files)),
        "remarks": None if answer is None else item.feedback(answer, content, pin),
        "explanation": content.get("explanation", ""),
        "empty": answered and answer is None,
    }


def _seen(kind: str, content: Mapping[str, Any], pin: Pin, files: Files) -> Seen:
    """The pictures of the item; drawn ones stand in the page itself, as there is nothing yet to ask them of."""
    return Seen(_inline(draw(kind, content, pin)), _inline(draw(kind, content, pin, LETTERED)), files)


def _inline(picture: bytes | None) -> str:
    return f"data:image/webp;base64,{b64encode(picture).decode()}" if picture else ""
