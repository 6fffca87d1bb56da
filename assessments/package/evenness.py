"""Whether items give their answers away: by length, by place, by standing in the bank twice. Pure but for language."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from modules.figures import numbers
from modules.rules import CITATION, cited_in
from modules.shapes import strings_at

Entry = Mapping[str, Any]
FEW = 8  # of less than that nothing is a pattern
LONGEST = 40  # percent in which the right option may be the longest (of three and four, chance makes it 30)
SHORTEST = 45
BEYOND = 20  # percent above chance for one place
SAME_ANSWER = 75  # percent of Benar or of Salah
FAR = 1.6, 15  # times and letters by which one right option may outgrow the longest wrong one
ALIKE, ALIKE_IN_ALL = 90, 85
SHOWN = "24 bulan"  # as long as a cited fact mostly reads
_WORDS = re.compile(r"[^\w\s]+")


@dataclass(frozen=True)
class _Choice:
    at: int
    lengths: list[int]
    right: int

    @property
    def others(self) -> list[int]:
        return [length for at, length in enumerate(self.lengths) if at != self.right]


def lengths(entries: Sequence[Entry]) -> Iterator[tuple[int | None, str]]:
    """Items whose right option stands out by its length, by place in the file; None: the module as a whole."""
    found = _choices(entries)
    for one in found:
        longest, own = max(one.others), one.lengths[one.right]
        if own > FAR[0] * longest and own > longest + FAR[1]:
            yield one.at, _("Pilihan yang benar jauh lebih panjang daripada yang lain. Samakan panjangnya.")
    if len(found) < FEW:
        return
    numbers = {"count": len(found)}
    longest = sum(one.lengths[one.right] > max(one.others) for one in found)
    if 100 * longest > LONGEST * len(found):
        said = _("Pilihan yang benar paling panjang pada %(times)s dari %(count)s soal; terlalu mudah ditebak.")
        yield None, said % (numbers | {"times": longest})
    shortest = sum(one.lengths[one.right] < min(one.others) for one in found)
    if 100 * shortest > SHORTEST * len(found):
        said = _("Pilihan yang benar paling pendek pada %(times)s dari %(count)s soal; terlalu mudah ditebak.")
        yield None, said % (numbers | {"times": shortest})


def places(entries: Sequence[Entry]) -> Iterator[str]:
    """Where the right option stands too often, among items with equally many options."""
    by_size: dict[int, Counter[int]] = defaultdict(Counter)
    for one in _choices(entries):
        by_size[len(one.lengths)][one.right] += 1
    for size, counter in sorted(by_size.items()):
        place, times = counter.most_common(1)[0]
        if counter.total() >= FEW and times / counter.total() > 1 / size + BEYOND / 100:
            said = _("Dari %(count)s soal dengan %(size)s pilihan, yang benar %(times)s kali di tempat ke-%(place)s.")
            yield said % {"count": counter.total(), "size": size, "times": times, "place": place + 1}
    answers = Counter(
        option["key"]
        for entry in entries
        if entry["type"] == "truefalse"
        for option in entry["options"]
        if option["correct"]
    )
    if answers.total() >= FEW and 100 * max(answers.values()) > SAME_ANSWER * answers.total():
        said = _("Dari %(count)s soal benar-salah, %(times)s jawabannya %(answer)s.")
        answer, times = answers.most_common(1)[0]
        yield said % {"count": answers.total(), "times": times, "answer": answer}


def twice(entries: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs of items that ask the same: the later and the earlier place. Other numbers or facts make another item."""
    seen: dict[Any, list[tuple[int, str, str]]] = defaultdict(list)
    for at, entry in enumerate(entries):
        stem, whole = _plain(entry["stem"]), _plain(_all_of(entry))
        given = frozenset(_numbers(entry)), frozenset(cited_in(entry))
        for before, other, whole_before in seen[given]:
            if fuzz.token_sort_ratio(stem, other, score_cutoff=ALIKE) and fuzz.token_sort_ratio(
                whole, whole_before, score_cutoff=ALIKE_IN_ALL
            ):
                yield at, before
        seen[given].append((at, stem, whole))


def _choices(entries: Sequence[Entry]) -> list[_Choice]:
    """Every question with one right option, also those inside a scenario."""
    found = []
    for at, entry in enumerate(entries):
        asked = [entry] if entry["type"] == "single" else entry.get("scenes") or []
        for one in asked:
            right = next(place for place, option in enumerate(one["options"]) if option["correct"])
            found.append(_Choice(at, [len(CITATION.sub(SHOWN, option["text"])) for option in one["options"]], right))
    return found


def _all_of(entry: Entry) -> str:
    """What is asked and answered, without keys and words of comfort."""
    left_out = {"key", "feedback", "explanation", "alternative", "lesson", "use", "difficulty", "type"}
    return " ".join(text for steps, text in strings_at(dict(entry)) if not left_out & set(steps))


def _numbers(entry: Entry) -> set[str]:
    return numbers(_all_of(entry))


def _plain(text: str) -> str:
    return " ".join(_WORDS.sub(" ", text.lower()).split())
