"""What waits for me, on the first page of the admin: nobody is told by e-mail."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from lms.people import scope
from lms.people.scope import Action
from modules import waiting


class WaitingForMe(Component):
    name = "waiting-for-me"
    template_name = "cms/waiting_panel.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        mine = waiting.for_me(user, now=now)
        reviews = scope.may(user, Action.REVIEW, on=timezone.localdate(now))
        waived = [row for row in waiting.unreviewed(now=now) if user in row.people] if reviews else []
        return {"rows": mine, "unreviewed": len(waived), "first": waived[:5]}
