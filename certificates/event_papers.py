"""Papers of an event that speak of levels: the berita acara of an assessment, and who is proposed for what."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.event_papers import common, report
from assessments.event_papers.occasion import Guest, Occasion
from assessments.event_papers.registry import ASSESSING, Field, Paper
from assessments.event_papers.typed import Typed
from certificates import queries
from certificates.models import Proposal
from lms.areas import surat
from lms.areas.format import angka, daftar, tanggal, tanggal_terbilang
from lms.areas.sheets.writing import Page, Value
from lms.areas.surat import Column, Signer, Surat

MORE = ["Tingkat yang diusulkan", "Keterampilan terampil", "Lengkap sejak"]
ROOM = 13  # mm for the signature of a penilai, who sets no stamp
COLUMNS = [
    *common.NAMES,
    Column("Tingkat yang diusulkan", "27mm", "center"),
    Column("Terampil", "21mm", "center"),
    Column("Lengkap sejak", "35mm", "center"),
]


def proposed(occasion: Occasion) -> dict[int, Proposal]:
    """Kader seen at the event -> the highest level proposed for her, or awarded by what she showed since."""
    since = Q(state=Proposal.State.AWARDED, reached_on__gte=occasion.days[0])
    rows = Proposal.objects.filter(
        Q(state=Proposal.State.OPEN) | since,
        kader__in=[one.pk for one in occasion.observed],
        level__scheme__programme=occasion.event.programme_id,
    )
    return {row.kader_id: row for row in rows.select_related("level").order_by("level__position", "pk")}


def minutes(occasion: Occasion, typed: Typed) -> Surat:
    """Berita acara penilaian: the day in words, what was done, numbers, and everybody who assessed signs."""
    day = typed.day or occasion.last_day
    body = [
        occasion.head.kop(),
        surat.title("Berita acara penilaian keterampilan kader", f"Nomor: {typed.number_or_dots}"),
        surat.text(_opening(occasion, day)),
        surat.table(common.team_columns("Kedudukan"), common.team_rows(occasion.assessors)),
        surat.text(_done(occasion)),
        surat.table(report.SEEN, report.group_outcomes(occasion)),
        surat.text(_levels(occasion)),
        *[surat.text(line) for line in typed.lines("catatan")],
        surat.text(
            "Demikian berita acara ini dibuat dengan sebenarnya. Hasil tiap kader ada di rekapitulasi, dan yang "
            "diusulkan ada di daftar usulan; keduanya tidak terpisahkan dari berita acara ini."
        ),
        surat.text(occasion.head.dated(day), justify=False),
        surat.signatures(*_signers(occasion)),
    ]
    return common.framed(occasion, "Berita acara penilaian", body, day=day)


def _opening(occasion: Occasion, day: date) -> str:
    period = f", {occasion.period}" if len(occasion.days) > 1 else ""
    return (
        f"Pada hari ini, {tanggal_terbilang(day)} ({tanggal(day)}), bertempat di {occasion.place or surat.BLANK}, "
        f"kami yang bertanda tangan di bawah ini selaku tim penilai telah menilai keterampilan kader dalam "
        f"{common.lower(occasion.name)}{period}:"
    )


def _done(occasion: Occasion) -> str:
    groups = daftar([group.key for group in occasion.groups])
    return (
        f"Yang dinilai: {angka(len(occasion.observed))} kader, dengan praktik dalam kelompok {groups} menurut formulir "
        f"penilaian yang tercatat pada tiap hasil. Hasilnya:"
    )


def _levels(occasion: Occasion) -> str:
    count = Counter(row.level.title for row in proposed(occasion).values())
    if not count:
        return "Dari hasil tersebut belum ada yang diusulkan untuk ditetapkan; penilaian dilanjutkan sesuai rencana."
    order = [level.title for level in queries.levels(occasion.event.programme)]
    said = daftar([f"{angka(count[title])} {title}" for title in order if count[title]])
    return f"Sesuai aturan tingkat yang dipakai, kami mengusulkan untuk ditetapkan: {said}."


def _signers(occasion: Occasion) -> Sequence[Signer]:
    """Everybody who assessed, then the head of the office; a line where nobody is in the team yet."""
    head = occasion.head.signer("Mengetahui,")
    team = [common.signed_by(one, f"{one.duty_word},", room=ROOM) for one in occasion.assessors]
    if any(common.is_head(occasion, one) for one in occasion.assessors):
        return team
    return [*(team or [common.signed_by(None, "Penilai,", room=ROOM)]), head]


def proposals(occasion: Occasion, typed: Typed) -> Surat:
    """Who is proposed for Purwa, Madya or Utama. Nobody else stands in it."""
    rows = proposed(occasion)
    guests = [one for one in occasion.guests if one.pk in rows]
    body = [
        occasion.head.kop(),
        surat.title("Daftar usulan penetapan tingkat kader", f"Nomor: {typed.number_or_dots}", occasion.name),
        surat.text(_levels(occasion)),
        surat.table(
            COLUMNS,
            [
                *common.by_place(
                    guests,
                    len(COLUMNS),
                    lambda at, one: [*common.named(at, one), *map(str, _proposal(occasion, one, rows[one.pk]))],
                )
            ],
        ),
        common.chair_and_head(occasion, typed.day),
    ]
    return common.framed(occasion, "Daftar usulan", body, day=typed.day)


def _proposal(occasion: Occasion, guest: Guest, row: Proposal) -> list[str]:
    skilled = len(occasion.skilled.get(guest.pk, ()))
    return [row.level.title, f"{angka(skilled)} dari {angka(len(occasion.competencies))}", tanggal(row.reached_on)]


def proposal_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    rows = proposed(occasion)
    guests = [one for one in occasion.guests if one.pk in rows]

    def rest(guest: Guest) -> list[Value]:
        row = rows[guest.pk]
        return [row.level.title, len(occasion.skilled.get(guest.pk, ())), row.reached_on]

    return [common.twin("Daftar usulan", guests, MORE, rest)]


def _no_proposals(occasion: Occasion) -> list[str]:
    return [] if proposed(occasion) else [_("Belum ada yang diusulkan dari kegiatan ini.")]


def _no_assessors(occasion: Occasion) -> list[str]:
    return [] if occasion.assessors else [_("Belum ada tim penilai.")]


PAPERS = [
    Paper(
        "berita-acara",
        100,
        gettext_lazy("Berita acara penilaian"),
        gettext_lazy("Tanggal dengan huruf, jumlah yang dinilai, dan tanda tangan semua penilai."),
        minutes,
        missing=common.all_of(_no_assessors, common.no_outcomes, common.no_place),
        kinds=ASSESSING,
        numbered=True,
        day=lambda occasion: occasion.last_day,
        fields=[Field("catatan", gettext_lazy("Catatan"), gettext_lazy("Yang perlu dicatat tim. Boleh kosong."), 3)],
    ),
    Paper(
        "daftar-usulan",
        110,
        gettext_lazy("Daftar usulan tingkat"),
        gettext_lazy("Siapa yang diusulkan menjadi Purwa, Madya, atau Utama."),
        proposals,
        missing=_no_proposals,
        kinds=ASSESSING,
        numbered=True,
        day=lambda occasion: occasion.last_day,
        pages=proposal_pages,
    ),
]
