"""The sentences of a plan, for the officer who reads it. Pure."""

from collections.abc import Iterable
from datetime import date

from lms.areas.format import tanggal
from lms.people.roster.entries import Entry
from lms.people.roster.match import Ground, Known, Verdict
from lms.people.roster.names import with_titles
from lms.people.roster.places import Spot

MISSING = "Tercatat di sini, tetapi tidak ada di berkas. Tidak diubah, kecuali Anda menandai bahwa ia sudah berhenti."
GONE = "Kader yang dipilih tidak ada lagi di wilayah Anda. Putuskan lagi."
UNKNOWN_CODE = "Kode kader ini tidak dikenal di wilayah Anda. Kosongkan kolom kode, lalu unggah lagi."
ELSEWHERE = (
    "Tampaknya ia sudah atau pernah terdaftar di puskesmas lain. Minta puskesmas itu atau Dinas memindahkannya; catat "
    "sebagai kader baru hanya bila Anda yakin ia orang lain."
)
NOT_ACTIVE = "Berkas mengatakan ia sudah tidak aktif, dan ia belum tercatat di sini. Tidak dicatat."
LEFT_ALREADY = "Berkas mengatakan ia sudah tidak aktif; di sini ia memang tidak bertugas di tempat itu."
SAYS_LEFT = "Berkas mengatakan ia sudah tidak aktif. Jika benar, pilih berhenti dan isi tanggalnya."
NIK_ELSEWHERE = (
    "NIK ini sudah tercatat pada orang di luar wilayah Anda, atau yang kini tidak bertugas. Tidak diproses; periksa di "
    "Daftar kader, atau minta Dinas memeriksanya."
)
NIK_KEPT = "NIK di berkas tidak dicatat: NIK yang sudah tersimpan tetap."
NIK_TAKEN = "NIK-nya sudah milik orang lain, jadi tidak dicatat."
NIK_COMES = "dicatat, tersandi"
_GROUNDS: dict[Ground | None, str] = {
    Ground.BIRTH: "Nama dan tanggal lahirnya sama dengan beberapa orang.",
    Ground.PHONE: "Nama dan nomor HP-nya sama dengan beberapa orang di posyandu ini.",
    Ground.PLACE: "Ada beberapa orang bernama sama di posyandu ini.",
    Ground.NAMESAKE: "Ada yang bernama sama di posyandu ini, tetapi nomor HP, tanggal lahir, atau bidangnya berbeda.",
    Ground.NEARBY: "Ada yang bernama sama di kelurahan ini, di posyandu lain.",
    Ground.ALIKE: "Ada yang namanya mirip di posyandu ini.",
    Ground.CODE_OF_ANOTHER: "Kodenya milik orang yang namanya lain. Mungkin baris tergeser.",
    Ground.NIK_OF_ANOTHER: "NIK-nya sama, tetapi namanya lain.",
    Ground.OTHER_NIK: "Selain NIK-nya, semua menunjuk orang ini; NIK-nya lain.",
}
_WHAT = {
    "name": "nama",
    "sex": "L/P",
    "birth_date": "tanggal lahir",
    "phone": "nomor HP",
    "served_since": "kader sejak",
    "office": "jabatan",
    "decree_number": "nomor SK",
    "decree_date": "tanggal SK",
}
_COURTESIES = frozenset(("ibu bu bpk bapak pak sdr sdri ny nyonya tn alm almh almarhum almarhumah").split())
_FIELD_WORDS = {
    "kesehatan": "kesehatan",
    "pendidikan": "pendidikan",
    "pekerjaan_umum": "pekerjaan umum",
    "perumahan": "perumahan rakyat",
    "trantibum": "trantibum",
    "sosial": "sosial",
}


def asks(verdict: Verdict) -> str:
    """Why a row is asked about."""
    if back := next((one.left for one in verdict.asks if one.left), ""):
        return f"Tampaknya ia pernah menjadi kader: {back}. Jika ia kembali, pilih orang yang sama."
    same_list = "" if any(one.kader for one in verdict.asks) else f" Orang itu tertulis di {verdict.asks[0].where}."
    return f"{_GROUNDS[verdict.ground]} Orang yang sama?{same_list}"


def left(spot: Spot | None, until: date) -> str:
    """Where somebody served who serves nowhere any more."""
    return f"{spot.words if spot else 'di tempat lain'}, sampai {tanggal(until)}"


def twice(known: Known) -> str:
    return f"Orang yang sama sudah tertulis di {known.where}."


def said_before(fields: Iterable[str]) -> str:
    """Two rows of a list contradict each other; "" if they do not."""
    named = ", ".join(_WHAT[name] for name in fields)
    return f"Berbeda dari baris lain tentang orang yang sama, jadi tidak diubah: {named}." if named else ""


def also(known: Known) -> str:
    return f"Orang yang sama dengan {known.where}; dicatat satu kader dengan dua tugas."


def out_of_reach(spot: Spot) -> str:
    return f"{spot.words} di luar wilayah Anda. Baris ini tidak diproses; minta petugas di sana mencatatnya."


def move_or_second(old: Spot | None, new: Spot) -> str:
    before = old.words if old else "tempat lain"
    return f"Ia tercatat di {before}, yang tidak ada di berkas ini. Pindah ke {new.words}, atau bertugas di keduanya?"


def at(spot: Spot | None, field: str) -> str:
    """A place and field as a value of a difference."""
    return f"{spot.words if spot else 'tempat lain'} ({_FIELD_WORDS.get(field, field)})"


def day(value: date | None) -> str:
    """A day as differences keep it: ISO, "" for none."""
    return value.isoformat() if value else ""


def where(entry: Entry) -> str:
    """Where a row stands: "baris 12 lembar Semampir"."""
    return f"baris {entry.row} lembar {entry.sheet}" if entry.sheet else f"baris {entry.row}"


def kept_name(entry: Entry) -> str:
    """The name as it is kept and printed: with titles, without courtesies."""
    return printed(entry.name, entry.titles)


def printed(name: str, titles: str) -> str:
    """A name that was read from a list or a form, with its titles where they belong and without courtesies."""
    kept = [title for title in titles.split(", ") if title.strip(". ").casefold() not in _COURTESIES]
    return with_titles(name, ", ".join(kept))
