"""Practical forms in ``/cms/``: which are in use, on what rule they pass, and another put in the place of one."""

from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from assessments import bank_rights, passing_rule, replace_form
from assessments.exchange import form_sheet
from assessments.models import Instrument, InstrumentVersion, SkillRule
from lms.areas.errors import UserError
from lms.areas.sheets.writing import MEDIA_TYPE
from modules.queries import chosen, programmes

MOST_BYTES = 2 * 1024 * 1024
SALT, KEPT = "form-from-file", 3600  # seconds between looking and taking


class FormFile(forms.Form):
    """The filled-in template."""

    file = forms.FileField(
        label=gettext_lazy("Berkas"), help_text=gettext_lazy("XLSX dari templat; paling besar 2 MB.")
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise forms.ValidationError(_("Berkas lebih dari 2 MB. Hapus gambarnya, lalu unggah lagi."))
        return self.cleaned_data["file"]


@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The forms in use, by competency; and (POST) which rule makes a skill of a programme *terampil*."""
    _author(request)
    if request.method == "POST":
        return _choose(request)
    rows = InstrumentVersion.objects.filter(retired_at__isnull=True).select_related("instrument__competency__group")
    order = ("instrument__competency__group__programme", "instrument__competency__group__position")
    return _page(
        request, "forms.html", rules=_rules(), versions=rows.order_by(*order, "instrument__competency__position")
    )


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One form: its versions, its file, what a file would change (POST), and taking that (POST with what was seen)."""
    _author(request)
    row = get_object_or_404(Instrument.objects.select_related("competency"), key=key)
    if "diambil" in request.POST:
        return _take(request, row)
    form, plan = FormFile(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            plan = replace_form.plan(row, replace_form.read(row, file.read(), file.name))
        except UserError as error:
            form.add_error("file", str(error))
    seen = signing.dumps([row.key, plan.written], salt=SALT, compress=True) if plan and not plan.problems else ""
    versions = row.versions.order_by("-number")
    return _page(request, "form_one.html", row=row, form=form, plan=plan, seen=seen, versions=versions)


@require_safe
def template(request: HttpRequest, key: str) -> HttpResponse:
    """The form in use as a spreadsheet."""
    _author(request)
    row = get_object_or_404(Instrument, key=key)
    headers = {"Content-Disposition": f'attachment; filename="formulir-{row.key}.xlsx"'}
    return HttpResponse(form_sheet.template(row.written, timezone.now()), content_type=MEDIA_TYPE, headers=headers)


def _rules() -> list[dict[str, Any]]:
    """Per programme the preset in force, and whether records are still to follow."""
    held = {rule.programme_id: rule for rule in SkillRule.objects.all()}
    waiting = set(passing_rule.due().values_list("programme", flat=True))
    return [
        {
            "programme": one,
            "rule": held.get(one.pk, SkillRule(programme=one)),
            "presets": SkillRule.Preset.choices,
            "outside": SkillRule.Outside.choices,
            "waits": one.pk in waiting,
        }
        for one in programmes()
    ]


def _choose(request: HttpRequest) -> HttpResponse:
    programme = chosen(programmes(), request.POST.get("programme", ""))
    preset, outside = request.POST.get("preset", ""), request.POST.get("outside", "")
    if programme is None or preset not in SkillRule.Preset.values or outside not in ("", *SkillRule.Outside.values):
        raise Http404
    passing_rule.choose(programme, preset, outside=outside, by=request.user, now=timezone.now())
    messages.success(request, _("Aturan dipilih. Catatan semua kader dihitung ulang dalam beberapa menit."))
    return redirect("forms")


def _take(request: HttpRequest, row: Instrument) -> HttpResponse:
    try:
        key, written = signing.loads(request.POST["diambil"], salt=SALT, max_age=KEPT)
        if key != row.key:
            raise signing.BadSignature
        version = replace_form.take(row, written, by=request.user, now=timezone.now())
    except signing.BadSignature:
        messages.error(request, _("Belum diganti: halamannya terlalu lama terbuka. Unggah lagi berkasnya."))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Formulir diganti: versi %(n)s dipakai mulai sekarang.") % {"n": version.number})
    return redirect("form-one", row.key)


def _author(request: HttpRequest) -> None:
    if not bank_rights.may_write(request.user, on=timezone.localdate()):
        raise Http404


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    title, row = _("Formulir praktik"), context.get("row")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Beranda")}]
    crumbs += [{"url": reverse("forms"), "label": title}, {"url": "", "label": row.title}] if row else []
    crumbs += [] if row else [{"url": "", "label": title}]
    named = {"page_title": title, "header_title": row.title if row else title, "header_icon": "form"}
    return render(request, f"cms/{name}", named | {"breadcrumbs_items": crumbs} | context)


class FormsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bank_rights.may_write(request.user, on=timezone.localdate())


def menu_item() -> MenuItem:
    return FormsItem(
        gettext_lazy("Formulir praktik"), reverse("forms"), name="formulir-praktik", icon_name="form", order=60
    )


urls = [
    path("formulir/", listed, name="forms"),
    path("formulir/<slug:key>/", one, name="form-one"),
    path("formulir/<slug:key>/templat/", template, name="form-template"),
]
