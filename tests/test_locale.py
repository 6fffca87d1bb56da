"""The staff's screens are Indonesian to the last word: Wagtail's own catalogues and ours together."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override, pgettext
from django.views.i18n import JavaScriptCatalog

OURS = Path(settings.LOCALE_PATHS[0]) / "id" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")

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

PARTS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z][^>]*>")


def _parts(text: str) -> list[str]:
    return sorted(PARTS.findall(text))


def _ours(domain: str) -> polib.POFile:
    return polib.pofile(str(OURS / f"{domain}.po"))


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


def _english(entry: polib.POEntry) -> str:
    return entry.msgid_plural or entry.msgid


def _is_left_in_english(entry: polib.POEntry, text: str) -> bool:
    return text.strip() == _english(entry).strip() and text.strip() not in SAME_IN_BOTH


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_indonesian_catalogue_parses_and_leaves_nothing_empty(domain: str) -> None:
    entries = _ours(domain)

    assert len(entries) > 50
    assert [e.msgid for e in entries if e.fuzzy or not (e.msgstr or e.msgstr_plural.get(0))] == []
    assert entries.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_survive_the_translation(domain: str) -> None:
    def is_broken(entry: polib.POEntry) -> bool:
        text = entry.msgstr or entry.msgstr_plural[0]
        return _parts(text) not in (_parts(entry.msgid), _parts(_english(entry)))

    assert [e.msgid for e in _ours(domain) if is_broken(e)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_catalogue_says_what_its_source_says(domain: str) -> None:
    def said(catalogue: polib.MOFile | polib.POFile) -> set[tuple[str | None, str, str, str]]:
        return {(e.msgctxt, e.msgid, e.msgid_plural, e.msgstr or e.msgstr_plural[0]) for e in catalogue}

    compiled = polib.mofile(str(OURS / f"{domain}.mo"))

    assert said(compiled) == said(_ours(domain))
    assert compiled.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


def test_every_message_of_the_installed_admin_has_an_indonesian_text() -> None:
    entries = list(_installed("django"))

    assert len(entries) > 1500
    assert sorted({e.msgid for e in entries if _is_left_in_english(e, _indonesian(e))}) == []


def test_every_message_of_the_admins_scripts_has_an_indonesian_text() -> None:
    view = JavaScriptCatalog(packages=["wagtail.admin"])
    with override("id"):
        view.setup(RequestFactory().get("/"))
        view.get(view.request)
        catalogue = view.get_context_data()["catalog"]

    def text(entry: polib.POEntry) -> str:
        found = catalogue.get(entry.msgid, _english(entry))
        return found[0] if isinstance(found, list) else found

    entries = list(_installed("djangojs"))
    assert len(entries) > 50
    assert sorted({e.msgid for e in entries if _is_left_in_english(e, text(e))}) == []


def test_our_word_wins_over_the_one_wagtail_ships() -> None:
    with override("id"):
        assert gettext("Publish") == "Terbitkan"
        assert gettext("Snippets") == "Cuplikan"
