"""The list of the bank in ``/cms/``: search, filters, what is known of each item."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from assessments import bank_lists, bank_rights, doctor
from assessments.models import Question
from assessments.types import TYPES
from modules.models import Competency

STATES = [
    ("to_review", _("menunggu telaah nakes")),
    ("ready", _("sudah ditelaah, tinggal dipakai")),
    ("unread", _("dipakai, belum ditelaah nakes")),
    ("waits", _("menunggu karena fakta berubah")),
    ("confusing", _("ditandai membingungkan")),
    ("ill", _("jawabannya janggal (dokter soal)")),
]


def kinds() -> list[tuple[str, Any]]:
    """The types of items by their names."""
    return [(key, kind_name(key)) for key in TYPES]


def kind_name(key: str) -> str:
    return str(_(TYPES[key].name)) if key in TYPES else key


class QuestionFilters(WagtailFilterSet):
    competency = django_filters.ModelChoiceFilter(
        label=_("Keterampilan"),
        queryset=lambda request: Competency.objects.select_related("group").order_by("group__position", "position"),
    )
    lesson_key = django_filters.ChoiceFilter(
        label=_("Pelajaran"),
        choices=lambda: [(one.value, one.name) for one in bank_lists.lessons()],
        method="of_lesson",
    )
    type = django_filters.ChoiceFilter(label=_("Jenis"), choices=kinds)
    use = django_filters.ChoiceFilter(label=_("Dipakai untuk"), choices=Question.Use.choices)
    status = django_filters.ChoiceFilter(label=_("Status"), choices=Question.Status.choices)
    difficulty = django_filters.ChoiceFilter(label=_("Kesulitan"), choices=Question.Difficulty.choices)
    essential = django_filters.BooleanFilter(label=_("Wajib benar"))
    fact = django_filters.ChoiceFilter(
        label=_("Mengutip fakta"),
        choices=lambda: [(key, key) for key in bank_lists.cited_facts()],
        method="citing",
    )
    state = django_filters.ChoiceFilter(label=_("Keadaan"), choices=STATES, method="in_state")

    class Meta:
        model = Question
        fields: list[str] = []

    def of_lesson(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        competency, _colon, key = value.partition(":")
        return rows.filter(competency__in=[competency], lesson_key=key)

    def citing(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        return bank_lists.citing(rows, value)

    def in_state(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        narrow = {
            "to_review": bank_lists.to_review,
            "ready": bank_lists.ready,
            "unread": bank_lists.unread,
            "waits": bank_lists.held,
            "confusing": bank_lists.confusing,
            "ill": lambda rows: rows.filter(current__in=doctor.rows().order_by().values("version")),
        }
        return narrow[value](rows)


def found(request: HttpRequest) -> QuerySet[Question]:
    """What the list shows for this address: search and filters, by key."""
    filters = QuestionFilters(request.GET, queryset=bank_lists.listed(), request=request)
    rows = filters.qs if filters.is_valid() else bank_lists.listed()
    words = request.GET.get("q", "").strip()
    return bank_lists.with_word(rows, words) if words else rows


class StemColumn(Column):
    """What it asks, and under it what somebody should know of it."""

    cell_template_name = "cms/bank_stem.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"item": instance, "stem": stem(instance)}


def stem(question: Question) -> str:
    """What the item asks as it is in use, or as it shall be."""
    draft = getattr(question, "draft", None)
    words = question.current.content if question.current else draft.written if draft else question.written
    return str(words.get("stem", ""))


class BankIndex(IndexView):
    model = Question
    any_permission_required = None
    page_title = _("Bank soal")
    header_icon = "help"
    add_item_label = _("Soal baru")
    index_url_name = "bank"
    index_results_url_name = "bank-results"
    filterset_class = QuestionFilters
    verbose_name = _("soal")
    verbose_name_plural = _("soal")
    default_ordering = "key"
    is_searchable = True
    paginate_by = 50
    is_export = False
    list_export: list[str] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not bank_rights.may_see(request.user, on=timezone.localdate()):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("key", label=_("Kunci"), sort_key="key", get_url=lambda row: look_url(row.key)),
            StemColumn("stem", label=_("Soal")),
            Column("type", label=_("Jenis"), accessor=lambda row: kind_name(row.type), sort_key="type"),
            Column("competency", label=_("Keterampilan"), accessor="competency.key", sort_key="competency__key"),
            Column("lesson", label=_("Pelajaran"), accessor=lambda row: self.titles.get(_place(row), row.lesson_key)),
            Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
            Column("use", label=_("Dipakai untuk"), accessor="get_use_display", sort_key="use"),
            NumberColumn("versions_count", label=_("Versi"), sort_key="versions_count"),
            NumberColumn("answered", label=_("Dijawab"), accessor=lambda row: self.counts.get(row.pk, 0)),
        ]

    @cached_property
    def titles(self) -> dict[tuple[int, str], str]:
        return {(one.competency_id, one.key): one.title for one in bank_lists.lessons()}

    @cached_property
    def counts(self) -> dict[int, int]:
        return bank_lists.answered(self.shown)

    def get_table(self, object_list: Any) -> Any:
        self.shown = [row.pk for row in object_list]
        return super().get_table(object_list)

    def get_base_queryset(self) -> QuerySet[Question]:
        return bank_lists.listed()

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return bank_lists.with_word(queryset, self.search_query) if self.is_searching else queryset

    def get_add_url(self) -> str | None:
        return reverse("bank-new") if bank_rights.may_write(self.request.user, on=timezone.localdate()) else None

    def get_edit_url(self, instance: Question) -> None:
        return None

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Behind the three dots: beside the search they would leave no room for the title."""
        buttons = list(super().header_more_buttons)
        if bank_rights.may_write(self.request.user, on=timezone.localdate()):
            shown = self.request.GET.urlencode()
            places = [
                (_("Ubah banyak"), reverse("bank-many"), "tag"),
                (_("Unduh XLSX"), reverse("bank-download", args=["xlsx"]), "download"),
                (_("Unduh Moodle XML"), reverse("bank-download", args=["moodle"]), "download"),
            ]
            buttons += [
                Button(label, url=f"{url}?{shown}", icon_name=icon, priority=60 + at)
                for at, (label, url, icon) in enumerate(places)
            ]
        return buttons


def _place(row: Question) -> tuple[int, str]:
    return row.competency_id, row.lesson_key


def look_url(key: str) -> str:
    return reverse("bank-item", args=[key])
