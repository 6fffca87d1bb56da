from django.apps import AppConfig


class People(AppConfig):
    name = "lms.people"
    label = "people"
    verbose_name = "Orang"
    default_auto_field = "django.db.models.BigAutoField"
