"""From the bytes of a file to grids, whatever it is called. What cannot be read says so in one sentence."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from lms.areas.sheets import refusal, zipped
from lms.areas.sheets.delimited import read_delimited
from lms.areas.sheets.grid import Grid
from lms.areas.sheets.limits import MOST_BYTES, SECONDS_BY_THE_CLOCK
from lms.areas.sheets.refusal import Unreadable

APART = Path(__file__).with_name("apart.py")
# Keys and passwords of the site stay here.
ENVIRONMENT = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_XLS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)  # FILEPASS after the first BOF
OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"RIFF", "gambar atau suara"),
    (b"{\\rtf", "dokumen RTF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"BZh", "arsip bzip2"),
    (b"\xfd7zXZ", "arsip xz"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format", "basis data"),
    (b"\x00\x01\x00\x00Standard", "basis data Access"),
)


def read(content: bytes, filename: str) -> list[Grid]:
    """Every sheet that holds something, in the order of the file. Raises Unreadable."""
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise Unreadable(refusal.EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(refusal.TOO_BIG)
    grids = _grids(content, Path(filename).stem)
    if not any(len(grid) for grid in grids):
        raise Unreadable(refusal.EMPTY)
    return [grid for grid in grids if len(grid)]


def _grids(content: bytes, name: str) -> list[Grid]:
    if content.startswith(b"PK"):
        zipped.check(content)
        return _read_apart(content)
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content or LOCKED_XLS.search(content):
            raise Unreadable(refusal.LOCKED)
        return _read_apart(content)
    _refuse_others(content)
    return read_delimited(content, name)


def _refuse_others(content: bytes) -> None:
    for magic, what in OTHERS:
        if content.startswith(magic):
            raise Unreadable(refusal.NOT_A_SHEET.format(what=what))
    start = content[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise Unreadable(refusal.XML_SHEET)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<div", b"<style")):
        raise Unreadable(refusal.WEB_PAGE)
    if start.startswith((b"<?xml", b"<!doctype", b"<svg", b"mime-version:")):
        raise Unreadable(refusal.NOT_A_SHEET.format(what="halaman web atau XML"))


def _read_apart(content: bytes) -> list[Grid]:
    command = [sys.executable, "-I", str(APART)]
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS_BY_THE_CLOCK,
            check=False,
            env=ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(refusal.TOO_WIDE) from error
    if done.returncode != 0:  # out of memory or time: nothing but a sheet that is too large does that
        raise Unreadable(refusal.TOO_WIDE)
    *lines, last = done.stdout.splitlines()
    outcome = json.loads(last)
    if outcome != "WHOLE":
        raise Unreadable(getattr(refusal, outcome))
    return _sheets(lines)


def _sheets(lines: list[bytes]) -> list[Grid]:
    """A line that is an object begins a sheet, a line that is a list is a row of it."""
    starts = [index for index, line in enumerate(lines) if line.startswith(b"{")]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return [
        Grid(about["name"], lines[start + 1 : end], about["hidden"], tuple(map(tuple, about["merged"])))
        for start, end in zip(starts, ends, strict=True)
        for about in [json.loads(lines[start])]
    ]
