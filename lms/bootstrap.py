"""The two commands: make what is missing, then serve the site or run the checks.

Run as a script (`python3 lms/bootstrap.py run`) by any Python from 3.8 on, so that an old Python gets a sentence and
not a SyntaxError. Standard library only: nothing is installed yet. Every step ends with a stamp, written last and
atomically; a step without its stamp is done again, so a start that was killed repairs itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if not __package__:
    # As a script: give the siblings a bare package to live in, for lms/__init__ imports Celery, not yet installed.
    sys.modules["lms"] = types.ModuleType("lms")
    sys.modules["lms"].__path__ = [str(ROOT / "lms")]

from lms.bootstrap_checks import run_checks  # noqa: E402
from lms.bootstrap_ground import (  # noqa: E402
    Halt,
    digest,
    end_with_parent,
    ensure_port,
    ensure_secrets,
    ensure_space,
    explain,
    hold_lock,
    read_port,
    read_stamp,
    run_step,
    write_stamp,
)
from lms.supervisor import serve  # noqa: E402

OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.13", "python3.12", "python3.11", "python3.14")
# Measured: 370 MB and 790 MB of packages; the database of the demo and the copies of the static files come on top.
SPACE_TO_INSTALL = {"runtime": 700_000_000, "development": 1_100_000_000}
SPACE_TO_RUN = 100_000_000
# Longer than the supervisor and gunicorn take to end their children (`supervisor.PATIENCE`).
WAIT_FOR_PORT = 15.0
WHAT_SETUP_READS = (
    "requirements/runtime.txt",
    "*/migrations/*.py",
    "lms/*/migrations/*.py",
    "modules/curricula/**/*",
    "lms/areas/data/**/*",
    "lms/locale/**/*",
    "lms/static/**/*",
)
USAGE = """\
Tuntas: dua perintah cukup / two commands are enough

  make run    siapkan semuanya, layani situs contoh di http://127.0.0.1:8000/ (nomor lain: make run PORT=8001)
              set everything up and serve the demo site (another port: make run PORT=8001)
  make test   semua pemeriksaan dan pengujian / every check and test (12 minutes at most)

  make lint   pemeriksaan cepat saja / the quick checks only
  make soak   pengujian panjang dengan angka penuh / the long runs with full numbers
  make bench  pengukuran / benchmarks
"""


def fit_python(version: tuple[int, int]) -> None:
    """Go on under a Python that is new enough, change to one that is, or say which one is needed."""
    if version >= OLDEST_PYTHON:
        return
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        # A launcher of that name may stand for a version that is not there: ask it.
        probe = "import sqlite3, sys, venv; sys.exit(sys.version_info < (3, 11))"
        if found and subprocess.call([found, "-c", probe], stderr=subprocess.DEVNULL) == 0:
            os.execv(found, [found, *sys.argv])  # noqa: S606
    have = ".".join(map(str, version))
    raise Halt(
        f"Tuntas perlu Python 3.11 atau lebih baru; di sini Python {have}. Pasang python3.11, lalu jalankan lagi.",
        f"Tuntas needs Python 3.11 or newer; this is Python {have}. Install python3.11 and start again.",
    )


def leave_own_environment(root: Path) -> None:
    """In an activated `.venv`, change to the Python beneath: an environment without pip cannot renew itself."""
    beneath = f"{sys.base_prefix}/bin/python{sys.version_info[0]}.{sys.version_info[1]}"
    if Path(sys.prefix).resolve() == root / ".venv" and os.path.exists(beneath):
        os.execv(beneath, [beneath, *sys.argv])  # noqa: S606


def venv_python(root: Path) -> Path:
    """Return the interpreter of the project's own environment."""
    return root / ".venv" / "bin" / "python"


def var_dir(root: Path) -> Path:
    """Return the folder of everything that is made at run time, the same as `lms.settings.VAR_DIR`."""
    return Path(os.environ.get("TUNTAS_VAR") or root / "var")


def packages_stamp(root: Path, wanted: str) -> dict[str, str]:
    """Return the stamp that the environment should bear. A development environment stays one: it can serve too."""
    have = read_stamp(root / ".venv" / "packages.json")
    name = "development" if "development" in (wanted, have.get("set")) else "runtime"
    return {"set": name, "hash": digest(root, (f"requirements/{name}.txt",))}


def lend_pip(root: Path) -> dict[str, str]:
    """Let the environment's Python use this Python's pip, and only that, by a folder with one link in it.

    The environment needs no pip of its own then (Debian's Python cannot make one), and the process that installs is
    our own child, which ends with us; `pip --python` would start one that does not.
    """
    spec = importlib.util.find_spec("pip")
    if spec is None or not spec.submodule_search_locations:
        raise Halt(
            "Python ini belum punya pip. Pasang dulu (Debian/Ubuntu: apt install python3-pip), lalu jalankan lagi.",
            "This Python has no pip. Install it (Debian/Ubuntu: apt install python3-pip) and start again.",
        )
    link = var_dir(root) / "run/pip/pip"
    link.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        link.unlink()
    link.symlink_to(spec.submodule_search_locations[0])
    return {"PYTHONPATH": str(link.parent), "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def install(root: Path, name: str, env: dict[str, str]) -> None:
    """Install `requirements/<name>.txt`, every file checked against its hash, and nothing else."""
    log, stamp, python = var_dir(root) / "logs/install.log", root / ".venv/packages.json", venv_python(root)
    pip_env = {**env, **lend_pip(root)}
    ensure_space(root, SPACE_TO_INSTALL[name])
    print("Memasang pustaka, sekali saja, beberapa menit / installing the packages, once ...", flush=True)
    # A pip that was killed can leave a package that looks whole and is not: without a stamp, begin anew.
    if not (stamp.exists() and python.exists()):
        venv = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(root / ".venv")]
        run_step(venv, step="venv", log=log, env=env)
    with contextlib.suppress(FileNotFoundError):
        stamp.unlink()
    # A tenth of all those modules is ever imported: the first import compiles them.
    pip = [str(python), "-m", "pip", "install", "--no-input", "--no-compile", "--require-hashes"]
    run_step([*pip, "-r", f"requirements/{name}.txt"], step="pip", log=log, env=pip_env)


def ensure_packages(root: Path, wanted: str, env: dict[str, str]) -> None:
    """Make sure that the packages of `requirements/<wanted>.txt` stand in `.venv`, by a look at the stamp."""
    stamp, target = root / ".venv" / "packages.json", packages_stamp(root, wanted)
    if read_stamp(stamp) != target or not venv_python(root).exists():
        install(root, target["set"], env)
        write_stamp(stamp, target)


def ensure_database(root: Path, env: dict[str, str]) -> None:
    """Run `manage.py setup` when something that it reads has changed, and `manage.py demo` until it ended once.

    The caller holds the lock: nobody serves the site meanwhile.
    """
    stamp, log = var_dir(root) / "run/ready.json", var_dir(root) / "logs/setup.log"
    url, manage = env.get("DATABASE_URL", ""), [str(venv_python(root)), "manage.py"]
    env = {"LOG_LEVEL": "WARNING", **env}
    target = {
        "database": hashlib.sha256(url.encode()).hexdigest(),
        "setup": digest(root, WHAT_SETUP_READS),
        "demo": "done",
    }
    have = read_stamp(stamp)
    if have.get("database") != target["database"] or not (url or (var_dir(root) / "db.sqlite3").exists()):
        have = {}
    if have.get("setup") != target["setup"]:
        run_step([*manage, "setup", "--alone"], step="setup", log=log, env=env, show=True)
        have = {**target, "demo": have.get("demo", "")}
        write_stamp(stamp, have)
    if have != target:
        run_step([*manage, "demo"], step="demo", log=log, env=env, show=True)
        write_stamp(stamp, target)


def environment(root: Path) -> dict[str, str]:
    """Return the environment of all that we start: the generated keys, over them what the caller has set."""
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    return {**ensure_secrets(var_dir(root) / "secrets.env"), **own}


def run(root: Path) -> int:
    """Make everything ready, then serve until told to stop. Returns the exit code."""
    port = read_port(os.environ.get("PORT") or "8000")
    hold_lock(var_dir(root) / "run/lock")
    ensure_space(var_dir(root), SPACE_TO_RUN)
    serving = var_dir(root) / "run/serving"
    # An orderly end removes this mark. While it is there, children of a killed start may still be ending.
    ensure_port(port, patience=WAIT_FOR_PORT if serving.exists() else 0.0)
    site = {"PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}", "TUNTAS_DEMO": "1"}
    env = {**environment(root), **site}
    ensure_packages(root, "runtime", env)
    ensure_database(root, env)
    # Only copies of pages, made by the code of the last start. What the contents weigh stays true.
    shutil.rmtree(var_dir(root) / "cache" / "pages", ignore_errors=True)
    serving.touch()
    code = serve(str(venv_python(root)), var=var_dir(root), port=port, env=env)
    serving.unlink()
    return code


def check(root: Path, action: str) -> int:
    """Make the development environment ready and run the checks of `action`. Returns the exit code."""
    env = environment(root)
    ensure_packages(root, "development", env)
    return run_checks(root, action, python=str(venv_python(root)), env=env)


def start(action: str) -> int:
    """Do one action of the Makefile. Returns the exit code."""
    if action not in ("run", "test", "soak", "lint", "bench"):
        print(USAGE, end="")
        return 0 if action == "help" else 2
    fit_python(sys.version_info[:2])
    if "MAKELEVEL" in os.environ:
        end_with_parent()
    leave_own_environment(ROOT)
    os.chdir(ROOT)
    return run(ROOT) if action == "run" else check(ROOT, action)


def main(arguments: list[str]) -> int:
    """Return the exit code; whatever fails ends in a sentence, never in a traceback."""
    try:
        return start(arguments[0] if arguments else "help")
    except KeyboardInterrupt:
        halt = Halt("Dihentikan. Jalankan lagi kapan saja.", "Stopped. Start again whenever you like.")
    except Halt as problem:
        halt = problem
    except OSError as error:
        halt = explain(str(error), step="persiapan", log=var_dir(ROOT) / "logs")
    print(f"\n{halt.sentence}\n({halt.english})", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
