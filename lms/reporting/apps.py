from django.apps import AppConfig


class Reporting(AppConfig):
    name = "lms.reporting"
    label = "reporting"
    verbose_name = "Pelaporan"
    default_auto_field = "django.db.models.BigAutoField"
