"""The small package as a ZIP, and ZIPs that no honest hand would make."""

import struct
import zipfile
from pathlib import Path

TOP = "kecil/"


def pack(folder: Path, target: Path, *, under: str = TOP) -> Path:
    """The folder as people pack it: with the folder itself, and what a Mac adds."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, under + file.relative_to(folder).as_posix())
        archive.writestr(f"__MACOSX/{under}._package.yaml", b"\0")
    return target


def add(target: Path, name: str, content: bytes = b"x", *, mode: int = 0o100644) -> None:
    """One more entry, whatever its name; ``mode`` as Unix has it."""
    entry = zipfile.ZipInfo("placeholder")
    entry.filename = name  # not through the constructor, which would tidy it
    entry.external_attr = mode << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(entry, content)


def lie(target: Path, name: str, size: int) -> None:
    """Let the directory and the header of that entry declare another size than it has."""
    raw = bytearray(target.read_bytes())
    signs = {b"PK\x01\x02": (24, 46), b"PK\x03\x04": (22, 30)}
    for sign, (place, start) in signs.items():
        at = -1
        while (at := raw.find(sign, at + 1)) >= 0:
            if raw[at + start : at + start + len(name)] == name.encode():
                struct.pack_into("<I", raw, at + place, size)
    target.write_bytes(raw)


def mark_encrypted(target: Path, name: str) -> None:
    raw = bytearray(target.read_bytes())
    at = raw.find(b"PK\x01\x02")
    while raw[at + 46 : at + 46 + len(name)] != name.encode():
        at = raw.find(b"PK\x01\x02", at + 1)
    raw[at + 8] |= 1
    target.write_bytes(raw)
