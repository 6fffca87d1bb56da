"""Markdown in one small subset: paragraphs, bold, italic, lists, links and second-level headings; facts resolved."""

from collections.abc import Mapping, Sequence

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from lms.areas.format import angka
from modules.models import Fact
from modules.rules import CITATION

NBSP = "\u00a0"
MOST_AREAS = 3  # whose own number stands beside the nation's in the text; more are told in the list below it
MISSING = "(angka sedang diperiksa, tanyakan kepada petugas)"
_UNUSED = ["image", "html_block", "code", "fence", "hr", "blockquote", "reference", "backticks", "lheading", "table"]
PARSER = MarkdownIt("commonmark", {"html": False}).disable(_UNUSED, ignoreInvalid=True)
_TAGS = {"p", "strong", "em", "ul", "ol", "li", "a", "h2", "br"}
_INLINE = {"strong", "em", "a"}


def written(fact: Fact | None) -> str:
    """Value and unit as one word that never breaks: "11,5 cm"."""
    return f"{fact.value}{NBSP}{fact.unit}".strip() if fact else MISSING


def render(text: str, facts: Mapping[str, Fact]) -> SafeString:
    """Blocks of text as HTML."""
    return _finish(PARSER.render(text), _TAGS, facts)


def render_line(text: str, facts: Mapping[str, Fact]) -> SafeString:
    """One line of text as HTML without a paragraph."""
    return _finish(PARSER.renderInline(text), _INLINE, facts)


def _finish(html: str, tags: set[str], facts: Mapping[str, Fact]) -> SafeString:
    # The parser already drops raw HTML; the second sieve stands in case a new version of it does not.
    clean = nh3.clean(html, tags=tags, attributes={"a": {"href"}}, url_schemes={"https", "tel"}, link_rel=None)
    marked = CITATION.sub(lambda match: _mark(match[1], facts), clean)
    return mark_safe(marked)  # noqa: S308


def _mark(key: str, facts: Mapping[str, Fact]) -> SafeString:
    fact = facts.get(key)
    number = format_html('<data class="fact" value="{}">{}</data>', key, written(fact))
    chosen = fact.elsewhere if fact else ()
    if len(chosen) > MOST_AREAS:
        return format_html('{} <span class="fact-area">({})</span>', number, _many(chosen))
    spans = format_html_join("", ' <span class="fact-area" data-area="{}">({})</span>', map(_choice, chosen))
    return format_html("{}{}", number, spans)


def _choice(row: Fact) -> tuple[str, str]:
    area = row.area
    return (area.code, f"{area.name}: {written(row)}") if area else ("", written(row))


def _many(chosen: Sequence[Fact]) -> str:
    return f"di {angka(len(chosen))} daerah lain angkanya, lihat Angka menurut daerah"


def plain(fact: Fact | None) -> str:
    """The number in words without markup, with what areas chose in its place: "1 tablet (Kota Kediri: 2 tablet)"."""
    chosen = fact.elsewhere if fact else ()
    said = [_many(chosen)] if len(chosen) > MOST_AREAS else [words for _, words in map(_choice, chosen)]
    return " ".join([written(fact), *(f"({words})" for words in said)])
