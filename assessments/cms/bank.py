"""The bank of items in ``/cms/``: its addresses, and its menu, into which other topics hang entries by a hook."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from assessments import bank_rights
from assessments.cms import bank_bulk, bank_files, bank_index, bank_pages, item_preview, questions
from lms.people.models.role import Kind
from modules.cms import menu

HOOK = "register_bank_menu_item"


class ListItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        if menu.holds(request, Kind.NATIONAL_AUTHOR):
            return True
        return menu.holds(request, Kind.REVIEWER) and bank_rights.may_review(request.user, on=timezone.localdate())


class AuthorsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return menu.holds(request, Kind.NATIONAL_AUTHOR)


class ProposalsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return menu.holds(request, *menu.TEACHING)


def menu_item() -> MenuItem:
    """Everything about items under one entry."""
    entries = Menu(register_hook_name=HOOK)
    return SubmenuMenuItem(_("Bank soal"), entries, name="soal", icon_name="help", order=210)


@hooks.register(HOOK)
def list_item() -> MenuItem:
    return ListItem(_("Daftar soal"), reverse("bank"), name="daftar-soal", icon_name="list-ul", order=10)


@hooks.register(HOOK)
def files_item() -> MenuItem:
    url = reverse("bank-upload")
    return AuthorsItem(_("Dari dan ke berkas"), url, name="berkas-soal", icon_name="upload", order=30)


@hooks.register(HOOK)
def proposals_item() -> MenuItem:
    url = reverse("question-proposals")
    return ProposalsItem(_("Usulan soal"), url, name="usulan-soal", icon_name="rotate", order=20)


urls: list[URLPattern] = [
    path("soal/", bank_index.BankIndex.as_view(), name="bank"),
    path("soal/hasil/", bank_index.BankIndex.as_view(results_only=True), name="bank-results"),
    path("soal/baru/", bank_pages.new, name="bank-new"),
    path("soal/baru/<slug:kind>/", bank_pages.new, name="bank-new-kind"),
    path("soal/banyak/", bank_bulk.many, name="bank-many"),
    *bank_files.urls,
    path("soal/usulan/", questions.question_proposals, name="question-proposals"),
    path("soal/pratinjau/<slug:kind>/", item_preview.draft, name="bank-preview"),
    path("soal/lihat/<slug:key>/", bank_pages.look, name="bank-item"),
    path("soal/lihat/<slug:key>/tampil/", item_preview.saved, name="bank-saved"),
    path("soal/lihat/<slug:key>/langkah/", bank_pages.act, name="bank-act"),
    path("soal/lihat/<slug:key>/versi/", bank_pages.versions, name="bank-versions"),
    path("soal/ubah/<slug:key>/", bank_pages.edit, name="bank-edit"),
]
