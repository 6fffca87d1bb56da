"""One foreground process over web server, worker and beat: prefixes their lines, restarts the dead, ends them all.

Standard library only and without threads, so that a child is always started from the thread whose death the kernel
reports to it. Each child leads a session of its own: Ctrl-C reaches the supervisor alone, which ends them in order,
and whatever a killed child leaves behind is found by its group.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

from lms.bootstrap_ground import Halt, end_with_parent

TICK = 0.1
ASK_EVERY = 0.3
FIRST_DELAY = 1.0
LONGEST_DELAY = 30.0
# A child that lived this long had a good start: its next end is restarted without waiting.
LONG_LIFE = 60.0
# A child that ends this often before the site has answered once will not come up by itself.
HOPELESS = 4
# Seconds to end by themselves: gunicorn finishes running requests (10 s), Celery its task. Then they are killed; a
# task cut short is found again by the sweeper.
PATIENCE = 12.0
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """One command that has to run: its process, its unfinished line of output, its restarts.

    What may start `later` waits until the site has answered, so that the first page does not share the processors.
    `ground` makes what the command stands on, before every start: what is lost while it runs is there after the next.
    """

    def __init__(
        self,
        name: str,
        command: list[str],
        env: dict[str, str],
        *,
        later: bool = False,
        ground: Callable[[], None] | None = None,
    ) -> None:
        self.name = name
        self.command = command
        self.env = env
        self.later = later
        self.ground = ground
        self.process: subprocess.Popen[bytes] | None = None
        self.out = -1
        self.rest = b""
        self.started = 0.0
        self.due = 0.0
        self.ends = 0

    def start(self, now: float) -> None:
        """Start the command in a session of its own, its output in a pipe that never blocks us."""
        self.started = now
        # What cannot be made is the command's own failure, told by itself and tried again.
        with contextlib.suppress(OSError):
            if self.ground is not None:
                self.ground()
        self.out, theirs = os.pipe()
        os.set_blocking(self.out, False)
        self.process = subprocess.Popen(
            self.command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
        os.close(theirs)

    def exit_code(self) -> int | None:
        """Return how the command ended, None if it runs or was not started."""
        return None if self.process is None else self.process.poll()

    def runs(self) -> bool:
        """Tell whether the command is alive."""
        return self.process is not None and self.process.poll() is None

    def ask_to_end(self) -> None:
        """Ask the command itself to end; it tells its own workers."""
        if self.process is not None and self.runs():
            self.process.terminate()

    def kill(self) -> None:
        """End the command and all that it started, at once."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def read(self) -> list[str] | None:
        """Return the whole lines written since the last call, None at the end of the output."""
        try:
            new = os.read(self.out, 65536)
        except BlockingIOError:
            return []
        *whole, self.rest = (self.rest + new).split(b"\n")
        return [line.decode("utf-8", "replace") for line in whole] if new else None

    def forget(self) -> str:
        """Let go of an ended command; returns its last, unfinished line."""
        os.close(self.out)
        last, self.rest = self.rest.decode("utf-8", "replace"), b""
        self.process, self.out = None, -1
        return last

    def delay(self, now: float) -> float:
        """Count one more end and return the seconds to wait before the next start."""
        self.ends = 1 if now - self.started > LONG_LIFE else self.ends + 1
        return min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** (self.ends - 1))


class Supervisor:
    """Runs its children until told to stop."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.width = max(len(child.name) for child in children)
        self.selector = selectors.DefaultSelector()
        self.stops = 0
        self.answered = False

    def say(self, name: str, line: str) -> None:
        """Write one line with the name of the one who says it. A closed screen is no reason to fall."""
        with contextlib.suppress(OSError):
            print(f"{name:<{self.width}} | {line}", flush=True)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        """Take a signal: the first asks the children to end, the second does not wait for them."""
        self.stops += 1

    def launch(self, child: Child) -> None:
        """Start a child and listen to it."""
        child.start(time.monotonic())
        self.selector.register(child.out, selectors.EVENT_READ, child)

    def listen(self, seconds: float) -> None:
        """Pass on what the children write within `seconds`."""
        if not self.selector.get_map():
            time.sleep(seconds)
        for key, _events in self.selector.select(seconds):
            self.pass_on(key.data)

    def pass_on(self, child: Child) -> bool:
        """Write the new lines of one child; tell whether there were any. After its last one, listen no more."""
        lines = child.read()
        if lines is None and child.out in self.selector.get_map():
            self.selector.unregister(child.out)
        for line in lines or []:
            self.say(child.name, line)
        return bool(lines)

    def bury(self, child: Child) -> None:
        """Take leave of a child: end what it left running, pass on its last words, listen no more."""
        child.kill()
        while self.pass_on(child):
            pass
        if child.out in self.selector.get_map():
            self.selector.unregister(child.out)
        if last := child.forget():
            self.say(child.name, last)

    def revive(self, child: Child, now: float) -> None:
        """Start what is due; when one has ended, say so and set its next start."""
        code = child.exit_code()
        if child.process is None and now >= child.due and (self.answered or not child.later):
            self.launch(child)
        elif code is not None:
            self.bury(child)
            wait = child.delay(now)
            child.due = now + wait
            self.say(child.name, f"berhenti ({code}); dijalankan lagi dalam {wait:g} detik")
            self.give_up_on(child)

    def give_up_on(self, child: Child) -> None:
        """Stop a start that will not succeed."""
        if child.ends >= HOPELESS and not self.answered:
            raise Halt(
                f"Bagian '{child.name}' tidak mau jalan (lihat barisnya di atas). Semua dihentikan.",
                f"The part '{child.name}' does not come up (see its lines above). All was stopped.",
            )

    def end(self) -> None:
        """Ask the children to end, wait, then kill what is left. Nothing of ours runs afterwards."""
        asked, until = self.stops, time.monotonic() + PATIENCE
        for child in self.children:
            child.ask_to_end()
        while self.stops == asked and time.monotonic() < until and any(child.runs() for child in self.children):
            self.listen(TICK)
        for child in self.children:
            if child.process is not None:
                self.bury(child)

    def run(self, ready: Ready | None = None) -> int:
        """Run until a signal comes; returns the exit code."""
        before = {number: signal.signal(number, self.stop) for number in STOPPING}
        try:
            while not self.stops:
                for child in self.children:
                    self.revive(child, time.monotonic())
                self.listen(TICK)
                if ready is not None and not self.answered and ready.answers(time.monotonic()):
                    self.answered = True
                    ready.announce()
        finally:
            self.end()
            for number, handler in before.items():
                signal.signal(number, handler)
        return 0


class Ready:
    """What to wait for, and what to say when it is there."""

    def __init__(self, *, port: int, accounts: Path) -> None:
        self.port = port
        self.accounts = accounts
        self.asks_again = 0.0

    def answers(self, now: float) -> bool:
        """Tell whether the site says that it is well; asks at most every `ASK_EVERY` seconds."""
        if now < self.asks_again:
            return False
        self.asks_again = now + ASK_EVERY
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def announce(self) -> None:
        """Print the address and the demo accounts."""
        accounts = self.accounts.read_text("utf-8").rstrip() if self.accounts.exists() else ""
        # The links in the file were written under the port of the start that made the demo.
        accounts = re.sub(r"http://127\.0\.0\.1:\d+/", f"http://127.0.0.1:{self.port}/", accounts)
        rule = "=" * 78
        text = f"\n{rule}\nTuntas siap / is ready:  http://127.0.0.1:{self.port}/\n\n{accounts}\n\n"
        with contextlib.suppress(OSError):
            print(f"{text}Ctrl-C menghentikan semuanya / stops everything\n{rule}\n", flush=True)


def prepare_broker(folder: Path) -> None:
    """Make the folders of the file transport, without what a power cut can leave half-written in them.

    An exchange table that cannot be read would stop the worker, which declares the tables anew at every start.
    """
    for name in ("queue", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path in folder.glob("control/*.exchange"):
        path.unlink()


def children(python: str, *, var: Path, env: dict[str, str]) -> list[Child]:
    """Return the parts of the site. Beat is a part of its own: inside the worker it could die unseen."""
    celery = [python, "-m", "celery", "--quiet", "-A", "lms"]
    broker = partial(prepare_broker, var / "broker")
    lone = ["--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [
        Child("web", [python, "-m", "gunicorn", "--log-level", "warning", "lms.wsgi"], env),
        Child("worker", [*celery, "worker", "--loglevel", "WARNING", *lone], env, later=True, ground=broker),
        Child("beat", [*celery, "beat", "--loglevel", "WARNING", "--schedule", str(var / "run/beat")], env, later=True),
    ]


def serve(python: str, *, var: Path, port: int, env: dict[str, str]) -> int:
    """Run the site on loopback until a signal comes; returns the exit code."""
    quiet = {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
    parts = children(python, var=var, env={**env, **quiet, "TUNTAS_BIND": f"127.0.0.1:{port}"})
    return Supervisor(parts).run(Ready(port=port, accounts=var / "demo-accounts.txt"))
