"""*Paket*: upload a curriculum package, see piece by piece what it would do, choose where both sides changed, apply."""

import logging
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page as Sheet
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from kombu.exceptions import OperationalError
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lms.areas.errors import UserError
from lms.people import scope
from lms.people.models import User
from lms.people.models.role import Kind
from lms.people.scope import Action
from modules import fact_lists, packages
from modules.cms import menu
from modules.models import Fact, PackageImport, PackageRun, PackageStep
from modules.packages import Side, runs
from modules.packages.differences import Marked, marked
from modules.packages.pieces import fact_of
from modules.rules import Decision
from modules.tasks import work_on_package

logger = logging.getLogger(__name__)
PAGE = 25
REFRESH = "3"  # seconds
State = PackageRun.State
# In the order in which somebody works: what waits for her first, what needs nothing last.
DECISIONS = {
    Decision.CONFLICT: gettext_lazy("Berubah di keduanya"),
    Decision.UPDATE: gettext_lazy("Berubah di paket"),
    Decision.CREATE: gettext_lazy("Baru"),
    Decision.REMOVE: gettext_lazy("Tidak lagi di paket"),
    Decision.KEEP: gettext_lazy("Disunting di sini"),
}
RESULTS = {
    Decision.CONFLICT: gettext_lazy("menunggu pilihan"),
    Decision.UPDATE: gettext_lazy("diperbarui"),
    Decision.CREATE: gettext_lazy("ditambahkan"),
    Decision.REMOVE: gettext_lazy("ditarik"),
    Decision.KEEP: gettext_lazy("yang di sini dipertahankan"),
}
FIELDS = {
    "title": gettext_lazy("Judul"),
    "aim": gettext_lazy("Tujuan"),
    "depth": gettext_lazy("Kedalaman"),
    "minutes": gettext_lazy("Menit"),
    "body": gettext_lazy("Isi, blok"),
    "summary": gettext_lazy("Ringkasan"),
    "job": gettext_lazy("Tugas di posyandu"),
    "pairs": gettext_lazy("Latihan berdua"),
    "card": gettext_lazy("Kartu kerja"),
    "slug": gettext_lazy("Alamat"),
    "value": gettext_lazy("Nilai"),
    "unit": gettext_lazy("Satuan"),
    "wording": gettext_lazy("Kalimat"),
    "status": gettext_lazy("Keadaan"),
    "source": gettext_lazy("Sumber"),
    "note": gettext_lazy("Catatan"),
    "stem": gettext_lazy("Pertanyaan"),
    "options": gettext_lazy("Pilihan"),
    "steps": gettext_lazy("Langkah"),
    "lessons": gettext_lazy("Pelajaran"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Berkas paket (.zip)"),
        error_messages={
            "required": gettext_lazy("Pilih berkas paket."),
            "empty": gettext_lazy("Berkasnya kosong. Pilih berkas paket."),
        },
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )


@dataclass(frozen=True)
class Pair:
    """One field of a step as both sides have it."""

    name: str
    here: Marked
    file: Marked


@dataclass(frozen=True)
class Line:
    step: PackageStep
    result: str
    asks: bool
    pairs: list[Pair]
    chosen: list[Fact]  # by areas, in place of this number of the nation

    @property
    def ends(self) -> bool:
        """Would applying end what areas chose? A number that the nation has settled holds everywhere."""
        settles = any(one["name"] == "status" and one["file"] == Fact.Status.SETTLED for one in self.step.differences)
        return settles and self.step.decision != Decision.KEEP and not self.step.result


def may(user: User, *, on: date) -> bool:
    """National authors and administrators bring packages in."""
    authors = scope.roles(user, Action.AUTHOR, on=on)
    return any(role.kind == Kind.NATIONAL_AUTHOR for role in authors) or scope.may(user, Action.ADMIN, on=on)


class PackageView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Paket")
    header_icon = "folder-inverse"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        _refuse(request)


class PackagesView(PackageView):
    """Upload; what was brought in; what was uploaded."""

    template_name = "cms/packages.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = PackageRun.objects.select_related("by__person").order_by("-made_at", "-pk")
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or UploadForm(),
            "imports": PackageImport.objects.order_by("key"),
            "page": Paginator(rows, PAGE).get_page(self.request.GET.get("p", "1")),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                run = runs.take_in(form.cleaned_data["file"], by=request.user, now=timezone.now())
            except UserError as error:
                form.add_error("file", str(error))
            else:
                _wake(run)
                return redirect("package-run", run.uuid)
        return self.render_to_response(self.get_context_data(form=form))


class RunView(PackageView):
    """How far one upload is: why it was refused, its plan, or its report."""

    template_name = "cms/package.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.run = get_object_or_404(PackageRun.objects.select_related("by__person"), uuid=kwargs["uuid"])

    def get_page_subtitle(self) -> str:
        return self.run.title or self.run.filename

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        packages = {"url": reverse("package-list"), "label": self.page_title}
        return [*self.breadcrumbs_items, packages, {"url": "", "label": self.get_page_subtitle()}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        if self.run.state in (State.READING, State.APPLYING):
            response["Refresh"] = REFRESH
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run, tabs = self.run, tabs_of(self.run)
        asked = self.request.GET.get("hasil", "")
        decision = asked if asked in {key for key, _text, _count in tabs} else tabs[0][0] if tabs else ""
        steps = run.steps.filter(decision=decision).order_by("position")
        page = Paginator(steps, PAGE).get_page(self.request.GET.get("p", "1"))
        is_open = run.state in (State.PLANNED, State.APPLIED) and bool(run.file)
        lines = list(_lines(page, is_open=is_open))
        return super().get_context_data(**kwargs) | {
            "run": run,
            "tabs": tabs,
            "decision": decision,
            "page": page,
            "lines": lines,
            "asks": any(line.asks for line in lines),
            "waiting": runs.waiting(run).count() if is_open else 0,
            "leaving": runs.leaving(run).count() if is_open else 0,
            "unsettled": runs.open_steps(run).filter(choice="").count(),
        }


def tabs_of(run: PackageRun) -> list[tuple[str, str, int]]:
    """Decision, words and number of steps, of those there are."""
    counts = {key: run.steps.filter(decision=key).count() for key in DECISIONS}
    return [(key, str(DECISIONS[key]), number) for key, number in counts.items() if number]


def _lines(page: Sheet, *, is_open: bool) -> Iterator[Line]:
    chosen = fact_lists.own_of([fact for step in page.object_list if (fact := fact_of(step.key))])
    for step in page.object_list:
        unsettled = step.decision == Decision.CONFLICT and step.result in ("", Decision.CONFLICT)
        result = str(RESULTS[Decision(step.result)]) if step.result else ""
        yield Line(
            step,
            result,
            is_open and unsettled,
            [_pair(one) for one in step.differences],
            chosen.get(fact_of(step.key), []),
        )


def _pair(one: Mapping[str, str]) -> Pair:
    name, _blank, at = one["name"].partition(" ")
    here, file = marked(one["here"], one["file"])
    return Pair(f"{FIELDS.get(name, name)} {at}".strip(), here, file)


@require_POST
def choose(request: HttpRequest, uuid: str) -> HttpResponse:
    """What was chosen for the conflicts of one page."""
    run = _run(request, uuid)
    sides = {name.removeprefix("pilih-"): value for name, value in request.POST.items() if name.startswith("pilih-")}
    said = {int(pk): Side(side) for pk, side in sides.items() if pk.isdecimal() and len(pk) < 18 and side in set(Side)}
    try:
        number = runs.choose(run, said, by=request.user)
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(number)s pilihan disimpan.") % {"number": number})
    return redirect("package-run", run.uuid)


@require_POST
def apply(request: HttpRequest, uuid: str) -> HttpResponse:
    run = _run(request, uuid)
    try:
        runs.start(run, by=request.user, now=timezone.now())
    except UserError as error:
        messages.error(request, str(error))
    else:
        _wake(run)
    return redirect("package-run", run.uuid)


@require_safe
def download(request: HttpRequest, key: str) -> FileResponse:
    """The package as it stands here, as a ZIP."""
    _refuse(request)
    found = get_object_or_404(PackageImport, key=key)
    with tempfile.TemporaryDirectory(prefix="paket-") as name:
        target = Path(name) / "paket.zip"
        packages.export_zip(found.key, target)
        # Opened before the folder goes: the bytes last as long as the answer.
        return FileResponse(target.open("rb"), as_attachment=True, filename=f"{found.key}-{found.version}.zip")


def _run(request: HttpRequest, uuid: str) -> PackageRun:
    _refuse(request)
    return get_object_or_404(PackageRun, uuid=uuid)


def _refuse(request: HttpRequest) -> None:
    if not may(request.user, on=timezone.localdate()):
        raise Http404


def _wake(run: PackageRun) -> None:
    """Tell a worker. If the queue is away, the sweeper finds the run."""
    try:
        work_on_package.apply_async([run.pk], retry=False)
    except (OperationalError, OSError):
        logger.warning("package run %s waits for the sweeper: no broker", run.pk)


class PackageItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return menu.holds(request, Kind.NATIONAL_AUTHOR, Kind.ADMIN)


def menu_item() -> MenuItem:
    return PackageItem(
        gettext_lazy("Paket"), reverse("package-list"), name="paket", icon_name="folder-inverse", order=250
    )


urls = [
    path("paket/", PackagesView.as_view(), name="package-list"),
    path("paket/unduh/<slug:key>/", download, name="package-download"),
    path("paket/<uuid:uuid>/", RunView.as_view(), name="package-run"),
    path("paket/<uuid:uuid>/pilih/", choose, name="package-choose"),
    path("paket/<uuid:uuid>/terapkan/", apply, name="package-apply"),
]
