"""Writing an item and bringing it into use: *rancangan, ditelaah, dipakai, diistirahatkan* (DESIGN 5.4, 5.9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import choice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import bank, bank_rights, pictures, trail
from assessments.models import Question, QuestionDraft, QuestionStep
from assessments.types import TYPES, draws, images_in, needs_eyes, substitute
from lms.areas.errors import UserError
from lms.people.models import User
from modules.facts import in_force, resolve_with
from modules.models import Competency, Fact
from modules.pictures import of_modules
from modules.rules import cited_in, digest, map_strings

Written = Mapping[str, Any]
Act, Status = QuestionStep.Act, Question.Status
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Marks:
    """What is said of an item beside its words."""

    competency: Competency
    lesson: str
    difficulty: str
    essential: bool

    @property
    def values(self) -> dict[str, Any]:
        return {
            "competency": self.competency,
            "lesson_key": self.lesson,
            "difficulty": self.difficulty,
            "essential": self.essential,
        }


def said(written: Written, facts: Mapping[str, Fact]) -> Written:
    """The words with these facts written out. UnknownFact."""
    return map_strings(written, lambda text: resolve_with(text, facts))


def problems(
    kind: str,
    use: str,
    written: Written,
    facts: Mapping[str, Fact],
    competency: Competency | None,
    *,
    near: int | None = None,
) -> list[str]:
    """What must be mended before these words can be read by a nakes, in Indonesian. None: nothing.

    ``competency``: whose module holds the pictures, and the item that may be answered instead; None: not chosen yet.
    ``near``: its id alone, where the pictures come along with the words.
    """
    unknown = sorted(key for key in cited_in(written) if key not in facts)
    if unknown:
        return [_("Fakta %(key)s tidak ada. Periksa kuncinya.") % {"key": key} for key in unknown]
    found = [f"{one[:1].upper()}{one[1:]}." for one in TYPES[kind].problems(said(written, facts))]
    unsettled = sorted(key for key in cited_in(written) if facts[key].status != Fact.Status.SETTLED)
    if use == Question.Use.COUNTING:
        words = _("Fakta %(key)s belum ditetapkan untuk semua daerah, jadi tidak boleh dinilai. Pakai di soal latihan.")
        found += [words % {"key": key} for key in unsettled]
    topic = competency.pk if competency else near
    return found or [*_picture_problems(kind, written, competency), *_substitute_problems(kind, use, written, topic)]


def _picture_problems(kind: str, written: Written, competency: Competency | None) -> list[str]:
    """Pictures come with the package of the module."""
    names = images_in(kind, written) if competency else []
    there = of_modules({(competency.key.lower(), name) for name in names}) if competency and names else {}
    gone = sorted(set(names) - {name for _folder, name in there})
    return [_("Gambar %(name)s tidak ada di modul ini.") % {"name": name} for name in gone]


def _substitute_problems(kind: str, use: str, written: Written, topic: int | None) -> list[str]:
    """Who cannot see a drawn picture is given another item of the competency, which counts alike and asks no eyes."""
    named = substitute.named_in(written)
    rows = Question.objects.select_related("current").filter(key=named, current__isnull=False) if named else []
    here = [row for row in rows if topic in (None, row.competency_id)]
    others = [substitute.Other(row.use, needs_eyes(row.type, row.current.content)) for row in here if row.current]
    scored = use == Question.Use.COUNTING
    fault = substitute.fault(written, use, next(iter(others), None), drawn=draws(kind), scored=scored)
    return [_(fault) % {"key": named}] if fault else []


@transaction.atomic
def create(kind: str, use: str, marks: Marks, written: Written, *, by: User, now: datetime, key: str = "") -> Question:
    """A new item, as *rancangan*. ``key``: from a file. PermissionDenied; UserError for what cannot be an item."""
    _refuse_stranger(bank_rights.may_write, by, now)
    _refuse_problems(kind, use, written, marks.competency)
    question = Question.objects.create(key=key or _new_key(marks, use), type=kind, use=use, **marks.values)
    _write(question, written, by=by, now=now)
    return question


@transaction.atomic
def write(question: Question, marks: Marks, written: Written, *, base: str, by: User, now: datetime) -> bool:
    """Other words for the item, or other marks. ``base``: of what the author began with (``base_of``).

    The marks hold at once; words wait for a nakes, and an item in use goes on as it was meanwhile. Out: were there
    other words? PermissionDenied; UserError if somebody else wrote in between, or while the item rests.
    """
    row = _locked(question, bank_rights.may_write, by, now)
    if base_of(row) != base:
        raise UserError(
            _("Soal ini baru saja diubah orang lain. Tulisan Ibu/Bapak masih di sini: bandingkan, lalu simpan lagi.")
        )
    if row.status == Status.RETIRED:
        raise UserError(_("Soal ini sedang diistirahatkan. Buka lagi sebagai rancangan, lalu ubah."))
    _refuse_problems(row.type, row.use, written, marks.competency)
    _refuse_parting(row, marks.competency)
    for name, value in marks.values.items():
        setattr(row, name, value)
    row.save(update_fields=list(marks.values))
    other = digest(written) != digest(text_of(row))
    if other or (row.status == Status.DRAFT and draft_of(row) is None):
        _write(row, written, by=by, now=now)
    return other


@transaction.atomic
def review(question: Question, *, seen: str, by: User, now: datetime) -> None:
    """A nakes approves what she read: the draft, or without one what is in use. ``seen``: the digest of it.

    PermissionDenied; UserError if it says something else by now, or if she wrote it herself.
    """
    row = _locked(question, bank_rights.may_review, by, now)
    draft, words = draft_of(row), digest(said(text_of(row), in_force()))
    if words != seen or (draft is None and (row.current is None or row.current.sha256 != seen)):
        raise UserError(_("Soal ini berubah sejak Ibu/Bapak membukanya. Baca sekali lagi, lalu putuskan."))
    if draft is not None and draft.written_by_id == by.pk:
        raise UserError(_("Tulisan sendiri ditelaah orang lain. Rancangan ini masih menunggu."))
    _refuse_problems(row.type, row.use, text_of(row), row.competency)
    to = row.status
    if draft is not None:
        draft.reviewed_sha256, draft.reviewed_at, draft.reviewed_by = words, now, by
        draft.reviewed_pictures = _pictures_now(row)
        draft.save(update_fields=["reviewed_sha256", "reviewed_pictures", "reviewed_at", "reviewed_by"])
        to = Status.REVIEWED if row.status == Status.DRAFT else row.status
    _step(row, Act.REVIEWED, to, by=by, now=now, sha256=words)


@transaction.atomic
def send_back(question: Question, *, note: str, by: User, now: datetime) -> None:
    """The nakes says what must be mended. PermissionDenied; UserError without a draft or without a word."""
    row = _locked(question, bank_rights.may_review, by, now)
    draft = _draft(row)
    if not note.strip():
        raise UserError(_("Tulis apa yang perlu diperbaiki. Rancangan ini masih menunggu."))
    draft.reviewed_sha256, draft.reviewed_at, draft.reviewed_by = "", None, None
    draft.reviewed_pictures = ""
    draft.save(update_fields=["reviewed_sha256", "reviewed_pictures", "reviewed_at", "reviewed_by"])
    _step(row, Act.RETURNED, _drafted(row), by=by, now=now, note=note.strip())


@transaction.atomic
def activate(question: Question, *, by: User, now: datetime) -> None:
    """What a nakes has read is what new tickets show from now on; tickets that were drawn keep theirs.

    PermissionDenied; UserError if nobody has read it, or if a fact or a picture has changed since.
    """
    row = _locked(question, bank_rights.may_see, by, now)
    draft = _draft(row)
    if not draft.is_reviewed:
        raise UserError(_("Rancangan ini belum ditelaah tenaga kesehatan, jadi belum dapat dipakai."))
    if digest(said(draft.written, in_force())) != draft.reviewed_sha256:
        raise UserError(_("Fakta yang dikutip berubah sejak ditelaah. Minta nakes membacanya sekali lagi."))
    if _pictures_now(row) != draft.reviewed_pictures:
        raise UserError(_("Gambarnya berganti sejak ditelaah. Minta nakes melihatnya sekali lagi."))
    _refuse_problems(row.type, row.use, draft.written, row.competency)
    row.written, sha256 = draft.written, draft.reviewed_sha256
    row.save(update_fields=["written"])
    draft.delete()
    _step(row, Act.ACTIVATED, Status.ACTIVE, by=by, now=now, sha256=sha256)
    bank.publish_written(row, now=now)


@transaction.atomic
def renew(question: Question, *, by: User, now: datetime) -> None:
    """The same words with the pictures that the module has now, as a draft.

    PermissionDenied; UserError without need.
    """
    row = _locked(question, bank_rights.may_write, by, now)
    if draft_of(row) is not None or not replaced_pictures(row):
        raise UserError(_("Gambar soal ini tidak berganti, atau rancangannya sudah ada. Muat ulang halaman."))
    _write(row, row.written, by=by, now=now)


def replaced_pictures(question: Question) -> list[str]:
    """The pictures of the version in use that the module has another one for by now, by name."""
    current = question.current
    return pictures.replaced(pictures.of_version(question, current)) if current and current.pictures else []


@transaction.atomic
def drop_draft(question: Question, *, by: User, now: datetime) -> None:
    """The draft goes; an item that was never in use rests. PermissionDenied; UserError without a draft."""
    row = _locked(question, bank_rights.may_write, by, now)
    _draft(row)
    if row.current is None:
        raise UserError(_("Soal ini belum pernah dipakai: istirahatkan saja. Tulisannya tetap tersimpan."))
    row.draft.delete()
    _step(row, Act.DROPPED, _drafted(row), by=by, now=now)


@transaction.atomic
def rest(question: Question, *, by: User, now: datetime) -> None:
    """The item is drawn no more; tickets, attempts and its words stay. PermissionDenied; UserError if it rests."""
    row = _locked(question, bank_rights.may_see, by, now)
    bank.waiting(row).delete()
    _step(row, Act.RESTED, Status.RETIRED, by=by, now=now)


@transaction.atomic
def revive(question: Question, *, by: User, now: datetime) -> None:
    """An item that rests is *rancangan* again, with the words it had. PermissionDenied; UserError if it does not."""
    row = _locked(question, bank_rights.may_write, by, now)
    _step(row, Act.REVIVED, Status.DRAFT, by=by, now=now)
    _keep(row, text_of(row), by=by, now=now)


def draft_of(question: Question) -> QuestionDraft | None:
    return getattr(question, "draft", None)


def text_of(question: Question) -> Written:
    """What its author is at: the draft, or without one what it says."""
    draft = draft_of(question)
    return draft.written if draft else question.written


def base_of(question: Question) -> str:
    """By which a form knows that nobody wrote in between."""
    return digest(text_of(question))


def _pictures_now(row: Question) -> str:
    return pictures.pins_digest(pictures.pin(row, text_of(row)))


def _write(row: Question, written: Written, *, by: User, now: datetime) -> None:
    _keep(row, written, by=by, now=now)
    _step(row, Act.WRITTEN, _drafted(row), by=by, now=now, sha256=digest(said(written, in_force())))


def _keep(row: Question, written: Written, *, by: User, now: datetime) -> None:
    """As a draft that nobody has read."""
    values = {
        "written": written,
        "written_at": now,
        "written_by": by,
        "reviewed_sha256": "",
        "reviewed_pictures": "",
        "reviewed_at": None,
        "reviewed_by": None,
    }
    row.draft, _made = QuestionDraft.objects.update_or_create(question=row, defaults=values)


def _drafted(row: Question) -> str:
    """Where an item stands that has words which nobody has read."""
    return Status.ACTIVE if row.status == Status.ACTIVE else Status.DRAFT


def _draft(row: Question) -> QuestionDraft:
    draft = draft_of(row)
    if draft is None:
        raise UserError(_("Soal ini tidak punya rancangan yang menunggu. Muat ulang halaman."))
    return draft


def _step(row: Question, act: str, to: str, **told: Any) -> None:
    if not trail.allows(row, act, to):
        raise UserError(_("Keadaan soal ini sudah berubah. Muat ulang halaman, lalu lihat lagi."))
    trail.step(row, act, to, **told)


def _locked(question: Question, may: Any, by: User, now: datetime) -> Question:
    _refuse_stranger(may, by, now)
    return (
        Question.objects.select_for_update(of=("self",))
        .select_related("current", "draft", "competency")
        .get(pk=question.pk)
    )


def _refuse_stranger(may: Any, by: User, now: datetime) -> None:
    if not may(by, on=timezone.localdate(now)):
        raise PermissionDenied


def _refuse_problems(kind: str, use: str, written: Written, competency: Competency) -> None:
    found = problems(kind, use, written, in_force(), competency)
    if found:
        raise UserError(" ".join(found))


def _refuse_parting(row: Question, to: Competency) -> None:
    """An item that others name as their *soal pengganti* stays in their competency."""
    named = Q(written__alternative=row.key) | Q(current__content__alternative=row.key)
    others = Question.objects.filter(named, competency=row.competency).order_by("key") if row.competency != to else []
    if others:
        words = _("Soal ini pengganti bagi %(keys)s, jadi pelajarannya tetap di kompetensi yang sama.")
        raise UserError(words % {"keys": ", ".join(other.key for other in others)})


def _new_key(marks: Marks, use: str) -> str:
    """Like those of the packages, but never one that a package will bring."""
    return f"{marks.competency.key.lower()}-{use[0]}-{''.join(choice(_LETTERS) for _at in range(6))}"
