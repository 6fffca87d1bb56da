"""The tools of this floor on ``/kelola/``."""

from django.utils.translation import gettext_lazy as _

from lms.people.registry import register_start_panel, register_tool
from lms.people.scope import Action
from lms.portal import start

for action in (Action.MANAGE_PEOPLE, Action.ADMIN):
    register_tool(
        action,
        _("Permintaan data diri"),
        _("Perbaikan dan penghapusan data, dijawab dalam 3 × 24 jam."),
        "privacy-requests",
    )

register_tool(
    Action.MANAGE_PLACES, _("Mulai"), _("Apa yang sudah siap di situs ini, dan apa yang masih kurang."), "start"
)
register_start_panel(start.panel)
