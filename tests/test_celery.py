"""The broker without a server: a folder of files, one a message."""

import os
from pathlib import Path

import pytest
from kombu import Connection

from lms.celery import app

pytestmark = pytest.mark.only_on("sqlite")


def test_a_message_is_whole_before_a_worker_can_see_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    seen: list[tuple[bool, int]] = []
    replace = os.replace

    def looked(source: str, target: str) -> None:
        seen.append((any(tmp_path.glob("*.msg")), os.stat(source).st_size))
        replace(source, target)

    options = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path / "c")}
    with Connection("filesystem://", transport_options=options) as connection:
        monkeypatch.setattr(os, "replace", looked)
        queue = connection.SimpleQueue("pesan")
        queue.put({"nomor": 1})
        assert [was_there for was_there, _size in seen] == [False]
        assert seen[0][1] > 0
        assert queue.get(timeout=1).payload == {"nomor": 1}
        queue.close()


def test_the_app_sends_by_it():
    with app.connection_for_write("filesystem://") as connection:
        assert type(connection.transport).__module__ == "lms.celery"
