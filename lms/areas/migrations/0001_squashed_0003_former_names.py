import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('areas', '0001_initial'), ('areas', '0002_home'), ('areas', '0003_former_names')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=13)),
                ('name', models.CharField(max_length=80)),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'provinsi'), (2, 'kabupaten/kota'), (3, 'kecamatan'), (4, 'desa/kelurahan')])),
                ('province_code', models.CharField(max_length=2)),
                ('kab_code', models.CharField(blank=True, max_length=5)),
                ('kec_code', models.CharField(blank=True, max_length=8)),
                ('time_zone', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default='Asia/Jakarta', max_length=16)),
                ('since', models.DateField(help_text='None: in force since before our records.', null=True)),
                ('until', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='areas.area')),
                ('successor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='areas.area')),
            ],
            options={
                'indexes': [models.Index(fields=['code'], name='areas_area_code_6a1241_idx'), models.Index(fields=['kab_code', 'level'], name='areas_area_kab_cod_d7aeb6_idx'), models.Index(fields=['kec_code', 'level'], name='areas_area_kec_cod_9c0a81_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('code',), name='area_code_in_force')],
            },
        ),
        migrations.CreateModel(
            name='Puskesmas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('registration_number', models.CharField(blank=True, max_length=32)),
                ('opened_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('kab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='puskesmas', to='areas.area')),
            ],
            options={
                'verbose_name_plural': 'puskesmas',
                'constraints': [models.UniqueConstraint(fields=('kab', 'name'), name='puskesmas_name_in_kab')],
            },
        ),
        migrations.CreateModel(
            name='Home',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='home_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Posyandu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('registration_number', models.CharField(blank=True, help_text='Kepmendagri 2834/2025', max_length=32)),
                ('decree_number', models.CharField(blank=True, max_length=80, verbose_name='SK pembentukan')),
                ('decree_date', models.DateField(null=True)),
                ('opened_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('desa', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posyandu', to='areas.area')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='areas.posyandu')),
                ('puskesmas', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posyandu', to='areas.puskesmas')),
            ],
            options={
                'verbose_name_plural': 'posyandu',
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True)), fields=('desa', 'name'), name='posyandu_name_in_desa')],
            },
        ),
        migrations.CreateModel(
            name='Catchment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('desa', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='catchments', to='areas.area')),
                ('puskesmas', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='catchments', to='areas.puskesmas')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='catchment_period'), models.UniqueConstraint(fields=('puskesmas', 'desa', 'since'), name='catchment_once')],
            },
        ),
        migrations.CreateModel(
            name='Pustu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('opened_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('desa', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pustu', to='areas.area')),
                ('puskesmas', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pustu', to='areas.puskesmas')),
            ],
            options={
                'verbose_name_plural': 'pustu',
                'constraints': [models.UniqueConstraint(fields=('desa', 'name'), name='pustu_name_in_desa')],
            },
        ),
        migrations.CreateModel(
            name='PosyanduKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('balita', 'balita'), ('lansia', 'lansia'), ('remaja', 'remaja'), ('posbindu', 'posbindu'), ('terpadu', 'terpadu (siklus hidup)')], max_length=10)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('posyandu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kinds', to='areas.posyandu')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='posyandu_kind_period'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('posyandu',), name='posyandu_one_kind_now')],
            },
        ),
        migrations.CreateModel(
            name='PosyanduStrata',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strata', models.CharField(choices=[('pratama', 'Pratama'), ('madya', 'Madya'), ('purnama', 'Purnama'), ('mandiri', 'Mandiri')], max_length=8)),
                ('assessed_on', models.DateField()),
                ('posyandu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strata', to='areas.posyandu')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('posyandu', 'assessed_on'), name='posyandu_strata_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PosyanduVerification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=80)),
                ('verified_on', models.DateField()),
                ('posyandu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='areas.posyandu')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('posyandu', 'what', 'verified_on'), name='posyandu_verified_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('until', models.DateField(help_text='First day on which it was called otherwise.')),
                ('posyandu', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='areas.posyandu')),
                ('puskesmas', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='areas.puskesmas')),
                ('pustu', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='areas.pustu')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('posyandu__isnull', False), ('puskesmas__isnull', True), ('pustu__isnull', True)), models.Q(('posyandu__isnull', True), ('puskesmas__isnull', False), ('pustu__isnull', True)), models.Q(('posyandu__isnull', True), ('puskesmas__isnull', True), ('pustu__isnull', False)), _connector='OR'), name='former_name_of_one_place')],
            },
        ),
    ]
