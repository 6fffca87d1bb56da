"""The two commands: what is told, what is done again, what is left running. No package is installed here."""

import ast
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms import bootstrap, bootstrap_checks, supervisor
from lms import bootstrap_ground as ground

ROOT = Path(bootstrap.__file__).resolve().parent.parent
PYTHON = sys.executable
# The supervisor in a process of its own, as an operator has it, with short waits.
DRIVER = """
import json, os, pathlib, sys
from lms import supervisor
supervisor.FIRST_DELAY, supervisor.PATIENCE = 0.05, 1.0
given = json.loads(sys.argv[1])
children = [supervisor.Child(name, command, dict(os.environ)) for name, command in given["children"]]
ready = None
if given["port"]:
    ready = supervisor.Ready(port=given["port"], accounts=pathlib.Path(given["accounts"]))
try:
    sys.exit(supervisor.Supervisor(children).run(ready))
except supervisor.Halt as halt:
    sys.exit(halt.sentence)
"""
SLEEPER = "import os, time; print('pid', os.getpid(), flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
SITE = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def run(*children: tuple[str, str], port: int = 0, accounts: str = "") -> subprocess.Popen[str]:
        lines = [(name, [PYTHON, "-c", script, str(port)]) for name, script in children]
        given = json.dumps({"children": lines, "port": port, "accounts": accounts})
        started.append(
            subprocess.Popen(
                [PYTHON, "-c", DRIVER, given],
                cwd=ROOT,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        )
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], mark: str) -> str:
    """Return the next line that holds the mark."""
    assert process.stdout is not None
    return next(line for line in process.stdout if mark in line)


def pid_in(line: str) -> int:
    return int(line.rsplit(" ", 1)[1])


def ends(pid: int, *, within: float = 5.0) -> bool:
    """Tell whether a process is gone, or a zombie, within so many seconds."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


# -- an old Python, a wrong port, a full disk -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bootstrap", "bootstrap_checks", "bootstrap_ground", "supervisor"])
def test_an_old_python_can_read_what_tells_it_that_it_is_old(name: str) -> None:
    tree = ast.parse((ROOT / "lms" / f"{name}.py").read_text("utf-8"), feature_version=(3, 8))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    imported |= {item.name for node in ast.walk(tree) if isinstance(node, ast.Import) for item in node.names}
    foreign = {module for module in imported if module.split(".")[0] not in {*sys.stdlib_module_names, "lms"}}
    assert foreign == set()


def test_without_a_newer_python_the_sentence_names_both_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ground.Halt, match=r"3\.11 atau lebih baru; di sini Python 3\.9"):
        bootstrap.fit_python((3, 9))


def test_a_newer_python_on_the_path_takes_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    taken: list[str] = []
    (tmp_path / "python3.12").symlink_to(PYTHON)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "execv", lambda path, words: taken.append(path))
    with pytest.raises(ground.Halt):
        bootstrap.fit_python((3, 9))
    assert taken == [str(tmp_path / "python3.12")]


@pytest.mark.parametrize("text", ["", "delapan", "0", "65536", "-1", "8000 "])
def test_a_port_that_is_none_is_named(text: str) -> None:
    with pytest.raises(ground.Halt, match="PORT harus angka"):
        ground.read_port(text)


@pytest.mark.enable_socket
def test_a_busy_port_is_told_with_another_one_to_take() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(ground.Halt, match=rf"Port {port} sedang dipakai .* PORT={port + 1}"):
            ground.ensure_port(port, patience=0.3)
    ground.ensure_port(port)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "Ruang disk habis"),
        ("django.db.utils.OperationalError: database or disk is full", "Ruang disk habis"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE", "tidak sama dengan yang tercatat"),
        ("Temporary failure in name resolution", "tidak dapat diunduh"),
        ("[Errno 13] Permission denied: 'var'", "tidak dapat ditulis"),
        ("Traceback ...\nValueError: aneh\n", "Langkah 'setup' tidak selesai: ValueError: aneh"),
    ],
)
def test_what_a_step_wrote_becomes_a_sentence(output: str, sentence: str) -> None:
    halt = ground.explain(output, step="setup", log=Path("var/logs/setup.log"))
    assert halt.sentence.startswith(sentence) or sentence in halt.sentence
    assert "Traceback" not in halt.sentence


def test_too_little_space_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ground.Halt, match="Ruang disk tinggal"):
        ground.ensure_space(tmp_path, 10**18)


def test_a_python_without_pip_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ground.Halt, match=r"belum punya pip.*apt install python3-pip"):
        bootstrap.lend_pip(tmp_path)


def test_a_failed_step_ends_in_a_sentence_and_keeps_its_log(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "setup.log"
    command = [PYTHON, "-c", "import sys; sys.exit('database or disk is full')"]
    with pytest.raises(ground.Halt, match="Ruang disk habis"):
        ground.run_step(command, step="setup", log=log, env=dict(os.environ))
    assert "disk is full" in log.read_text()


def test_a_step_that_dies_silently_on_a_full_disk_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ground, "NO_SPACE", 10**18)
    command = [PYTHON, "-c", "raise SystemExit(1)"]
    with pytest.raises(ground.Halt, match="Ruang disk habis"):
        ground.run_step(command, step="setup", log=tmp_path / "setup.log", env=dict(os.environ))


# -- stamps, keys, the lock -------------------------------------------------------------------------------------------


def test_a_digest_knows_names_and_contents_and_no_compiled_files(tmp_path: Path) -> None:
    one = tmp_path / "app" / "migrations" / "0001.py"
    one.parent.mkdir(parents=True)
    one.write_text("a")
    first = ground.digest(tmp_path, ("*/migrations/**/*",))
    (one.parent / "__pycache__").mkdir()
    (one.parent / "__pycache__" / "0001.pyc").write_text("x")
    assert ground.digest(tmp_path, ("*/migrations/**/*",)) == first
    one.rename(one.with_name("0002.py"))
    assert ground.digest(tmp_path, ("*/migrations/**/*",)) != first


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"'])
def test_a_damaged_stamp_says_nothing(tmp_path: Path, content: str) -> None:
    stamp = tmp_path / "stamp.json"
    stamp.write_text(content)
    assert ground.read_stamp(stamp) == {}


def test_keys_are_made_once_for_the_owner_only_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.env"
    keys = ground.ensure_secrets(path)
    assert ground.ensure_secrets(path) == keys
    assert len(keys["SECRET_KEY"]) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_missing_key_is_added_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "secrets.env"
    path.write_text("SECRET_KEY=lama\nDATABASE_URL=postgres://x/y?a=b\n")
    keys = ground.ensure_secrets(path)
    assert keys["SECRET_KEY"] == "lama"
    assert keys["DATABASE_URL"] == "postgres://x/y?a=b"
    assert len(keys["CARD_KEY"]) >= 50


def test_a_second_start_from_the_same_folder_is_refused(tmp_path: Path) -> None:
    lock = ground.hold_lock(tmp_path / "lock")
    with pytest.raises(ground.Halt, match="sudah berjalan dari folder ini"):
        ground.hold_lock(tmp_path / "lock")
    os.close(lock)
    os.close(ground.hold_lock(tmp_path / "lock"))


class Steps:
    """A project folder whose commands are only noted; one of them can be made to fail."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.ran: list[str] = []
        self.failing = ""
        for name in ("runtime", "development"):
            (root / "requirements").mkdir(exist_ok=True)
            (root / "requirements" / f"{name}.txt").write_text(name)
        monkeypatch.setattr(bootstrap, "run_step", self.note)
        monkeypatch.setattr(bootstrap, "ensure_space", lambda root, needed: None)
        monkeypatch.setattr(bootstrap, "lend_pip", lambda root: {})
        monkeypatch.delenv("TUNTAS_VAR", raising=False)

    def note(self, command: list[str], *, step: str, **_other: object) -> None:
        self.ran.append(step)
        if step == self.failing:
            raise ground.Halt("gagal", "failed")
        if step == "venv":
            (self.root / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
            (self.root / ".venv" / "bin" / "python").touch()
        if step == "setup":
            (self.root / "var" / "static").mkdir(exist_ok=True)
            (self.root / "var" / "static" / "made.css").write_text(str(len(self.ran)))
            (self.root / "var" / "db.sqlite3").touch()

    def packages(self, wanted: str) -> list[str]:
        self.ran.clear()
        bootstrap.ensure_packages(self.root, wanted, {})
        return list(self.ran)

    def database(self, **env: str) -> list[str]:
        self.ran.clear()
        bootstrap.ensure_database(self.root, env)
        return list(self.ran)


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Steps:
    (tmp_path / "var").mkdir()
    return Steps(tmp_path, monkeypatch)


def test_packages_are_installed_once_and_again_when_the_pins_change(steps: Steps) -> None:
    assert steps.packages("runtime") == ["venv", "pip"]
    assert steps.packages("runtime") == []
    (steps.root / "requirements" / "runtime.txt").write_text("other")
    assert steps.packages("runtime") == ["pip"]


def test_the_development_set_also_serves_and_is_not_thrown_away(steps: Steps) -> None:
    assert steps.packages("runtime") == ["venv", "pip"]
    assert steps.packages("development") == ["pip"]
    assert steps.packages("runtime") == []


def test_an_interrupted_installation_begins_anew(steps: Steps) -> None:
    steps.failing = "pip"
    with pytest.raises(ground.Halt):
        steps.packages("runtime")
    steps.failing = ""
    assert steps.packages("runtime") == ["venv", "pip"]


def test_the_database_is_set_up_once_and_again_when_what_it_reads_has_changed(steps: Steps) -> None:
    assert steps.database() == ["setup", "demo"]
    assert steps.database() == []
    (steps.root / "modules" / "migrations").mkdir(parents=True)
    (steps.root / "modules" / "migrations" / "0002_x.py").write_text("")
    assert steps.database() == ["setup"]


@pytest.mark.parametrize(("killed_in", "then"), [("setup", ["setup", "demo"]), ("demo", ["demo"])])
def test_a_set_up_that_was_killed_goes_on_at_the_next_start(steps: Steps, killed_in: str, then: list[str]) -> None:
    steps.failing = killed_in
    with pytest.raises(ground.Halt):
        steps.database()
    steps.failing = ""
    assert steps.database() == then
    assert steps.database() == []


def test_another_or_a_lost_database_is_set_up_anew(steps: Steps) -> None:
    steps.database()
    assert steps.database(DATABASE_URL="postgres:///tuntas") == ["setup", "demo"]
    steps.database()
    (steps.root / "var" / "db.sqlite3").unlink()
    assert steps.database() == ["setup", "demo"]


# -- the supervisor ---------------------------------------------------------------------------------------------------


def test_lines_carry_the_name_of_the_one_who_wrote_them(start: Start) -> None:
    process = start(("web", SLEEPER), ("worker", SLEEPER))
    lines = [read_until(process, "pid") for _ in range(2)]
    assert {line.split(" | ")[0] for line in lines} == {"web   ", "worker"}


def test_a_dead_child_is_started_again(start: Start) -> None:
    process = start(("web", SLEEPER), ("worker", SLEEPER))
    first = pid_in(read_until(process, "web    | pid"))
    os.kill(first, signal.SIGKILL)
    assert "berhenti (-9)" in read_until(process, "berhenti")
    assert pid_in(read_until(process, "web    | pid")) != first


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_in_order(start: Start, number: signal.Signals) -> None:
    process = start(("web", SLEEPER), ("worker", SLEEPER))
    pids = [pid_in(read_until(process, "pid")) for _ in range(2)]
    process.send_signal(number)
    assert process.wait(5) == 0
    assert all(ends(pid) for pid in pids)


def test_a_child_that_does_not_listen_is_killed_with_what_it_started(start: Start) -> None:
    family = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]); {STUBBORN}"
    process = start(("web", family))
    pids = [pid_in(read_until(process, "pid")) for _ in range(2)]
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    assert all(ends(pid) for pid in pids)


def test_a_killed_supervisor_leaves_no_orphan(start: Start) -> None:
    process = start(("web", SLEEPER), ("worker", SLEEPER))
    pids = [pid_in(read_until(process, "pid")) for _ in range(2)]
    process.kill()
    assert all(ends(pid) for pid in pids)


def test_a_child_that_never_comes_up_ends_the_start_with_a_sentence(start: Start) -> None:
    process = start(("web", "import sys; sys.exit('setelan salah')"), ("worker", SLEEPER))
    output, _ = process.communicate(timeout=10)
    assert "web    | setelan salah" in output
    assert "Bagian 'web' tidak mau jalan" in output
    assert process.returncode == 1


@pytest.mark.enable_socket
def test_address_and_accounts_are_told_when_the_site_answers(start: Start, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (tmp_path / "accounts.txt").write_text("Sari: PIN 123456, http://127.0.0.1:8000/masuk/x\n")
    process = start(("web", SITE), port=port, accounts=str(tmp_path / "accounts.txt"))
    assert read_until(process, "Tuntas siap").endswith(f"http://127.0.0.1:{port}/\n")
    assert f"PIN 123456, http://127.0.0.1:{port}/masuk/x" in read_until(process, "Sari")


def test_waits_between_starts_grow_to_half_a_minute_and_shrink_after_a_long_life() -> None:
    child = supervisor.Child("web", [], {})
    assert [child.delay(now=1.0) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert child.delay(now=supervisor.LONG_LIFE + 1) == 1


def test_the_parts_are_a_web_server_then_a_worker_and_beat(tmp_path: Path) -> None:
    parts = supervisor.children("python", var=tmp_path, env={})
    assert [(part.name, part.later) for part in parts] == [("web", False), ("worker", True), ("beat", True)]


def test_what_may_start_later_waits_for_the_first_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    child = supervisor.Child("beat", [], {}, later=True)
    boss = supervisor.Supervisor([child])
    started: list[str] = []
    monkeypatch.setattr(boss, "launch", lambda child: started.append(child.name))
    boss.revive(child, now=1.0)
    assert started == []
    boss.answered = True
    boss.revive(child, now=2.0)
    assert started == ["beat"]


def test_torn_exchange_tables_are_dropped_and_messages_kept(tmp_path: Path) -> None:
    supervisor.prepare_broker(tmp_path)
    (tmp_path / "control" / "celery.exchange").touch()
    (tmp_path / "queue" / "1_x.celery.msg").write_text("{}")
    supervisor.prepare_broker(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.*")] == ["1_x.celery.msg"]


def test_a_part_gets_its_ground_anew_before_every_start_and_starts_without_it_too(tmp_path: Path) -> None:
    calls: list[int] = []

    def ground() -> None:
        calls.append(1)
        raise FileExistsError

    child = supervisor.Child("worker", [PYTHON, "-c", "pass"], dict(os.environ), ground=ground)
    for turn in (1, 2):
        child.start(now=float(turn))
        child.kill()
        child.forget()
    assert len(calls) == 2


# -- the checks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ci", "browser", "code"), [("true", None, 1), ("", None, 0), ("true", "/usr/bin/chromium", 0)]
)
def test_no_browser_is_told_loudly_and_fails_where_a_machine_decides(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    ci: str,
    browser: str | None,
    code: int,
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(bootstrap_checks, "find_browser", lambda: browser)
    monkeypatch.setattr(bootstrap_checks, "passes", lambda *args, **kwargs: True)
    assert bootstrap_checks.run_checks(tmp_path, "test", python="python", env={}) == code
    assert ("browser tests did NOT run" in capsys.readouterr().out) == (browser is None)


def test_both_databases_are_tested_and_what_failed_is_named_last(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran: list[str] = []

    def passes(name: str, command: list[str], **_other: object) -> bool:
        ran.append(name)
        return "tests.postgres" not in command

    monkeypatch.setattr(bootstrap_checks, "passes", passes)
    monkeypatch.setattr(bootstrap_checks, "find_browser", lambda: "/usr/bin/chromium")
    assert bootstrap_checks.run_checks(tmp_path, "test", python="python", env={}) == 1
    assert ran[-2:] == ["tes di PostgreSQL / tests on PostgreSQL", "tes / tests"]
    assert capsys.readouterr().err.endswith("FAILED: tes di PostgreSQL / tests on PostgreSQL\n")


def test_no_test_at_all_is_a_failure(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    command = [PYTHON, "-c", "raise SystemExit(5)"]
    assert not bootstrap_checks.passes("tes", command, root=tmp_path, env=dict(os.environ))
    assert "no tests" in capfd.readouterr().out


def test_what_runs_beside_another_check_is_heard_in_one_piece(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [PYTHON, "-c", "import sys; print('satu', flush=True); sys.exit('dua')"]
    assert not bootstrap_checks.passes("tes", command, root=tmp_path, env=dict(os.environ), whole=True)
    assert capsys.readouterr().out.startswith("\n== tes\nsatu\ndua\n== tes: GAGAL / FAILED (1)")


def test_every_action_of_the_makefile_is_known() -> None:
    words = (ROOT / "Makefile").read_text().split("ACTIONS := ", 1)[1].splitlines()[0].split()
    told = [line.split()[1] for line in bootstrap.USAGE.splitlines() if line.startswith("  make ")]
    assert set(words) == {*told, "help"}
