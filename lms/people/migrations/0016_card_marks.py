from django.db import migrations, models

from lms.people import keyed, rules

CHUNK = 200


def mark(apps, schema_editor):
    """The tokens of printed cards follow from their rows and the key; so do their marks."""
    Card = apps.get_model("people", "Card")
    last = 0
    while some := list(Card.objects.filter(pk__gt=last).order_by("pk").only("pk", "uuid")[:CHUNK]):
        for card in some:
            card.mark = rules.card_mark(keyed.token("token", card.uuid))
        Card.objects.bulk_update(some, ["mark"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("people", "0015_parcels")]

    operations = [
        migrations.AddField("card", "mark", models.CharField(max_length=32, null=True)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
