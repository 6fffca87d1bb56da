from django.apps import AppConfig


class Portal(AppConfig):
    name = "lms.portal"
    label = "portal"
    verbose_name = "Portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They register themselves; models are not loaded before ready().
        from lms.portal import tools  # noqa: F401
