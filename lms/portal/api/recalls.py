"""What was withdrawn or seriously corrected, for phones that keep lessons, and for other installations."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition
from ninja import Router, Schema
from ninja.decorators import decorate_view

from modules.models import Recall

router = Router(tags=["isi"])
FORM = "1"  # of the answer; raised when its shape changes


class Recalled(Schema):
    """``hashes``: content hashes that are no longer good, as far as known; a copy saved before ``at`` with any other
    hash than ``good_hash`` is to be marked too. ``good_hash`` is empty for what was withdrawn. An empty ``lesson``: the
    module's own page and card, and where it was withdrawn every lesson of it. ``area``: the code of the place whose
    own leaf this is, empty for the nation's pages.
    """

    kind: Literal["ditarik", "diperbaiki"]
    at: datetime
    competency: str
    lesson: str
    area: str
    address: str
    title: str
    sentence: str
    hashes: list[str]
    good_hash: str


class Recalls(Schema):
    recalls: list[Recalled]


def _tag(request: HttpRequest) -> str:
    """The list is only ever added to: its last number says all."""
    return f'"{FORM}-{Recall.objects.aggregate(last=Max("pk"))["last"] or 0}"'


@router.get("/isi-ditarik", response=Recalls)
@decorate_view(condition(etag_func=_tag))
def recalls(request: HttpRequest, response: HttpResponse) -> dict[str, list[dict[str, Any]]]:
    """The latest first. The same for everybody; ask again with ``If-None-Match``."""
    response["Cache-Control"] = "public, max-age=300"
    rows = Recall.objects.select_related("competency", "area").order_by("-made_at", "-pk")
    return {"recalls": [_told(row) for row in rows]}


def _told(row: Recall) -> dict[str, Any]:
    same = ("kind", "address", "title", "sentence", "hashes", "good_hash")
    return {name: getattr(row, name) for name in same} | {
        "at": row.made_at,
        "competency": row.competency.key,
        "lesson": row.lesson_key,
        "area": row.area.code if row.area else "",
    }
