"""A line between browser and site that can be cut, counts what goes through, loses answers, and can bring a deploy."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from urllib.parse import urlsplit

SYNC = "/api/v1/sync"
# What a deploy changes, and after what its word stands there.
DEPLOYED = {"/sw.js": b'VERSION = "', "/paket.json": b'"shell":"', "/kerangka/": b"<!--isi-->"}
KEPT_BACK = ("transfer-encoding", "connection", "content-length", "content-encoding", "etag")


@dataclass
class Line:
    """``asked``: paths in the order in which they came through, and ``bytes`` how much was answered, with the lines of
    the head. A worker's own requests are seen here too, which no page of the browser shows.

    ``loses``: of what is handed in on it everything goes twice, and so many answers get lost after the site has done
    its work; ``lost``: how many did.
    """

    site: str
    url: str = ""
    cut: bool = False
    loses: float = 0
    lost: int = 0
    chance: Random = field(default_factory=Random)
    release: str = ""
    asked: list[str] = field(default_factory=list)
    bytes: int = 0

    def forget(self) -> None:
        self.asked, self.bytes = [], 0

    def changed(self, path: str, body: bytes) -> bytes:
        """As a deploy changes it: worker and shell go by another word."""
        before = DEPLOYED[path]
        return body.replace(before, before + self.release.encode(), 1)


@contextmanager
def line_to(site: str) -> Iterator[Line]:
    line = Line(site)

    class Through(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _pass(self, line)

        do_POST = do_HEAD = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Through)
    server.handle_error = lambda *_of: None  # a page that was closed waits for no answer
    line.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield line
    server.shutdown()
    server.server_close()


def _pass(here: BaseHTTPRequestHandler, line: Line) -> None:
    here.close_connection = True
    if line.cut:
        return  # the browser sees a connection that ends without a word
    line.asked.append(here.path)
    body = here.rfile.read(int(here.headers.get("Content-Length") or 0))
    ours = bool(line.release) and here.path in DEPLOYED
    drop = {"connection", *(("accept-encoding", "if-none-match") if ours else ())}
    sent = {name: value for name, value in here.headers.items() if name.lower() not in drop}
    if line.loses and here.path == SYNC and _is_lost(here, line, body, sent):
        return
    with closing(http.client.HTTPConnection(urlsplit(line.site).netloc, timeout=60)) as there:
        there.request(here.command, here.path, body, sent)
        answer = there.getresponse()
        _answer(here, line, answer, line.changed(here.path, answer.read()) if ours else answer.read(), whole=not ours)


def _is_lost(here: BaseHTTPRequestHandler, line: Line, body: bytes, sent: dict[str, str]) -> bool:
    """It goes once more than the phone knows of; is the answer lost, too?"""
    with closing(http.client.HTTPConnection(urlsplit(line.site).netloc, timeout=60)) as there:
        there.request(here.command, here.path, body, sent)
        there.getresponse().read()
    lost = line.chance.random() < line.loses
    line.lost += lost
    return lost


def _answer(
    here: BaseHTTPRequestHandler, line: Line, answer: http.client.HTTPResponse, body: bytes, *, whole: bool
) -> None:
    here.send_response_only(answer.status, answer.reason)
    kept_back = KEPT_BACK[:3] if whole else KEPT_BACK
    told = [(name, value) for name, value in answer.getheaders() if name.lower() not in kept_back]
    for name, value in told:
        here.send_header(name, value)
    here.send_header("Content-Length", str(len(body)))
    here.send_header("Connection", "close")
    here.end_headers()
    if here.command != "HEAD":
        here.wfile.write(body)
    line.bytes += len(body) + sum(len(name) + len(value) + 4 for name, value in told)
