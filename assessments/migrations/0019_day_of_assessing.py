import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

TRIGGER = (
    "CREATE TRIGGER IF NOT EXISTS assessments_observation_append_only BEFORE UPDATE ON assessments_observation "
    "BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END"
)


def guard(apps, schema_editor):
    """SQLite has rebuilt the table of observations and forgotten that it is append-only."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(TRIGGER)


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0018_tests_of_groups'),
        ('modules', '0014_open_day'),
        ('people', '0015_parcels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, guard, elidable=False),
        migrations.CreateModel(
            name='Calibration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('case', models.TextField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CalibrationTick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ticks', models.JSONField()),
                ('given_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SecondLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('drawn_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='observation',
            name='mode',
            field=models.CharField(choices=[('formulir', 'Formulir'), ('pos', 'Pos penilaian'), ('tabel', 'Tabel dari kertas')], default='formulir', max_length=8),
        ),
        migrations.AddField(
            model_name='observation',
            name='readings',
            field=models.JSONField(default=list),
        ),
        migrations.AddIndex(
            model_name='observation',
            index=models.Index(fields=['event', 'station'], name='assessments_event_i_a35771_idx'),
        ),
        migrations.AddConstraint(
            model_name='observation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mode', 'tabel'), ('ticks', {})), models.Q(('mode__in', ['formulir', 'pos']), models.Q(('ticks', {}), _negated=True)), _connector='OR'), name='observation_only_typed_ones_lack_steps'),
        ),
        migrations.AddField(
            model_name='calibration',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibrations', to='assessments.trainingevent'),
        ),
        migrations.AddField(
            model_name='calibration',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='calibration',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.instrumentversion'),
        ),
        migrations.AddField(
            model_name='calibrationtick',
            name='calibration',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ticked', to='assessments.calibration'),
        ),
        migrations.AddField(
            model_name='calibrationtick',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_looks', to='assessments.trainingevent'),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='kader',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader'),
        ),
        migrations.AddField(
            model_name='secondlook',
            name='station',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.station'),
        ),
        migrations.AddConstraint(
            model_name='calibrationtick',
            constraint=models.UniqueConstraint(fields=('calibration', 'user'), name='calibration_once_each'),
        ),
        migrations.AddConstraint(
            model_name='secondlook',
            constraint=models.UniqueConstraint(fields=('event', 'station', 'kader'), name='second_look_once'),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop, elidable=False),
    ]
