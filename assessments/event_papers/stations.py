"""The sheet of a station, for whoever assesses on paper: its scenes with every step, and a column for each kader."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import oral, run_stations, scenes, team
from assessments.event_papers import common
from assessments.event_papers.occasion import Occasion
from assessments.event_papers.registry import ASSESSING, Paper
from assessments.event_papers.typed import Typed
from assessments.models import EventMember, InstrumentVersion, Station
from assessments.scenes import Stage, Step
from lms.areas import surat
from lms.areas.surat import Block, Cell, Column, Signer, Surat

KADER = 10  # columns of a sheet; whoever sees more takes another one
COLUMNS = [Column("No.", "9mm", "center"), Column("Langkah", "1fr"), *[Column(". . . .", "8.4mm", "center")] * KADER]
HOW = (
    "Satu kolom satu kader: tulis nomornya dari daftar hadir di kepala kolom. V: benar tanpa bantuan. b: dengan "
    "bantuan. Strip: belum. Huruf tebal: langkah kritis. Baris T atau B diketik di tabel penilaian."
)


def sheets(occasion: Occasion, typed: Typed) -> Surat:
    """One sheet for each station of the groups of the event, in the order in which they are run there."""
    found = _stations(occasion)
    who = _assessors(occasion)
    parts = [_sheet(occasion, *one, who.get(one[0].pk, [])) for one in found] or [_none(occasion)]
    return common.framed(occasion, "Lembar pos penilaian", *parts, size=9)


def _stations(occasion: Occasion) -> list[tuple[Station, int]]:
    """Each with its minutes."""
    run = run_stations.run_in(occasion.event.kab)
    return [
        one
        for circuit, own in groupby(team.stations(occasion.event), key=lambda station: station.circuit)
        for one in run_stations.ordered(circuit, list(own), run)
    ]


def _assessors(occasion: Occasion) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = EventMember.objects.filter(event=occasion.event, station__isnull=False).select_related("user__person")
    for member in rows.order_by("pk"):
        found[member.station_id or 0].append(str(member))
    return found


def _none(occasion: Occasion) -> list[Block]:
    return [surat.title("Lembar pos penilaian", occasion.name), surat.text("Kelompok kegiatan ini belum punya pos.")]


def _sheet(occasion: Occasion, station: Station, minutes: int, assessors: Sequence[str]) -> list[Block]:
    stage = scenes.of(station, scenes.in_use(station), area=occasion.event.kab)
    group = station.circuit.group
    head = [
        ("Kegiatan", f"{occasion.name}, {occasion.period}"),
        ("Penilai", ", ".join(assessors) or surat.BLANK),
        ("Lama", f"{minutes} menit tiap kader"),
    ]
    rows = [*_steps(stage), *_readings(stage), *_outcomes(stage.versions)]
    return [
        surat.title(f"Pos penilaian: {station.title}", f"Kelompok {group.key}. {group.title}"),
        surat.pairs([*head, *_setting(stage)], label=30),
        surat.text(HOW, justify=False),
        surat.table(COLUMNS, rows, over=[("", 2), ("Nomor kader", KADER)], air=1.3, size=8),
        *_asked(stage.versions),
        *[surat.text(line, justify=False) for line in _lines(stage.after)],
        surat.signatures(Signer(["Penilai,"], assessors[0] if len(assessors) == 1 else "", room=13)),
    ]


def _setting(stage: Stage) -> list[tuple[str, str]]:
    rows = [
        ("Tempat", stage.place),
        ("Pemeran", "; ".join(stage.people)),
        ("Alat", "; ".join(stage.materials)),
        ("Persiapan", " ".join(_lines(stage.setup))),
        ("Bacakan", " ".join(_lines(stage.told))),
    ]
    return [(label, words.replace("*", "")) for label, words in rows if words]


def _lines(text: str) -> list[str]:
    """Its paragraphs, without the marks of emphasis."""
    return [part.replace("*", "").strip() for part in text.split("\n\n") if part.strip()]


def _steps(stage: Stage) -> list[Sequence[Cell]]:
    found: list[Sequence[Cell]] = []
    at = 0
    for scene in stage.scenes:
        words = scene.text.replace("*", "") or "Langkah lain"
        found.append(surat.section(words, len(COLUMNS), bold=False))  # what is bold is critical
        for step in scene.steps:
            at += 1
            found.append(_row(str(at), step))
    return found


def _row(number: str, step: Step) -> list[Cell]:
    return [number, {"text": step.text.replace("*", ""), "bold": step.critical}, *[""] * KADER]


def _readings(stage: Stage) -> list[Sequence[Cell]]:
    """Two lines for what is read twice."""
    lines = [
        f"{line['what']}, bacaan {number} ({line['unit']})" for _form, line in stage.twice for number in ("1", "2")
    ]
    rows: list[Sequence[Cell]] = [["", line, *[""] * KADER] for line in lines]
    return [surat.section("Dibaca dua kali", len(COLUMNS)), *rows] if rows else []


def _outcomes(versions: Sequence[InstrumentVersion]) -> list[Sequence[Cell]]:
    rows = [[one.instrument.competency.key, _outcome(one), *[""] * KADER] for one in versions]
    return [surat.section("Hasil: T atau B", len(COLUMNS)), *rows]


def _outcome(version: InstrumentVersion) -> Cell:
    """By which rule it is T."""
    steps = version.content["steps"]
    least = -(-version.content["pass"]["min_benar_percent"] * len(steps) // 100)
    title = version.instrument.competency.short_title
    return f"{title}: T bila semua langkah kritisnya V, dan paling sedikit {least} dari {len(steps)} langkahnya V"


def _asked(versions: Sequence[InstrumentVersion]) -> list[Block]:
    """The oral questions, where a form has any; who assesses asks another kader others."""
    found: list[Block] = []
    for one in versions:
        guide = one.content["setup"]
        asked = [line.replace("*", "") for line in oral.questions(guide)]
        if asked:
            how_many = "satu" if oral.how_many(guide) == 1 else "dua"
            key = one.instrument.competency.key
            found += [
                surat.text(f"{key}: pilih {how_many} pertanyaan, berganti untuk tiap kader.", bold=True),
                surat.numbered(asked),
            ]
    return found


def _no_stations(occasion: Occasion) -> list[str]:
    return [] if occasion.at_hand[1] else [_("Kelompok kegiatan ini belum punya pos.")]


PAPERS = [
    Paper(
        "lembar-pos",
        75,
        gettext_lazy("Lembar pos penilaian"),
        gettext_lazy("Satu lembar tiap pos untuk penilai: adegan, semua langkah, dan kolom untuk sepuluh kader."),
        sheets,
        missing=_no_stations,
        dated=False,
        kinds=ASSESSING,
    ),
]
