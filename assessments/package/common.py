from collections.abc import Iterator
from typing import Any

from assessments.models import Question
from modules.packages.context import Context
from modules.packages.registry import Problem
from modules.rules import cited_in
from modules.shapes import Misfit, Steps, fit


def module_files(context: Context, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Code, path and module of each module folder that has the file."""
    for code, module in context.modules.items():
        path = f"modules/{code}/{name}"
        if context.exists(path):
            yield code, path, module


def all_modules(context: Context, name: str) -> Iterator[tuple[str, str, str]]:
    """Competency, path and folder of each module that has the file, or had it when the package was last imported."""
    for code, path, module in module_files(context, name):
        yield module["competency"], path, code
    for path in context.base_paths():
        folder, _, file = path.rpartition("/")
        if file == name and not context.exists(path):
            code = folder.rpartition("/")[2]
            module = context.modules.get(code) or context.base(f"{folder}/module.yaml")
            if module:
                yield module["competency"], path, code


def fitted(context: Context, path: str, shape: Any) -> tuple[Any, list[Problem]]:
    """The file in normal form, or None with what is wrong in it."""
    data = context.read(path)
    if data is None:
        return None, []
    normal, misfits = fit(data, shape)
    return (None if misfits else normal), [context.problem(path, misfit) for misfit in misfits]


def problem(context: Context, path: str, steps: Steps, sentence: str) -> Problem:
    return context.problem(path, Misfit(steps, sentence))


def fact_problems(context: Context, path: str, steps: Steps, data: Any, *, scored: bool) -> Iterator[Problem]:
    """Facts that do not exist; and, in what is scored, those that are not settled (DESIGN 5.9)."""
    for key in sorted(cited_in(data)):
        fact = context.facts.get(key)
        if fact is None:
            yield problem(context, path, steps, f"Fakta “{key}” tidak ada di facts.yaml.")
        elif scored and fact["status"] != "settled":
            yield problem(
                context,
                path,
                steps,
                f"Soal yang dinilai tidak boleh mengutip fakta “{key}”: statusnya {fact['status']}.",
            )


def is_scored(use: str) -> bool:
    return use == Question.Use.COUNTING
