from collections.abc import Callable

from django.db import migrations, models

CHUNK = 200


def _rewrite(apps, change: Callable[[list], list]) -> None:
    items = apps.get_model("assessments", "TicketItem").objects
    last = 0
    while rows := list(items.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        for row in rows:
            row.pin = change(row.pin)
        items.bulk_update(rows, ["pin"])
        last = rows[-1].pk


def letters(apps, schema_editor):
    """Tickets drawn before show the author's keys: each stands for itself, so that their answers stay readable."""
    _rewrite(apps, lambda keys: [[key, key] for key in keys])


def keys(apps, schema_editor):
    _rewrite(apps, lambda pin: [key for _letter, key in pin])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_question_proposals")]
    operations = [
        migrations.RenameField("ticketitem", "option_order", "pin"),
        migrations.RunPython(letters, keys),
    ]
