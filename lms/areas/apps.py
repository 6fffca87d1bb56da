from django.apps import AppConfig


class Areas(AppConfig):
    name = "lms.areas"
    label = "areas"
    verbose_name = "Wilayah"
    default_auto_field = "django.db.models.BigAutoField"
