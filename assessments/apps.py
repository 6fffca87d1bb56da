from django.apps import AppConfig


class Assessments(AppConfig):
    name = "assessments"
    label = "assessments"
    verbose_name = "Penilaian"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # An app's configuration is read before models exist, and what is registered imports models.
        from assessments.registration import register

        register()
