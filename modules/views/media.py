"""Pictures of public pages. Anything else in the media folder has no address here."""

import re
from mimetypes import guess_type

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

PICTURE = re.compile(r"(?:original_images|images)/[\w.-]+\.(?:svg|png|jpe?g|webp|gif|avif)", re.ASCII)
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
DAY = 24 * 3600
# A drawing opened by itself is a document of our origin: it may style itself and nothing else.
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """One picture, for everyone. A name with a hash never changes what it holds; others are asked for again."""
    if not PICTURE.fullmatch(name) or ".." in name:
        raise Http404
    try:
        content = default_storage.open(name)
    except (FileNotFoundError, SuspiciousFileOperation, IsADirectoryError) as error:
        raise Http404 from error
    kind = "image/svg+xml" if name.endswith(".svg") else guess_type(name)[0]
    response = FileResponse(content, content_type=kind)
    age = f"max-age={365 * DAY}, immutable" if HASHED.search(name) else f"max-age={DAY}"
    response["Cache-Control"] = f"public, {age}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = DRAWING_POLICY
    return response
