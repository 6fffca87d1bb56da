from django.apps import AppConfig


class Assessments(AppConfig):
    name = "assessments"
    label = "assessments"
    verbose_name = "Penilaian"
    default_auto_field = "django.db.models.BigAutoField"
