"""What holds for every request (bodies arrive whole) or differs by part of the site (security policy, language)."""

from collections.abc import Callable

from csp.constants import SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

ADMIN = "/cms/"
STAFF = ("/nilai/", "/kelola/", "/dinas/", "/kegiatan/", "/akun/", "/sertifikat/")
# So much of a body that is too large is read and thrown away: whoever is cut off while sending hears no answer.
DRAINED = 16 * 1024 * 1024
UPLOADS = 32 * 1024 * 1024  # bytes of one form of the admin or of a list of kader, with its files
UPLOADED_TO = (ADMIN, "/kelola/roster/")
PIECE = 64 * 1024


class WholeBody:
    """Refuses a body that was cut off on the way, or is too large, before anything is done with its beginning.

    gunicorn hands over what had come when a connection ended, and the first half of a sheet of answers is a form too.
    Uploads (multipart) are read by their own parser, piece by piece, and end with a mark; here only their size counts.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:  # PostgreSQL takes none in a text, not even to look for it
            raise BadRequest("a nought in the address")
        came = _is_small if request.content_type == "multipart/form-data" else _came_whole
        if not came(request):
            raise BadRequest("the body did not come whole, or is too large")
        return self.get_response(request)


def _came_whole(request: HttpRequest) -> bool:
    try:
        return len(request.body) >= int(request.META.get("CONTENT_LENGTH") or 0)
    except RequestDataTooBig:
        _drain(request)
        return False
    except OSError:
        return False


def _is_small(request: HttpRequest) -> bool:
    """Django writes uploads of any size to the disk, also those that nobody asked for; few pages take large ones."""
    most = UPLOADS if request.path_info.startswith(UPLOADED_TO) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if int(request.META.get("CONTENT_LENGTH") or 0) <= most:
        return True
    _drain(request)
    return False


def _drain(request: HttpRequest) -> None:
    left = DRAINED
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)


class ContentSecurityPolicy(CSPMiddleware):
    """Our pages run no inline script at all. Wagtail's admin does, and has a policy of its own.

    Two policies by path: a nonce would be the same for everyone inside the page cache, and blocked outside it.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN):
            parts.replace = settings.ADMIN_CONTENT_SECURITY_POLICY
        elif getattr(request, "is_dummy", False):  # a draft, which the admin shows in a frame
            parts.replace = {"frame-ancestors": [SELF]}
        return parts


class StaffLanguage:
    """Staff screens speak the language a member of staff chose; everything else is Indonesian for everyone.

    Public pages are cached, so they ignore ``Accept-Language`` (DESIGN 5.1).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(STAFF):
            return self.get_response(request)
        with translation.override(getattr(request.user, "language", settings.LANGUAGE_CODE)):
            return self.get_response(request)
