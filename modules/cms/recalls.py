"""Withdrawing a page, or telling its readers of a serious correction; the only way to unpublish what teaches."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from lms.areas.errors import UserError
from lms.people.models import User
from modules import recall
from modules.cms.review import page_or_404
from modules.models import ModulePage, Recall
from modules.models.local import teaching_types


class RecallView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/recall.html"
    header_icon = "warning"

    def get_page_title(self) -> str:
        return _("Tarik atau umumkan koreksi")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.page = page_or_404(request.user, kwargs["page_id"], on=timezone.localdate(self.now))
        if not isinstance(self.page, teaching_types()) or not recall.may_recall(self.page, request.user, now=self.now):
            raise Http404

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        review = {"url": reverse("review-page", args=[self.page.pk]), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, review, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = Recall.objects.filter(page_key=self.page.pk).order_by("-made_at")
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "whole": isinstance(self.page, ModulePage),
            "readers": recall.readers(self.page),
            "earlier": earlier,
            "kind": kwargs.get("kind", ""),
            "sentence": kwargs.get("sentence", ""),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind, sentence = request.POST.get("kind", ""), request.POST.get("sentence", "")
        try:
            said = self._decide(request.user, kind, sentence)
        except UserError as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(kind=kind, sentence=sentence))
        messages.success(request, said)
        return redirect("review-page", self.page.pk)

    def _decide(self, user: User, kind: str, sentence: str) -> str:
        words = {"title": self.get_page_subtitle()}
        if kind == Recall.Kind.WITHDRAWN:
            recall.withdraw(self.page, reason=sentence, by=user, now=self.now)
            return _("“%(title)s” ditarik. Pembaca yang pernah membukanya diberi tahu.") % words
        if kind == Recall.Kind.CORRECTED:
            recall.correct(self.page, reason=sentence, by=user, now=self.now)
            return _("Koreksi “%(title)s” diumumkan. Pembaca yang pernah membukanya diberi tahu.") % words
        raise UserError(_("Pilih dulu: tarik, atau umumkan koreksi. Belum ada yang berubah."))


def recall_button(page: Page, user: User, next_url: str | None = None, view_name: str = "") -> list[Button]:
    """The way there, from the editor and from lists, for what readers can read."""
    if not page.live or not isinstance(page.specific_deferred, teaching_types()):
        return []
    if not recall.may_recall(page.specific, user, now=timezone.now()):
        return []
    return [
        Button(
            _("Tarik atau umumkan koreksi"), reverse("recall-page", args=[page.pk]), icon_name="warning", priority=45
        )
    ]


def withdraw_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What readers can read is not deleted before they are told; nor what stands above it."""
    if not _live_in([page]):
        return None
    messages.error(request, _("Masih terbit. Tarik dulu, dengan kalimat untuk pembacanya; tidak ada yang dihapus."))
    own = page.live and isinstance(page, teaching_types())
    return redirect("recall-page", page.pk) if own else redirect("wagtailadmin_explore", page.pk)


def withdraw_many_first(request: HttpRequest, action: str, things: list[Any], view: Any) -> HttpResponse | None:
    """The same for many at once."""
    if action != "delete" or not _live_in([one for one in things if isinstance(one, Page)]):
        return None
    messages.error(request, _("Ada yang masih terbit. Tarik satu per satu dulu; tidak ada yang dihapus."))
    return redirect("wagtailadmin_explore_root")


def _live_in(pages: list[Page]) -> bool:
    """Is anything that teaches live among these pages and below?"""
    live = [one for page in pages for one in page.get_descendants(inclusive=True).live()]
    return any(issubclass(one.specific_class, teaching_types()) for one in live)


urls = [path("tarik/<int:page_id>/", RecallView.as_view(), name="recall-page")]
