"""Letters of the office: undangan with its list, surat tugas, the decree of the team, surat pengantar."""

from django.utils.translation import gettext_lazy as _

from assessments.event_papers import common
from assessments.event_papers.occasion import Guest, Occasion
from assessments.event_papers.registry import Field, Paper
from assessments.event_papers.typed import Typed
from lms.areas import surat
from lms.areas.format import angka, daftar
from lms.areas.sheets.writing import Page
from lms.areas.surat import Block, Column, Surat

LISTED = [*common.NAMES, Column("Keterangan", "1fr")]


def invitation(occasion: Occasion, typed: Typed) -> Surat:
    """The letter, and those invited as its *lampiran*."""
    return common.framed(occasion, "Undangan", _invitation(occasion, typed), _invited(occasion, typed), day=typed.day)


def _invitation(occasion: Occasion, typed: Typed) -> list[Block]:
    attached = f"1 berkas ({angka(len(_listed(occasion)))} nama)"
    note = [surat.text(typed.text("catatan"))] if typed.text("catatan") else []
    return [
        occasion.head.kop(),
        surat.opening(
            [("Nomor", typed.number_or_dots), ("Sifat", "Biasa"), ("Lampiran", attached), ("Hal", typed.subject)],
            dated=occasion.head.dated(typed.day),
            to=["Kepada Yth.", *typed.lines("kepada")],
        ),
        surat.text("Dengan hormat,"),
        surat.text(f"Kami mengundang Ibu/Bapak mengikuti {common.lower(occasion.name)} pada:"),
        surat.pairs(_when_and_where(occasion), indent=10, label=30),
        *note,
        surat.text("Atas kehadiran Ibu/Bapak, kami ucapkan terima kasih."),
        surat.signatures(occasion.head.signer()),
    ]


def _when_and_where(occasion: Occasion) -> list[tuple[str, str]]:
    rows = [("Hari, tanggal", occasion.with_weekdays), ("Waktu", _hours(occasion))]
    return [*rows, ("Tempat", occasion.place or surat.BLANK), ("Acara", occasion.name)]


def _hours(occasion: Occasion) -> str:
    if not occasion.slots:
        return f"pukul {surat.BLANK} sampai selesai"
    zone = occasion.now.astimezone(occasion.event.zone).tzname()
    return f"pukul {min(slot.starts for slot in occasion.slots):%H.%M} {zone} sampai selesai"


def _listed(occasion: Occasion) -> list[Guest]:
    """Those invited; before anybody is, nobody."""
    return [guest for guest in occasion.guests if guest.invited]


def _invited(occasion: Occasion, typed: Typed) -> list[Block]:
    rows = common.by_place(_listed(occasion), len(LISTED), lambda at, one: [*common.named(at, one), ""])
    return [
        surat.pairs(
            [
                ("Lampiran undangan nomor", typed.number_or_dots),
                ("Tanggal", common.tanggal_or_dots(typed.day)),
            ],
            label=48,
        ),
        surat.title("Daftar undangan", occasion.name),
        surat.table(LISTED, [*rows]),
        surat.signatures(occasion.head.signer()),
    ]


def invitation_pages(occasion: Occasion, typed: Typed) -> list[Page]:
    return [common.twin("Daftar undangan", _listed(occasion), ["Keterangan"], lambda guest: [""])]


def assignment(occasion: Occasion, typed: Typed) -> Surat:
    """Surat tugas for all of the team."""
    body = [
        occasion.head.kop(),
        surat.title("Surat tugas", f"Nomor: {typed.number_or_dots}"),
        surat.pairs([("Dasar", typed.text("dasar") or surat.BLANK)], label=26),
        surat.text("Yang bertanda tangan di bawah ini menugaskan:"),
        surat.table(common.team_columns("Sebagai"), common.team_rows(occasion.team)),
        surat.pairs(
            [
                ("Untuk", f"Melaksanakan {common.lower(occasion.name)}"),
                ("Waktu", occasion.with_weekdays),
                ("Tempat", occasion.place or surat.BLANK),
            ],
            label=26,
        ),
        surat.text("Surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab, dan dilaporkan hasilnya."),
        common.decided(occasion, typed.day),
    ]
    return common.framed(occasion, "Surat tugas", body, day=typed.day)


def decree(occasion: Occasion, typed: Typed) -> Surat:
    """The decree, and the team as its *lampiran*."""
    return common.framed(occasion, "Keputusan tim", _decree(occasion, typed), _team(occasion, typed), day=typed.day)


def _decree(occasion: Occasion, typed: Typed) -> list[Block]:
    who = occasion.head.words.head_title or occasion.head.words.name
    team = _team_name(occasion)
    decided = [
        f"Menetapkan {team}, dengan susunan seperti dalam lampiran keputusan ini.",
        f"{team[:1].upper()}{team[1:]} bertugas {_task(occasion)}, dan melaporkan hasilnya kepada {who}.",
        "Keputusan ini berlaku sejak tanggal ditetapkan sampai tugas tersebut selesai.",
    ]
    return [
        occasion.head.kop(),
        surat.title(f"Keputusan {who}", f"Nomor: {typed.number_or_dots}", "TENTANG", team.upper()),
        surat.text(f"{who.upper()},", centred=True),
        surat.heading("Menimbang"),
        surat.numbered(typed.lines("menimbang"), letters=True),
        surat.heading("Mengingat"),
        surat.numbered(typed.lines("mengingat") or [surat.BLANK]),
        surat.air(1),
        surat.text("MEMUTUSKAN:", bold=True, centred=True),
        surat.pairs(zip(("KESATU", "KEDUA", "KETIGA"), decided, strict=True), label=22),
        common.decided(occasion, typed.day),
    ]


def _team(occasion: Occasion, typed: Typed) -> list[Block]:
    head = [("Lampiran keputusan nomor", typed.number_or_dots), ("Tanggal", common.tanggal_or_dots(typed.day))]
    return [
        surat.pairs(head, label=48),
        surat.title(f"Susunan {_team_name(occasion)}"),
        surat.table(common.team_columns("Kedudukan dalam tim"), common.team_rows(occasion.team)),
        surat.signatures(occasion.head.signer()),
    ]


def _team_name(occasion: Occasion) -> str:
    """ "tim penilai kecakapan kader, angkatan 2", whatever the event is called."""
    name = common.lower(occasion.name)
    return f"tim penilai {name.removeprefix('penilaian ')}" if occasion.assesses else f"tim pelaksana {name}"


def _task(occasion: Occasion) -> str:
    groups = daftar([group.key for group in occasion.groups])
    if occasion.assesses:
        return f"menilai keterampilan kader dalam kelompok {groups} pada {occasion.period}"
    return f"melaksanakan kegiatan untuk kelompok keterampilan {groups} pada {occasion.period}"


def covering(occasion: Occasion, typed: Typed) -> Surat:
    """Surat pengantar: what is sent along, and who received it."""
    columns = [
        Column("No.", "10mm", "center"),
        Column("Jenis yang dikirim", "1.6fr"),
        Column("Banyaknya", "24mm", "center"),
        Column("Keterangan", "1.2fr"),
    ]
    rows = [[str(at), line, "1 berkas", ""] for at, line in enumerate(typed.lines("isi"), start=1)]
    body = [
        occasion.head.kop(),
        surat.opening(
            [("Nomor", typed.number_or_dots), ("Hal", typed.subject)],
            dated=occasion.head.dated(typed.day),
            to=["Kepada Yth.", *typed.lines("kepada")],
        ),
        surat.title("Surat pengantar"),
        surat.table(columns, rows, height=9),
        surat.text("Mohon lembar kedua dikembalikan sesudah diterima."),
        surat.signatures(
            common.signed_by(None, f"Diterima tanggal {surat.BLANK}", "Penerima,"), occasion.head.signer("Pengirim,")
        ),
    ]
    return common.framed(occasion, "Surat pengantar", body, day=typed.day)


def _to_dinas(occasion: Occasion) -> str:
    """The office above the one that holds it."""
    kab = occasion.event.kab
    if occasion.event.puskesmas is None:
        return f"Kepala Dinas Kesehatan Provinsi {kab.parent.name}\ndi tempat" if kab.parent else ""
    city = kab.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    return f"Kepala Dinas Kesehatan {kab.name}\ndi {city}"


def _considering(occasion: Occasion) -> str:
    return (
        f"bahwa untuk melaksanakan {common.lower(occasion.name)} diperlukan sebuah tim;\n"
        "bahwa mereka yang namanya tercantum dalam lampiran dipandang mampu melaksanakan tugas tersebut;"
    )


def _enclosed(occasion: Occasion) -> str:
    assessed = "Berita acara penilaian\nRekapitulasi keterampilan\n" if occasion.seen else ""
    return f"{assessed}Laporan kegiatan\nDaftar hadir"


def _subject_of_invitation(occasion: Occasion) -> str:
    return f"Undangan {common.lower(occasion.name)}"


_TO = Field(
    "kepada",
    _("Kepada"),
    _("Satu baris satu baris alamat."),
    3,
    lambda o: "Ibu/Bapak kader posyandu\n(daftar terlampir)\ndi tempat",
)
PAPERS = [
    Paper(
        "undangan",
        20,
        _("Undangan"),
        _("Surat dan daftar yang diundang sebagai lampiran."),
        invitation,
        missing=common.all_of(common.no_invited, common.no_slots, common.no_place),
        numbered=True,
        subject=_subject_of_invitation,
        fields=[_TO, Field("catatan", _("Catatan"), _("Misalnya apa yang perlu dibawa. Boleh kosong."), 3)],
        pages=invitation_pages,
    ),
    Paper(
        "surat-tugas",
        30,
        _("Surat tugas"),
        _("Menugaskan semua anggota tim. NIP hanya bila ada."),
        assignment,
        missing=common.all_of(common.no_team, common.no_place),
        numbered=True,
        fields=[Field("dasar", _("Dasar"), _("Surat atau rencana yang menjadi dasar penugasan."), 2)],
    ),
    Paper(
        "sk-tim",
        40,
        _("Keputusan tim"),
        _("SK tim penilai atau tim pelaksana, dengan susunan sebagai lampiran."),
        decree,
        missing=common.no_team,
        numbered=True,
        fields=[
            Field("menimbang", _("Menimbang"), _("Satu baris satu butir."), 4, _considering),
            Field("mengingat", _("Mengingat"), _("Satu baris satu peraturan, sesuai aturan di daerah Ibu/Bapak."), 4),
        ],
    ),
    Paper(
        "surat-pengantar",
        130,
        _("Surat pengantar"),
        _("Mengirim berkas kegiatan, dengan tempat untuk penerima."),
        covering,
        numbered=True,
        subject=lambda occasion: f"Berkas {common.lower(occasion.name)}",
        fields=[
            Field("kepada", _("Kepada"), _("Satu baris satu baris alamat."), 3, _to_dinas),
            Field("isi", _("Yang dikirim"), _("Satu baris satu berkas."), 5, _enclosed),
        ],
    ),
]
