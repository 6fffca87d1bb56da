from django.apps import AppConfig


class Certificates(AppConfig):
    name = "certificates"
    label = "certificates"
    verbose_name = "Sertifikat"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from certificates import checks  # noqa: F401  (registers itself; models are not loaded before ready)
