"""Pictures, video and sound of public pages. Anything else in the media folder has no address here."""

import re
from mimetypes import guess_type

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from modules import recordings
from modules.queries import is_public_recording

# ``soal``: copies of pictures that questions were published with.
PICTURE = re.compile(r"(?:original_images|images|soal)/[\w.-]+\.(?:svg|png|jpe?g|webp|gif|avif)", re.ASCII)
RECORDING = re.compile(r"documents/[\w.-]+\.(?:mp4|webm|mp3|ogg|m4a)", re.ASCII)
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})", re.ASCII)
HASHED = re.compile(r"\.[0-9a-f]{12,64}\.\w+$")
DAY = 24 * 3600
# A drawing opened by itself is a document of our origin: it may style itself and nothing else.
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# A film opened by itself is a page that the browser makes around the same address.
RECORDING_POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """One picture, video or sound, for everyone. A name with a hash never changes what it holds; others are asked for
    again."""
    is_recording = bool(RECORDING.fullmatch(name)) and is_public_recording(name)
    if ".." in name or not (is_recording or PICTURE.fullmatch(name)):
        raise Http404
    try:
        content = default_storage.open(name)
    except (FileNotFoundError, SuspiciousFileOperation, IsADirectoryError) as error:
        raise Http404 from error
    response = _recording(request, content, name) if is_recording else _picture(content, name)
    age = f"max-age={365 * DAY}, immutable" if HASHED.search(name) else f"max-age={DAY}"
    response["Cache-Control"] = f"public, {age}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _picture(content: File, name: str) -> FileResponse:
    response = FileResponse(content, content_type="image/svg+xml" if name.endswith(".svg") else guess_type(name)[0])
    response["Content-Security-Policy"] = DRAWING_POLICY
    return response


def _recording(request: HttpRequest, content: File, name: str) -> HttpResponseBase:
    """The whole, or the part that was asked for: players jump, and some play nothing without parts."""
    kind, size = recordings.TYPES[recordings.extension(name)], content.size
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = (int(asked[1]), min(int(asked[2] or size), size - 1)) if asked else (0, size - 1)
    if asked and first > last:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    content.seek(first)
    response = FileResponse(Part(content, last - first + 1), content_type=kind, status=206 if asked else 200)
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = RECORDING_POLICY
    if asked:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


class Part:
    """So many bytes of an open file from where it stands."""

    def __init__(self, content: File, length: int) -> None:
        self.content, self.left = content, length

    def read(self, size: int) -> bytes:
        piece = self.content.read(min(size, self.left))
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.content.close()
