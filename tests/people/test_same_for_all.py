"""Pages that are the same for everybody are so too for who is signed in: her phone may keep them."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from lms.people import consents
from modules import page_cache
from tests.assessments.factories import lacks_only_b3, make_module
from tests.factories import NOW
from tests.people.conftest import Holder
from tests.test_security import SIGNALLESS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _every_guard(settings: LazySettings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "lms.people.middleware.NoticeFirst"]


def answer(client: Client, path: str) -> tuple[int, bool]:
    """What she is told when nobody has asked for it before: the status, and whether her phone may keep it."""
    page_cache.purge_all()
    told = client.get(path)
    return told.status_code, "no-store" not in told.headers.get("Cache-Control", "") and not told.cookies


@pytest.mark.parametrize("has_read", [True, False])
def test_what_a_phone_keeps_looks_at_nobody(client: Client, sari: Holder, *, has_read: bool):
    make_module(lacks_only_b3(sari.user))
    if has_read:
        consents.record_notice(sari.user.person, now=NOW)
    sari.sign_in(client)
    paths = ["/", "/modul/", "/modul/b3/", *map(reverse, sorted(SIGNALLESS))]
    assert {path: answer(client, path) for path in paths} == dict.fromkeys(paths, (200, True))
    assert answer(client, "/saya/") != (200, True)


def test_who_asks_first_and_is_signed_in_leaves_a_page_that_others_may_keep(client: Client, sari: Holder):
    consents.record_notice(sari.user.person, now=NOW)
    sari.sign_in(client)
    answer(client, "/tampilan/")
    assert Client().get("/tampilan/").headers["Cache-Control"].startswith("public")
