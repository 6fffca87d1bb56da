"""What stands in the database, in the same normal form as the files of a package, so that the two compare exactly."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from modules import queries
from modules.body import card_from_stream, from_stream
from modules.models import (
    Competency,
    CompetencyGroup,
    Fact,
    LessonPage,
    ModulePage,
    Programme,
    TuntasDocument,
    TuntasImage,
)
from modules.queries import lessons_of
from modules.shapes import tidy

# Id -> file name in the module: of each picture, and of each recording.
Names = tuple[Mapping[int, str], Mapping[int, str]]
ELSEWHERE = "di luar modul: "
CORE = ("programme", "groups", "competencies", "open_day")


def core_of(package: dict[str, Any]) -> dict[str, Any]:
    """Of package.yaml what the database holds: the rest only describes the package."""
    competencies = [{k: v for k, v in row.items() if k != "verb"} for row in package["competencies"]]
    core = {key: package[key] for key in ("programme", "groups", "open_day")}
    return core | {"competencies": competencies}


def programme(key: str) -> dict[str, Any] | None:
    found = Programme.objects.filter(key=key).first()
    if found is None:
        return None
    groups = CompetencyGroup.objects.filter(programme=found).order_by("position")
    competencies = Competency.objects.filter(group__programme=found).select_related("group")
    return {
        "programme": {"key": found.key, "title": found.title, "bidang": found.field, "petugas": found.officer},
        "groups": [{"key": g.key, "title": g.title, "life_stages": g.life_stages} for g in groups],
        "competencies": [
            {"code": c.key, "group": c.group.key, "short_title": c.short_title, "title": c.title}
            for c in competencies.order_by("group__position", "position")
        ],
        "open_day": found.open_day,
    }


def fact(row: Fact) -> dict[str, Any]:
    """Without ``valid_from``: the day from which a number holds here is when it came here, not a change of it."""
    return {
        "key": row.key,
        "value": row.value,
        "unit": row.unit,
        "wording": tidy(row.wording),
        "status": row.status,
        "source": {"title": row.source_title, "url": row.source_url, "read_on": row.source_read_on},
        "review_due": row.review_due,
        "note": tidy(row.note),
    }


def facts_in_force(keys: Collection[str]) -> QuerySet[Fact]:
    """The nation's rows."""
    return Fact.objects.filter(key__in=keys, area__isnull=True, valid_until__isnull=True)


def fact_in_force(key: str) -> dict[str, Any] | None:
    row = facts_in_force([key]).first()
    return fact(row) if row else None


def module_page(programme_key: str, code: str) -> ModulePage | None:
    rows = ModulePage.objects.filter(competency__group__programme__key=programme_key, competency__key=code)
    return rows.select_related("competency").first()


def module_pages(programme_key: str) -> list[ModulePage]:
    """Live modules in the order of their competencies."""
    rows = queries.module_pages().filter(competency__group__programme__key=programme_key)
    return list(rows)


def module(page: ModulePage) -> dict[str, Any]:
    return {
        "competency": page.competency.key,
        "slug": page.slug,
        "title": page.title,
        "summary": tidy(page.summary),
        "lessons": [lesson.slug for lesson in lessons_of(page)],
        "pairs": tidy(page.pairs),
        "job": tidy(page.job),
        "card": card_from_stream(page.card.get_prep_value()),
    }


def orderless(module: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in module.items() if key != "lessons"}


def lesson_page(module_page: ModulePage | None, key: str) -> LessonPage | None:
    return LessonPage.objects.child_of(module_page).filter(slug=key).first() if module_page else None


def lesson(page: LessonPage, names: Names) -> dict[str, Any]:
    return {
        "title": page.title,
        "aim": tidy(page.aim),
        "depth": page.kind,
        "minutes": page.minutes,
        "body": from_stream(page.body.get_prep_value(), *names),
    }


def names_of(model: type[TuntasImage | TuntasDocument], folder: str) -> dict[int, str]:
    """Id of every picture or document -> its file name, in that folder of a package; else a word that is no name."""
    rows = model.objects.values_list("pk", "package_path", "file")
    return {
        pk: path.removeprefix(folder) if path.startswith(folder) else f"{ELSEWHERE}{path or file}"
        for pk, path, file in rows
    }
