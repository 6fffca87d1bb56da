"""What holds for every page of ours, whoever asks: headers, nothing kept, nothing leaked, nothing broken."""

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model

from assessments.models import Attempt, Observation, Question, QuestionVersion, Ticket
from lms import settings as production
from lms.areas.models import Posyandu
from lms.people.models import Person, User
from tests.assessments import factories as evidence
from tests.cast import Cast
from tests.factories import NOW
from tests.test_urls import (
    MATRIX,
    Page,
    World,
    addresses,
    assert_matrix,
    body,
    counts,
    users,
    walk,
    world,  # noqa: F401  (a fixture)
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ROOT = Path(__file__).resolve().parents[1]
PUBLIC = ["/", "/modul/", "/modul/b3/", "/modul/b3/menimbang/", "/tidak-ada/", "/robots.txt"]
CANARY, PHONE = "Kanarinama", "+6281299988877"
SCRIPT = "<script>alert(1)</script>"
# The same for everybody, with or without a session.
# What a phone without a signal goes by, and pages drawn by script: nothing personal stands in them.
SIGNALLESS = {"shell", "worker", "manifest", "packs", "cards-pack", "search-index", "box", "who", "look"} | {
    *("search", "sums", "saved", "open-day", "day-shell")
}
POSTED = {"phone-pin", "api-v1:end_turn", "api-v1:forget", "api-v1:sheets"}  # opened, they say 405 before who asks
FOR_ALL = (
    SIGNALLESS
    | POSTED
    | {"notice", "practice", "account_inactive", "jwks", "recalls", "api-v1:recalls"}
    | {f"api-v1:{name}" for name in ("openapi-json", "sync", "api-root")}
)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def site(world: World) -> World:  # noqa: F811
    """The world of the URL matrix."""
    return world


def asked_by(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def poison(cast: Cast) -> None:
    """Give people and a place names that no log may tell and no page may run, and keys that no sheet may show."""
    Person.objects.update(name=f'{CANARY} "{SCRIPT}', phone=PHONE)
    Posyandu.objects.filter(pk=cast.melati.pk).update(name=SCRIPT)
    for version in QuestionVersion.objects.filter(question__use=Question.Use.COUNTING):
        text = json.dumps(version.content).replace("RAHASIA", "KANARI-UMPAN")
        version.content = json.loads(text) | {"weight": "KANARI-BOBOT", "key": "KANARI-KUNCI"}
        version.save()


@pytest.mark.only_on("sqlite")  # tests/test_urls.py asks the other one for every page
def test_every_page_of_every_role(cast: Cast, site: World, caplog: pytest.LogCaptureFixture, subtests: pytest.Subtests):
    """One walk, for it is long; each thing that holds for every page is a test of its own upon it."""
    caplog.set_level(logging.DEBUG)
    poison(cast)
    before, asked = counts(), addresses(site)
    pages = walk(cast, asked | {path: path for path in PUBLIC})
    with subtests.test(msg="looking changes nothing"):
        assert counts() == before
    with subtests.test(msg="who gets what"):
        assert_matrix(pages, asked)
    for answer in taken(cast.sari, site):
        pages.append(Page("sari", "taken", answer.status_code, answer.headers, body(answer)))
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    for holds in HOLDS:
        with subtests.test(msg=holds.__name__):
            holds(pages, logged)


# -- headers ----------------------------------------------------------------------------------------------------------
def every_answer_forbids_inline_script_foreign_frames_and_guessed_types(pages: list[Page], logged: str) -> None:
    for page in pages:
        policy = page.headers["Content-Security-Policy"]
        assert "unsafe" not in policy, (page.role, page.name)
        assert "frame-ancestors 'none'" in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["Referrer-Policy"] == "same-origin"


def nothing_that_was_made_for_somebody_is_kept(pages: list[Page], logged: str) -> None:
    hers = [page for page in pages if page.role != "-"]
    kept = {page.name for page in hers if "no-store" not in page.headers.get("Cache-Control", "")}
    assert kept <= FOR_ALL | {*PUBLIC}


def test_cookies_under_tls_belong_to_this_host_and_no_script():
    shown = "import json; from lms import settings as s; print(json.dumps({k: getattr(s, k) for k in %r}))"
    names = [name for name in dir(production) if "COOKIE" in name]
    found = json.loads(run(["-c", shown % names]).stdout)
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    flags = ("SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY")
    assert all(found[flag] for flag in flags)


def test_the_deployment_check_has_nothing_to_say_in_production():
    done = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"])
    assert done.returncode == 0, done.stderr


def run(words: list[str]) -> subprocess.CompletedProcess[str]:
    """Python with the environment of a production site."""
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings",
        "TLS": "1",
        "TUNTAS_DEMO": "0",
        "SECRET_KEY": "k7Qw2-only-for-this-test-Zx81mN4pLr0vTy6uBe3sHd9a-Wf5c",
        "SITE_URL": "https://tuntas.kedirikota.go.id",
        "ALLOWED_HOSTS": "tuntas.kedirikota.go.id",
    }
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


# -- leaks ------------------------------------------------------------------------------------------------------------
def no_key_weight_or_feedback_of_a_counting_item_is_ever_sent(pages: list[Page], logged: str) -> None:
    assert sum("Soal counting" in page.text for page in pages) >= 2  # the sheet was among them
    assert not [(page.role, page.name) for page in pages if "KANARI" in page.text]


def taken(user: User, site: World) -> list[HttpResponseBase]:
    """Sari's sheet handed in half filled, then whole, and its result."""
    ticket, client = Ticket.objects.get(**site["check"]), asked_by(user)
    answers = {f"soal-{at}": answer for at, answer in evidence.answers_to(ticket, right=2).items()}
    address = reverse("check", kwargs=site["check"])
    half = client.post(address, {"soal-1": answers["soal-1"]})
    whole = client.post(address, answers, follow=True)
    assert Attempt.objects.filter(ticket=ticket).exists()
    return [half, whole, client.get("/api/v1/saya")]


def names_and_numbers_of_people_stand_in_no_address_and_no_log(pages: list[Page], logged: str) -> None:
    shown = {page.headers.get("Location", "") for page in pages}
    for page in pages:
        shown |= set(re.findall(r'(?:href|action|src)="([^"]*)"', page.text))
    for secret in (CANARY, CANARY.lower(), PHONE.strip("+")):
        assert not [address for address in shown if secret in address]
        assert secret not in logged


def a_name_is_never_markup(pages: list[Page], logged: str) -> None:
    html = [page for page in pages if page.headers["Content-Type"].startswith("text/html")]
    assert sum("&lt;script&gt;" in page.text for page in html) > 10
    assert not [(page.role, page.name) for page in html if SCRIPT in page.text]


HOLDS = [
    every_answer_forbids_inline_script_foreign_frames_and_guessed_types,
    nothing_that_was_made_for_somebody_is_kept,
    no_key_weight_or_feedback_of_a_counting_item_is_ever_sent,
    names_and_numbers_of_people_stand_in_no_address_and_no_log,
    a_name_is_never_markup,
]


# -- odd input --------------------------------------------------------------------------------------------------------
ODD = {
    "page": "-1 OR 1=1",
    "per": "2025-02-31",
    "urut": "-kader__person__name",
    "menurut": "puskesmas' --",
    "cari": "%'\x00\\",
    "soal": "9" * 300,
    "jawab": ["__class__", "' OR ''='"],
    "kode": "../" * 50,
    "next": "//jahat.example",
    "_connector": "OR 1=1) --",
    "_negated": "1",
    "person__name__startswith": "S",
    "id__in": "1,2",
}


def test_odd_parameters_never_break_a_page(cast: Cast, site: World):
    broken = set()
    for role, names in readers(MATRIX.read_text("utf-8")).items():
        client, known = asked_by(users(cast)[role]), addresses(site) | {path: path for path in PUBLIC}
        broken |= {name for name in names if client.get(known[name], ODD).status_code >= 500}
    assert broken == set()


def readers(matrix: str) -> dict[str, list[str]]:
    """Per role the URLs that it is the first to read; each URL stands once, refused ones with nobody."""
    roles, *rows = (line.split() for line in matrix.splitlines())
    found: dict[str, list[str]] = {}
    for name, *statuses in rows:
        found.setdefault(roles[1 + statuses.index("200")] if "200" in statuses else "-", []).append(name)
    return found


def test_a_large_file_that_nobody_asked_for_does_not_reach_the_disk(client: Client):
    file = SimpleUploadedFile("besar.bin", b"0" * 3_000_000)
    assert client.post("/masuk/", {"words": "a", "file": file}).status_code == 400


@pytest.mark.parametrize("name", ["board", "check", "certificate", "verify"])
def test_a_nought_in_an_address_is_no_page(cast: Cast, site: World, name: str):
    argument = next(iter(site[name]))
    for user in (cast.sari, cast.dewi):
        assert asked_by(user).get(reverse(name, kwargs={argument: "a\x00b"})).status_code == 400


ELSEWHERE = ["https://jahat.example", "//jahat.example", "/\\jahat.example", "/\t/jahat.example", "javascript:alert(1)"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_leads_nowhere_else(cast: Cast, target: str):
    left = asked_by(cast.sari).post("/keluar/", {"next": target})
    entered = asked_by(cast.dewi).get("/masuk/petugas/", {"next": target})
    assert "jahat" not in left.url
    assert "jahat" not in entered.url
    assert "alert" not in left.url + entered.url


# -- fields nobody asked for ------------------------------------------------------------------------------------------
def test_a_sheet_takes_answers_and_nothing_else(cast: Cast, site: World):
    ticket = Ticket.objects.get(**site["check"])
    more = {"passed": "true", "score_percent": "100", "marks": "{}", "kader": cast.tini.person.kader.pk, "yakin": "1"}
    asked_by(cast.sari).post(reverse("check", kwargs=site["check"]), more)
    attempt = Attempt.objects.get(ticket=ticket)
    assert (attempt.passed, attempt.score_percent, attempt.kader) == (False, 0, cast.sari.person.kader)


def test_a_form_of_practice_takes_ticks_and_nothing_else(cast: Cast, site: World):
    address = reverse("assess-form", kwargs=site["assess-form"])
    ticks = {f"langkah-{key}": "belum" for key in evidence.BENAR}
    more = {"skilled": "on", "assessor": cast.dewi.pk, "kader": cast.tini.person.kader.pk, "happened_at": "2001-01-01"}
    form = asked_by(cast.rina).get(address).context["form"]
    asked_by(cast.rina).post(address, {**ticks, **more, "id": str(form["id"].value())})
    made = Observation.objects.get()
    assert (made.skilled, made.assessor, made.kader) == (False, cast.rina, cast.sari.person.kader)
    assert made.happened_at == NOW


def test_choosing_a_language_changes_the_language_alone(cast: Cast):
    client = asked_by(cast.rina)
    before = User.objects.filter(pk=cast.rina.pk).values().get()
    more = {"is_staff": "on", "is_superuser": "on", "username": "x", "person": cast.sari.person.pk, "groups": "1"}
    client.post("/saya/bahasa/", {"bahasa": "en", **more})
    after = User.objects.filter(pk=cast.rina.pk).values().get()
    assert {key for key in after if after[key] != before[key]} == {"language"}


def test_authors_upload_papers_and_no_pages(client: Client, settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(User.objects.create(username="penulis", is_superuser=True, is_staff=True))
    for name in ("isi.html", "gambar.svg", "isi.xhtml", "isi.txt"):
        file = SimpleUploadedFile(name, b"<script>alert(1)</script>")
        client.post("/cms/documents/add/", {"title": name, "file": file, "collection": "1"})
    assert [document.title for document in get_document_model().objects.all()] == ["isi.txt"]


def test_counted_guesses_cannot_be_pushed_out_by_others():
    assert production.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000
