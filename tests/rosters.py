"""Lists of kader as offices keep them, made up: capitals, titles, phones and dates in many spellings, signatures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from random import Random

import xlsxwriter

FIRST = "Siti Sri Nur Dwi Tri Endang Wahyu Indah Ratna Yuli Lilis Tuti Wati Rina Dewi Ani Eni Susi Umi Mega".split()
MIDDLE = "Aminah Wahyuni Lestari Rahayu Handayani Astuti Khotimah Mulyani Hidayah Puspita Anggraini Utami".split()
LAST = "Purwanti Sulastri Kusuma Maharani Setiawati Kartika Pertiwi Maryam Fatimah Nuraini Oktavia Saputri".split()
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
HEAD = ("NO", "NAMA KADER", "L/P", "TGL LAHIR", "NO. HP/WA", "KELURAHAN", "NAMA POSYANDU", "JABATAN")


@dataclass(frozen=True)
class Someone:
    """A person of a list, as she truly is."""

    name: str
    posyandu: str
    kelurahan: str
    sex: str = "P"
    birth_date: date | None = None
    phone: str = ""


def people(count: int, places: Sequence[tuple[str, str]], *, seed: int = 3571) -> Iterator[Someone]:
    """Made-up people, spread over these (posyandu, kelurahan) in their order."""
    random = Random(seed)
    for at in range(count):
        posyandu, kelurahan = places[at * len(places) // count]
        name = " ".join(random.choice(names) for names in (FIRST, MIDDLE, LAST)[: random.choice((2, 3, 3))])
        born = date(1960, 1, 1) + timedelta(days=random.randrange(14_000)) if random.random() < 0.7 else None
        phone = f"+628{random.randrange(10**9, 10**10)}" if random.random() < 0.9 else ""
        yield Someone(name, posyandu, kelurahan, birth_date=born, phone=phone)


def workbook(listed: Iterable[Someone], *, seed: int = 3571) -> bytes:
    """An XLSX file: a cover first, then the list with title rows above and signatures below."""
    random, file = Random(seed), BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.add_worksheet("Sampul").write_string(0, 0, "DATA KADER POSYANDU")
        sheet = book.add_worksheet("Data Kader")
        sheet.write_string(0, 0, "DAFTAR KADER POSYANDU SE-KOTA")
        for column, heading in enumerate(HEAD):
            sheet.write_string(3, column, heading)
        at = 3
        for at, one in enumerate(listed, 4):
            for column, value in enumerate(_row(at - 3, one, random)):
                sheet.write(at, column, value)
        sheet.write_string(at + 3, 5, "Mengetahui, Kepala Puskesmas")
    return file.getvalue()


def _row(number: int, one: Someone, random: Random) -> tuple[int | str, ...]:
    name = random.choice((one.name, one.name.upper(), one.name.title(), f"Ny. {one.name}"))
    return (
        number,
        name,
        one.sex,
        _day(one.birth_date, random),
        _phone(one.phone, random),
        random.choice((one.kelurahan, one.kelurahan.upper(), f"Kel. {one.kelurahan}")),
        random.choice((one.posyandu, one.posyandu.upper(), f"Posyandu {one.posyandu}")),
        random.choice(("Kader", "kader", "Anggota", "")),
    )


def _day(day: date | None, random: Random) -> str:
    if day is None:
        return random.choice(("", "-"))
    return random.choice((f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day.day} {MONTHS[day.month - 1]} {day.year}"))


def _phone(phone: str, random: Random) -> str:
    local = phone.replace("+62", "0", 1)
    return random.choice((local, phone, phone[1:], f"{local[:4]}-{local[4:8]}-{local[8:]}")) if phone else ""
