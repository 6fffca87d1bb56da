import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reporting', '0001_initial'), ('reporting', '0002_merges')]

    initial = True

    dependencies = [
        ('modules', '0001_squashed_0012_every_field'),
    ]

    operations = [
        migrations.CreateModel(
            name='FoldMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('membership_floor', models.BigIntegerField(default=0)),
                ('record_floor', models.BigIntegerField(default=0)),
                ('award_floor', models.BigIntegerField(default=0)),
                ('folded_at', models.DateTimeField(help_text='When a fold last changed something.', null=True)),
                ('merge_floor', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='fold_mark_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Inbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('membership', 'people.MembershipChange'), ('record', 'assessments.RecordChange'), ('award', 'certificates.AwardChange'), ('merge', 'people.MergeChange')], max_length=10)),
                ('change_id', models.BigIntegerField()),
                ('kader_id', models.BigIntegerField()),
                ('received_at', models.DateTimeField(db_index=True, help_text='When the inbox took it.')),
                ('folded_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'inbox',
                'indexes': [models.Index(condition=models.Q(('folded_at__isnull', True)), fields=['kader_id'], name='inbox_pending')],
                'constraints': [models.UniqueConstraint(fields=('source', 'change_id'), name='inbox_once')],
            },
        ),
        migrations.CreateModel(
            name='KaderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spans', models.JSONField(default=list)),
                ('chains', models.JSONField(default=dict)),
                ('folded_at', models.DateTimeField()),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'programme'), name='kader_line_once')],
            },
        ),
        migrations.CreateModel(
            name='PosyanduLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spans', models.JSONField(default=list)),
                ('chains', models.JSONField(default=dict)),
                ('folded_at', models.DateTimeField()),
                ('posyandu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.posyandu')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('posyandu', 'programme'), name='posyandu_line_once')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=24)),
                ('day', models.DateField()),
                ('figures', models.JSONField(help_text='{measure: number of kader}')),
                ('taken_at', models.DateTimeField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'place', 'day'), name='snapshot_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SnapshotRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], max_length=16)),
                ('day', models.DateField()),
                ('taken_at', models.DateTimeField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'time_zone', 'day'), name='snapshot_run_once')],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=24)),
                ('parent', models.CharField(max_length=16)),
                ('measure', models.CharField(max_length=28)),
                ('day', models.DateField()),
                ('delta', models.IntegerField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'verbose_name_plural': 'tallies',
                'indexes': [models.Index(fields=['programme', 'parent', 'measure', 'place', 'day', 'delta'], name='tally_children'), models.Index(condition=models.Q(('delta', 0)), fields=['id'], name='tally_nought')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'place', 'measure', 'day', 'parent'), name='tally_once')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(max_length=28)),
                ('share_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('due_on', models.DateField()),
                ('baseline_on', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'area', 'measure', 'due_on'), name='target_once'), models.CheckConstraint(condition=models.Q(('share_percent__gt', 0), ('share_percent__lte', 100)), name='target_share_percent')],
            },
        ),
    ]
