from django.urls import URLPattern, URLResolver, path

from certificates.views import awards, certificate, verify

urlpatterns: list[URLPattern | URLResolver] = [
    path("kelola/penetapan/", awards.awards, name="awards"),
    path("kelola/penetapan/<uuid:uuid>/", awards.award, name="award"),
    path("sertifikat/<str:code>/", certificate.certificate, name="certificate"),
    path("sertifikat/<str:code>/pdf/", certificate.certificate_pdf, name="certificate-pdf"),
    path("sertifikat/<str:code>/cabut/", certificate.certificate_revoke, name="certificate-revoke"),
    path("sertifikat/<str:code>/terbitkan/", certificate.certificate_reissue, name="certificate-reissue"),
    path("v/", verify.verify_form, name="verify-form"),
    path("v/<str:code>", verify.verify, name="verify"),
    path(".well-known/jwks.json", verify.jwks, name="jwks"),
]
