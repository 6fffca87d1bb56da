"""Files of items from upload to plan to bank: nothing is overwritten unasked; the same file twice changes nothing."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePath, PurePosixPath
from re import escape, findall, fullmatch
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments import authoring, bank_lists, bank_rights
from assessments.bank_lists import Lesson
from assessments.exchange import moodle, workbook
from assessments.exchange.entry import Entry, Refusal, Unusable
from assessments.models import BankRun, Question
from assessments.types import TYPES
from lms.areas.errors import UserError
from lms.people import audit
from lms.people.audit import Act
from lms.people.models import User
from modules import pictures
from modules.facts import in_force
from modules.models import Competency, Fact, TuntasImage
from modules.rules import digest

KEPT = timedelta(days=30)
FOLDER = "impor"  # of pictures of a module that no package has brought pictures of


@dataclass(frozen=True)
class Defaults:
    """What holds where the file says nothing: the lesson (``Lesson.value``, or "") and the use."""

    lesson: str
    use: str


@dataclass(frozen=True)
class Step:
    """What an entry would do. ``state``: new, changed, same or refused; ``why``: what stands against it."""

    entry: Entry
    state: str
    why: tuple[str, ...] = ()
    question: Question | None = None
    lesson: Lesson | None = None

    def is_among(self, chosen: Collection[int]) -> bool:
        """Changed in the file, and somebody chose to take that."""
        return self.state == "changed" and self.entry.at in chosen


def take_in(raw: bytes, filename: str, defaults: Defaults, *, by: User, now: datetime) -> BankRun:
    """Read an uploaded file and keep what it brings. UserError: it is none of ours. PermissionDenied."""
    _refuse_stranger(by, now)
    is_moodle = raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    name = PurePath(filename.replace("\\", "/")).name[-120:]
    try:
        reading = moodle.read(raw) if is_moodle else workbook.read(raw, name)
    except Unusable as error:
        raise UserError(str(error)) from error
    entries, refusals = _illustrated(reading.entries)
    run = BankRun.objects.create(
        by=by,
        filename=name,
        source=BankRun.Source.MOODLE if is_moodle else BankRun.Source.SHEET,
        made_at=now,
        entries=[_stored(_filled(entry, defaults)) for entry in entries],
        refusals=[asdict(one) for one in sorted([*reading.refusals, *refusals], key=lambda one: one.at)],
    )
    audit.record(Act.BANK_UPLOADED, by=by, now=now, detail={"run": str(run.uuid)})
    return run


def plan(run: BankRun) -> list[Step]:
    """What each entry would do now. Three queries and those of the lessons."""
    entries = [_entry(one) for one in run.entries]
    known = Question.objects.select_related("current", "draft", "competency").in_bulk(
        [entry.key for entry in entries], field_name="key"
    )
    lessons, facts = bank_lists.lessons(), in_force()
    seen: set[str] = set()
    steps = []
    for entry in entries:
        lesson = _lesson(entry, lessons)
        named = replace(entry, lesson=lesson.key) if lesson else entry
        steps.append(_step(named, known.get(entry.key), lesson, facts, twice=entry.key in seen))
        seen.add(entry.key)
    return steps


def refusals(run: BankRun) -> list[Refusal]:
    """What of the file is no item at all."""
    return [Refusal(**one) for one in run.refusals]


def apply(run: BankRun, chosen: Collection[int], *, by: User, now: datetime) -> int:
    """Take what is new, and of what is changed the rows that were chosen. Each item is a transaction of its own.

    Out: how many. All of them are drafts that a nakes has not read. PermissionDenied.
    """
    _refuse_stranger(by, now)
    wanted = [step for step in plan(run) if step.state == "new" or step.is_among(chosen)]
    for step in wanted:
        _take(step, by=by, now=now)
    run.applied_at, run.applied_by, run.taken = now, by, run.taken + len(wanted)
    run.save(update_fields=["applied_at", "applied_by", "taken"])
    audit.record(Act.BANK_APPLIED, by=by, now=now, detail={"run": str(run.uuid), "taken": len(wanted)})
    return len(wanted)


def entries_of(questions: Iterable[Question]) -> list[Entry]:
    """Items as files have them, with what their authors are at, and their pictures."""
    return [
        Entry(
            at=at,
            key=row.key,
            kind=row.type,
            written=authoring.text_of(row),
            place=row.competency.key,
            lesson=row.lesson_key,
            use=row.use,
            difficulty=row.difficulty,
            essential=row.essential,
            pictures=_pictures_of(row),
        )
        for at, row in enumerate(questions, 1)
    ]


def forget(*, now: datetime) -> int:
    """End what was kept long enough; how many."""
    return BankRun.objects.filter(made_at__lt=now - KEPT).delete()[0]


# ---- Reading
def _illustrated(entries: Iterable[Entry]) -> tuple[list[Entry], list[Refusal]]:
    """Pictures small, without EXIF, under a name that says what they hold; what is no picture is refused."""
    fitting: list[Entry] = []
    refused: list[Refusal] = []
    for entry in entries:
        try:
            fitting.append(_with_picture(entry))
        except pictures.BadPicture as error:
            refused.append(Refusal(entry.at, str(error)))
    return fitting, refused


def _with_picture(entry: Entry) -> Entry:
    if not entry.pictures:
        return entry
    ((old, raw),) = entry.pictures.items()
    stem = f"{entry.key[:40]}-"
    named = fullmatch(rf"{escape(stem)}[0-9a-f]{{8}}\.\w+", old)  # went out from here before
    name = old if named else f"{stem}{hashlib.sha256(raw).hexdigest()[:8]}{PurePosixPath(old).suffix.lower()}"
    shown = [{**one, "image": name} for one in entry.written["picture"]]
    return replace(entry, written={**entry.written, "picture": shown}, pictures={name: pictures.take_upload(raw)})


def _filled(entry: Entry, defaults: Defaults) -> Entry:
    competency, _colon, lesson = defaults.lesson.partition(":")
    says = bool(entry.lesson)
    return replace(
        entry,
        lesson=entry.lesson or lesson,
        place=entry.place if says or not competency else f"{entry.place} #{competency}",
        use=entry.use or defaults.use,
        difficulty=entry.difficulty or Question.Difficulty.MEDIUM,
    )


def _stored(entry: Entry) -> dict[str, Any]:
    return {**asdict(entry), "pictures": {name: b64encode(raw).decode() for name, raw in entry.pictures.items()}}


def _entry(stored: Mapping[str, Any]) -> Entry:
    files = {name: b64decode(text) for name, text in stored["pictures"].items()}
    return Entry(**{**stored, "pictures": files, "notes": tuple(stored["notes"])})


# ---- Comparing
def _lesson(entry: Entry, lessons: Iterable[Lesson]) -> Lesson | None:
    """The lesson that the entry names, by its address or its title, in the competency whose code stands last in its
    place."""
    said = entry.lesson.strip().casefold()
    named = [lesson for lesson in lessons if said in (lesson.key, lesson.title.casefold())]
    chosen = [lesson for lesson in named if entry.place.endswith(f"#{lesson.competency_id}")]
    words = findall(r"\w+", entry.place.upper())
    placed = [lesson for lesson in named if lesson.competency in words]
    placed.sort(key=lambda one: words.index(one.competency))
    alone = named if len(named) == 1 else []
    return next(iter(chosen or placed[-1:] or alone), None)


def _step(
    entry: Entry, question: Question | None, lesson: Lesson | None, facts: Mapping[str, Fact], *, twice: bool
) -> Step:
    why = _against(entry, question, lesson, facts, twice=twice)
    if why:
        return Step(entry, "refused", tuple(why), question, lesson)
    if question is None:
        return Step(entry, "new", lesson=lesson)
    same = digest(authoring.text_of(question)) == digest(entry.written) and _marked(question, entry)
    return Step(entry, "same" if same else "changed", question=question, lesson=lesson)


def _against(
    entry: Entry, question: Question | None, lesson: Lesson | None, facts: Mapping[str, Fact], *, twice: bool
) -> list[str]:
    if entry.kind not in TYPES:
        return ["Jenis soal ini belum ada di Tuntas."]
    if twice:
        return ["Soal ini sudah ada lebih atas di berkas yang sama."]
    if lesson is None:
        said = f"Pelajaran “{entry.lesson}” tidak ditemukan." if entry.lesson else "Pelajaran yang diuji belum disebut."
        return [f"{said} Pakai judul dari daftar di templat, atau pilih pelajaran saat mengunggah."]
    if question is not None and (question.type, question.use) != (entry.kind, entry.use):
        return [f"Kunci {entry.key} milik soal dengan jenis atau guna lain. Kosongkan kuncinya untuk soal baru."]
    if question is not None and question.status == Question.Status.RETIRED:
        return ["Soal ini sedang diistirahatkan. Buka lagi dulu di bank soal."]
    return authoring.problems(entry.kind, entry.use, entry.written, facts, None, near=lesson.competency_id)


def _marked(question: Question, entry: Entry) -> bool:
    marks = (question.lesson_key, question.difficulty, question.essential)
    return marks == (entry.lesson, entry.difficulty, entry.essential)


# ---- Taking
@transaction.atomic
def _take(step: Step, *, by: User, now: datetime) -> None:
    entry, lesson = step.entry, step.lesson
    competency = Competency.objects.get(pk=lesson.competency_id)  # type: ignore[union-attr]
    for name, raw in entry.pictures.items():
        pictures.store(name, raw, package_path=f"{_folder(competency)}{name}")
    marks = authoring.Marks(competency, entry.lesson, entry.difficulty, entry.essential)
    if step.question is None:
        authoring.create(entry.kind, entry.use, marks, entry.written, by=by, now=now, key=entry.key)
    else:
        base = authoring.base_of(step.question)
        authoring.write(step.question, marks, entry.written, base=base, by=by, now=now)


def _folder(competency: Competency) -> str:
    """Where the pictures of its module stand, so that an export of the package takes these along."""
    place = f"/modules/{competency.key.lower()}/pictures/"
    known = TuntasImage.objects.filter(package_path__contains=place).values_list("package_path", flat=True).first()
    return f"{known.partition(place)[0] if known else FOLDER}{place}"


def _pictures_of(question: Question) -> dict[str, bytes]:
    wanted = [(question.competency.key.lower(), one["image"]) for one in authoring.text_of(question).get("picture", [])]
    found = {}
    for (_module, name), image in pictures.of_modules(set(wanted)).items():
        with image.file.open() as file:
            found[name] = file.read()
    return found


def _refuse_stranger(by: User, now: datetime) -> None:
    if not bank_rights.may_write(by, on=timezone.localdate(now)):
        raise PermissionDenied
