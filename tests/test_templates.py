"""The look as a contract: bases that read nothing personal, components that render alone, sheets, contrast."""

import gzip
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from lms.areas import chart, flower
from lms.areas.management.commands import css
from lms.areas.templatetags import tuntas

TEMPLATES = Path(__file__).parent.parent / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
ERRORS = ("400", "403", "403_csrf", "404", "429", "500")
KEYS = [{"value": "1", "text": "Benar", "kind": "ok"}, {"value": "0", "text": "Belum", "kind": "bad"}]


class Weighing(forms.Form):
    weight = forms.DecimalField(label="Berat", help_text="Pakai koma.", max_digits=4, decimal_places=1)
    place = forms.ChoiceField(label="Tempat", widget=forms.RadioSelect, choices=[("a", "Lengan kiri"), ("b", "Siku")])


def component(name: str, /, **context: object) -> str:
    return render_to_string(f"components/{name}.html", context)


def _with_its_parts(name: str, above: tuple[str, ...] = ()) -> str:
    """A template's text with what it extends and includes by name; Wagtail's own are not looked into."""
    if name in above or not (TEMPLATES / name).exists():
        return ""
    text = (TEMPLATES / name).read_text()
    parts = re.findall(r'(?:extends|include) "([^"]+)"', text)
    return text + "".join(_with_its_parts(part, (*above, name)) for part in parts)


def _drawn(names: Iterable[str]) -> set[str]:
    """The classes of which the rules of these sources speak."""
    rules = "".join(css.minify((css.FOLDER / "src" / f"{name}.css").read_text()) for name in names)
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", " ", rules)))


STUDIED = _drawn(css.STUDY) - _drawn(css.FRAME)
# Pages for kader: staff pages ask for one sheet with everything in it.
PAGES = [
    name
    for name in sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
    if "tuntas.css" in (text := _with_its_parts(name)) and "staff.css" not in text and "{% extends" in text
]


def never() -> object:
    raise AssertionError("a public page asked who is reading")


# -- bases ----------------------------------------------------------------------------------------------------------


def test_the_public_base_reads_neither_request_nor_user_nor_messages_nor_token() -> None:
    forbidden = ("request", "user", "messages", "csrf_token", "csp_nonce", "perms")
    page = render_to_string("base.html", {name: SimpleLazyObject(never) for name in forbidden})
    assert '<html lang="id">' in page
    assert 'href="#isi"' in page
    assert "csrf" not in page


def test_the_tab_where_the_reader_is_says_so() -> None:
    page = render_to_string("base.html", {"tab": "modul"})
    assert re.findall(r'href="([^"]+)" aria-current="page"', page) == ["/modul/"]


def test_a_page_asks_for_one_stylesheet() -> None:
    assert render_to_string("base.html").count('rel="stylesheet"') == 1
    assert render_to_string("staff.html", {"user": None}).count('rel="stylesheet"') == 1


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_a_page_asks_for_the_sheet_of_study_when_it_shows_what_only_that_sheet_draws(path: str) -> None:
    read = _with_its_parts(path)
    shown = {word for names in re.findall(r'class="([^"]*)"', read) for word in re.findall(r"[\w-]+", names)}
    teaches = bool(shown & STUDIED) or "include_block" in read or "<!--isi-->" in read  # the shell shows any page
    assert ("study.html" in read) == teaches


def test_on_a_demo_every_page_says_contoh_and_elsewhere_none(settings: object) -> None:
    settings.DEMO = True
    assert all("CONTOH" in render_to_string(f"{name}.html") for name in ("base", "staff", *ERRORS))
    settings.DEMO = False
    assert "CONTOH" not in render_to_string("base.html")


def test_staff_leave_by_a_form_with_a_token_and_see_their_own_name() -> None:
    user = SimpleNamespace(is_authenticated=True, person=SimpleNamespace(name="Wulan"))
    page = get_template("staff.html").render({"user": user}, RequestFactory().get("/nilai/"))
    assert "Wulan" in page
    assert '<form action="/keluar/" method="post"><input type="hidden" name="csrfmiddlewaretoken"' in page
    assert 'content="noindex"' in page


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_no_context_and_says_what_is_kept(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert re.search(r"aman|tidak hilang|Tidak ada yang hilang", page)
    assert page.count("<h1>") == 1


# -- components -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_opens_with_its_variables(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.match(r"(\{% load [\w ]+ %\})?\{% comment %\}", text)
    assert "Variables:" in text


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_a_template_passes_the_content_security_policy(path: Path) -> None:
    text = re.sub(r"\{% comment.*?endcomment %\}", "", path.read_text("utf-8"), flags=re.S)
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)=", text)
    assert not re.search(r"<style|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(ld\+)?json)", text)
    assert not re.search(r"{%[^%]*[\r\n]|{{[^}]*[\r\n]", text)


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_a_template_speaks_of_checks_and_of_not_yet(path: Path) -> None:
    text = re.sub(r"\{% comment.*?endcomment %\}", "", path.read_text("utf-8"), flags=re.S)
    assert re.findall(r"(?i)\b(?:gagal|ujian|siswa|murid|remedial|alhamdulillah|insya ?allah|silahkan)\b", text) == []


def test_the_flower_shows_states_letters_and_words_without_commas() -> None:
    states = {"A": [3] * 4, "B": [2] * 7, "C": [1] * 6, "D": [0] * 3, "E": [3] * 5}
    drawn = component("flower", flower=flower.petals(states), size=320, count=9, of="dari 25", label="Bunga Sari")
    assert drawn.count("<use") == 25
    assert 'xlink:href="#p2" transform="rotate(52.8)"' in drawn
    assert drawn.count("<text") == 7
    assert 'aria-label="Bunga Sari"' in drawn


def test_a_small_flower_beside_its_numbers_is_silent() -> None:
    drawn = component("flower", flower=flower.petals({"A": [3, 0]}), size=64)
    assert 'aria-hidden="true"' in drawn
    assert "<text" not in drawn


def test_a_row_without_address_is_no_link() -> None:
    assert "<a " not in component("row", badge="B3", title="Menimbang", chip="segera")
    assert '<a class="row g-b" href="/modul/b3/">' in component("row", href="/modul/b3/", group="b", title="Menimbang")


def test_a_critical_step_says_so_in_words_and_keeps_the_chosen_key() -> None:
    step = component("check", number=1, text="Angka nol", critical=True, name="n1", chosen="1", options=KEYS)
    assert "wajib benar" in step
    assert re.findall(r'value="(\d)" checked', step) == ["1"]
    assert "wajib benar" not in component("check", number=2, text="Menjelaskan", name="n2", options=KEYS)


def test_a_large_number_in_a_form_value_has_no_dots() -> None:
    assert 'value="12345"' in component("choice", name="kader", value=12345, text="Sari")
    assert 'value="12345"' in component("keys", name="kader", options=[{"value": 12345, "text": "Sari"}])


def test_a_wrong_field_ties_one_sentence_to_its_input() -> None:
    field = Weighing({"weight": "x", "place": "a"})["weight"]
    drawn = component("field", field=field, extra="input-short", unit="kg")
    assert 'aria-describedby="id_weight_helptext id_weight_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert drawn.count('id="id_weight_error"') == 1
    assert 'class="input input-short"' in drawn


def test_choices_are_a_question_with_big_keys() -> None:
    drawn = component("choices", field=Weighing({"place": "b"})["place"])
    assert drawn.count('class="choice"') == 2
    assert "<legend>Tempat</legend>" in drawn
    assert re.search(r'value="b"[^>]*checked', drawn)


def test_a_table_names_rows_and_columns_and_links_a_cell() -> None:
    mini = flower.mini({"A": 1, "B": 0})
    cell = {"text": "Semampir", "href": "/dinas/35.71.02.1001/", "mini": mini}
    table = {"head": ["Kelurahan", "Kader"], "rows": [[cell, "77"]], "foot": ["Jumlah", "77"]}
    drawn = component("table", table=table, label="Kelurahan")
    assert drawn.count('scope="row"') == 2
    assert '<a href="/dinas/35.71.02.1001/">Semampir</a>' in drawn
    assert 'aria-label="Kelurahan"' in drawn


def test_a_pager_keeps_the_filters_of_the_list() -> None:
    request = RequestFactory().get("/kelola/", {"q": "Sari", "page": "2"})
    context = RequestContext(request, {"page": Paginator(range(30), 10).get_page(2)})
    drawn = get_template("components/pager.html").template.render(context)
    assert "?q=Sari&amp;page=3" in drawn
    assert "Halaman 2 dari 3" in drawn


def test_a_chart_draws_lines_and_says_them_in_a_table() -> None:
    points = [chart.Point(date(2024, 7, 31), 1074, 3581), chart.Point(date(2025, 11, 20), 1643, 3343)]
    drawn = component("chart", chart=chart.line_chart([chart.Series("Dilatih", points)]), label="Naik")
    assert '<path class="ln ln-1" d="M84 ' in drawn
    assert "1.643 dari 3.343, 49,1\u00a0%" in drawn


@pytest.mark.parametrize(("state", "mark"), [("valid", 'class="verdict stack"'), ("revoked", "is-revoked")])
def test_a_verdict_is_told_by_words_and_by_shape(state: str, mark: str) -> None:
    drawn = component("verdict", state=state, title="Sertifikat ini sah", text="Asli.")
    assert mark in drawn
    assert drawn.count("<h1>") == 1


def test_an_unknown_icon_fails_loudly() -> None:
    with pytest.raises(KeyError):
        tuntas.icon("bintang")


# -- stylesheets ----------------------------------------------------------------------------------------------------


def test_the_built_sheets_are_up_to_date_and_every_source_is_used() -> None:
    assert css.stale() == [], "run: manage.py css"
    sources = {path.stem for path in (css.FOLDER / "src").glob("*.css")}
    assert sources == {name for names in css.SHEETS.values() for name in names}


def test_sizes_stand_in_the_sheets_as_plain_lengths_for_old_browsers() -> None:
    sheet = css.build(css.SHEETS["staff.css"])
    used = set(re.findall(r"var\(--([\w-]+)", sheet))
    assert used <= set(re.findall(r"--([\w-]+):", sheet))
    assert not {name for name in used if re.match(r"s\d|t-|r-|tap", name)}


def test_squeezing_keeps_texts_and_meaning() -> None:
    assert css.minify('/* why */ a , b { content: "; :  }" ; margin: 0 auto }') == 'a,b{content:"; :  }";margin:0 auto}'
    assert css.minify("a :focus{top:calc(1px + 2px)}") == "a :focus{top:calc(1px + 2px)}"


def test_the_frame_of_a_page_leaves_most_of_the_first_flight_to_its_content() -> None:
    page = gzip.compress(render_to_string("base.html").encode(), 9)
    sheet = gzip.compress((css.FOLDER / "tuntas.css").read_bytes(), 9)
    assert len(page) + len(sheet) <= 6_000


# Pairs of look/README: text on ground needs 4.5 : 1, graphics and borders of controls 3 : 1 (WCAG 1.4.3, 1.4.11).
GROUNDS = ("paper", "card", "sunk")
TEXT = [(text, ground) for text in ("ink", "ink-2", "act") for ground in GROUNDS] + [
    *((text, f"{state}-bg") for text in ("ink", "ink-2") for state in ("ok", "warn", "bad")),
    *((state, f"{state}-bg") for state in ("ok", "warn", "bad")),
    *(("card", state) for state in ("ok", "warn", "bad", "act")),
    ("on-act", "act"),
    ("gold", "soga"),
    ("bad", "paper"),
    ("bad", "card"),
]
MARKS = [(mark, ground) for mark in ("a", "b", "c", "d", "e", "edge") for ground in GROUNDS]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_contrast_holds_in_both_themes(theme: int) -> None:
    source = (css.FOLDER / "src" / "tokens.css").read_text("utf-8")
    tokens = {m[0]: m[1 + theme] for m in re.findall(r"--([\w-]+):light-dark\((#\w+),(#\w+)\)", source)}
    pairs = [(pair, 4.5) for pair in TEXT] + [(pair, 3.0) for pair in MARKS]
    low = [pair for pair, need in pairs if _ratio(tokens[pair[0]], tokens[pair[1]]) < need]
    assert low == []


def _ratio(one: str, two: str) -> float:
    low, high = sorted((_luminance(one), _luminance(two)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
