"""What stands in the database, in the same normal form as the files of a package, so that the two compare exactly."""

from typing import Any

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

CORE = ("programme", "groups", "competencies")


def core_of(package: dict[str, Any]) -> dict[str, Any]:
    """Of package.yaml what the database holds: the rest only describes the package."""
    competencies = [{k: v for k, v in row.items() if k != "verb"} for row in package["competencies"]]
    return {"programme": package["programme"], "groups": package["groups"], "competencies": competencies}


def programme(key: str) -> dict[str, Any] | None:
    found = Programme.objects.filter(key=key).first()
    if found is None:
        return None
    groups = CompetencyGroup.objects.filter(programme=found).order_by("position")
    competencies = Competency.objects.filter(group__programme=found).select_related("group")
    return {
        "programme": {"key": found.key, "title": found.title, "bidang": found.field},
        "groups": [{"key": g.key, "title": g.title, "life_stages": g.life_stages} for g in groups],
        "competencies": [
            {"code": c.key, "group": c.group.key, "short_title": c.short_title, "title": c.title}
            for c in competencies.order_by("group__position", "position")
        ],
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


def module_page(programme_key: str, code: str) -> ModulePage | None:
    rows = ModulePage.objects.filter(competency__group__programme__key=programme_key, competency__key=code)
    return rows.select_related("competency").first()


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


def lesson_page(module_page: ModulePage | None, key: str) -> LessonPage | None:
    return LessonPage.objects.child_of(module_page).filter(slug=key).first() if module_page else None


def lesson(page: LessonPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "aim": tidy(page.aim),
        "depth": page.kind,
        "minutes": page.minutes,
        "body": from_stream(page.body.get_prep_value(), names_of(TuntasImage), names_of(TuntasDocument)),
    }


def names_of(model: type[TuntasImage | TuntasDocument]) -> dict[int, str]:
    """Id of every picture or document -> its name in its package, or one that no package uses."""
    rows = model.objects.values_list("pk", "package_path", "file")
    return {pk: path.rsplit("/", 1)[-1] or f"unggahan:{file}" for pk, path, file in rows}
