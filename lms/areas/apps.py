from django.apps import AppConfig


class Areas(AppConfig):
    name = "lms.areas"
    label = "areas"
    verbose_name = "Wilayah"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They register themselves; models are not loaded before ready().
        from lms.areas import checks  # noqa: F401
