"""The instruments a kader reads: what is asked of each, how fine its lines are, and who draws it. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext_noop as _noop

from assessments.types.reading import scales, screens

Values = tuple[Decimal, ...]


@dataclass(frozen=True)
class Instrument:
    """``alt`` says to those who cannot see the picture what it is, and nothing of the reading. ``parts``: (name, label)
    of each number that is asked. ``step``: from line to line, or the last digit of a screen. ``height``: of the
    picture. ``shown``: how many numbers a reading may have, more than are asked. ``far_edge``: so much too far is the
    wrong edge of its sliding board."""

    label: str
    alt: str
    unit: str
    parts: tuple[tuple[str, str], ...]
    step: Decimal
    least: int
    most: int
    height: int
    draw: Callable[[Values], bytes]
    shown: tuple[int, ...] = (1,)
    far_edge: Decimal = Decimal(0)
    digital: bool = False


_ONE = (("angka", "Angka yang terbaca"),)
_TENTH = Decimal("0.1")

INSTRUMENTS: dict[str, Instrument] = {
    "timbangan-jarum": Instrument(
        _noop("Timbangan bayi dengan jarum"),
        "Timbangan bayi bundar dengan jarum. Jarumnya menunjuk satu garis.",
        "kg",
        _ONE,
        _TENTH,
        0,
        scales.DIAL_MOST,
        640,
        lambda values: scales.dial(values[0]),
    ),
    "timbangan-digital": Instrument(
        _noop("Timbangan digital"),
        "Layar timbangan digital dengan satu angka.",
        "kg",
        _ONE,
        Decimal("0.01"),
        0,
        200,
        220,
        lambda values: screens.one(values[0], "kg"),
        digital=True,
    ),
    "dacin": Instrument(
        _noop("Dacin"),
        "Batang dacin dari dekat. Penunjuk bandulnya berhenti di satu garis.",
        "kg",
        _ONE,
        _TENTH,
        0,
        25,
        420,
        lambda values: scales.beam(values[0]),
    ),
    "papan-panjang": Instrument(
        _noop("Papan panjang badan"),
        "Papan panjang badan dari atas. Papan gesernya menempel di telapak kaki.",
        "cm",
        _ONE,
        _TENTH,
        30,
        110,
        400,
        lambda values: scales.board(values[0]),
        far_edge=Decimal(str(scales.HEAD_THICK)),
    ),
    "tiang-tinggi": Instrument(
        _noop("Tiang tinggi badan"),
        "Tiang ukur tinggi badan dari depan. Papan gesernya menempel di puncak kepala.",
        "cm",
        _ONE,
        _TENTH,
        50,
        200,
        660,
        lambda values: scales.stadiometer(values[0]),
        far_edge=Decimal(str(scales.HEAD_THICK)),
    ),
    "pita-lila-balita": Instrument(
        _noop("Pita LiLA balita"),
        "Pita LiLA berwarna melingkar di lengan. Panah di jendelanya menunjuk satu garis.",
        "cm",
        _ONE,
        _TENTH,
        7,
        24,
        380,
        lambda values: scales.band(values[0], scales.CHILD),
    ),
    "pita-lila-ibu": Instrument(
        _noop("Pita LiLA ibu"),
        "Pita LiLA ibu melingkar di lengan. Panah di jendelanya menunjuk satu garis.",
        "cm",
        _ONE,
        _TENTH,
        15,
        40,
        380,
        lambda values: scales.band(values[0], scales.WOMAN),
    ),
    "tensimeter": Instrument(
        _noop("Tensimeter digital"),
        "Layar tensimeter digital dengan beberapa baris angka.",
        "mmHg",
        (("atas", "Angka atas (sistolik)"), ("bawah", "Angka bawah (diastolik)")),
        Decimal(1),
        20,
        260,
        520,
        screens.tensimeter,
        shown=(2, 3),
        digital=True,
    ),
    "termometer": Instrument(
        _noop("Termometer digital"),
        "Layar termometer digital dengan satu angka.",
        "°C",
        _ONE,
        _TENTH,
        30,
        43,
        220,
        lambda values: screens.one(values[0], "°C"),
        digital=True,
    ),
}


@lru_cache(maxsize=256)
def picture(instrument: str, values: Values) -> bytes:
    """The instrument at this reading, as WebP without metadata. Drawn once by each worker: a class asks at once."""
    return INSTRUMENTS[instrument].draw(values)


def slips(instrument: Instrument, given: Sequence[Decimal | None], truth: Sequence[Decimal], most: Decimal) -> str:
    """The typical error behind a wrong reading, in words; "" when it is none that we know. ``most``: the tolerance."""
    if len(truth) > 1 and list(given) == list(reversed(truth)):
        return "Kedua angka tertukar. Angka atas ditulis lebih dulu."
    for mine, real in zip(given, truth, strict=True):
        if mine is not None and abs(mine - real) > most:
            return _slip(instrument, mine, real)
    return ""


def _slip(instrument: Instrument, mine: Decimal, real: Decimal) -> str:
    off = abs(mine - real)
    if any(
        abs(mine * factor - real) < instrument.step for factor in map(Decimal, ("0.001", "0.01", "0.1", "10", "100"))
    ):
        return f"Koma atau satuannya bergeser. Tulis dalam {instrument.unit}."
    if instrument.digital:
        return "Salin angka di layar satu per satu, juga angka di belakang koma."
    if mine == mine.to_integral_value() and off < 1:
        return "Angkanya dibulatkan. Hitung garis kecil sesudah angka besar, lalu tulis satu angka di belakang koma."
    if instrument.far_edge and abs(off - instrument.far_edge) <= instrument.step * 2:
        return "Itu tepi papan geser yang jauh. Baca di tepi yang menempel pada anak."
    if mine + real == 2 * (int(real) + 1):
        return "Garis kecil dihitung dari angka besar yang lebih kecil, searah skala."
    if off <= instrument.step * 3:
        return "Meleset satu atau beberapa garis. Baca dengan mata sejajar penunjuk."
    return "Lihat dulu angka besar di bawah penunjuk, lalu hitung garis kecilnya."
