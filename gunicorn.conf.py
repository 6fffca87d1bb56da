"""Options of the web server, the same under `make run` and in production (gunicorn reads this file by itself)."""

import os
import re
import sys
from typing import Any

from gunicorn.glogging import Logger

SECRET_IN_PATH = re.compile(r"^(/(?:masuk|v|cek|sertifikat)/)[^/]+")


class PathLogger(Logger):
    """Writes the path without what it may give away: the token of a card, a certificate's code, a ticket."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        """Return gunicorn's values for one log line, with the secret part of the path masked."""
        values: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        values["U"] = SECRET_IN_PATH.sub(r"\1...", values["U"] or "")
        return values

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """Write one line, but not for those who ask every second whether we live."""
        if environ.get("PATH_INFO") not in ("/healthz", "/readyz"):
            super().access(resp, req, environ, request_time)


def whole(name: str, default: int) -> int:
    """A whole number from the environment. Not by lms.environment: gunicorn reads this file before it knows lms."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) < 1:
        sys.exit(f"{name}={value!r} bukan bilangan bulat (must be a whole number).")
    return int(value)


bind = os.environ.get("TUNTAS_BIND", f"127.0.0.1:{whole('PORT', 8000)}")
workers = whole("WEB_CONCURRENCY", 2)
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 10
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True
logger_class = PathLogger
# No address, no browser, no query string, no referrer: the log holds nothing personal.
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)s B %(M)s ms"
