from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0016_card_marks")]

    operations = [migrations.AlterField("card", "mark", models.CharField(max_length=32, unique=True))]
