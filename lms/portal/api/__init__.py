"""``/api/v1/``: what is personal on public pages, and the way in for answers. OpenAPI at ``/api/v1/openapi.json``."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser

from lms.people.sealed import strict_json
from lms.portal.api import hp, me, recalls, sheets, sync
from lms.portal.api.errors import speak_plainly


class StrictParser(Parser):
    """Refuses JSON in which a name stands twice: half of it would get lost without a word."""

    def parse_body(self, request: HttpRequest) -> Any:
        return strict_json(request.body)


api = NinjaAPI(
    title="Tuntas",
    version="1",
    urls_namespace="api-v1",
    docs_url=None,
    description="API of a Tuntas installation.",
    parser=StrictParser(),
)
speak_plainly(api)
api.add_router("", me.router)
api.add_router("", recalls.router)
api.add_router("", hp.router)
api.add_router("", sheets.router)
api.add_router("", sync.router)
