"""Facts in ``/cms/``: their list, their pages, and the count of what should be looked at on the first page."""

from typing import Any

from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from modules import fact_lists
from modules.cms import fact_pages
from modules.cms.fact_index import FactIndex
from modules.models import Fact


class LookOnly(ModelPermissionPolicy):
    """Facts change through packages and ``modules.fact_changes`` alone, which ask for rights of their own."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and user.has_perm("wagtailadmin.access_admin")

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class FactViewSet(ModelViewSet):
    model = Fact
    name = "fakta"
    icon = "clipboard-list"
    menu_label = _("Fakta")
    menu_name = "fakta"
    menu_order = 200
    add_to_admin_menu = True
    index_view_class = FactIndex
    search_fields = ("key", "value", "wording", "source_title")
    list_per_page = 50
    form_fields = ("value",)  # asked for by the library; facts have forms of their own

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("hasil/", self.index_results_view, name="index_results"),
            path("baru/", fact_pages.new, name="new"),
            path("usulan/", fact_pages.proposals, name="proposals"),
            path("usulan/<int:pk>/", fact_pages.decide, name="decide"),
            path("lihat/<str:key>/", fact_pages.look, name="look"),
            path("ubah/<str:key>/", fact_pages.edit, name="edit"),
            path("daerah/<str:key>/", fact_pages.choose, name="choose"),
            path("daerah/<str:key>/<str:code>/", fact_pages.choose, name="choice"),
            path("daerah/<str:key>/<str:code>/akhiri/", fact_pages.end, name="end"),
        ]


class FactPanel(Component):
    """On the first page: facts past their day, and proposals that wait. Nothing where there is neither."""

    name = "facts"
    template_name = "cms/fact_panel.html"
    order = 120

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        due = fact_lists.due_count(on=timezone.localdate())
        return {"due": due, "waiting": fact_lists.waiting().count()}
