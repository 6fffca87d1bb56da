"""Reading an instrument. A counting item sends a picture of it; the reading stands nowhere as text."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any, Literal

from django.utils.translation import gettext_noop as _noop

from assessments.types.base import Answer, Content, Payload, Pin, Remark
from assessments.types.faults import faults
from assessments.types.fields import ALTERNATIVE, Field
from assessments.types.numbers import MAX_LENGTH, quantity, readings
from assessments.types.reading.instruments import INSTRUMENTS, Instrument, picture, slips
from assessments.types.typed import fold, typed
from modules.rules import cited


class Reading:
    """An answer: what was typed, by part. A text that is no number is an answer too, and wrong."""

    key = "reading"
    name = _noop("Membaca alat")
    template = "assessments/types/reading.html"
    answers: Literal["one", "many", "parts"] = "parts"
    fields: tuple[Field, ...] = (
        Field("instrument", _noop("Alat"), "choice", words=tuple((key, one.label) for key, one in INSTRUMENTS.items())),
        Field("reading", _noop("Angka yang ditunjuk"), most=20, help=_noop("Misalnya 6,8. Tensimeter: 128/84/72.")),
        Field("tolerance", _noop("Toleransi"), help=_noop("Selisih yang masih benar."), optional=True, most=80),
        Field(
            "errors",
            _noop("Kekeliruan yang sering"),
            "rows",
            optional=True,
            rows=(0, 6),
            fields=(Field("value", _noop("Angka"), most=20), Field("feedback", _noop("Penjelasan"), "text")),
        ),
        Field(
            "feedback",
            _noop("Penjelasan jawaban benar"),
            "text",
            help=_noop("Bagaimana angkanya dibaca."),
            optional=True,
        ),
        ALTERNATIVE,
    )
    sent: Mapping[str, Any] = {
        "type": str,
        "stem": str,
        "alt": str,
        "unit": str,
        "height": int,
        "parts": [{"key": str, "text": str}],
    }

    def problems(self, content: Content) -> list[str]:
        found = faults(self.fields, content)
        if not found and str(content.get("instrument")) not in INSTRUMENTS:
            found = ["alat tidak dikenal"]
        return found or _number_faults(content)

    def pin(self, content: Content, rng: Random) -> Pin:
        return [name for name, _label in _instrument(content).parts]

    def payload(self, content: Content, pin: Pin) -> Payload:
        instrument = _instrument(content)
        parts = [{"key": name, "text": label} for name, label in instrument.parts]
        said = {"alt": instrument.alt, "unit": instrument.unit, "height": instrument.height}
        return {"type": self.key, "stem": str(content["stem"]), **said, "parts": parts}

    def parts(self, pin: Pin) -> list[str]:
        return list(pin)

    def parse(self, answer: object, content: Content, pin: Pin) -> Answer:
        if not isinstance(answer, dict) or not answer.keys() <= set(pin):
            raise ValueError("not the parts of this reading")
        return {part: typed(answer[part], MAX_LENGTH) for part in pin if part in answer}

    def score(self, answer: Answer, content: Content) -> Fraction:
        """Every number that is asked earns the same."""
        wanted = _wanted(content)
        return Fraction(sum(_fits(answer, part, value, content) for part, value in wanted.items()), len(wanted))

    def feedback(self, answer: Answer, content: Content, pin: Pin) -> list[Remark]:
        right, why = self.score(answer, content) == 1, str(content.get("feedback") or "")
        wrong = "" if right else _error(answer, content)
        said, key = self.said(answer, content), self.said(_key(content), content)
        mine: Remark = {"text": said, "correct": right, "chosen": True, "feedback": why if right else wrong}
        return [mine] if right else [mine, {"text": key, "correct": True, "chosen": False, "feedback": why}]

    def said(self, answer: Answer, content: Content) -> str:
        given = [_of(answer, part) or "…" for part in _wanted(content)]
        unit = _instrument(content).unit
        bare = all(word.isdigit() or word in "…,./" for text in given for word in text)
        return f"{'/'.join(given)}\u00a0{unit}" if bare else "/".join(given)

    def picks(self, answer: Answer, content: Content) -> Sequence[str]:
        """The reading or the typical error that was met, else what was typed."""
        if self.score(answer, content) == 1:
            return [str(content["reading"])]
        error = _known(answer, content)
        return [str(error["value"]) if error else "/".join(fold(_of(answer, part)) for part in _wanted(content))]

    def draw(self, content: Content, pin: Pin, look: str = "") -> bytes:
        """The instrument, as WebP."""
        return picture(str(content["instrument"]), values(content["reading"]))

    def aid(self, content: Content) -> dict[str, Any]:
        instrument = _instrument(content)
        numbers = {"step": str(instrument.step), "far_edge": str(instrument.far_edge)}
        return {"unit": instrument.unit, "digital": instrument.digital, **numbers}


def values(text: object) -> tuple[Decimal, ...]:
    """The numbers of a reading: "128/84/72", with as many decimals as were written. ValueError: none."""
    return tuple(quantity(one)[0] for one in str(text).split("/"))


def _instrument(content: Content) -> Instrument:
    return INSTRUMENTS[str(content["instrument"])]


def _wanted(content: Content) -> dict[str, Decimal]:
    """Each part that is asked, with its number."""
    names = [name for name, _label in _instrument(content).parts]
    return dict(zip(names, values(content["reading"]), strict=False))


def _tolerance(content: Content) -> Decimal:
    return quantity(str(content.get("tolerance") or "0"))[0]


def _of(answer: Answer, part: str) -> str:
    return str(answer.get(part, "")) if isinstance(answer, dict) else ""


def _fits(answer: Answer, part: str, value: Decimal, content: Content) -> bool:
    read, most = readings(_of(answer, part), _instrument(content).unit), _tolerance(content)
    return any(abs(one - value) <= most for one in read)


def _key(content: Content) -> dict[str, str]:
    texts = str(content["reading"]).split("/")
    return {part: text.strip() for part, text in zip(_wanted(content), texts, strict=False)}


def _error(answer: Answer, content: Content) -> str:
    """What went wrong: as the author says, else as the numbers say."""
    instrument, error, read = _instrument(content), _known(answer, content), _read(answer, content)
    if error:
        return str(error["feedback"])
    if not all(read):
        return f"Tulis angkanya saja, dalam {instrument.unit}."
    return slips(instrument, [one[0] for one in read], list(_wanted(content).values()), _tolerance(content))


def _read(answer: Answer, content: Content) -> list[list[Decimal]]:
    """What each part can mean; nothing where it is no number of this unit."""
    return [readings(_of(answer, part), _instrument(content).unit) for part in _wanted(content)]


def _known(answer: Answer, content: Content) -> Mapping[str, Any] | None:
    """The error an author foresaw that this answer makes."""
    read = _read(answer, content)
    for error in content.get("errors") or []:
        if all(one in given for one, given in zip(values(error["value"]), read, strict=False)):
            return dict(error)
    return None


def _number_faults(content: Content) -> list[str]:
    if cited(str(content["reading"])):
        return ["angka yang ditunjuk ditulis sendiri, tanpa fakta"]
    try:
        found = values(content["reading"])
    except ValueError:
        return ["angka yang ditunjuk harus berupa angka, misalnya 6,8 atau 128/84"]
    instrument = _instrument(content)
    if len(found) not in instrument.shown:
        return [f"angka yang ditunjuk: perlu {' atau '.join(map(str, instrument.shown))} angka"]
    if not all(instrument.least <= one <= instrument.most for one in found):
        return [f"angka yang ditunjuk harus antara {instrument.least} dan {instrument.most}"]
    if any(one % instrument.step for one in found):
        return ["angka yang ditunjuk harus tepat di satu garis alat itu"]
    return _other_faults(content, found)


def _other_faults(content: Content, wanted: tuple[Decimal, ...]) -> list[str]:
    if cited(str(content.get("tolerance"))):
        return []  # not written out yet: its number cannot be looked at
    try:
        most, errors = _tolerance(content), [values(error["value"]) for error in content.get("errors") or []]
    except ValueError:
        return ["toleransi dan kekeliruan harus berupa angka"]
    if not 0 <= most <= _instrument(content).step * 10:
        return ["toleransi harus nol sampai sepuluh garis"]
    near = (all(abs(one - two) <= most for one, two in zip(error, wanted, strict=False)) for error in errors)
    return ["satu kekeliruan masih dalam toleransi"] if any(near) else []
