"""The list of facts in ``/cms/``: search, filters, a sheet to take along."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from lms.areas.sheets.harmless import cleaned, neutral
from modules import fact_lists, fact_rights
from modules.markdown import written
from modules.models import Fact

STATES = [
    ("due", _("lewat tanggal tinjau")),
    ("unused", _("tidak dikutip")),
    ("chosen", _("punya angka daerah")),
    ("waits", _("ada usulan")),
]


class FactFilters(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=Fact.Status.choices, widget=forms.RadioSelect, empty_label=_("Semua")
    )
    state = django_filters.ChoiceFilter(
        label=_("Keadaan"), choices=STATES, method="in_state", widget=forms.RadioSelect, empty_label=_("Semua")
    )
    area = django_filters.ModelChoiceFilter(
        label=_("Angka daerah"), queryset=lambda request: fact_lists.choosing_areas(), method="chosen_by"
    )

    class Meta:
        model = Fact
        fields: list[str] = []

    def in_state(self, rows: QuerySet[Fact], name: str, value: str) -> QuerySet[Fact]:
        if value == "due":
            return fact_lists.past_due(rows, on=timezone.localdate())
        return rows.filter(**{"unused": {"uses": 0}, "chosen": {"choices__gt": 0}, "waits": {"waits": True}}[value])

    def chosen_by(self, rows: QuerySet[Fact], name: str, value: Any) -> QuerySet[Fact]:
        own = Fact.objects.filter(area=value, valid_until__isnull=True)
        return rows.filter(key__in=own.values("key"))


class DueColumn(Column):
    cell_template_name = "cms/fact_due.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        due = instance.review_due
        return context | {"late": bool(due and due <= timezone.localdate()), "waits": instance.waits}


class FactIndex(IndexView):
    default_ordering = "key"
    page_title = _("Fakta medis")
    export_filename = "fakta"
    filterset_class = FactFilters
    add_item_label = _("Fakta baru")
    list_export = [
        "key",
        "value",
        "unit",
        "wording",
        "get_status_display",
        "source_title",
        "source_url",
        "source_read_on",
        "valid_from",
        "review_due",
        "note",
        "uses",
        "choices",
    ]
    export_headings = {"get_status_display": _("Status"), "uses": _("Dikutip"), "choices": _("Angka daerah")}

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column("key"),
            Column("number", label=_("Angka"), accessor=written),
            Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
            DueColumn("review_due", label=_("Tinjau ulang"), sort_key="review_due"),
            NumberColumn("uses", label=_("Dikutip"), sort_key="uses"),
            NumberColumn("choices", label=_("Angka daerah"), sort_key="choices"),
        ]

    def get_base_queryset(self) -> QuerySet[Fact]:
        return fact_lists.listed()

    def get_edit_url(self, instance: Fact) -> str:
        return reverse("fakta:look", args=[instance.key])

    def get_list_buttons(self, instance: Fact) -> list[Any]:
        return []

    def get_add_url(self) -> str | None:
        may = fact_rights.may_propose(self.request.user, None, on=timezone.localdate())
        return reverse("fakta:new") if may else None

    @cached_property
    def header_buttons(self) -> list[Any]:
        waiting = HeaderButton(_("Usulan"), url=reverse("fakta:proposals"), icon_name="list-ul")
        return [*super().header_buttons, waiting]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """No text of a cell may run as a formula, wherever the sheet is opened."""
        value = super().preprocess_field_value(field, value, export_format)
        return neutral(cleaned(value)) if isinstance(value, str) else value
