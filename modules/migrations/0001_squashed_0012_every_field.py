import django.db.models.deletion
import modelsearch.index
import modules.models.package
import modules.models.stream
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from django.conf import settings
from django.db import migrations, models

from lms.areas import append_only


class Migration(migrations.Migration):

    replaces = [('modules', '0001_initial'), ('modules', '0002_teaching_blocks'), ('modules', '0003_review_steps'), ('modules', '0004_local_pages'), ('modules', '0005_package_kept'), ('modules', '0006_plain_names'), ('modules', '0007_area_names'), ('modules', '0008_package_runs'), ('modules', '0009_fact_changes'), ('modules', '0010_content_reports_and_recalls'), ('modules', '0011_recalls_of_nobody'), ('modules', '0012_every_field')]

    initial = True

    dependencies = [
        ('people', '0002_squashed_0014_roster_row_pustu'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.CharField(default='25 keterampilan dasar kader posyandu. Gratis, di HP, bisa diulang kapan saja.', max_length=200, verbose_name='kalimat pembuka')),
            ],
            options={
                'verbose_name': 'beranda',
                'verbose_name_plural': 'beranda',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('aim', models.CharField(max_length=300, verbose_name='tujuan')),
                ('kind', models.CharField(choices=[('inti', 'inti'), ('pendalaman', 'pendalaman')], default='inti', max_length=10, verbose_name='kedalaman')),
                ('minutes', models.PositiveSmallIntegerField(help_text='Lama membaca dan mencoba.', verbose_name='menit')),
                ('body', modules.models.stream.Stream([], verbose_name='isi')),
            ],
            options={
                'verbose_name': 'pelajaran',
                'verbose_name_plural': 'pelajaran',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ModuleIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.CharField(blank=True, max_length=200, verbose_name='kalimat pembuka')),
            ],
            options={
                'verbose_name': 'daftar modul',
                'verbose_name_plural': 'daftar modul',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PackageImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True)),
                ('version', models.CharField(max_length=20)),
                ('imported_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('field', models.CharField(choices=[('kesehatan', 'Kesehatan'), ('pendidikan', 'Pendidikan'), ('pekerjaan_umum', 'Pekerjaan umum'), ('perumahan', 'Perumahan rakyat'), ('trantibum', 'Ketenteraman dan ketertiban umum'), ('sosial', 'Sosial'), ('semua', 'Semua bidang')], help_text='Only kader of this field are counted; of all fields each once, where she began last.', max_length=16, verbose_name='bidang')),
                ('version', models.CharField(max_length=20)),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, verbose_name='kunci')),
                ('value', models.CharField(max_length=80, verbose_name='nilai')),
                ('unit', models.CharField(blank=True, max_length=24, verbose_name='satuan')),
                ('wording', models.TextField(verbose_name='kalimat')),
                ('status', models.CharField(choices=[('settled', 'ditetapkan'), ('disputed', 'diperdebatkan (periksa)'), ('local', 'menurut daerah')], max_length=8, verbose_name='status')),
                ('source_title', models.CharField(max_length=300, verbose_name='sumber')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='alamat sumber')),
                ('source_read_on', models.DateField(null=True, verbose_name='dibaca pada')),
                ('note', models.TextField(blank=True, verbose_name='catatan')),
                ('valid_from', models.DateField(verbose_name='berlaku sejak')),
                ('valid_until', models.DateField(null=True, verbose_name='berlaku sampai')),
                ('review_due', models.DateField(null=True, verbose_name='tinjau ulang')),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='wilayah')),
            ],
            options={
                'verbose_name': 'fakta',
                'verbose_name_plural': 'fakta',
                'indexes': [models.Index(fields=['key'], name='modules_fac_key_431e93_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='fact_period'), models.UniqueConstraint(condition=models.Q(('area__isnull', True), ('valid_until__isnull', True)), fields=('key',), name='fact_one_in_force'), models.UniqueConstraint(condition=models.Q(('area__isnull', False), ('valid_until__isnull', True)), fields=('key', 'area'), name='fact_one_in_force_in_area')],
            },
        ),
        migrations.CreateModel(
            name='FactUsage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fact_key', models.CharField(db_index=True, max_length=80)),
                ('kind', models.CharField(max_length=20)),
                ('target', models.CharField(help_text="The citing thing's own key.", max_length=120)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'target'], name='modules_fac_kind_9fab83_idx')],
                'constraints': [models.UniqueConstraint(fields=('fact_key', 'kind', 'target'), name='fact_usage_once')],
            },
        ),
        migrations.CreateModel(
            name='TuntasDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
                ('package_path', models.CharField(blank=True, db_index=True, editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='TuntasImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('alt', models.CharField(blank=True, help_text='Untuk pembaca layar dan mode tanpa gambar.', max_length=300, verbose_name='isi gambar dengan kata')),
                ('package_path', models.CharField(blank=True, db_index=True, editable=False, max_length=200)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'abstract': False,
                'verbose_name': 'gambar',
                'verbose_name_plural': 'gambar',
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='ClinicalReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_hash', models.CharField(max_length=64)),
                ('reviewed_at', models.DateTimeField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('facts', models.JSONField(default=dict, help_text='Key of each cited fact -> value and unit as they were.')),
                ('source_hash', models.CharField(blank=True, help_text='As content_hash, with citations for numbers.', max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('page', 'content_hash', 'reviewer'), name='clinical_review_once')],
            },
        ),
        migrations.CreateModel(
            name='AuthorCheck',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'pemeriksaan penyusun',
                'verbose_name_plural': 'pemeriksaan penyusun',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='ClinicalCheck',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': 'telaah nakes',
                'verbose_name_plural': 'telaah nakes',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='AreaPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.CharField(blank=True, max_length=200, verbose_name='kalimat pembuka')),
                ('place', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='daerah')),
            ],
            options={
                'verbose_name': 'daerah',
                'verbose_name_plural': 'daerah',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PackageRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('reading', 'sedang dibaca'), ('refused', 'ditolak'), ('planned', 'rencana siap'), ('applying', 'sedang diterapkan'), ('applied', 'sudah diterapkan')], default='reading', max_length=10)),
                ('file', models.FileField(blank=True, max_length=120, storage=modules.models.package._private, upload_to='packages/')),
                ('filename', models.CharField(max_length=120)),
                ('key', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('version', models.CharField(blank=True, max_length=20)),
                ('before', models.CharField(blank=True, help_text='The version that stood here when it was planned.', max_length=20)),
                ('problems', models.JSONField(default=list, help_text='Why it was refused, one line each.')),
                ('total', models.PositiveIntegerField(default=0, help_text='Pieces of the package.')),
                ('done', models.PositiveIntegerField(default=0, help_text='Of them, how many are through.')),
                ('cursor', models.PositiveIntegerField(default=0, help_text='Counts the workers that took it up.')),
                ('made_at', models.DateTimeField()),
                ('touched_at', models.DateTimeField(help_text='When a worker last got ahead; the sweeper takes over what lies still.')),
                ('applied_at', models.DateTimeField(null=True)),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'touched_at'], name='modules_pac_state_51f441_idx')],
            },
        ),
        migrations.CreateModel(
            name='FactProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(max_length=80, verbose_name='nilai')),
                ('unit', models.CharField(blank=True, max_length=24, verbose_name='satuan')),
                ('wording', models.TextField(verbose_name='kalimat')),
                ('status', models.CharField(choices=[('settled', 'ditetapkan'), ('disputed', 'diperdebatkan (periksa)'), ('local', 'menurut daerah')], max_length=8, verbose_name='status')),
                ('source_title', models.CharField(max_length=300, verbose_name='sumber')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='alamat sumber')),
                ('source_read_on', models.DateField(null=True, verbose_name='dibaca pada')),
                ('note', models.TextField(blank=True, verbose_name='catatan')),
                ('review_due', models.DateField(null=True, verbose_name='tinjau ulang')),
                ('key', models.CharField(db_index=True, max_length=80, verbose_name='kunci')),
                ('ends', models.BooleanField(default=False)),
                ('reason', models.TextField(verbose_name='alasan')),
                ('base', models.CharField(blank=True, max_length=64)),
                ('proposed_at', models.DateTimeField()),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='wilayah')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends', False), ('area__isnull', False), _connector='OR'), name='fact_proposal_ends_in_area')],
            },
        ),
        migrations.CreateModel(
            name='ContentReport',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=255)),
                ('address', models.CharField(max_length=500)),
                ('content_hash', models.CharField(blank=True, help_text='Empty: the page cited an unknown fact.', max_length=64)),
                ('kind', models.CharField(choices=[('harm', 'Bisa membahayakan orang'), ('number', 'Angka atau aturannya salah'), ('unclear', 'Sulit dipahami'), ('media', 'Gambar, video, atau suara salah'), ('typing', 'Salah ketik, atau tautan rusak'), ('other', 'Lainnya')], max_length=8)),
                ('who', models.CharField(blank=True, choices=[('kader', 'Kader'), ('nakes', 'Tenaga kesehatan'), ('other', 'Warga atau lainnya')], max_length=8)),
                ('text', models.TextField()),
                ('received_at', models.DateTimeField(db_index=True)),
                ('state', models.CharField(choices=[('new', 'Baru'), ('taken', 'Sedang ditangani'), ('closed', 'Selesai')], default='new', max_length=8)),
                ('taken_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('corrected', 'Sudah diperbaiki'), ('not_wrong', 'Ternyata tidak salah'), ('double', 'Sudah dilaporkan orang lain')], max_length=10)),
                ('answer', models.TextField(blank=True, help_text='Shown to whoever holds the address of the receipt.')),
                ('closed_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(help_text='As PublicPage.area.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'laporan pembaca',
                'verbose_name_plural': 'laporan pembaca',
                'indexes': [models.Index(fields=['state', 'received_at'], name='modules_con_state_66d6b8_idx'), models.Index(fields=['page', 'state'], name='modules_con_page_id_5e9a33_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('answer', ''), ('closed_at__isnull', True), ('closed_by__isnull', True), ('outcome', '')), _connector='OR'), name='content_report_closed_with_an_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), _negated=True), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='content_report_taken_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='CompetencyGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=4)),
                ('title', models.CharField(max_length=120)),
                ('life_stages', models.JSONField(default=list)),
                ('position', models.PositiveSmallIntegerField()),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='modules.programme')),
            ],
            options={
                'ordering': ['programme', 'position'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'key'), name='group_key_in_programme')],
            },
        ),
        migrations.CreateModel(
            name='PackageFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=200)),
                ('digest', models.CharField(help_text='SHA-256 of the bytes.', max_length=64)),
                ('text', models.TextField(blank=True)),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='modules.packageimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('package', 'path'), name='package_file_once')],
            },
        ),
        migrations.CreateModel(
            name='TuntasRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='modules.tuntasimage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='rendition_once')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='PackageKept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('piece', models.CharField(max_length=200)),
                ('digest', models.CharField(help_text="Of the file's version, in normal form.", max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept', to='modules.packageimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('package', 'piece'), name='package_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='PackageStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('key', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('decision', models.CharField(choices=[('same', 'same'), ('create', 'create'), ('update', 'update'), ('remove', 'remove'), ('keep', 'keep'), ('conflict', 'conflict')], max_length=10)),
                ('differences', models.JSONField(default=list)),
                ('seen', models.CharField(help_text='Digest of the two texts that are shown.', max_length=64)),
                ('choice', models.CharField(blank=True, max_length=4)),
                ('result', models.CharField(blank=True, help_text='What was done, in the words of the decision.', max_length=10)),
                ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='modules.packagerun')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('run', 'key'), name='package_step_once')],
            },
        ),
        migrations.CreateModel(
            name='FactDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('accepted', models.BooleanField()),
                ('note', models.TextField(blank=True, verbose_name='catatan')),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='modules.fact')),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='modules.factproposal')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('accepted', True), ('fact__isnull', True), _connector='OR'), name='fact_decision_dropped_has_no_fact')],
            },
        ),
        migrations.CreateModel(
            name='Competency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=8)),
                ('title', models.CharField(help_text='Official wording.', max_length=200)),
                ('short_title', models.CharField(max_length=80)),
                ('position', models.PositiveSmallIntegerField()),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='competencies', to='modules.competencygroup')),
            ],
            options={
                'verbose_name_plural': 'competencies',
                'ordering': ['group', 'position'],
                'constraints': [models.UniqueConstraint(fields=('group', 'key'), name='competency_key_in_group')],
            },
        ),
        migrations.CreateModel(
            name='ModulePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='Yang bisa dilakukan kader sesudah modul ini.', verbose_name='ringkasan')),
                ('job', models.TextField(blank=True, help_text='Kapan dan di langkah mana ini dipakai.', verbose_name='tugas di posyandu')),
                ('pairs', models.TextField(blank=True, help_text='Markdown. Tidak dinilai.', verbose_name='latihan berdua')),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='module_pages', to='modules.competency', verbose_name='kompetensi')),
                ('card', modules.models.stream.Stream([], blank=True, help_text='Satu layar untuk dibawa ke posyandu, juga untuk dicetak.', verbose_name='kartu kerja')),
            ],
            options={
                'verbose_name': 'modul',
                'verbose_name_plural': 'modul',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StudyMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lesson_key', models.CharField(max_length=80)),
                ('opened_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'competency', 'lesson_key'), name='study_mark_once')],
            },
        ),
        migrations.CreateModel(
            name='LocalPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.CharField(help_text='Satu kalimat: apa yang khusus di daerah ini.', max_length=300, verbose_name='inti')),
                ('body', modules.models.stream.Stream([], verbose_name='isi')),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='local_pages', to='modules.competency', verbose_name='kompetensi')),
            ],
            options={
                'verbose_name': 'lembar daerah',
                'verbose_name_plural': 'lembar daerah',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Recall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ditarik', 'Ditarik'), ('diperbaiki', 'Diperbaiki')], max_length=10)),
                ('lesson_key', models.CharField(blank=True, max_length=255)),
                ('page_key', models.PositiveIntegerField(db_index=True, help_text='Number of the page, as long as it is there.')),
                ('title', models.CharField(max_length=255)),
                ('address', models.CharField(max_length=500)),
                ('sentence', models.TextField(help_text='For readers: what was wrong, what to do now.')),
                ('hashes', models.JSONField(help_text='Content hashes that are no longer good, all that are known.')),
                ('good_hash', models.CharField(blank=True, help_text='How it reads since; empty: not at all.', max_length=64)),
                ('made_at', models.DateTimeField()),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('by', models.ForeignKey(help_text='Empty: a package no longer had it, or its day had come.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
            ],
            options={
                'indexes': [models.Index(fields=['competency', 'lesson_key'], name='modules_rec_compete_9f65ae_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('good_hash', ''), ('kind', 'ditarik')), models.Q(('kind', 'diperbaiki'), models.Q(('good_hash', ''), _negated=True)), _connector='OR'), name='recall_good_hash_of_what_stays'), models.CheckConstraint(condition=models.Q(('sentence', ''), _negated=True), name='recall_says_why')],
            },
        ),
        migrations.CreateModel(
            name='RecallSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('recall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.recall')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'recall'), name='recall_seen_once')],
            },
        ),
        append_only.operation(
            "modules_factproposal",
            "modules_factdecision",
            "modules_recall",
        ),
    ]
