"""What must be right before the site may run, and what the logs keep to themselves."""

import logging

import pytest
from allauth.core.exceptions import RateLimited
from django.http import HttpResponse
from django.test import Client, RequestFactory

from lms.people import access, checks, devices
from lms.people.logs import HideTokens
from lms.people.middleware import NoStore
from lms.people.models import DeviceProfile, User
from tests.cast import Cast
from tests.factories import NOW
from tests.people.conftest import Holder


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_the_keys_of_the_tests_are_good_enough():
    assert checks.keys_are_real(None) == []


def test_short_and_equal_keys_are_refused(settings):
    settings.SECRET_KEY = settings.CARD_KEY = "pendek"
    assert ids(checks.keys_are_real(None)) == ["people.E001", "people.E002", "people.E003"]


def test_demo_mode_answers_to_loopback_names_only(settings):
    settings.DEMO, settings.ALLOWED_HOSTS = True, ["localhost", "127.0.0.1", "[::1]"]
    assert checks.demo_stays_at_home(None) == []
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["tuntas.example"], "https://tuntas.example"
    assert ids(checks.demo_stays_at_home(None)) == ["people.E004"] * 2


def test_outside_demo_any_host_may_serve(settings):
    settings.ALLOWED_HOSTS = ["tuntas.example"]
    assert checks.demo_stays_at_home(None) == []


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("localhost:8000", True),
        ("127.0.0.1", True),
        ("127.1.2.3:80", True),
        ("[::1]:8000", True),
        ("[::1]", True),
        ("localhost.example", False),
        ("192.168.1.2", False),
        ("*", False),
        (".localhost", False),
    ],
)
def test_what_counts_as_loopback(host: str, is_own: bool):
    assert access.is_loopback(host) == is_own


@pytest.mark.parametrize("path", ["/masuk/", "/v/", "/cek/", "/sertifikat/"])
def test_logs_hide_what_a_path_gives_away(path: str):
    record = logging.makeLogRecord({"msg": "Internal Server Error: %s", "args": (f"{path}AbC-123_xyzXYZ",)})
    HideTokens().filter(record)
    assert record.getMessage() == f"Internal Server Error: {path}..."


@pytest.mark.parametrize(("address", "is_waived"), [("127.0.0.1", True), ("::1", True), ("192.168.1.7", False)])
def test_the_demo_trusts_its_own_machine_only(rf: RequestFactory, settings, address: str, is_waived: bool):
    settings.DEMO = True
    request = rf.get("/", headers={"Host": "localhost"}, REMOTE_ADDR=address)
    assert access.is_waived(request, User(is_demo=True)) == is_waived


def test_a_limit_that_nothing_catches_is_a_page_and_not_a_failure(rf: RequestFactory):
    answer = NoStore(lambda request: HttpResponse()).process_exception(rf.get("/"), RateLimited())
    assert answer.status_code == 429
    assert "Tunggu sebentar" in answer.content.decode()


def test_pages_for_somebody_are_not_kept_and_pages_for_all_are_left_alone(client: Client, sari: Holder):
    sari.sign_in(client)
    assert client.get("/kelola/perangkat/")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in Client().get("/tidak-ada/").headers


def test_a_profile_is_made_once_and_its_credential_is_its_own(client: Client, sari: Holder, rf: RequestFactory):
    sari.sign_in(client)
    request = rf.get("/")
    request.COOKIES["device"] = client.cookies["device"].value
    profile = devices.profile_for(request, sari.user, now=NOW)
    assert profile == DeviceProfile.objects.get()
    assert devices.check_credential(profile, devices.credential_of(profile))
    assert not devices.check_credential(profile, "x" * 22)


def test_a_request_from_nowhere_has_no_profile(rf: RequestFactory, cast: Cast):
    assert devices.profile_for(rf.get("/"), cast.sari, now=NOW) is None


def test_a_revoked_device_signs_nothing(client: Client, sari: Holder):
    sari.sign_in(client)
    profile = DeviceProfile.objects.select_related("device", "user").get()
    devices.revoke(profile.device, now=NOW)
    profile = DeviceProfile.objects.select_related("device", "user").get()
    assert not devices.check_credential(profile, devices.credential_of(profile))
