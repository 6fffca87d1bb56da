from django.apps import AppConfig


class Modules(AppConfig):
    name = "modules"
    label = "modules"
    verbose_name = "Modul"
    default_auto_field = "django.db.models.BigAutoField"
