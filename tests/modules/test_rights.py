"""Who of the content people may do what in Wagtail's admin."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPagePermissionError, PublishPageRevisionAction
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission
from wagtail.permissions import policy_registry

from lms.people import roles
from lms.people.models import User
from modules.models import HomePage, LessonPage
from modules.rights import ensure_rights
from tests.cast import Cast
from tests.factories import TODAY


@pytest.fixture
def imported(staged: Path) -> Path:
    return staged


def may(user, page: LessonPage) -> tuple[bool, bool]:
    """(edit, publish)"""
    tester = page.permissions_for_user(user)
    return tester.can_edit(), tester.can_publish()


def ready(cast: Cast) -> None:
    ensure_rights(HomePage.objects.get())
    roles.synchronise([cast.budi, cast.ningsih, cast.sari], on=TODAY)


def test_an_author_edits_and_does_not_publish(lesson: LessonPage, cast: Cast, client: Client):
    ready(cast)
    client.force_login(cast.budi)
    assert may(cast.budi, lesson) == (True, False)
    assert policy_registry.get_by_type(get_image_model()).user_has_permission(cast.budi, "add")
    assert client.get(reverse("wagtailadmin_explore", args=[lesson.get_parent().pk])).status_code == 200


def test_a_reviewer_opens_a_page_and_cannot_publish_it(lesson: LessonPage, cast: Cast):
    ready(cast)
    assert may(cast.ningsih, lesson) == (True, False)


def test_nobody_publishes_a_lesson_by_hand_and_whoever_writes_takes_it_away(lesson: LessonPage, cast: Cast):
    ready(cast)
    roles.synchronise([cast.admin], on=TODAY)
    root = User.objects.create(username="root", is_superuser=True)
    for user in (cast.admin, root):
        tester = lesson.permissions_for_user(user)
        assert (tester.can_publish(), lesson.get_parent().permissions_for_user(user).can_publish_subpage()) == (0, 0)
    with pytest.raises(PublishPagePermissionError):
        PublishPageRevisionAction(lesson.save_revision(), user=cast.admin).execute()
    assert HomePage.objects.get().permissions_for_user(cast.admin).can_publish()
    assert not HomePage.objects.get().permissions_for_user(cast.budi).can_publish()
    assert not lesson.permissions_for_user(cast.budi).can_unpublish()  # without a word to readers: test_recall
    assert not lesson.permissions_for_user(cast.sari).can_unpublish()


def test_rights_of_an_earlier_version_are_taken_back(lesson: LessonPage, cast: Cast):
    ready(cast)
    group = cast.budi.groups.get()
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=HomePage.objects.get(), permission=publish)
    ensure_rights(HomePage.objects.get())
    assert not GroupPagePermission.objects.filter(group=group, permission=publish).exists()


def test_a_kader_may_nothing(lesson: LessonPage, cast: Cast):
    ready(cast)
    assert may(cast.sari, lesson) == (False, False)


def test_rights_are_given_once(lesson: LessonPage, cast: Cast):
    ready(cast)
    before = GroupPagePermission.objects.count()
    ensure_rights(HomePage.objects.get())
    assert before == GroupPagePermission.objects.count() > 0
