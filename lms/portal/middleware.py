"""What differs by part of the site: the admin's own security policy, and the language of staff screens."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

ADMIN = "/cms/"
STAFF = ("/nilai/", "/kelola/", "/dinas/", "/kegiatan/", "/akun/", "/sertifikat/")


class ContentSecurityPolicy(CSPMiddleware):
    """Our pages run no inline script at all. Wagtail's admin does, and has a policy of its own.

    Two policies by path: a nonce would be the same for everyone inside the page cache, and blocked outside it.
    """

    def get_policy_parts(self, request: HttpRequest, response: HttpResponse, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN):
            parts.replace = settings.ADMIN_CONTENT_SECURITY_POLICY
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
