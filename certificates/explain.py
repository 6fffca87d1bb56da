"""One plain sentence about a level, the same for the kader, her trainer and the Dinas. Pure text."""

from collections.abc import Mapping, Sequence
from datetime import date

from certificates.queries import Standing
from certificates.rules import LevelRule, missing, reached_on
from lms.areas.format import angka, daftar, tanggal

NAMED = 7  # more skills than this are named by their groups


def level(rule: LevelRule, left: Mapping[str, Sequence[str]]) -> str:
    """What is missing for a level. In: per group, in order, the skills that are not yet *terampil*."""
    lack = missing(rule, left)
    if not lack.skills:
        return f"Semua keterampilan untuk {rule.title} sudah terampil; tinggal menunggu penetapan Dinas Kesehatan."
    which = daftar(lack.skills) if len(lack.skills) <= NAMED else f"kelompok {daftar(lack.groups)}"
    start = f"Tinggal {angka(len(lack.skills))} keterampilan lagi untuk {rule.title}: {which}"
    return f"{start} (boleh juga kelompok {' atau '.join(lack.instead)})." if lack.instead else f"{start}."


def every(where: Standing) -> list[tuple[LevelRule, str]]:
    """Each level, the lowest first, with its sentence: hers, part of a higher one, waiting, or what is missing."""
    return [(rule, _one(rule, where)) for rule in where.rules]


def _one(rule: LevelRule, where: Standing) -> str:
    held = where.awarded
    if held and rule.key == held.level.key:
        return awarded(held.level.title, held.decree_number, held.decree_date)
    if held and rule.position < held.level.position:
        return f"Sudah termasuk di dalam {held.level.title}."
    waits = where.proposed is not None and rule.position <= where.proposed.level.position
    return level(rule, {} if waits else where.left)


def awarded(title: str, decree_number: str, decree_date: date) -> str:
    """That a level is hers, and on what ground."""
    return f"{title}, ditetapkan dengan SK nomor {decree_number} tanggal {tanggal(decree_date)}."


def evidence(rule: LevelRule, skilled: Mapping[str, date]) -> str:
    """On what a proposal rests. In: the groups that are wholly *terampil*, with the day each became so."""
    groups = daftar(sorted(skilled))
    day = reached_on(rule, skilled)
    if day is None:
        return f"Syarat {rule.title} tidak lagi terpenuhi. Yang lengkap sekarang: {groups or 'belum ada'}."
    return f"Terampil di semua keterampilan kelompok {groups}; syarat {rule.title} lengkap sejak {tanggal(day)}."


def standing(where: Standing) -> str:
    """The one sentence for officers: what she holds, or what waits, or the nearest way to the next level."""
    held = where.awarded
    if where.proposed and not (held and held.level.position >= where.proposed.level.position):
        title = where.proposed.level.title
        return f"Semua keterampilan untuk {title} sudah terampil; tinggal menunggu penetapan Dinas Kesehatan."
    above = [rule for rule in where.rules if not held or rule.position > held.level.position]
    if held and not above:
        return awarded(held.level.title, held.decree_number, held.decree_date)
    if not above:
        return "Tingkat kader belum diatur di sini."
    return level(above[0], where.left)
