"""What every step of a start stands on: sentences for what fails, stamps, the lock, the port, a logged command.

Standard library only, and nothing that Python 3.8 cannot parse (see `lms/bootstrap.py`).
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
NO_SPACE = 1_000_000
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Halt(Exception):
    """A start that cannot go on: one sentence for the operator in Indonesian, the same in English."""

    def __init__(self, sentence: str, english: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.english = english


# What a failed step wrote -> what the operator can do about it. The first that fits is told.
KNOWN_FAILURES = (
    (
        ("No space left on device", "database or disk is full"),
        "Ruang disk habis. Kosongkan sedikit ruang, lalu jalankan lagi; yang sudah selesai tidak diulang.",
        "The disk is full. Free some space and start again; what is done is not repeated.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "Pustaka yang diunduh tidak sama dengan yang tercatat, jadi tidak dipasang. Coba lagi dari jaringan lain.",
        "A downloaded package differs from the pinned one, so it was not installed. Try from another network.",
    ),
    (
        (
            "NewConnectionError",
            "name resolution",
            "Network is unreachable",
            "Read timed out",
            "ConnectTimeout",
            "ProxyError",
            "SSLError",
            "No matching distribution",
        ),
        "Pustaka tidak dapat diunduh. Periksa sambungan internet (atau setelan pip), lalu jalankan lagi.",
        "The packages cannot be downloaded. Check the network (or pip's settings) and start again.",
    ),
    (
        ("Permission denied", "readonly database", "Read-only file system", "unable to open database file"),
        "Folder Tuntas tidak dapat ditulis oleh pengguna ini. Perbaiki izin folder, lalu jalankan lagi.",
        "This user may not write into the folder of Tuntas. Mend the permissions and start again.",
    ),
)


def explain(output: str, *, step: str, log: Path) -> Halt:
    """Turn what a failed step wrote into a sentence; names the log when the cause is not a known one."""
    for marks, sentence, english in KNOWN_FAILURES:
        if any(mark in output for mark in marks):
            return Halt(sentence, english)
    last = next((line.strip() for line in reversed(output.splitlines()) if line.strip()), "-")
    return Halt(
        f"Langkah '{step}' tidak selesai: {last}\nCatatan lengkap: {log}. Perbaiki, lalu jalankan lagi.",
        f"The step '{step}' did not finish; {log} has the whole story. Mend it and start again.",
    )


def digest(root: Path, patterns: tuple[str, ...]) -> str:
    """Return one SHA-256 over the names and contents of the files that match."""
    total = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(path.relative_to(root).as_posix().encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_stamp(path: Path) -> dict[str, str]:
    """Return what a stamp says; an absent or damaged one says nothing, so that its step is done again."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def write_whole(path: Path, text: str) -> None:
    """Write a small file so that a reader, or a power cut, sees all of it or none; only the owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    with open(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path)


def write_stamp(path: Path, value: dict[str, str]) -> None:
    """Mark a step as done, after what it made has reached the disk."""
    os.sync()
    write_whole(path, json.dumps(value))


def ensure_secrets(path: Path) -> dict[str, str]:
    """Return the installation's own keys, making those that are missing. Losing them voids sessions and cards."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    keys = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    missing = {name: secrets.token_urlsafe(48) for name in ("SECRET_KEY", "CARD_KEY") if not keys.get(name)}
    if missing:
        keys.update(missing)
        write_whole(path, "".join(f"{name}={value}\n" for name, value in keys.items()))
    return keys


def ensure_space(root: Path, needed: int) -> None:
    """Say it before the disk is full, not after. `needed` is in bytes."""
    free = shutil.disk_usage(root).free
    if free < needed:
        raise Halt(
            f"Ruang disk tinggal {free // 1_000_000} MB; perlu paling sedikit {needed // 1_000_000} MB.",
            f"Only {free // 1_000_000} MB of disk are free; at least {needed // 1_000_000} MB are needed.",
        )


def read_port(text: str) -> int:
    """Return the port named by PORT."""
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Halt(f"PORT harus angka 1 sampai 65535, bukan '{text}'.", f"PORT must be 1 to 65535, not '{text}'.")


def port_error(port: int) -> int:
    """Return 0 if the port can be taken on loopback, else the system's error number."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return 0


def ensure_port(port: int, *, patience: float = 0.0) -> None:
    """Make sure that the port is free; wait up to `patience` seconds for a killed start to let it go."""
    until = time.monotonic() + patience
    problem = port_error(port)
    while problem == errno.EADDRINUSE and time.monotonic() < until:
        time.sleep(0.2)
        problem = port_error(port)
    if problem == errno.EACCES:
        raise Halt(
            f"Port {port} tidak boleh dipakai pengguna biasa. Pakai nomor lain: make run PORT=8000",
            f"Port {port} is not for ordinary users. Take another one: make run PORT=8000",
        )
    if problem:
        other = port + 1 if port < 65535 else 8000
        raise Halt(
            f"Port {port} sedang dipakai program lain. Hentikan program itu, atau: make run PORT={other}",
            f"Port {port} is in use by another program. Stop that one, or: make run PORT={other}",
        )


def hold_lock(path: Path) -> int:
    """Allow one start per folder; the lock falls with this process, however it ends. Returns its descriptor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise Halt(
            "Tuntas sudah berjalan dari folder ini. Hentikan dulu yang lama (Ctrl-C di jendelanya).",
            "Tuntas already runs from this folder. Stop that one first (Ctrl-C in its window).",
        ) from None
    return lock


def end_with_parent() -> None:
    """Ask the kernel to end this process (SIGTERM) when its parent dies, also by kill -9. Linux only."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run_step(command: list[str], *, step: str, log: Path, env: dict[str, str], show: bool = False) -> None:
    """Run one command to its end; its errors go to the log, its plain output there too or to the screen (`show`)."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as file:
        code = subprocess.call(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=None if show else file,
            stderr=file,
            preexec_fn=end_with_parent,
        )
    if code:
        # On a full disk the log is empty too.
        full = "No space left on device\n" if shutil.disk_usage(log.parent).free < NO_SPACE else ""
        raise explain(full + log.read_text("utf-8", "replace"), step=step, log=log)
