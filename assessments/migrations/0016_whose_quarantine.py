from django.db import migrations
from django.db.models import OuterRef, Subquery


def of_their_tickets(apps, schema_editor):
    """Whose an envelope is stood on its ticket only."""
    quarantine, ticket = (apps.get_model("assessments", name) for name in ("Quarantine", "Ticket"))
    whose = Subquery(ticket.objects.filter(pk=OuterRef("ticket")).values("kader")[:1])
    quarantine.objects.filter(ticket__isnull=False, kader=None).update(kader=whose)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0015_kinds_of_envelopes")]

    operations = [migrations.RunPython(of_their_tickets, migrations.RunPython.noop)]
