from django.apps import AppConfig


class Modules(AppConfig):
    name = "modules"
    label = "modules"
    verbose_name = "Modul"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only once all apps are loaded.
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_published, page_unpublished, post_page_move

        from lms.people import parcels, roles
        from modules import day_page, facts, local, open_day, receivers, study

        for signal in (page_published, page_unpublished, post_page_move):
            signal.connect(receivers.page_changed)
        post_delete.connect(receivers.page_deleted)
        for signal in (post_save, post_delete):
            signal.connect(receivers.sight_changed, sender=PageViewRestriction)
        for kind in receivers.KINDS.values():
            facts.register_usage(kind, receivers.look, receivers.facts_changed, shows_areas=True)
        facts.register_usage(open_day.DAY, day_page.look, day_page.changed)
        facts.register_usage(receivers.DRAWING, receivers.look_at_drawings)
        roles.on_synchronise(local.follow)
        parcels.register_letters("study", study.take, message=study.KEPT)
