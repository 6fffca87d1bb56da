"""Reading what is taught."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import Page

from lms.areas import flower
from modules.models import (
    AreaPage,
    Competency,
    CompetencyGroup,
    LessonPage,
    LocalPage,
    ModuleIndexPage,
    ModulePage,
    Programme,
    TuntasDocument,
)
from modules.models.local import teaching_types
from modules.models.pages import CARD_SLUG, PublicPage

PROGRAMME = "ilp-25"


@dataclass(frozen=True)
class IndexRow:
    """A competency in the list; ``page`` is None while no module is live (*segera*)."""

    competency: Competency
    page: ModulePage | None
    minutes: int
    lessons: int


@dataclass(frozen=True)
class IndexGroup:
    group: CompetencyGroup
    rows: list[IndexRow]

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.rows)


@dataclass(frozen=True)
class IndexProgramme:
    programme: Programme
    groups: list[IndexGroup]

    @property
    def is_open(self) -> bool:
        """Can anything of it be read yet?"""
        return any(row.page for group in self.groups for row in group.rows)


def programme(key: str = PROGRAMME) -> Programme | None:
    """The programme with that key; None before its package was imported."""
    return Programme.objects.filter(key=key).first()


def programmes() -> list[Programme]:
    """All there are, the 25 keterampilan first."""
    return sorted(Programme.objects.order_by("pk"), key=_place)


def chosen(found: Sequence[Programme], key: str) -> Programme | None:
    """Of these the programme of that key, else the first one. None if there is none."""
    return next((one for one in found if one.key == key), found[0] if found else None)


def choice_in(programme: Programme, choice: str) -> str:
    """The word for a choice within a programme, in an address; plain for the 25 keterampilan."""
    return choice if programme.key == PROGRAMME else f"{programme.key}.{choice}"


def split_choice(found: Sequence[Programme], word: str) -> tuple[Programme | None, str]:
    """Of these programmes the one that such a word is about (None: none of them), and the choice."""
    key, _dot, choice = word.rpartition(".")
    return next((one for one in found if one.key == (key or PROGRAMME)), None), choice


def _place(one: Programme) -> bool:
    return one.key != PROGRAMME


def is_public_recording(name: str) -> bool:
    """Is a video or sound stored under that name, and may everybody have it?"""
    document = TuntasDocument.objects.select_related("collection").filter(file=name).first()
    return bool(document and not document.collection.get_view_restrictions().exists())


def module_pages() -> QuerySet[ModulePage]:
    """Live modules in the order of their competencies."""
    return _in_order(ModulePage.objects.live())


def open_modules() -> QuerySet[ModulePage]:
    """Those that everybody may read: none behind a password."""
    return _in_order(ModulePage.objects.live().public())


def _in_order(rows: QuerySet[ModulePage]) -> QuerySet[ModulePage]:
    rows = rows.select_related("competency__group__programme")
    return rows.order_by("competency__group__programme", "competency__group__position", "competency__position")


def readable(module: str, lesson: str = "") -> PublicPage | None:
    """What stands for everybody to read at ``/modul/<module>/<lesson>/``, a leaf of an area too; the card is part of
    its module. None for anything else, such as a page that is private."""
    index = ModuleIndexPage.objects.live().first()
    rest = f"{module}/" if lesson in ("", CARD_SLUG) else f"{module}/{lesson}/"
    found = Page.objects.live().public().filter(url_path=f"{index.url_path}{rest}").first() if index else None
    page = found.specific if found else None
    return page if isinstance(page, teaching_types()) else None


def index() -> list[IndexProgramme]:
    """The programmes, the 25 keterampilan first, with all their groups and competencies. Three queries, whatever the
    number of modules."""
    pages = {page.competency_id: page for page in module_pages()}
    sizes = _sizes(list(pages.values()))
    found: dict[Programme, dict[CompetencyGroup, list[IndexRow]]] = defaultdict(lambda: defaultdict(list))
    rows = Competency.objects.select_related("group__programme")
    for competency in rows.order_by("group__programme", "group__position", "position"):
        page = pages.get(competency.pk)
        minutes, lessons = sizes.get(page.address if page else "", (0, 0))
        row = IndexRow(competency, page, minutes, lessons)
        found[competency.group.programme][competency.group].append(row)
    return [
        IndexProgramme(one, [IndexGroup(group, rows) for group, rows in found[one].items()])
        for one in sorted(found, key=_place)
    ]


def index_groups(key: str = PROGRAMME) -> list[IndexGroup]:
    """The groups of one programme."""
    return next((one.groups for one in index() if one.programme.key == key), [])


def _sizes(pages: list[ModulePage]) -> dict[str, tuple[int, int]]:
    """Address of a module -> minutes and number of its live lessons."""
    sizes: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for lesson in LessonPage.objects.live().only("url_path", "depth", "minutes"):
        address = _module_of(lesson)
        minutes, number = sizes[address]
        sizes[address] = (minutes + lesson.minutes, number + 1)
    return sizes


def _module_of(lesson: LessonPage) -> str:
    """The address of the module it stands in."""
    return lesson.address.rsplit("/", 2)[0] + "/"


def lessons_of(page: ModulePage) -> list[LessonPage]:
    """The live lessons of a module in their order."""
    return list(LessonPage.objects.child_of(page).live().order_by("path"))


def leaves_on(competency: Competency) -> list[LocalPage]:
    """What areas add to the module of a competency, by area."""
    leaves = list(LocalPage.objects.live().filter(competency=competency).order_by("path"))
    homes = {home.path: home.place for home in AreaPage.objects.live().select_related("place")} if leaves else {}
    for leaf in leaves:
        leaf.area = homes.get(leaf.path[: -leaf.steplen])
    return [leaf for leaf in leaves if leaf.area]


def leaves_of(page: AreaPage) -> list[LocalPage]:
    """The live leaves of an area, in the order of their competencies."""
    rows = LocalPage.objects.child_of(page).live().select_related("competency__group")
    return list(rows.order_by("competency__group__position", "competency__position", "path"))


def lesson_links(competency: Competency) -> dict[str, tuple[str, str]]:
    """Lesson key -> title and address, for the live lessons of a competency's module."""
    page = module_pages().filter(competency=competency).first()
    return {lesson.lesson_key: (lesson.title, lesson.address) for lesson in lessons_of(page)} if page else {}


def lessons_named(keys: Collection[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """Module (address) and lesson key -> title and address, of the live lessons with one of these keys. One query."""
    rows = LessonPage.objects.live().filter(slug__in=keys).only("title", "slug", "url_path", "depth") if keys else ()
    return {(_module_of(one), one.lesson_key): (one.title, one.address) for one in rows}


def full_flower(groups: list[IndexGroup]) -> list[flower.GroupPlace]:
    """The flower as an emblem: every petal full."""
    return flower.petals({row.group.key: [flower.Petal.SKILLED] * len(row.rows) for row in groups})
