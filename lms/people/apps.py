from django.apps import AppConfig


class People(AppConfig):
    name = "lms.people"
    label = "people"
    verbose_name = "Orang"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They register themselves; models are not loaded before ready().
        from lms.people import checks, signals, tools  # noqa: F401
        from lms.people.places import objections  # noqa: F401
        from lms.people.roster import forget  # noqa: F401
