from django.urls import URLPattern, URLResolver, path

from lms.portal.api import api
from lms.portal.views import health
from lms.portal.views.me import language, saya

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("saya/", saya, name="me"),
    path("saya/bahasa/", language, name="language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
