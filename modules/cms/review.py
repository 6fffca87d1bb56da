"""The page of reviews: a page as a reader will see it, its numbers with their sources, and one tap to decide."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from lms.areas.errors import UserError
from lms.areas.format import tanggal_waktu
from lms.people.models import User
from lms.people.scope import Action
from modules import facts, moderation, review
from modules.models import ClinicalCheck, ClinicalReview
from modules.models.local import teaching_types
from modules.models.moderation import answers_for
from modules.models.pages import PublicPage
from modules.waiting import name_of, sees


def page_or_404(user: User, pk: int, *, on: date) -> PublicPage:
    """The page, if the user may follow what becomes of it. Http404 alike for what is not there and what is not hers."""
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, PublicPage) or not sees(user, page.area, on=on):
        raise Http404
    return page


def shown(page: PublicPage) -> PublicPage:
    """What there is to decide about: the draft while it waits or nothing is live, else the live page."""
    draft = moderation.current_step(page) or not page.live
    return page.get_latest_revision_as_object() if draft else page


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "cms/review.html"
    page_title = _("Telaah")
    header_icon = "glasses"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.page = page_or_404(request.user, kwargs["page_id"], on=timezone.localdate(self.now))

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("review-report"), "label": _("Yang menunggu telaah")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_subtitle()}]

    @cached_property
    def draft(self) -> PublicPage:
        return shown(self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        state = self.page.current_workflow_state
        waiting, today = moderation.current_step(self.page), timezone.localdate(self.now)
        may_act = bool(waiting and waiting[0].may_act(self.request.user, self.page, on=today))
        return context | {
            "page": self.page,
            "draft": self.draft,
            "scheduled": self.page.scheduled_revision,
            "step": waiting and waiting[0],
            "task_state": waiting and waiting[1],
            "workflow_state": state,
            "author": name_of(state.requested_by) if state and state.requested_by else "",
            "may_act": may_act,
            "clinical": bool(waiting and isinstance(waiting[0], ClinicalCheck)),
            "may_approve": not waiting and self._may_approve(today),
            "may_announce": self.page.live and bool(waiting and isinstance(waiting[0], ClinicalCheck)),
            "may_edit": self.page.permissions_for_user(self.request.user).can_edit(),
            "reason": kwargs.get("reason", ""),
            "correction": kwargs.get("correction", ""),
            **_of_content(self.draft),
        }

    def _may_approve(self, today: date) -> bool:
        """As it reads now, which is of use only where something is live and no nakes has said so yet."""
        teaches = self.page.live and isinstance(self.page, teaching_types())
        return teaches and answers_for(self.request.user, Action.REVIEW, self.page.area, on=today)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            said = self._decide(request, request.POST.get("act", ""))
        except UserError as error:
            messages.error(request, str(error))
            kept = {"reason": request.POST.get("comment", ""), "correction": request.POST.get("correction", "")}
            return self.render_to_response(self.get_context_data(**kept))
        messages.success(request, said)
        return redirect("wagtailadmin_home")

    def _decide(self, request: HttpRequest, act: str) -> str:
        seen, comment = request.POST.get("seen", ""), request.POST.get("comment", "").strip()
        title = self.get_page_subtitle()
        if act == "back":
            moderation.send_back(self.page, by=request.user, reason=comment, now=self.now)
            return _("“%(title)s” dikembalikan kepada penyusun.") % {"title": title}
        if act == "as-is":
            review.approve(self.page, reviewer=request.user, seen=seen or "-", now=self.now)
            return _("“%(title)s” tercatat sudah ditelaah seperti adanya sekarang.") % {"title": title}
        correction = request.POST.get("correction", "").strip()
        if request.POST.get("serious") and not correction:
            raise UserError(
                _("Tulis kalimat untuk pembaca, atau lepas centang koreksi penting. Belum ada yang terbit.")
            )
        correction = correction if request.POST.get("serious") else ""
        moderation.pass_on(self.page, by=request.user, seen=seen, comment=comment, correction=correction, now=self.now)
        return _passed(self.page, title)


def _passed(page: PublicPage, title: str) -> str:
    after = Page.objects.get(pk=page.pk)
    if moderation.current_step(after):
        return _("“%(title)s” diteruskan kepada nakes penelaah.") % {"title": title}
    if revision := after.scheduled_revision:
        words = _("“%(title)s” disetujui, dan terbit sendiri %(moment)s.")
        return words % {
            "title": title,
            "moment": tanggal_waktu(revision.approved_go_live_at, timezone.get_current_timezone()),
        }
    return _("“%(title)s” disetujui dan terbit.") % {"title": title}


def _of_content(draft: PublicPage) -> dict[str, Any]:
    """The hash of what is shown, the facts it cites, and earlier reviews. A fact that is not in force: no hash."""
    on = review.ground(draft.area)
    try:
        seen, problem = review.content_hash(draft, on), ""
    except facts.UnknownFact as error:
        seen, problem = "", str(error)
    rows = ClinicalReview.objects.filter(page_id=draft.pk).select_related("reviewer__person").order_by("-reviewed_at")
    return {
        "seen": seen,
        "problem": problem,
        "facts": [on.facts[key] for key in review.cited_facts(draft, on) if key in on.facts],
        "reviews": rows[:5],
        "reviewed": any(row.content_hash == seen for row in rows),
        "today": timezone.localdate(),
    }


@xframe_options_sameorigin
def review_content(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page itself for the frame, as a stranger will see it."""
    page = shown(page_or_404(request.user, page_id, on=timezone.localdate()))
    request.is_preview = True  # type: ignore[attr-defined]
    return page.serve(request)


def review_button(page: Page, user: User, next_url: str | None = None, view_name: str = "") -> list[Button]:
    """The way to the page of reviews, from the editor and from lists."""
    if not isinstance(page.specific_deferred, teaching_types()):
        return []
    return [Button(_("Telaah"), reverse("review-page", args=[page.pk]), icon_name="glasses", priority=15)]


urls = [
    path("telaah/<int:page_id>/", ReviewView.as_view(), name="review-page"),
    path("telaah/<int:page_id>/isi/", review_content, name="review-content"),
]
