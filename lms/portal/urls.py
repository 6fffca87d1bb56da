from django.urls import URLPattern, URLResolver, path, re_path

from lms.portal.api import api
from lms.portal.views import health, privacy
from lms.portal.views.again import again
from lms.portal.views.box import box
from lms.portal.views.look import look, pattern_page
from lms.portal.views.me import language, recalls_read, saya
from lms.portal.views.start import start

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("tampilan/", look, name="look"),
    path("pola/", pattern_page, name="patterns"),
    path("kotak/", box, name="box"),
    path("saya/", saya, name="me"),
    path("saya/ulang/", again, name="again"),
    path("saya/isi/", recalls_read, name="recalls-read"),
    path("saya/bahasa/", language, name="language"),
    path("saya/data/hp/", privacy.my_phone, name="my-phone"),
    path("saya/data/", privacy.my_data, name="my-data"),
    re_path(r"^saya/data/(?P<form>json|pdf)$", privacy.my_data_file, name="my-data-file"),
    path("kelola/mulai/", start, name="start"),
    path("kelola/privasi/", privacy.privacy_requests, name="privacy-requests"),
    path("kelola/privasi/<uuid:uuid>/", privacy.privacy_request, name="privacy-request"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
