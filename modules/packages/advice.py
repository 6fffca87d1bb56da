"""What the authors of a package should look at again. None of it keeps a package from being imported."""

from modules import pictures, weight, wording
from modules.models import LessonPage
from modules.packages.checking import picture_paths
from modules.packages.context import Context
from modules.packages.registry import Problem, parts
from modules.remarks import heavier, long_path, too_few
from modules.rules import CITATION


def advice(context: Context) -> list[Problem]:
    """By file and place, of a package without problems: wording, pictures, minutes, and what the parts say."""
    found = []
    for code, module in context.modules.items():
        path = f"modules/{code}/module.yaml"
        paths = [f"modules/{code}/lessons/{key}.yaml" for key in module["lessons"]]
        found += [*_said(context, path, module), *_minutes(context, path, paths)]
        found += [problem for one in paths for problem in _said(context, one, context.lessons[one])]
        found += [problem for one in paths for problem in _hurried(context, one)]
        found += _heavy(context, code)
    return found + [problem for part in parts() if part.advice for problem in part.advice(context)]


def _said(context: Context, path: str, data: dict[str, object]) -> list[Problem]:
    return [Problem(path, context.line(path, one.steps), one.sentence) for one in wording.remarks(data)]


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


def _heavy(context: Context, code: str) -> list[Problem]:
    """As they lie in the package; what a reader loads of a photograph may be less."""
    names = {path: path.rpartition("/")[2] for path in picture_paths(context, code)}
    sizes = {path: len(pictures.clean(name, context.bytes(path))) for path, name in names.items()}
    return [
        Problem(path, "", heavier(names[path], size, names[path]))
        for path, size in sizes.items()
        if size > weight.most(names[path])
    ]
