"""Tags of public pages. They take pages and facts and never the request."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from lms.areas.flower import GroupPlace
from modules import facts as fact_verbs
from modules import frames, markdown, pictures, queries, recordings, remarks, weight
from modules.models import AreaPage, Fact, LessonPage, LocalPage, ModulePage, TuntasDocument, TuntasImage
from modules.models.pages import PublicPage
from modules.offline import saving

register = template.Library()
register.filter("kb", weight.in_kb)
register.filter("size", saving.size)
register.filter("price", saving.price)


@register.simple_tag
def index_groups() -> list[queries.IndexGroup]:
    return queries.index_groups()


@register.simple_tag
def other_programmes() -> list[queries.IndexProgramme]:
    """Beside the 25: those of which something can be read."""
    return [one for one in queries.index() if one.programme.key != queries.PROGRAMME and one.is_open]


@register.simple_tag
def full_flower(groups: list[queries.IndexGroup]) -> list[GroupPlace]:
    return queries.full_flower(groups) if groups else []


@register.simple_tag
def lesson_frame(page: LessonPage) -> frames.LessonFrame:
    return frames.lesson_frame(page)


@register.simple_tag
def module_frame(page: ModulePage) -> frames.ModuleFrame:
    return frames.module_frame(page)


@register.simple_tag
def local_frame(page: LocalPage) -> frames.LocalFrame:
    return frames.local_frame(page)


@register.simple_tag
def checked(page: PublicPage) -> remarks.Checked:
    return remarks.of_page(page)


@register.simple_tag
def leaves_of(page: AreaPage) -> list[LocalPage]:
    return queries.leaves_of(page)


@register.simple_tag
def picture(image: TuntasImage | None, look: str = "") -> dict[str, object] | None:
    """Address, width and height. None for one that is gone, and for all in a preview without pictures."""
    return None if image is None or look == PublicPage.NO_PICTURES else pictures.shown(image)


@register.simple_tag
def recording(document: TuntasDocument | None) -> dict[str, object] | None:
    """Address, type and size in words of a video or sound. None for one that is gone."""
    if document is None:
        return None
    kind = recordings.TYPES.get(recordings.extension(document.file.name), "")
    return {"url": document.file.url, "type": kind, "size": recordings.size_in_words(document.file_size or 0)}


@register.filter
def teach(text: str, facts: Mapping[str, Fact] | str) -> SafeString:
    """Markdown as HTML, facts resolved. Without facts at hand (a preview of one block) they are read."""
    return markdown.render(text, _known(facts))


@register.filter
def line(text: str, facts: Mapping[str, Fact] | str) -> SafeString:
    """One line of Markdown as HTML."""
    return markdown.render_line(text, _known(facts))


@register.filter
def plain(text: str, facts: Mapping[str, Fact] | str) -> str:
    """The text without markup, for an attribute."""
    known = _known(facts)
    return markdown.CITATION.sub(lambda match: markdown.plain(known.get(match[1])), text)


@register.filter
def number(fact: Fact) -> str:
    """Value and unit of a fact."""
    return markdown.written(fact)


def _known(facts: Mapping[str, Fact] | str) -> Mapping[str, Fact]:
    return facts if isinstance(facts, Mapping) else fact_verbs.for_everyone()
