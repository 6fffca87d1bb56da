import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0010_bank_files'),
        ('modules', '0011_recalls_of_nobody'),
    ]

    operations = [
        migrations.CreateModel(
            name='Circuit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('written', models.JSONField(default=dict)),
                ('active', models.BooleanField(default=True)),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competencygroup')),
            ],
        ),
        migrations.RemoveConstraint(model_name='station', name='station_key'),
        migrations.RemoveField(model_name='station', name='programme'),
        migrations.RemoveField(model_name='station', name='scenario'),
        migrations.AddField(model_name='station', name='position', field=models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(model_name='station', name='scenes', field=models.JSONField(default=list)),
        migrations.AlterField(model_name='station', name='minutes', field=models.PositiveSmallIntegerField()),
        # Nothing has written a station before this: there is no row to be given a circuit.
        migrations.AddField(
            model_name='station',
            name='circuit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='assessments.circuit'),
        ),
        migrations.AlterField(
            model_name='station',
            name='circuit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='assessments.circuit'),
        ),
        migrations.AddConstraint(
            model_name='station', constraint=models.UniqueConstraint(fields=('circuit', 'key'), name='station_key')
        ),
    ]
