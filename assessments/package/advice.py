"""What an author should look at again in questions, practical forms and stations. None of it keeps a package out."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.package import evenness, instruments, questions, stations
from assessments.package.common import fitted, is_scored, module_files, problem
from lms.areas.format import daftar
from modules import figures, wording
from modules.models import LessonPage
from modules.packages.advice import as_problems, is_example
from modules.packages.context import Context
from modules.packages.registry import Problem
from modules.shapes import Steps, strings_at

Entry = dict[str, Any]
ITEMS, TYPES, COUNTING, ESSENTIAL = 20, 4, 12, 1
STEPS = 7, 12
NOT_PROSE = {
    "type",
    "use",
    "lesson",
    "difficulty",
    "alternative",
    "sex",
    "judge",
    "instrument",
    "accepted",
    "unit",
    "x",
    "y",
    "r",
}
GIVEN = {"value", "tolerance", "reading", "weight", "before", "errors"}  # numbers that are not read as a sentence
WITH_FEEDBACK = {"single", "multiple", "truefalse", "scenario"}


def of_questions(context: Context) -> list[Problem]:
    """Wording, number, evenness and doubles of the items."""
    listed = [
        (path, code, fitted(context, path, questions.SHAPE)[0] or [])
        for code, path, _module in module_files(context, questions.FILE)
    ]
    found = [one for path, code, entries in listed for one in _of_file(context, path, code, entries)]
    return found + list(_doubles(context, [(path, at) for path, _, es in listed for at in range(len(es))], listed))


def of_forms(context: Context) -> list[Problem]:
    """Wording and fullness of the practical forms."""
    found: list[Problem] = []
    for code, path, _module in module_files(context, instruments.FILE):
        form = fitted(context, path, instruments.SHAPE)[0]
        found += _worded(context, path, code, form)
        if not STEPS[0] <= len(form["steps"]) <= STEPS[1]:
            said = _("Formulir berisi %(count)s langkah, sebaiknya %(least)s sampai %(most)s.")
            numbers = {"count": len(form["steps"]), "least": STEPS[0], "most": STEPS[1]}
            found.append(problem(context, path, ("steps",), said % numbers))
        if not any(step["critical"] for step in form["steps"]):
            found.append(problem(context, path, ("steps",), _("Belum ada langkah yang wajib benar (critical).")))
        empty = [name for name in ("setup", "materials", "adaptation", "coaching") if not form[name]]
        empty += [f"{step['key']}.{name}" for step in form["steps"] for name in OUTCOMES if not step[name]]
        if empty:
            found.append(problem(context, path, (), _("Belum diisi: %(names)s.") % {"names": daftar(empty)}))
    return found


def of_stations(context: Context) -> list[Problem]:
    """Wording of the scenes, besides what the part itself says."""
    found = stations.advice(context)
    for group in context.package["groups"]:
        path = stations.path_of(group["key"])
        if context.exists(path):
            found += _worded(context, path, "", context.fit(path, stations.SHAPE))
    return found


OUTCOMES = ("benar", "bantuan", "belum")


def _worded(context: Context, path: str, code: str, data: Any) -> list[Problem]:
    said = [(steps, text) for steps, text in wording.texts(data) if not {"source", "observe", "group"} & set(steps)]
    explained = _lessons_of(context, code)
    return as_problems(context, path, wording.of_texts(said, explained=explained, ours=_is_ours))


def _is_ours(steps: Steps) -> bool:
    """Who plays a person says anything, and a step that is not there yet is told as it is."""
    return not {*wording.NOT_OURS, "scenes", "setup", "people"} & set(steps)


def _lessons_of(context: Context, code: str) -> str:
    """All that the lessons of a module say, of all modules where none is named: abbreviations are told there."""
    within = f"modules/{code}/" if code else "modules/"
    lessons = [lesson for path, lesson in context.lessons.items() if path.startswith(within)]
    return "\n".join(text for lesson in lessons for _steps, text in wording.texts(lesson))


def _of_file(context: Context, path: str, code: str, entries: list[Entry]) -> Iterator[Problem]:
    said = [(steps, text) for steps, text in wording.texts(entries) if not (NOT_PROSE | GIVEN) & set(steps)]
    told = wording.of_texts(
        said, explained=_lessons_of(context, code), ours=_said_by_us(entries), own=_given(context, path, entries)
    )
    yield from as_problems(context, path, told)
    yield from (problem(context, path, (), sentence) for sentence in _few(entries))
    yield from _unasked(context, path, code, entries)
    for at, sentence in evenness.lengths(entries):
        yield problem(context, path, () if at is None else (at,), sentence)
    yield from (problem(context, path, (), sentence) for sentence in evenness.places(entries))
    for at, entry in enumerate(entries):
        if entry["type"] in WITH_FEEDBACK and not all(option["feedback"] for option in _options(entry)):
            yield problem(context, path, (at,), _("Ada pilihan tanpa umpan balik (feedback)."))


def _options(entry: Entry) -> list[Entry]:
    return [option for one in entry.get("scenes") or [entry] for option in one["options"]]


def _said_by_us(entries: Sequence[Entry]) -> Callable[[Steps], bool]:
    """A statement that is to be found wrong is not ours."""

    def ours(steps: Steps) -> bool:
        entry = entries[int(steps[0])]
        wrong = entry["type"] == "truefalse" and not entry["options"][0]["correct"]
        return not (wrong and steps[1] == "stem") and _is_ours_in_item(steps)

    return ours


def _is_ours_in_item(steps: Steps) -> bool:
    return not wording.NOT_OURS & set(steps)


def _given(context: Context, path: str, entries: Sequence[Entry]) -> Callable[[Steps], Collection[str]]:
    """The numbers that an item works with: those of its own fields, and those of the story in its stem."""
    own: list[set[str]] = []
    for at, entry in enumerate(entries):
        fields = [text for steps, text in strings_at(entry) if GIVEN & set(steps)]
        story = {number for text in fields for number in figures.numbers(text)}
        stems = [("stem",), *(("scenes", number, "text") for number in range(len(entry.get("scenes") or [])))]
        for steps in stems:
            text = _at(entry, steps)
            bare = set() if is_example(context, path, (at, *steps)) else set(figures.uncited(text))
            story |= figures.numbers(text) - {number for one in bare for number in figures.numbers(one)}
        own.append(story)
    return lambda steps: own[int(steps[0])]


def _at(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data


def _few(entries: Sequence[Entry]) -> Iterator[str]:
    counting = [entry for entry in entries if is_scored(entry["use"])]
    essential = [entry for entry in counting if entry["essential"]]
    kinds = {entry["type"] for entry in entries}
    for count, least, said in (
        (len(entries), ITEMS, _("Baru %(count)s soal, sebaiknya paling sedikit %(least)s.")),
        (len(kinds), TYPES, _("Baru %(count)s jenis soal, sebaiknya paling sedikit %(least)s.")),
        (len(counting), COUNTING, _("Baru %(count)s soal yang dinilai, sebaiknya paling sedikit %(least)s.")),
        (len(essential), ESSENTIAL, _("Belum ada soal keselamatan yang wajib benar (essential).")),
    ):
        if count < least:
            yield said % {"count": count, "least": least}


def _unasked(context: Context, path: str, code: str, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Core lessons that nothing asks about."""
    asked = {entry["lesson"] for entry in entries if is_scored(entry["use"])}
    core = [
        key
        for key in context.modules[code]["lessons"]
        if context.lessons[f"modules/{code}/lessons/{key}.yaml"]["depth"] == LessonPage.Kind.CORE
    ]
    if left := [key for key in core if key not in asked]:
        yield problem(context, path, (), _("Belum ada soal yang dinilai tentang %(names)s.") % {"names": daftar(left)})


def _doubles(
    context: Context, places: Sequence[tuple[str, int]], listed: Sequence[tuple[str, str, list[Entry]]]
) -> Iterator[Problem]:
    entries: list[Mapping[str, Any]] = [entry for _path, _code, found in listed for entry in found]
    for at, before in evenness.twice(entries):
        path, place = places[at]
        said = _("Soal ini hampir sama dengan %(key)s.") % {"key": entries[before]["key"]}
        yield problem(context, path, (place,), said)
