"""Who of the content people may do what in Wagtail's admin."""

from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission
from wagtail.permissions import policy_registry

from lms.people import roles
from modules.models import HomePage, LessonPage
from modules.rights import ensure_rights
from tests.cast import Cast
from tests.factories import TODAY


def may(user, page: LessonPage) -> tuple[bool, bool]:
    """(edit, publish)"""
    tester = page.permissions_for_user(user)
    return tester.can_edit(), tester.can_publish()


def ready(cast: Cast) -> None:
    ensure_rights(HomePage.objects.get())
    roles.synchronise([cast.budi, cast.ningsih, cast.sari], on=TODAY)


def test_an_author_edits_and_publishes(lesson: LessonPage, cast: Cast, client: Client):
    ready(cast)
    client.force_login(cast.budi)
    assert may(cast.budi, lesson) == (True, True)
    assert policy_registry.get_by_type(get_image_model()).user_has_permission(cast.budi, "add")
    assert client.get(reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])).status_code == 200


def test_a_reviewer_opens_a_page_and_cannot_publish_it(lesson: LessonPage, cast: Cast):
    ready(cast)
    assert may(cast.ningsih, lesson) == (True, False)


def test_a_kader_may_nothing(lesson: LessonPage, cast: Cast):
    ready(cast)
    assert may(cast.sari, lesson) == (False, False)


def test_rights_are_given_once(lesson: LessonPage, cast: Cast):
    ready(cast)
    before = GroupPagePermission.objects.count()
    ensure_rights(HomePage.objects.get())
    assert before == GroupPagePermission.objects.count() > 0
