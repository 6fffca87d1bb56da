"""``/api/v1/``: what is personal on public pages, and the way in for answers. OpenAPI at ``/api/v1/openapi.json``."""

from ninja import NinjaAPI

from lms.portal.api import me, sync

api = NinjaAPI(
    title="Tuntas", version="1", urls_namespace="api-v1", docs_url=None, description="API of a Tuntas installation."
)
api.add_router("", me.router)
api.add_router("", sync.router)
