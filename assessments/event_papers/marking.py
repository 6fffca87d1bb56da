"""The form of one kader on paper: every skill with its critical steps, to be typed into the grid afterwards."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.event_papers import common
from assessments.event_papers.occasion import Guest, Occasion
from assessments.event_papers.registry import ASSESSING, Paper
from assessments.event_papers.typed import Typed
from assessments.models import InstrumentVersion
from lms.areas import surat
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.surat import Block, Cell, Column, Surat
from modules.models import Competency

MOST = 200  # forms of one file: ten seconds of a core
COLUMNS = [
    Column("Kode", "11mm", "center"),
    Column("Keterampilan", "34mm"),
    Column("Langkah kritis, beri tanda bila benar", "1fr"),
    Column("T / B", "13mm", "center"),
    Column("Catatan, paraf penilai", "26mm"),
]
HOW = (
    "T: terampil. B: belum terampil. Kosong: belum dinilai. Tulis penyesuaian yang dipakai, misalnya didampingi rekan "
    "atau dalam bahasa daerah."
)


def forms(occasion: Occasion, typed: Typed) -> Surat:
    """A form for each kader; one without a name where nobody is invited yet. UserError: too many for one file."""
    if len(occasion.guests) > MOST:
        values = {"count": angka(len(occasion.guests)), "most": angka(MOST)}
        raise UserError(
            _("Ada %(count)s kader, terlalu banyak untuk satu berkas formulir (paling banyak %(most)s). Bagi harinya.")
            % values
        )
    rows = [*_rows(occasion)]
    guests: Sequence[Guest | None] = occasion.guests or [None]
    parts = [_form(occasion, guest, rows) for guest in guests]
    return common.framed(occasion, "Formulir penilaian", *parts, size=9)


def _form(occasion: Occasion, guest: Guest | None, rows: Sequence[Sequence[Cell]]) -> list[Block]:
    where = ", ".join(filter(None, (guest.posyandu, guest.kelurahan))) if guest else surat.BLANK
    return [
        surat.title("Formulir penilaian keterampilan kader", occasion.name),
        surat.pairs(
            [
                ("Nama", guest.name if guest else surat.BLANK),
                ("Tempat tugas", where or surat.BLANK),
                ("Puskesmas", (guest.puskesmas if guest else "") or surat.BLANK),
                ("Tanggal, tempat", f"{occasion.period}, {occasion.place or surat.BLANK}"),
            ],
            label=28,
        ),
        surat.text(HOW, justify=False),
        surat.table(COLUMNS, rows, air=0.9, size=8),
        surat.signatures(
            surat.Signer(["Kader yang dinilai,"], guest.name if guest else "", room=13),
            surat.Signer([occasion.head.dated(occasion.last_day), "Penilai,"], "", room=10),
        ),
    ]


def _rows(occasion: Occasion) -> list[Sequence[Cell]]:
    steps = critical_steps(occasion)
    found: list[Sequence[Cell]] = []
    wanted = [one for one in occasion.competencies if one.group in occasion.groups]
    for group, own in groupby(wanted, key=lambda one: one.group):
        found.append(surat.section(f"{group.key}. {group.title}", len(COLUMNS)))
        found += [_row(one, steps) for one in own]
    return found


def _row(competency: Competency, steps: Mapping[int, Sequence[str]]) -> Sequence[Cell]:
    own = steps.get(competency.pk, ())
    said: Cell = surat.ticks(own) if own else "Formulir praktiknya belum ada."
    return [{"text": competency.key, "bold": True}, competency.short_title, said, "", ""]


def critical_steps(occasion: Occasion) -> dict[int, list[str]]:
    """Competency -> the critical steps of its form in use."""
    rows = InstrumentVersion.objects.filter(
        retired_at__isnull=True, instrument__competency__group__programme=occasion.event.programme_id
    )
    found: dict[int, list[str]] = defaultdict(list)
    for competency, content in rows.order_by("instrument__key").values_list("instrument__competency", "content"):
        found[competency] += [step["text"] for step in content["steps"] if step["critical"]]
    return dict(found)


def _no_forms(occasion: Occasion) -> list[str]:
    return [] if occasion.at_hand[0] else [_("Belum ada formulir praktik untuk program ini.")]


PAPERS = [
    Paper(
        "formulir-penilaian",
        70,
        gettext_lazy("Formulir penilaian per kader"),
        gettext_lazy(
            "Satu formulir tiap kader, dua halaman, dengan langkah kritis; hasilnya diketik di tabel penilaian."
        ),
        forms,
        missing=common.all_of(common.no_guests, _no_forms),
        kinds=ASSESSING,
        dated=False,
    ),
]
