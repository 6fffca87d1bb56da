"""Who may do what with a page in Wagtail's admin, where that is not what Wagtail itself thinks."""

from typing import Any

from wagtail.models import PagePermissionTester


class IndexPermissions(PagePermissionTester):
    """A page without medicine may be published by hand; what is made below it may not."""

    def can_publish_subpage(self) -> bool:
        return False

    def can_reorder_children(self) -> bool:
        return self._writes()

    def _writes(self) -> bool:
        user: Any = self.user
        return user.is_active and (user.is_superuser or "change" in self.permissions)


class TeachingPermissions(IndexPermissions):
    """What teaches goes live by the approval of a nakes alone: nobody publishes it by hand, administrators included.

    Taking it away is always safe, so whoever writes or reviews may do that at once, also while it is being reviewed;
    but not without a word to its readers: with ``modules.recall``, and not by Wagtail's own button.
    """

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return self._writes()

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish()
