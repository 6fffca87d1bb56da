"""A package as a ZIP: looked at before anything is unpacked, then unpacked into a private folder that goes away."""

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from modules.packages.registry import BadPackage, Problem
from modules.packages.standing import MOST_BYTES, MOST_FILES, is_beside

MOST_PACKED = 60_000_000
LONGEST = 200
ALWAYS_FINE = 1_000_000
TIGHTEST = 100  # times; texts of lessons reach 10, drawings 20
FORBIDDEN = set('\\:*?"<>|') | {chr(code) for code in range(32)} | {"\x7f"}


@contextmanager
def opened(source: Path) -> Iterator[Path]:
    """The folder of a package: the source itself, or what its ZIP holds, unpacked for as long as this lasts.

    BadPackage, with every entry that is refused, before a single byte is written.
    """
    if source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="paket-") as name:  # only its owner can look into it
        _unpack(source, Path(name))
        yield _top(Path(name))


def is_zip(source: Path) -> bool:
    return source.is_file() and zipfile.is_zipfile(source)


def _unpack(source: Path, target: Path) -> None:
    if source.stat().st_size > MOST_PACKED:
        raise _bad(source.name, f"Berkas ZIP lebih dari {MOST_PACKED // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(source) as archive:
            for entry in _wanted(archive):
                _write(archive, entry, target)
    # What zipfile raises for damaged bytes is not one family.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise _bad(source.name, "Berkas ZIP rusak, atau bukan ZIP. Buat lagi, lalu unggah.") from error


def _wanted(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise _bad("ZIP", f"Lebih dari {MOST_FILES} berkas.")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _bad("ZIP", f"Isinya lebih dari {MOST_BYTES // 1_000_000} MB.")
    problems = [Problem(_shown(entry), "", sentence) for entry in entries if (sentence := _wrong(entry))]
    problems += _twins(entries)
    if problems:
        raise BadPackage(problems)
    return [entry for entry in entries if not entry.is_dir() and not is_beside(entry.filename)]


def _wrong(entry: zipfile.ZipInfo) -> str:
    """Why this entry is refused; "" if it is not."""
    name = entry.orig_filename
    steps = name.rstrip("/").split("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if entry.flag_bits & 1:
        return "Berkas di ZIP bersandi. Buat ZIP tanpa sandi."
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "Tautan (symlink) dan berkas khusus tidak boleh ada di paket."
    if name.startswith("/") or ".." in steps:
        return "Nama berkas menunjuk ke luar paket."
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "Cara memadatkannya tidak dikenal. Buat ZIP biasa."
    if set(name) & FORBIDDEN or any(step in ("", ".") for step in steps) or len(name) > LONGEST:
        return "Nama berkas tidak sah."
    if entry.file_size > ALWAYS_FINE and entry.file_size > TIGHTEST * max(entry.compress_size, 1):
        return "Berkas terlalu padat. Ini tampak seperti bom ZIP."
    return ""


def _twins(entries: list[zipfile.ZipInfo]) -> Iterator[Problem]:
    # Also names that one file system tells apart and another does not.
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.rstrip("/").casefold()
        if name in seen:
            yield Problem(_shown(entry), "", "Nama ini dua kali di ZIP.")
        seen.add(name)


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> None:
    # The reader stops at the declared size and then misses the checksum: no file is larger than was counted.
    path = target.joinpath(*PurePosixPath(entry.filename).parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as packed, path.open("xb") as file:
        shutil.copyfileobj(packed, file)


def _top(folder: Path) -> Path:
    """Where package.yaml stands: at the top, or in the one folder that was packed."""
    inside = list(folder.iterdir())
    alone = len(inside) == 1 and inside[0].is_dir()
    return inside[0] if alone and not (folder / "package.yaml").exists() else folder


def _shown(entry: zipfile.ZipInfo) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in entry.orig_filename)[:LONGEST]


def _bad(file: str, sentence: str) -> BadPackage:
    return BadPackage([Problem(file, "", sentence)])
