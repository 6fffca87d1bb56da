"""A draft as it will be read: its weight, its minutes, and what its author should look at again."""

from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from modules import body, pictures, weight, wording
from modules.models import LessonPage, LocalPage, ModulePage, TuntasDocument, TuntasImage
from modules.models.pages import PublicPage
from modules.queries import lessons_of
from modules.shapes import Steps
from modules.weight import Weight, in_kb


@dataclass(frozen=True)
class Noted:
    """One remark; ``place``: the block or field it concerns, as the form calls it."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Checked:
    weight: Weight
    remarks: list[Noted]


@dataclass(frozen=True)
class _Module:
    """What stands around a page: its module (None: an area's leaf) and the lessons as they will be."""

    page: ModulePage | None
    lessons: list[LessonPage]

    @property
    def short_path(self) -> int:
        return sum(one.minutes or 0 for one in self.lessons if one.kind == LessonPage.Kind.CORE)


def of_page(page: PublicPage) -> Checked:
    """Of a page as it stands in memory, saved or not."""
    html = render_to_string(page.template, {"page": page})
    module = _module_of(page)
    shown = _images([page])
    words = weight.words_in(html)
    found = Weight(
        page=weight.on_the_wire(html, _css()),
        pictures=sum(map(pictures.bytes_read, shown)),
        module=sum(map(pictures.bytes_read, _images([page, *module.lessons]))),
        words=words,
        minutes=weight.minutes_for(words),
        short_path=module.short_path,
    )
    said = wording.remarks(_data(page, shown))
    noted = [Noted(_place(page, remark.steps), remark.sentence) for remark in said]
    return Checked(found, [*_over(page, found, shown), *noted])


def _module_of(page: PublicPage) -> _Module:
    if isinstance(page, ModulePage):
        return _Module(page, lessons_of(page) if page.pk else [])
    if isinstance(page, LessonPage):
        module = page.get_parent().specific
        return _Module(module, [*(one for one in lessons_of(module) if one.pk != page.pk), page])
    return _Module(None, [])


def _images(pages: list[Any]) -> list[TuntasImage]:
    named = [page.body.get_prep_value() for page in pages if hasattr(page, "body")]
    blocks = [{item["type"]: body.plain(item["value"])} for raw in named for item in raw]
    return list(TuntasImage.objects.filter(pk__in=body.pictures(blocks)))


def _data(page: PublicPage, shown: list[TuntasImage]) -> dict[str, Any]:
    """The page as package data: what is read, field by field."""
    names = [field for field in ("title", "aim", "lead", "summary", "job", "pairs") if hasattr(page, field)]
    data: dict[str, Any] = {name: getattr(page, name) or "" for name in names}
    if isinstance(page, LessonPage | LocalPage):
        images = {image.pk: PurePosixPath(image.file.name).name for image in shown}
        files = {row.pk: row.title for row in TuntasDocument.objects.only("title")}
        data["body"] = body.from_stream(page.body.get_prep_value(), images, files)
    if isinstance(page, ModulePage):
        data["card"] = body.card_from_stream(page.card.get_prep_value())
    return data


def _place(page: PublicPage, steps: Steps) -> str:
    """("body", 2, "picture", "alt") -> "Blok 3, Gambar"."""
    if len(steps) > 2 and steps[0] == "body" and isinstance(steps[1], int):
        block = page.body.stream_block.child_blocks[str(steps[2])]
        return _("Blok %(number)s, %(name)s") % {"number": steps[1] + 1, "name": block.label}
    return str(page._meta.get_field(str(steps[0])).verbose_name).capitalize() if steps else ""


def _over(page: PublicPage, found: Weight, shown: list[TuntasImage]) -> list[Noted]:
    """What is heavier or longer than it should be."""
    over = []
    if found.page > weight.FIRST_FLIGHT:
        said = _("Halaman %(size)s, paling banyak %(most)s. Pindahkan sebagian ke pelajaran lain.")
        over.append(said % {"size": in_kb(found.page), "most": in_kb(weight.FIRST_FLIGHT)})
    if found.module > weight.MODULE:
        said = _("Gambar modul ini %(size)s, paling banyak %(most)s.")
        over.append(said % {"size": in_kb(found.module), "most": in_kb(weight.MODULE)})
    if found.short_path > weight.SHORT_PATH:
        over.append(long_path(found.short_path))
    if isinstance(page, LessonPage) and page.minutes and page.minutes < found.minutes:
        over.append(too_few(page.minutes, found.minutes))
    sizes = [(image, pictures.bytes_read(image)) for image in shown]
    heavy = [heavier(one.title, size, one.file.name) for one, size in sizes if size > weight.most(one.file.name)]
    return [*(Noted(_("Halaman"), said) for said in over), *(Noted(_("Gambar"), said) for said in heavy)]


def long_path(minutes: int) -> str:
    """The sentence for a module whose core takes longer than it should."""
    said = _("Pelajaran inti modul ini %(minutes)s menit, sebaiknya paling lama %(most)s. Jadikan sebagian pendalaman.")
    return said % {"minutes": minutes, "most": weight.SHORT_PATH}


def too_few(said: int, minutes: int) -> str:
    """The sentence for a lesson that takes longer to read than it says."""
    told = _("Ditulis %(said)s menit, padahal membacanya saja sekitar %(minutes)s menit.")
    return told % {"said": said, "minutes": minutes}


def heavier(title: str, size: int, name: str) -> str:
    """The sentence for a picture that is too heavy."""
    words = {"title": title, "size": in_kb(size), "most": in_kb(weight.most(name))}
    return _("Gambar “%(title)s” %(size)s, sebaiknya paling banyak %(most)s.") % words


@cache
def _css() -> bytes:
    folder = settings.BASE_DIR / "lms" / "static" / "css"
    return b"".join((folder / name).read_bytes() for name in weight.SHEETS)
