"""What is wrong or thin in a blueprint: the same words for a package's author and on the screen of ``/cms/``."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.blueprint import MODULE_POOL, POOL, Item, Line, fills, is_thin, room, size
from assessments.models import Quiz
from lms.areas.format import daftar

SHORTEST, LONGEST = 12, 28  # items of an evaluasi


@dataclass(frozen=True)
class Finding:
    """One plain sentence on a line of the blueprint (None: on the whole). ``refuses``: it cannot be used like that."""

    line: int | None
    sentence: str
    refuses: bool = True


def findings(
    kind: str, lines: Sequence[Line], items: Sequence[Item], *, of: Collection[str], sample: bool, paired: bool
) -> list[Finding]:
    """Everything there is to say of these lines over this bank. ``of``: the competencies that the quiz is about;
    ``paired``: a pre-test and its post-test are drawn by it.
    """
    found = [finding for at, line in enumerate(lines) for finding in _of_line(kind, at, line, items, of)]
    if not lines:
        found.append(Finding(None, _("Belum ada baris: cek ini tidak punya soal.")))
    if kind == Quiz.Kind.EVALUATION and not sample:
        found += _of_evaluation(lines, of)
    if not any(finding.refuses for finding in found):
        found += _of_whole(lines, items, paired=paired)
    return found


def _of_line(kind: str, at: int, line: Line, items: Sequence[Item], of: Collection[str]) -> Iterator[Finding]:
    have, times = room(line.pool(items)), MODULE_POOL if kind == Quiz.Kind.MODULE else POOL
    numbers = {"count": line.count, "competency": line.competency, "have": have, "times": times}
    if line.competency not in of:
        yield Finding(at, _("%(competency)s bukan kompetensi cek ini.") % numbers)
    elif not 1 <= line.count <= have:
        said = _("Meminta %(count)s soal %(competency)s, padahal bank punya %(have)s soal yang dinilai dan cocok.")
        yield Finding(at, said % numbers)
    elif line.essential > min(line.count, room(one for one in line.pool(items) if one.essential)):
        yield Finding(at, _("Soal wajib benar di bank tidak sebanyak yang diminta baris ini."))
    elif is_thin(line, items, times):
        said = _(
            "Bank tipis: %(have)s soal %(competency)s untuk %(count)s yang ditarik; sebaiknya %(times)s kali lipat."
        )
        yield Finding(at, said % numbers, refuses=False)


def _of_evaluation(lines: Sequence[Line], of: Collection[str]) -> Iterator[Finding]:
    asked = {line.competency for line in lines}
    missing = [key for key in of if key not in asked]
    if missing:
        yield Finding(None, _("Evaluasi mencakup semua kompetensi kelompok; belum ada %(keys)s.") % _keys(missing))
    if lines and not SHORTEST <= size(lines) <= LONGEST:
        said = _("Evaluasi berisi %(least)s sampai %(most)s soal, sekarang %(count)s.")
        yield Finding(None, said % {"least": SHORTEST, "most": LONGEST, "count": size(lines)})


def _of_whole(lines: Sequence[Line], items: Sequence[Item], *, paired: bool) -> Iterator[Finding]:
    if not fills(lines, items):
        yield Finding(None, _("Baris-barisnya berebut soal yang sama; bank tidak cukup untuk semuanya sekaligus."))
    elif paired and not fills(lines, items, tickets=2):
        said = _("Pre-test dan post-test tidak boleh memakai soal yang sama; bank belum punya dua kali %(count)s soal.")
        yield Finding(None, said % {"count": size(lines)})


def _keys(keys: Sequence[str]) -> dict[str, str]:
    return {"keys": daftar(list(keys))}
