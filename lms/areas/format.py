"""Numbers, dates and lists the Indonesian way, as plain text. Pure: no Django, no settings, no clock."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

Number = int | float | Decimal

NBSP = "\u00a0"  # a number and its unit never part at the end of a line
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)


def angka(value: Number) -> str:
    """A whole number with dots: 1234567 -> "1.234.567". TypeError for what is no number, ValueError for a fraction."""
    exact = _decimal(value)
    if exact != exact.to_integral_value():
        raise ValueError(f"angka() takes whole numbers, got {value!r}")
    return f"{int(exact):,}".replace(",", ".").replace("-", "−")


def desimal(value: Number, places: int = 1) -> str:
    """A number with `places` digits after the comma, half up: 85.5 -> "85,5". TypeError for what is no number."""
    rounded = _decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.-", ".,−"))


def persen(share: Number, places: int = 1) -> str:
    """A share (0 to 1) as a percentage: 0.491 -> "49,1 %", with a no-break space."""
    return f"{desimal(_decimal(share) * 100, places)}{NBSP}%"


def persen_dari(part: int, whole: int, places: int = 1) -> str:
    """`part` of `whole` as a percentage; "–" where the whole is nought, because there is no share of nothing."""
    return persen(Decimal(part) / whole, places) if whole else "–"


def tanggal(day: date) -> str:
    """A day: "31 Juli 2024". TypeError for a moment, whose day depends on a time zone: see tanggal_waktu()."""
    if isinstance(day, datetime) or not isinstance(day, date):
        raise TypeError(f"tanggal() takes a date, got {day!r}")
    return f"{day.day} {bulan(day)}"


def bulan(day: date) -> str:
    """The month of a day: "Juli 2024"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def hari(day: date) -> str:
    """The name of the day: "Senin"."""
    return DAYS[day.weekday()]


def hari_tanggal(day: date) -> str:
    """ "Senin, 24 November 2025"."""
    return f"{hari(day)}, {tanggal(day)}"


def terbilang(number: int) -> str:
    """A whole number from 0 to 999,999 in words: 22 -> "dua puluh dua". ValueError for any other."""
    if not 0 <= number < 1_000_000:
        raise ValueError(f"terbilang() takes 0 to 999999, got {number!r}")
    if number < len(_ONES):
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for size, word in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            many, rest = divmod(number, size)
            said = f"se{word}" if many == 1 else f"{terbilang(many)} {word}"
            return f"{said} {terbilang(rest)}" if rest else said
    raise AssertionError("every number from 10 on has a size")


def tanggal_terbilang(day: date) -> str:
    """As a *berita acara* says a day: "Senin, tanggal dua puluh dua, bulan Mei, tahun dua ribu dua puluh lima"."""
    year = terbilang(day.year)
    return f"{hari(day)}, tanggal {terbilang(day.day)}, bulan {MONTHS[day.month - 1]}, tahun {year}"


def tanggal_waktu(moment: datetime, zone: tzinfo | str) -> str:
    """An aware moment on the clock of `zone` (a name or tzinfo): "20 November 2025 pukul 08.10 WIB".

    TypeError for a moment without zone: whose eight o'clock it was would be a guess.
    """
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise TypeError(f"tanggal_waktu() takes an aware datetime, got {moment!r}")
    local = moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    return f"{tanggal(local.date())} pukul {local:%H.%M} {local.tzname()}".rstrip()


def rentang(start: date, end: date) -> str:
    """From one day to another without repeating month or year: "3 sampai 5 Mei 2025". ValueError if it ends before."""
    if end < start:
        raise ValueError(f"rentang() ends before it starts: {start} to {end}")
    if start == end:
        return tanggal(end)
    if start.year != end.year:
        first = tanggal(start)
    else:
        first = str(start.day) if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
    return f"{first} sampai {tanggal(end)}"


def daftar(items: Sequence[str]) -> str:
    """A list in a sentence: ["a", "b", "c"] -> "a, b, dan c"; two -> "a dan b"; none -> ""."""
    if isinstance(items, str):
        raise TypeError(f"daftar() takes several texts, got one: {items!r}")
    if len(items) <= 2:
        return " dan ".join(items)
    return f"{', '.join(items[:-1])}, dan {items[-1]}"


def _decimal(value: Number) -> Decimal:
    """Exactly what was written: a float goes by its shortest text, so that 0.285 is not 0.28499999."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise TypeError(f"not a number: {value!r}")
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
