"""The Celery app of Tuntas; everything that can be set stands in `lms.settings` under `CELERY_`."""

import os
from pathlib import Path
from time import monotonic_ns
from typing import Any
from uuid import uuid4

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")


class Channel(filesystem.Channel):
    """The stock one makes the file and then writes it: a worker that looks between the two dies of an empty message."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # its bases disagree
        """Let the message appear under its name only once it is whole."""
        target = Path(self.data_folder_out) / f"{monotonic_ns() // 1_000_000}_{uuid4()}.{queue}.msg"
        part = target.with_suffix(".part")
        part.write_bytes(dumps(payload).encode())
        part.replace(target)


class Transport(filesystem.Transport):
    Channel = Channel


TRANSPORT_ALIASES["filesystem"] = "lms.celery:Transport"
app = Celery("tuntas")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
