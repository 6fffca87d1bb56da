"""A generated package of many pages, and what a hand-in waits while it is brought in and published (SQLite).

    python -m tests.modules.many <folder> <modules> <lessons a module>

Prints JSON: for each step how many pages, seconds it took, and milliseconds the slowest small write took meanwhile.
"""

import json
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import yaml

PAUSE = 0.02  # seconds between two small writes


def package(folder: Path, modules: int, lessons: int, *, version: int = 1) -> Path:
    """Write a package with that many modules of so many lessons, each with a picture and a fact."""
    codes = [f"m{number:02}" for number in range(modules)]
    _write(folder, "package.yaml", _top(codes, version))
    _write(folder, "facts.yaml", [_fact(code) for code in codes])
    for code in codes:
        keys = [f"pelajaran-{number}" for number in range(lessons)]
        if version > 1:
            keys.append(keys.pop(0))  # the first becomes the last
        module = {"competency": code.upper(), "slug": code, "title": f"Modul {code}", "summary": "Ringkas."}
        _write(folder, f"modules/{code}/module.yaml", module | {"lessons": keys})
        drawing = folder / f"modules/{code}/pictures/alat.svg"
        drawing.parent.mkdir(parents=True, exist_ok=True)
        drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"/>')
        for key in keys:
            _write(folder, f"modules/{code}/lessons/{key}.yaml", _lesson(code, key, version))
    return folder


def _top(codes: list[str], version: int) -> dict[str, object]:
    return {
        "key": "banyak",
        "version": str(version),
        "title": "Banyak",
        "language": "id",
        "licence": "CC-BY-4.0",
        "author": "Tim",
        "source": "Dibuat",
        "programme": {"key": "banyak", "title": "Banyak", "bidang": "kesehatan"},
        "groups": [{"key": "A", "title": "A", "life_stages": []}],
        "competencies": [
            {"code": code.upper(), "group": "A", "verb": "melakukan", "short_title": code, "title": code}
            for code in codes
        ],
        "modules": codes,
    }


def _fact(code: str) -> dict[str, object]:
    return {
        "key": f"{code}.batas",
        "value": "11,5",
        "unit": "cm",
        "wording": "Batas.",
        "status": "settled",
        "source": {"title": "Pedoman"},
        "valid_from": "2025-01-01",
    }


def _lesson(code: str, key: str, version: int) -> dict[str, object]:
    words = f"Kurang dari {{fakta:{code}.batas}}. " + "Baca dengan tenang. " * 40 + f"Versi {version}."
    body: list[dict[str, object]] = [{"text": words} for _ in range(8)]
    body.append({"picture": {"image": "alat.svg", "alt": "Alat"}})
    body.append({"steps": [{"text": "Satu."}, {"text": "Dua."}]})
    return {"title": f"{code} {key}", "aim": "Ibu/Bapak bisa.", "minutes": 3, "body": body}


def _write(folder: Path, path: str, data: object) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / path).write_text(text.replace("'2025-01-01'", "2025-01-01"), "utf-8")


@contextmanager
def hand_ins(file: str) -> Iterator[list[float]]:
    """Small writes beside what is done meanwhile, as hand-ins make them. Yields the milliseconds of each."""
    times: list[float] = []
    over = threading.Event()

    def write() -> None:
        with sqlite3.connect(file, timeout=20, isolation_level=None) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("CREATE TABLE IF NOT EXISTS hand_in (at REAL)")
            while not over.is_set():
                begun = time.perf_counter()
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO hand_in VALUES (?)", [begun])
                connection.execute("COMMIT")
                times.append(1000 * (time.perf_counter() - begun))
                time.sleep(PAUSE)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield times
    finally:
        over.set()
        thread.join()


def measure(folder: Path, modules: int, lessons: int) -> dict[str, dict[str, float]]:
    # Models can be imported only once Django is set up.
    from django.conf import settings
    from django.utils import timezone

    from modules import packages
    from modules.facts import change_fact
    from modules.tasks import publish_scheduled

    def bring(version: int) -> Callable[[], object]:
        made = package(folder / f"v{version}", modules, lessons, version=version)
        return lambda: packages.import_package(made, now=timezone.now())

    steps = {"import": bring(1), "again": bring(1), "update": bring(2)}
    steps["fact"] = lambda: change_fact("m00.batas", now=timezone.now(), value="12")
    steps["publish"] = publish_scheduled
    found = {}
    for name, step in steps.items():
        if name == "publish":
            _schedule_all()
        begun = time.perf_counter()
        with hand_ins(settings.DATABASES["default"]["NAME"]) as times:
            step()
        took = time.perf_counter() - begun
        found[name] = {"seconds": round(took, 1), "writes": len(times), "slowest": round(max(times))}
    return found


def _schedule_all() -> None:
    """All pages are due at once, as after a night without a worker."""
    from datetime import timedelta

    from django.utils import timezone
    from wagtail.models import Page

    soon = timezone.now() - timedelta(minutes=1)
    for page in Page.objects.filter(depth__gt=3).specific():
        page.save_revision(approved_go_live_at=soon)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
