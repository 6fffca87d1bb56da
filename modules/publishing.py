"""What Wagtail does when the last step of the workflow is passed (WAGTAIL_FINISH_WORKFLOW_ACTION)."""

from typing import Any

from django.core.exceptions import PermissionDenied


def publish(workflow_state: Any, user: Any = None) -> None:
    """Publish, or schedule. PermissionDenied for what teaches and was approved by no nakes as it reads, also where
    somebody took her step out of the workflow."""
    # Here, since Wagtail's own models import this module while they are loaded.
    from modules import review
    from modules.models.local import teaching_types

    revision = workflow_state.content_object.get_latest_revision()
    draft = revision.as_object()
    if isinstance(draft, teaching_types()) and not review.is_reviewed(draft):
        raise PermissionDenied
    revision.publish(user=user, skip_permission_checks=True)
