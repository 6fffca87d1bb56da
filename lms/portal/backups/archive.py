"""The one file of a backup: a gzipped tar. Its first entry says what it is, its last one every other's SHA-256.

Reading trusts nothing: an entry that is no plain file, a name that leads elsewhere, a sum that differs or a last entry
that is missing, and the whole archive is refused.
"""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from lms.areas.errors import UserError

APP = "tuntas"
FORMAT = 1
HEADER, MANIFEST = "tuntas.json", "manifest.json"
PARTS = ("database", "media", "private", "keys")
SECRETS = "secrets.env"
LEVEL = 3  # of gzip: twice as quick as its own choice, a tenth larger
PIECE = 1024 * 1024
LARGEST_LIST = 256 * 1024 * 1024  # of the manifest: some two million files
PRIVATE = 0o600
# What reading raises when a file was cut off, changed, or never was an archive.
_BROKEN = (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, json.JSONDecodeError, UnicodeDecodeError)

Header = dict[str, Any]


class BadArchive(UserError):
    """The archive cannot be used; nothing was restored from it."""


@dataclass(frozen=True)
class Source:
    """A file that goes into the archive under a name such as ``media/images/a.webp``."""

    name: str
    path: Path


def write(raw: IO[bytes], header: Mapping[str, Any], sources: Iterable[Source]) -> int:
    """Write an archive. Out: how many files it holds. Those that vanished meanwhile are left out. Raises OSError."""
    sums: dict[str, str] = {}
    with (
        gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=LEVEL) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        _add_text(tar, HEADER, {"app": APP, "format": FORMAT, **header}, sums)
        for source in sources:
            _add_file(tar, source, sums)
        _add_text(tar, MANIFEST, sums, {})
    return len(sums) - 1


def header(path: Path) -> Header:
    """What an archive says it is. BadArchive if it is none of ours. Raises OSError."""
    with _opened(path) as (tar, _packed):
        return _header(tar, tar.next())


def check(path: Path) -> Header:
    """Read the whole archive and compare every sum. BadArchive at the first thing that is wrong. Raises OSError."""
    return _read(path, {})


def unpack(path: Path, into: Mapping[str, Path]) -> Header:
    """Check the archive and write its parts: each to the folder (of ``secrets.env``: the file) that ``into`` names.

    A part that ``into`` does not name is only checked. BadArchive and OSError as in ``check``; what was written until
    then is the caller's to remove.
    """
    return _read(path, into)


def _read(path: Path, into: Mapping[str, Path]) -> Header:
    sums: dict[str, str] = {}
    with _opened(path) as (tar, packed):
        found = _header(tar, tar.next(), sums)
        while (member := tar.next()) is not None:
            if member.name == MANIFEST:
                _compare(tar, member, sums)
                while packed.read(PIECE):  # to the end, where gzip's own sum stands
                    pass
                return found
            name = _safe(member, sums)
            sums[name] = _take(tar, member, into)
    raise BadArchive("Berkas cadangan ini terpotong: daftar isinya tidak ada. Tidak ada yang dipulihkan darinya.")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[tarfile.TarFile, gzip.GzipFile]]:
    try:
        with gzip.open(path) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
            yield tar, packed
    except _BROKEN as error:
        raise BadArchive("Berkas ini rusak, terpotong, atau bukan cadangan Tuntas.") from error


def _header(tar: tarfile.TarFile, member: tarfile.TarInfo | None, sums: dict[str, str] | None = None) -> Header:
    if member is None or member.name != HEADER or not member.isreg() or member.size > PIECE:
        raise BadArchive("Berkas ini bukan cadangan Tuntas.")
    text = _body(tar, member).read()
    found = json.loads(text)
    if not isinstance(found, dict) or found.get("app") != APP:
        raise BadArchive("Berkas ini bukan cadangan Tuntas.")
    if found.get("format") != FORMAT:
        raise BadArchive("Cadangan ini dibuat oleh Tuntas yang lebih baru. Pasang dahulu versi itu.")
    if sums is not None:
        sums[HEADER] = hashlib.sha256(text).hexdigest()
    return found


def _safe(member: tarfile.TarInfo, sums: Mapping[str, str]) -> str:
    """The entry's name, if it may be written. BadArchive for links, devices, and names that lead out of their part."""
    top, _slash, rest = member.name.partition("/")
    inside = top in PARTS and all(part not in ("", ".", "..") for part in rest.split("/"))
    if not member.isreg() or not (inside or member.name == SECRETS) or "\0" in rest or "\\" in rest:
        raise BadArchive("Berkas ini memuat sesuatu yang tidak pernah ada di cadangan Tuntas. Tidak ada yang diambil.")
    if member.name in sums:
        raise BadArchive("Berkas ini memuat satu nama dua kali. Tidak ada yang diambil.")
    return member.name


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Mapping[str, Path]) -> str:
    """Read one entry, write it where it belongs, and return its sum."""
    top, _slash, rest = member.name.partition("/")
    body, place = _body(tar, member), into.get(top)
    if place is None:
        return hashlib.file_digest(body, "sha256").hexdigest()
    target = place / rest if rest else place
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if member.size > shutil.disk_usage(target.parent).free:
        raise BadArchive("Ruang disk tidak cukup untuk isi cadangan ini.")
    digest = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE)
    with os.fdopen(handle, "wb") as out:
        while piece := body.read(PIECE):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _compare(tar: tarfile.TarFile, member: tarfile.TarInfo, sums: Mapping[str, str]) -> None:
    if member.size > LARGEST_LIST or json.loads(_body(tar, member).read()) != sums:
        raise BadArchive("Isi cadangan ini tidak sama dengan daftarnya: berkasnya rusak. Pakai cadangan yang lain.")


def _body(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Any:
    body = tar.extractfile(member)
    if body is None:
        raise BadArchive("Berkas ini bukan cadangan Tuntas.")
    return body


def _add_text(tar: tarfile.TarFile, name: str, value: Mapping[str, Any], sums: dict[str, str]) -> None:
    text = json.dumps(value, indent=0, sort_keys=True).encode()
    sums[name] = hashlib.sha256(text).hexdigest()
    tar.addfile(_entry(name, len(text)), BytesIO(text))


def _add_file(tar: tarfile.TarFile, source: Source, sums: dict[str, str]) -> None:
    if source.path.is_symlink():
        raise UserError(f"{source.path} adalah tautan, bukan berkas. Cadangan belum dibuat; ganti dengan berkasnya.")
    try:
        file = source.path.open("rb")
    except FileNotFoundError:
        return
    with file:
        body = _Summing(file)
        tar.addfile(_entry(source.name, os.fstat(file.fileno()).st_size), body)
    sums[source.name] = body.digest.hexdigest()


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, PRIVATE
    return entry


class _Summing:
    """A file that sums what is read from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece
