"""The two steps before a page is shown: another author reads it, then a nakes. Who may act is asked of the roles."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState

from lms.areas.models import Area
from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action

Choices = list[tuple[str, str, bool]]


def answers_for(user: User, action: Action, area: Area | None, *, on: date) -> bool:
    """May the user do this to pages of that area? None: to those that the whole nation reads."""
    if area is not None:
        return scope.may(user, action, area, on=on)
    return any(role.area_id is None and role.puskesmas_id is None for role in scope.roles(user, action, on=on))


def who_answers(action: Action, area: Area | None, *, on: date) -> QuerySet[User]:
    """Everybody for whom ``answers_for`` is true, by name."""
    codes = [area.code, area.kec_code, area.kab_code, area.province_code] if area else []
    where = Q(roles__area__isnull=True, roles__puskesmas__isnull=True) | Q(roles__area__code__in=filter(None, codes))
    since, until = Q(roles__since__lte=on), Q(roles__until__isnull=True) | Q(roles__until__gt=on)
    kinds = [kind for kind, actions in scope.GRANTS.items() if action in actions]
    rows = User.objects.filter(where, since, until, roles__kind__in=kinds, is_active=True)
    return rows.select_related("person").order_by("person__name", "pk").distinct()


class Step(Task):
    """What both steps share. They are taken on the page of reviews, which shows what is approved, and nowhere else."""

    action: Action

    class Meta:
        abstract = True

    def may_act(self, user: User, page: Any, *, on: date) -> bool:
        """May the user pass this page on, or send it back?"""
        return answers_for(user, self.action, page.specific.area, on=on)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.may_act(user, obj, on=timezone.localdate())

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.may_act(user, obj, on=timezone.localdate())

    def get_actions(self, obj: Any, user: Any) -> Choices:
        return []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        open_states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        mine = [s.pk for s in open_states.select_related("workflow_state") if self._is_for(user, s.workflow_state)]
        return open_states.filter(pk__in=mine)

    def _is_for(self, user: User, state: WorkflowState) -> bool:
        return state.content_object is not None and not self.locked_for_user(state.content_object, user)


class AuthorCheck(Step):
    """Another author reads the page, where there is one; else the page goes on to the nakes at once."""

    personal_data = "none"
    action = Action.AUTHOR

    class Meta:
        verbose_name = _("pemeriksaan penyusun")
        verbose_name_plural = _("pemeriksaan penyusun")

    def may_act(self, user: User, page: Any, *, on: date) -> bool:
        state = page.current_workflow_state
        own = state is not None and state.requested_by_id == user.pk
        return not own and (super().may_act(user, page, on=on) or scope.may(user, Action.ADMIN, on=on))

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        task_state = super().start(workflow_state, user=user)
        page, today = workflow_state.content_object.specific, timezone.localdate()
        others = who_answers(self.action, page.area, on=today).exclude(pk=workflow_state.requested_by_id)
        if not others.exists():
            task_state.status, task_state.finished_at = TaskState.STATUS_SKIPPED, timezone.now()
            task_state.save(update_fields=["status", "finished_at"])
        return task_state

    @classmethod
    def get_description(cls) -> Any:
        return _("Penyusun lain membaca halaman ini. Dilewati bila tidak ada penyusun lain.")


class ClinicalCheck(Step):
    """A nakes reads the page as it will be shown. Her approval publishes it, and is written down with what it said."""

    personal_data = "none"
    action = Action.REVIEW

    class Meta:
        verbose_name = _("telaah nakes")
        verbose_name_plural = _("telaah nakes")

    @classmethod
    def get_description(cls) -> Any:
        return _("Nakes penelaah membaca halaman ini; persetujuannya menerbitkan.")
