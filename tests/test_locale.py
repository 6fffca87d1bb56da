"""Staff read their screens to the last word in Indonesian, or in English.

Indonesian: Wagtail's own catalogues and ours together. English: of our own sources, which are written in Indonesian.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override, pgettext
from django.views.i18n import JavaScriptCatalog
from wagtail.images import get_image_model
from wagtail.models import get_page_models

from tests import messages
from tests.messages import Message

LOCALE = Path(settings.LOCALE_PATHS[0])
DOMAINS = ("django", "djangojs")
CATALOGUES = [("id", "django"), ("id", "djangojs"), ("en", "django")]
PLURALS = {"id": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}

# Nouns of the field, and of its places, that English keeps.
NOUNS = set("desa kabupaten kader kecamatan kelurahan kota logo nik nip pin posyandu puskesmas pustu strata".split())
NOUNS |= {"operator", "video"}

# The screens of staff, and what opens them; what they include is looked at with them.
STAFF_PAGES = [
    "staff.html",
    "account/password_change.html",
    "allauth/layouts",
    "assessments/aloud.html",
    "assessments/aloud_start.html",
    "assessments/day/after.html",
    "assessments/day/calibration.html",
    "assessments/day/calibrations.html",
    "assessments/day/nilai.html",
    "assessments/day/queue.html",
    "assessments/day/run.html",
    "assessments/day/scan.html",
    "assessments/day/sheet.html",
    "assessments/day/slips.html",
    "assessments/day/table.html",
    "assessments/form.html",
    "assessments/held.html",
    "assessments/held_list.html",
    "assessments/held_panel.html",
    "assessments/kader.html",
    "assessments/kader_list.html",
    "assessments/paper.html",
    "assessments/entrusted.html",
    "assessments/papers.html",
    "assessments/coach.html",
    "assessments/coaching.html",
    "cms",
    "certificates/award.html",
    "certificates/award_sure.html",
    "certificates/awards.html",
    "certificates/officer.html",
    "mfa",
    "people/activation.html",
    "people/cards.html",
    "people/cards_officers.html",
    "people/cards_place.html",
    "people/cards_puskesmas.html",
    "assessments/event*.html",
    "assessments/outside*.html",
    "assessments/gain.html",
    "assessments/event_papers.html",
    "assessments/event_paper.html",
    "assessments/event_photos.html",
    "assessments/gains.html",
    "assessments/inquiries.html",
    "assessments/inquiry.html",
    "assessments/panel.html",
    "assessments/panel_stages.html",
    "certificates/panel.html",
    "people/choose_posyandu.html",
    "people/enrol_device.html",
    "people/manage.html",
    "people/nik_policy.html",
    "people/kader_nik.html",
    "people/kader_nik_line.html",
    "people/look.html",
    "people/office.html",
    "people/offices.html",
    "people/invitation_made.html",
    "people/recovery.html",
    "people/role_find.html",
    "people/role_give.html",
    "people/role_person.html",
    "people/roles.html",
    "people/hand_over.html",
    "people/kader_activation.html",
    "people/kader_card.html",
    "people/kader_devices.html",
    "people/trail.html",
    "people/entry_many.html",
    "people/entry_one.html",
    "people/kader.html",
    "people/kader_edit.html",
    "people/kader_list.html",
    "people/posyandu.html",
    "people/roster*.html",
    "people/registration.html",
    "people/registration_links.html",
    "people/registrations.html",
    "people/doubles.html",
    "people/duties.html",
    "people/duty_serve.html",
    "people/duty_step.html",
    "people/merge_find.html",
    "people/merge_pair.html",
    "people/merge_undo.html",
    "people/staff_sign_in.html",
    "places",
    "portal/privacy_request.html",
    "portal/privacy_requests.html",
    "portal/start.html",
    "portal/start_card.html",
    "reporting",
]

# One installed catalogue of a package tells its msgids; these two ship no English one.
MSGIDS_IN = {"django_filters": "de"}

# Names, codes and words that Indonesian writes the same way.
SAME_IN_BOTH = {
    "%(field_label)s:",
    "%(range_start)s - %(range_end)s",
    "%(status_display)s %(task_name)s %(started_at)s",
    "%(time_zone_option)s: %(localized_time_zone_label)s",
    "Administrator",
    "Alias",
    "Format",
    "ID",
    "Minimum",
    "Status",
    "Status %(status)s",
    "Status:",
    "Tag",
    "Taggit",
    "Token",
    "URL",
    "port",
    "slug",
    "status",
    "tag",
}

PARTS = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}|</?[a-z][^>]*>")

# What the glossary of the Indonesian catalogue says otherwise; Wagtail and Django themselves say these too.
OTHER_WORDS = re.compile(
    r"(?i)\b(?:revisi|(?!pratinjau)\w*tinjau\w*|\w*moderasi|surel|silahkan|penggunaan|valid|anda)\b"
)


def _is_all_nouns(msgid: str) -> bool:
    """Does the message say nothing but names, figures and nouns that English keeps?"""
    return set(re.findall(r"[a-z]+", PARTS.sub(" ", msgid).lower())) <= NOUNS


def _parts(text: str) -> list[str]:
    return sorted(PARTS.findall(text))


def _ours(domain: str, language: str = "id") -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / f"{domain}.po"))


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def _installed(domain: str) -> Iterator[polib.POEntry]:
    """Every message of Wagtail and of the parts of its admin, as installed here."""
    for app in apps.get_app_configs():
        if not app.name.startswith("wagtail") and app.name not in {"taggit", "django_filters"}:
            continue
        path = Path(app.path) / "locale" / MSGIDS_IN.get(app.name, "en") / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            yield from (entry for entry in polib.pofile(str(path)) if not entry.obsolete)


def _indonesian(entry: polib.POEntry) -> str:
    with override("id"):
        if entry.msgctxt:
            return pgettext(entry.msgctxt, entry.msgid)
        if entry.msgid_plural:
            return ngettext(entry.msgid, entry.msgid_plural, 2)
        return gettext(entry.msgid)


def _said_by_others(domain: str) -> set[tuple[str | None, str]]:
    """Every message that the installed admin, Django or allauth may ask for."""
    roots = [Path(str(module.__file__)).parent for module in (django, allauth)]
    paths = [path for root in roots for path in root.rglob(f"locale/en/LC_MESSAGES/{domain}.po")]
    entries = [*_installed(domain), *(entry for path in paths for entry in polib.pofile(str(path)))]
    return {(entry.msgctxt, entry.msgid) for entry in entries}


def _texts_of_scripts() -> list[tuple[polib.POEntry, str]]:
    """Each message of the admin's scripts, with what the admin's own view hands them for it."""
    view = JavaScriptCatalog(packages=["wagtail.admin"])
    with override("id"):
        view.setup(RequestFactory().get("/"))
        view.get(view.request)
        catalogue = view.get_context_data()["catalog"]
    found = [(entry, catalogue.get(entry.msgid, _source(entry))) for entry in _installed("djangojs")]
    return [(entry, text[0] if isinstance(text, list) else text) for entry, text in found]


def _source(entry: polib.POEntry) -> str:
    return entry.msgid_plural or entry.msgid


def _is_left_in_source(entry: polib.POEntry, text: str) -> bool:
    return text.strip() == _source(entry).strip() and text.strip() not in SAME_IN_BOTH


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_a_catalogue_parses_and_leaves_nothing_empty(language: str, domain: str) -> None:
    entries = _ours(domain, language)

    assert len(entries) > 50
    assert [e.msgid for e in entries if e.fuzzy or e.obsolete or not all(_texts(e))] == []
    assert entries.metadata["Plural-Forms"] == PLURALS[language]


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_placeholders_and_markup_survive_the_translation(language: str, domain: str) -> None:
    def is_broken(entry: polib.POEntry) -> bool:
        wanted = (_parts(entry.msgid), _parts(_source(entry)))
        return any(_parts(text) not in wanted for text in _texts(entry))

    assert [e.msgid for e in _ours(domain, language) if is_broken(e)] == []


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_the_compiled_catalogue_says_what_its_source_says(language: str, domain: str) -> None:
    def said(catalogue: polib.MOFile | polib.POFile) -> set[tuple[str | None, str, str, tuple[str, ...]]]:
        return {(e.msgctxt, e.msgid, e.msgid_plural, tuple(_texts(e))) for e in catalogue}

    compiled = polib.mofile(str(LOCALE / language / "LC_MESSAGES" / f"{domain}.mo"))

    assert said(compiled) == said(_ours(domain, language))
    assert compiled.metadata["Plural-Forms"] == PLURALS[language]


def test_every_message_of_the_installed_admin_has_an_indonesian_text() -> None:
    entries = list(_installed("django"))

    assert len(entries) > 1500
    assert sorted({e.msgid for e in entries if _is_left_in_source(e, _indonesian(e))}) == []


def test_every_message_of_the_admins_scripts_has_an_indonesian_text() -> None:
    texts = _texts_of_scripts()

    assert len(texts) > 50
    assert sorted({e.msgid for e, text in texts if _is_left_in_source(e, text)}) == []


def test_no_text_of_the_installed_admin_loses_or_invents_a_placeholder() -> None:
    texts = [*((e, _indonesian(e)) for e in _installed("django")), *_texts_of_scripts()]

    assert [e.msgid for e, text in texts if _parts(text) not in (_parts(e.msgid), _parts(_source(e)))] == []


def test_the_admin_has_one_word_for_one_thing() -> None:
    texts = [*map(_indonesian, _installed("django")), *(text for _, text in _texts_of_scripts())]

    assert sorted({text for text in texts if OTHER_WORDS.search(text)}) == []


def test_django_tells_an_existing_name_from_a_missing_one() -> None:
    """Its own catalogue says of a name that is taken that there is none."""
    with override("id"):
        told = gettext("%(model_name)s with this %(field_labels)s already exists.")

    assert told == "%(model_name)s dengan %(field_labels)s ini sudah ada."


def test_the_admin_counts_our_pages_and_pictures_in_the_language_of_the_reader() -> None:
    models = [model for model in [*get_page_models(), get_image_model()] if model.__module__.startswith("modules")]

    assert len(models) > 4
    with override("id"):
        assert [str(m._meta.verbose_name_plural) for m in models] == [str(m._meta.verbose_name) for m in models]
    with override("en"):
        assert {str(m._meta.verbose_name_plural) for m in models} >= {"lessons", "modules", "pictures"}


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_text_of_ours_answers_a_message_that_nobody_says_any_more(domain: str) -> None:
    said = _said_by_others(domain)

    assert len(said) > 50
    assert [e.msgid for e in _ours(domain) if (e.msgctxt, e.msgid) not in said] == []


def test_our_word_wins_over_the_one_wagtail_ships() -> None:
    with override("id"):
        assert gettext("Publish") == "Terbitkan"
        assert gettext("Snippets") == "Cuplikan"


def test_every_message_of_our_own_sources_has_an_english_text() -> None:
    held = {Message(e.msgid, e.msgid_plural, e.msgctxt or "") for e in _ours("django", "en")}
    alike = {Message(e.msgid) for e in _installed("django") if e.msgid in SAME_IN_BOTH}

    assert len(held) > 250
    assert messages.ours() - held - alike == set()


def test_the_english_texts_are_english() -> None:
    entries = [e for e in _ours("django", "en") if not _is_all_nouns(e.msgid)]

    assert [e.msgid for e in entries if e.msgid in _texts(e)] == []
    assert [e.msgid for e in entries if re.search(r"Ibu/Bapak|\b(yang|tidak|dengan)\b", " ".join(_texts(e)))] == []


def test_english_leaves_the_words_of_the_installed_admin_alone() -> None:
    assert {e.msgid for e in _ours("django", "en")} & {e.msgid for e in _installed("django")} == set()


def test_no_staff_screen_has_words_that_cannot_be_translated() -> None:
    pages = list(_pages(STAFF_PAGES))

    assert len(pages) > 40
    assert {str(page): words for page in pages if (words := messages.bare(page.read_text("utf-8")))} == {}


def _pages(names: list[str]) -> Iterator[Path]:
    """These templates (a folder stands for all in it) and whatever they include."""
    folder = messages.ROOT / "templates"
    waiting = [
        page
        for name in names
        for page in (folder.glob(name) if name.endswith(".html") else folder.glob(f"{name}/**/*.html"))
    ]
    seen: set[Path] = set()
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            waiting += [folder / name for name in re.findall(r'{% include "([^"]+)"', page.read_text("utf-8"))]
    yield from sorted(seen)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<p class="dim">{% translate "Nama" %}</p>{{ figure }}', []),
        ("<p>Belum ada</p>{% comment %}Why it is so{% endcomment %}", ["Belum ada"]),
        ('{% include "components/note.html" with kind="stop" title="Belum berhasil" %}', ["Belum berhasil"]),
        ('<nav aria-label="Jalur">{% blocktranslate %}Halaman{% endblocktranslate %}</nav>', ["Jalur"]),
    ],
)
def test_plain_words_of_a_template_are_found(source: str, words: list[str]) -> None:
    assert messages.bare(source) == words


def test_messages_are_found_in_templates_and_in_python() -> None:
    page = (
        '{% translate "Nama" as it %}{% firstof x _("Tabel") %}'
        "{% blocktranslate count n=2 %}{{ n }} a{% plural %}{{ n }} b{% endblocktranslate %}"
    )
    assert set(messages.of_template(page)) == {Message("Nama"), Message("Tabel"), Message("%(n)s a", "%(n)s b")}
    assert set(messages.of_python('_("a" "b"); pgettext("c", "d")')) == {Message("ab"), Message("d", context="c")}
    with pytest.raises(ValueError, match="malformed"):
        list(messages.of_python('_(f"{name}")'))
