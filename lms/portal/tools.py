"""The tools of this floor on ``/kelola/``."""

from django.utils.translation import gettext_lazy as _

from lms.people.registry import register_tool
from lms.people.scope import Action

for action in (Action.MANAGE_PEOPLE, Action.ADMIN):
    register_tool(
        action,
        _("Permintaan data diri"),
        _("Perbaikan dan penghapusan data, dijawab dalam 3 × 24 jam."),
        "privacy-requests",
    )
