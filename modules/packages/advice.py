"""What the authors of a package should look at again. None of it keeps a package from being imported."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from modules import drawings, pictures, weight, wording
from modules.models import LessonPage
from modules.packages import whole
from modules.packages.checking import picture_paths
from modules.packages.context import Context
from modules.packages.registry import Problem, parts
from modules.remarks import heavier, long_path, too_few
from modules.rules import CITATION
from modules.shapes import Steps
from modules.wording import Remark

EXAMPLE = "# contoh"  # at the end of a line: its number is but an example
MARK_IT = f" Tandai barisnya dengan {EXAMPLE}."


def advice(context: Context) -> list[Problem]:
    """By file and place, of a package without problems: wording, pictures, minutes, and what the parts say."""
    found = []
    for code, module in context.modules.items():
        path = f"modules/{code}/module.yaml"
        paths = [f"modules/{code}/lessons/{key}.yaml" for key in module["lessons"]]
        found += [*_said(context, path, module), *_minutes(context, path, paths)]
        found += [problem for one in paths for problem in _said(context, one, context.lessons[one])]
        found += [problem for one in paths for problem in (*_hurried(context, one), *_drawn(context, code, one))]
        found += [*_heavy(context, code), *whole.lacking(context, code)]
    found += whole.heavy(context)
    return found + [problem for part in parts() if part.advice for problem in part.advice(context)]


def _said(context: Context, path: str, data: dict[str, object]) -> list[Problem]:
    return as_problems(context, path, wording.remarks(data))


def as_problems(context: Context, path: str, remarks: Iterable[Remark]) -> list[Problem]:
    """Remarks on a file by their lines, without the numbers that their author calls examples."""
    return [
        Problem(path, context.line(path, one.steps), f"{one.sentence}{MARK_IT if one.number else ''}")
        for one in remarks
        if not (one.number and is_example(context, path, one.steps))
    ]


def is_example(context: Context, path: str, steps: Steps) -> bool:
    """Does the line on which a text begins end with the mark of an example?"""
    at = context.line(path, steps)
    lines = context.bytes(path).decode().splitlines()
    return bool(at) and lines[int(at.split()[1]) - 1].rstrip().endswith(EXAMPLE)


def _minutes(context: Context, path: str, lessons: list[str]) -> list[Problem]:
    core = [context.lessons[one]["minutes"] for one in lessons if context.lessons[one]["depth"] == LessonPage.Kind.CORE]
    return [Problem(path, "", long_path(sum(core)))] if sum(core) > weight.SHORT_PATH else []


def _hurried(context: Context, path: str) -> list[Problem]:
    """A lesson that says fewer minutes than its words take; what a picture says in words is not read by most."""
    lesson = context.lessons[path]
    read = [CITATION.sub("0 cm", text) for steps, text in wording.texts(lesson) if steps[-1] != "alt"]
    minutes = weight.minutes_for(sum(map(weight.in_words, read)))
    at = context.line(path, ("minutes",))
    return [Problem(path, at, too_few(lesson["minutes"], minutes))] if lesson["minutes"] < minutes else []


def _drawn(context: Context, code: str, path: str) -> list[Problem]:
    """Drawings that show a number without saying which fact it is."""
    found = []
    for one in drawings.shown(context.lessons[path]):
        file = f"modules/{code}/pictures/{one.image}"
        if not file.endswith(".svg") or is_example(context, path, (*one.steps, "alt")):
            continue
        values = {key: context.facts[key]["value"] for key in one.facts}
        for number in dict.fromkeys(drawings.missing(context.bytes(file), values)):
            told = _("Gambar %(name)s menunjukkan “%(number)s”. Kutip faktanya di kata untuk gambarnya.")
            sentence = told % {"name": one.image, "number": number} + MARK_IT
            found.append(Problem(path, context.line(path, (*one.steps, "alt")), sentence))
    return found


def _heavy(context: Context, code: str) -> list[Problem]:
    """As they lie in the package; what a reader loads of a photograph may be less."""
    names = {path: path.rpartition("/")[2] for path in picture_paths(context, code)}
    sizes = {path: len(pictures.clean(name, context.bytes(path))) for path, name in names.items()}
    return [
        Problem(path, "", heavier(names[path], size, names[path]))
        for path, size in sizes.items()
        if size > weight.most(names[path])
    ]
