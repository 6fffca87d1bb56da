"""What many papers share: their frame, the signature of the chair, the list of names and its twin."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from assessments.event_papers.occasion import Guest, Member, Occasion
from assessments.models import EventMember
from lms.areas import surat
from lms.areas.format import tanggal
from lms.areas.sheets.writing import Page, Value
from lms.areas.surat import Block, Cell, Column, Signer, Surat
from lms.people.letterhead import under

ROOM_TO_SIGN = 10.4  # mm of a row in which somebody signs
NAMES = [Column("No.", "10mm", "center"), Column("Nama", "1.5fr"), Column("Posyandu", "1.15fr")]
HEAD = ["No.", "Nama", "Posyandu", "Kelurahan", "Puskesmas"]


def framed(
    occasion: Occasion,
    name: str,
    *parts: Sequence[Block],
    day: date | None = None,
    paper: str = "a4",
    landscape: bool = False,
    size: float = 10,
) -> Surat:
    """A paper of the event: what it is and of which event stands at the foot of each page."""
    return Surat(
        title=f"{name}: {occasion.name}",
        office=occasion.head.office,
        day=day or occasion.last_day,
        parts=parts,
        footer=f"{name} · {occasion.name} · {occasion.period}",
        contoh=settings.DEMO,
        paper=paper,
        landscape=landscape,
        size=size,
    )


def about(occasion: Occasion) -> Block:
    """Which event, when and where."""
    rows = [("Kegiatan", occasion.name), ("Waktu", occasion.period), ("Tempat", occasion.place or surat.BLANK)]
    return surat.pairs(rows, label=26)


def signed_by(member: Member | None, *above: str, room: int = 19) -> Signer:
    """Somebody of the team; a line for a name where there is nobody. ``room``: less where no stamp is set."""
    name, nip = (member.name, member.nip) if member else ("", "")
    return Signer(above, name, under(name, "", nip), room)


def chair(occasion: Occasion) -> Member | None:
    return next((one for one in occasion.team if one.duty == EventMember.Duty.CHAIR), None)


def is_head(occasion: Occasion, member: Member | None) -> bool:
    """Is she of the team and the head of the office too? Nobody signs the same paper twice."""
    return member is not None and member.name.casefold() == occasion.head.words.head.casefold()


def chair_and_head(occasion: Occasion, day: date | None) -> Block:
    """The head of the office knows of it, the chair stands for it."""
    who, dated = "Ketua tim penilai," if occasion.assesses else "Ketua pelaksana,", occasion.head.dated(day)
    if is_head(occasion, chair(occasion)):
        return surat.signatures(occasion.head.signer(dated, "Selaku " + lower(who).replace(",", " dan")))
    return surat.signatures(occasion.head.signer("Mengetahui,"), signed_by(chair(occasion), dated, who))


def decided(occasion: Occasion, day: date | None) -> Block:
    """Where and when the head of the office decides."""
    place = f"Ditetapkan di {occasion.head.words.city or surat.BLANK[:16]}"
    return surat.signatures(occasion.head.signer(place, f"pada tanggal {tanggal_or_dots(day)}"))


def by_place(
    guests: Iterable[Guest], columns: int, row: Callable[[int, Guest], Sequence[Cell]]
) -> Iterator[Sequence[Cell]]:
    """The rows of a list with a line before each puskesmas and kelurahan."""
    last = None
    for number, guest in enumerate(guests, start=1):
        here = " · ".join(filter(None, (guest.puskesmas, guest.kelurahan))) or "Tempat tugas tidak tercatat"
        if here != last:
            yield surat.section(here, columns)
        last = here
        yield row(number, guest)


def named(number: int, guest: Guest) -> list[Cell]:
    """Number, name and posyandu: the first three columns of every list."""
    return [str(number), guest.name, guest.posyandu]


def twin(
    title: str,
    guests: Iterable[Guest],
    more: Sequence[str] = (),
    rest: Callable[[Guest], Sequence[Value]] = lambda guest: (),
    narrow: int = 0,
) -> Page:
    """The names as a sheet to edit: one row a person, with her places in columns of their own.

    ``narrow``: so many of the columns after these hold a letter or a number under a long head.
    """
    rows: list[list[Value]] = [
        [number, one.name, one.posyandu, one.kelurahan, one.puskesmas, *rest(one)]
        for number, one in enumerate(guests, start=1)
    ]
    return Page(title, [*HEAD, *more], rows, [6, 42, 24, 22, 28, *[11] * narrow] if narrow else None)


def team_columns(last: str = "Tugas") -> list[Column]:
    return [
        Column("No.", "10mm", "center"),
        Column("Nama", "1.4fr"),
        Column("NIP", "41mm"),
        Column(last, "1.2fr"),
    ]


def team_rows(team: Sequence[Member]) -> list[list[Cell]]:
    """Number, name, NIP or a dash, and what she does, with her station."""
    return [
        [str(at), one.name, (under(one.name, "", one.nip) or ["–"])[0].removeprefix("NIP "), duty(one)]
        for at, one in enumerate(team, start=1)
    ]


def duty(member: Member) -> str:
    """ "Penilai, pos Meja ukur"."""
    return f"{member.duty_word}, pos {member.station}" if member.station else member.duty_word


def no_team(occasion: Occasion) -> list[str]:
    return [] if occasion.team else [_("Belum ada tim.")]


def no_guests(occasion: Occasion) -> list[str]:
    return [] if occasion.guests else [_("Belum ada yang diundang atau hadir.")]


def no_slots(occasion: Occasion) -> list[str]:
    return [] if occasion.slots else [_("Belum ada jadwal.")]


def no_place(occasion: Occasion) -> list[str]:
    return [] if occasion.place else [_("Belum ada tempat.")]


def no_outcomes(occasion: Occasion) -> list[str]:
    return [] if occasion.seen else [_("Belum ada hasil penilaian dari kegiatan ini.")]


def all_of(*asked: Callable[[Occasion], list[str]]) -> Callable[[Occasion], list[str]]:
    """What is missing by any of these."""
    return lambda occasion: [word for ask in asked for word in ask(occasion)]


def tanggal_or_dots(day: date | None) -> str:
    return tanggal(day) if day else surat.BLANK


def no_invited(occasion: Occasion) -> list[str]:
    return [] if occasion.invited else [_("Belum ada yang diundang.")]


def lower(name: str) -> str:
    """ "Pelatihan kader" inside a sentence; a name of capitals stays as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
