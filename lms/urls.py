from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("", include("lms.people.urls")),
    path("", include("modules.urls")),
    path("", include("assessments.urls")),
    path("", include("certificates.urls")),
    path("", include("lms.reporting.urls")),
    path("", include("lms.portal.urls")),
    # Wagtail's own door knows neither TOTP nor limits.
    path("cms/login/", RedirectView.as_view(pattern_name="staff-sign-in", query_string=True)),
    path("cms/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
