from django.apps import AppConfig


class Certificates(AppConfig):
    name = "certificates"
    label = "certificates"
    verbose_name = "Sertifikat"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # An app's configuration is read before models exist, and what is registered imports models.
        from certificates.registration import register

        register()
