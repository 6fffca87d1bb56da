import django.db.models.deletion
import lms.areas.fields
import uuid
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from lms.areas import append_only

# The models refuse changes; the database does too, for raw SQL and a slip of the hand. Deleting stays possible there,
# because the reference case must be removable (`demo --remove`). SQLite forgets triggers when it rebuilds a table:
# a later migration that alters one of these makes them again (tests/assessments/test_append_only.py tells).
TABLES = ("attempt", "attendance", "observation", "outsideevidence")
WORDS = "evidence is append-only"
SQLITE = "CREATE TRIGGER {0}_append_only BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, '{1}'); END"
FUNCTION = (
    "CREATE OR REPLACE FUNCTION evidence_is_append_only() RETURNS trigger AS "
    "$$ BEGIN RAISE EXCEPTION '{0}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)
POSTGRESQL = (
    "CREATE TRIGGER {0}_append_only BEFORE UPDATE ON {0} FOR EACH ROW EXECUTE FUNCTION evidence_is_append_only()"
)


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse every UPDATE of evidence."""
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    if not on_sqlite:
        schema_editor.execute(FUNCTION.format(WORDS))
    for table in TABLES:
        schema_editor.execute((SQLITE if on_sqlite else POSTGRESQL).format(f"assessments_{table}", WORDS))


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take that back, before the tables themselves go."""
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in TABLES:
        where = "" if on_sqlite else f" ON assessments_{table}"
        schema_editor.execute(f"DROP TRIGGER assessments_{table}_append_only{where}")
    if not on_sqlite:
        schema_editor.execute("DROP FUNCTION evidence_is_append_only()")


class Migration(migrations.Migration):

    replaces = [('assessments', '0001_initial'), ('assessments', '0002_evidence_is_append_only'), ('assessments', '0003_question_proposals'), ('assessments', '0004_pins'), ('assessments', '0005_quarantine_regrade_paper'), ('assessments', '0006_answer_steps'), ('assessments', '0007_analysis'), ('assessments', '0008_bank_in_the_admin'), ('assessments', '0009_quizzes'), ('assessments', '0010_bank_files'), ('assessments', '0011_circuits'), ('assessments', '0012_pictures_of_versions'), ('assessments', '0013_struck_items')]

    initial = True

    dependencies = [
        ('modules', '0001_squashed_0012_every_field'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('written', models.JSONField(default=dict, help_text='As the author wrote it, with {fakta:key}.')),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
            ],
        ),
        migrations.CreateModel(
            name='OutsideEvidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('rung', models.CharField(choices=[('dilatih', 'dilatih'), ('dinilai', 'dinilai'), ('terampil', 'terampil')], max_length=10)),
                ('document', models.CharField(help_text='What was shown: kind, number, date, issuer.', max_length=200)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competencygroup')),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('competency__isnull', True), ('group__isnull', False), ('rung', 'dilatih')), models.Q(('competency__isnull', False), ('group__isnull', True), ('rung__in', ['dinilai', 'terampil'])), _connector='OR'), name='outside_evidence_of_one_thing'), models.UniqueConstraint(condition=models.Q(('group__isnull', False)), fields=('kader', 'group', 'document'), name='outside_evidence_once_a_group'), models.UniqueConstraint(condition=models.Q(('competency__isnull', False)), fields=('kader', 'competency', 'rung', 'document'), name='outside_evidence_once_a_competency')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trained_on', models.DateField(null=True)),
                ('assessed_on', models.DateField(null=True)),
                ('skilled_on', models.DateField(null=True)),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'programme'), name='programme_record_once')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True)),
                ('lesson_key', models.CharField(help_text='The lesson it tests.', max_length=80)),
                ('type', models.CharField(max_length=20)),
                ('use', models.CharField(choices=[('latihan', 'latihan'), ('counting', 'cek kemampuan')], max_length=8)),
                ('status', models.CharField(choices=[('draft', 'rancangan'), ('reviewed', 'ditelaah'), ('active', 'dipakai'), ('retired', 'diistirahatkan')], default='draft', max_length=8)),
                ('difficulty', models.CharField(choices=[('mudah', 'mudah'), ('sedang', 'sedang'), ('sulit', 'sulit')], default='sedang', max_length=6)),
                ('essential', models.BooleanField(default=False, help_text='Life depends on it.')),
                ('written', models.JSONField(default=dict, help_text='As the author wrote it, with {fakta:key}.')),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
            ],
            options={
                'indexes': [models.Index(fields=['competency', 'use', 'status'], name='assessments_compete_f61fc8_idx')],
            },
        ),
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, unique=True)),
                ('kind', models.CharField(choices=[('kuis_modul', 'Kuis modul'), ('pre_test', 'Pre-test'), ('post_test', 'Post-test'), ('evaluasi', 'Evaluasi kelompok')], max_length=12)),
                ('title', models.CharField(max_length=120)),
                ('description', models.TextField(blank=True)),
                ('blueprint', models.JSONField(default=list, help_text="Empty: a pair's, or of a kuis modul the site's.")),
                ('pass_percent', models.PositiveSmallIntegerField(default=70, help_text="None: a kuis modul's, the site's.", null=True)),
                ('max_attempts', models.PositiveSmallIntegerField(null=True)),
                ('sample', models.BooleanField(default=False, help_text='Contoh: does not yet cover its whole group.')),
                ('active', models.BooleanField(default=True)),
                ('competency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competencygroup')),
                ('cut_source', models.CharField(blank=True, max_length=160)),
                ('pair', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paired', to='assessments.quiz')),
            ],
            options={
                'verbose_name_plural': 'quizzes',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('competency__isnull', False), ('group__isnull', True)), models.Q(('competency__isnull', True), ('group__isnull', False)), _connector='OR'), name='quiz_of_one_thing'), models.CheckConstraint(condition=models.Q(('pass_percent__gte', 1), ('pass_percent__lte', 100)), name='quiz_pass_percent'), models.CheckConstraint(condition=models.Q(('pass_percent__isnull', False), ('kind', 'kuis_modul'), _connector='OR'), name='quiz_pass_percent_of_site'), models.CheckConstraint(condition=models.Q(('pair__isnull', True), ('kind', 'post_test'), _connector='OR'), name='quiz_pair_of_post_test')],
            },
        ),
        migrations.CreateModel(
            name='RecordChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rung', models.CharField(choices=[('dilatih', 'dilatih'), ('dinilai', 'dinilai'), ('terampil', 'terampil')], max_length=10)),
                ('was', models.DateField(null=True)),
                ('now', models.DateField(null=True)),
                ('received_at', models.DateTimeField(db_index=True)),
                ('competency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competencygroup')),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('competency__isnull', False), ('group__isnull', True), ('programme__isnull', True)), models.Q(('competency__isnull', True), ('group__isnull', False), ('programme__isnull', True)), models.Q(('competency__isnull', True), ('group__isnull', True), ('programme__isnull', False)), _connector='OR'), name='record_change_of_one_thing'), models.CheckConstraint(condition=models.Q(('was', models.F('now')), _negated=True), name='record_change_says_something')],
            },
        ),
        migrations.CreateModel(
            name='SkillRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('preset', models.CharField(choices=[('evaluasi_observasi', 'evaluasi + observasi'), ('observasi', 'observasi saja')], default='evaluasi_observasi', max_length=20)),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
            ],
        ),
        migrations.CreateModel(
            name='TrainingEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('pelatihan', 'Pelatihan'), ('bimtek', 'Bimtek'), ('orientasi', 'Orientasi'), ('penyegaran', 'Penyegaran'), ('penilaian', 'Penilaian kecakapan'), ('gebyar', 'Gebyar')], max_length=12)),
                ('title', models.CharField(max_length=160)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('starts_on', models.DateField()),
                ('ends_before', models.DateField(help_text='The day after the last day.')),
                ('capacity', models.PositiveIntegerField(null=True)),
                ('funding', models.CharField(blank=True, choices=[('bok', 'BOK'), ('apbd', 'APBD'), ('dana_kelurahan', 'Dana Kelurahan'), ('dak', 'DAK'), ('lain', 'Lainnya')], max_length=16)),
                ('groups', models.ManyToManyField(related_name='+', to='modules.competencygroup')),
                ('kab', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.programme')),
                ('puskesmas', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.puskesmas')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_before__isnull', True), ('ends_before__gt', models.F('starts_on')), _connector='OR'), name='event_period')],
            },
        ),
        migrations.CreateModel(
            name='CompetencyRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('study_closed_on', models.DateField(help_text='Kuis modul passed.', null=True)),
                ('assessed_on', models.DateField(null=True)),
                ('observed_skilled_on', models.DateField(null=True)),
                ('skilled_on', models.DateField(null=True)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'competency'), name='competency_record_once')],
            },
        ),
        migrations.CreateModel(
            name='GroupRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evaluation_passed_on', models.DateField(null=True)),
                ('trained_on', models.DateField(null=True)),
                ('assessed_on', models.DateField(help_text='Every competency of it has an outcome.', null=True)),
                ('skilled_on', models.DateField(help_text='Every competency of it is terampil.', null=True)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competencygroup')),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'group'), name='group_record_once')],
            },
        ),
        migrations.CreateModel(
            name='AnalysisRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(help_text='Whoever works on it took it up then.', null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('sheets', models.PositiveIntegerField(default=0)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('begun_at__isnull', False), _connector='OR'), name='analysis_done_was_begun')],
            },
        ),
        migrations.CreateModel(
            name='BankRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('filename', models.CharField(max_length=120)),
                ('source', models.CharField(choices=[('xlsx', 'lembar sebar'), ('moodle', 'Moodle XML')], max_length=6)),
                ('made_at', models.DateTimeField()),
                ('entries', models.JSONField()),
                ('refusals', models.JSONField()),
                ('applied_at', models.DateTimeField(null=True)),
                ('taken', models.PositiveIntegerField(default=0, help_text='How many items it has made or changed.')),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('applied_by__isnull', True)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='bank_run_applied_by_somebody')],
            },
        ),
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
        migrations.CreateModel(
            name='InstrumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('official', models.BooleanField(default=False)),
                ('source', models.CharField(max_length=300)),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='assessments.instrument')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instrument', 'number'), name='instrument_version_number'), models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('instrument',), name='instrument_one_in_use')],
            },
        ),
        migrations.CreateModel(
            name='QuestionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='assessments.question')),
                ('pictures', models.JSONField(default=dict)),
                ('pictures_sha256', models.CharField(blank=True, help_text='Empty: it showed none.', max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('question', 'number'), name='question_version_number'), models.UniqueConstraint(fields=('question', 'sha256', 'pictures_sha256'), name='question_version_once')],
            },
        ),
        migrations.CreateModel(
            name='Station',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('title', models.CharField(max_length=120)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('instruments', models.ManyToManyField(related_name='stations', to='assessments.instrument')),
                ('position', models.PositiveSmallIntegerField(null=True)),
                ('scenes', models.JSONField(default=list)),
                ('circuit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='assessments.circuit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('circuit', 'key'), name='station_key')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('day', models.DateField()),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='assessments.trainingevent')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'kader', 'day'), name='attendance_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='QuestionProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('proposed_at', models.DateTimeField()),
                ('accepted', models.BooleanField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='assessments.question')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('question',), name='question_proposal_one_waits'), models.CheckConstraint(condition=models.Q(models.Q(('accepted__isnull', True), ('decided_at__isnull', True), ('decided_by__isnull', True)), models.Q(('accepted__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='question_proposal_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='PaperForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('letter', models.CharField(choices=[('A', 'A'), ('B', 'B')], max_length=1)),
                ('rule', models.JSONField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('puskesmas', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.puskesmas')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.quiz')),
            ],
            options={
                'indexes': [models.Index(fields=['puskesmas', 'made_at'], name='assessments_puskesm_2290fb_idx')],
            },
        ),
        migrations.CreateModel(
            name='QuizStatistic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.PositiveIntegerField()),
                ('items', models.FloatField()),
                ('versions', models.PositiveIntegerField()),
                ('dichotomous', models.BooleanField(help_text='Every mark is 0 or 1: alpha is KR-20.')),
                ('alpha', models.FloatField(null=True)),
                ('phi', models.FloatField(null=True)),
                ('error', models.FloatField()),
                ('mean', models.FloatField()),
                ('deviation', models.FloatField()),
                ('cut', models.PositiveSmallIntegerField()),
                ('below', models.FloatField()),
                ('at', models.FloatField()),
                ('above', models.FloatField()),
                ('near', models.FloatField()),
                ('computed_at', models.DateTimeField()),
                ('quiz', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='statistic', to='assessments.quiz')),
            ],
        ),
        migrations.CreateModel(
            name='GainTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='group:kab:puskesmas:event, by row ids.', max_length=60, unique=True)),
                ('n', models.PositiveIntegerField()),
                ('before', models.FloatField(help_text='Mean score in points.')),
                ('after', models.FloatField()),
                ('competencies', models.JSONField()),
                ('items', models.JSONField()),
                ('computed_at', models.DateTimeField()),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.trainingevent')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competencygroup')),
                ('kab', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('puskesmas', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.puskesmas')),
            ],
            options={
                'indexes': [models.Index(fields=['kab', 'puskesmas'], name='assessments_kab_id_116a15_idx'), models.Index(fields=['event'], name='assessments_event_i_647c96_idx')],
            },
        ),
        migrations.CreateModel(
            name='QuestionDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written', models.JSONField(help_text='As Question.written.')),
                ('written_at', models.DateTimeField()),
                ('reviewed_sha256', models.CharField(blank=True, max_length=64)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='assessments.question')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_pictures', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reviewed_at__isnull', True), ('reviewed_by__isnull', True), ('reviewed_sha256', '')), models.Q(models.Q(('reviewed_sha256', ''), _negated=True), ('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='question_draft_reviewed_by_somebody'), models.CheckConstraint(condition=models.Q(('reviewed_by__isnull', True), models.Q(('reviewed_by', models.F('written_by')), _negated=True), _connector='OR'), name='question_draft_reviewed_by_another')],
            },
        ),
        migrations.CreateModel(
            name='QuestionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('written', 'menulis rancangan'), ('reviewed', 'menelaah dan menyetujui'), ('returned', 'mengembalikan kepada penyusun'), ('activated', 'mulai memakai'), ('dropped', 'membuang rancangan'), ('rested', 'mengistirahatkan'), ('revived', 'membuka lagi sebagai rancangan'), ('taken', 'menerima kata-kata baru sesudah fakta berubah'), ('refused', 'tidak menerima kata-kata baru sesudah fakta berubah'), ('withdrawn', 'ditarik karena faktanya berubah'), ('imported', 'datang bersama paket isi'), ('removed', 'tidak ada lagi di paket isi')], max_length=9)),
                ('before', models.CharField(choices=[('draft', 'rancangan'), ('reviewed', 'ditelaah'), ('active', 'dipakai'), ('retired', 'diistirahatkan')], max_length=8)),
                ('after', models.CharField(choices=[('draft', 'rancangan'), ('reviewed', 'ditelaah'), ('active', 'dipakai'), ('retired', 'diistirahatkan')], max_length=8)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='assessments.question')),
            ],
            options={
                'indexes': [models.Index(fields=['question', 'sha256', 'act'], name='assessments_questio_c642e6_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('act', 'written'), ('after', 'draft'), ('before', 'draft')), models.Q(('act', 'written'), ('after', 'draft'), ('before', 'reviewed')), models.Q(('act', 'written'), ('after', 'active'), ('before', 'active')), models.Q(('act', 'reviewed'), ('after', 'reviewed'), ('before', 'draft')), models.Q(('act', 'reviewed'), ('after', 'reviewed'), ('before', 'reviewed')), models.Q(('act', 'reviewed'), ('after', 'active'), ('before', 'active')), models.Q(('act', 'returned'), ('after', 'draft'), ('before', 'draft')), models.Q(('act', 'returned'), ('after', 'draft'), ('before', 'reviewed')), models.Q(('act', 'returned'), ('after', 'active'), ('before', 'active')), models.Q(('act', 'activated'), ('after', 'active'), ('before', 'reviewed')), models.Q(('act', 'activated'), ('after', 'active'), ('before', 'active')), models.Q(('act', 'dropped'), ('after', 'draft'), ('before', 'draft')), models.Q(('act', 'dropped'), ('after', 'draft'), ('before', 'reviewed')), models.Q(('act', 'dropped'), ('after', 'active'), ('before', 'active')), models.Q(('act', 'rested'), ('after', 'retired'), ('before', 'draft')), models.Q(('act', 'rested'), ('after', 'retired'), ('before', 'reviewed')), models.Q(('act', 'rested'), ('after', 'retired'), ('before', 'active')), models.Q(('act', 'revived'), ('after', 'draft'), ('before', 'retired')), models.Q(('act', 'taken'), ('after', 'active'), ('before', 'draft')), models.Q(('act', 'taken'), ('after', 'active'), ('before', 'reviewed')), models.Q(('act', 'taken'), ('after', 'active'), ('before', 'active')), models.Q(('act', 'refused'), ('after', 'draft'), ('before', 'draft')), models.Q(('act', 'refused'), ('after', 'draft'), ('before', 'reviewed')), models.Q(('act', 'refused'), ('after', 'draft'), ('before', 'active')), models.Q(('act', 'withdrawn'), ('after', 'draft'), ('before', 'active')), models.Q(('act', 'imported'), ('after', 'active'), ('before', 'draft')), models.Q(('act', 'imported'), ('after', 'active'), ('before', 'reviewed')), models.Q(('act', 'imported'), ('after', 'active'), ('before', 'active')), models.Q(('act', 'imported'), ('after', 'active'), ('before', 'retired')), models.Q(('act', 'removed'), ('after', 'retired'), ('before', 'draft')), models.Q(('act', 'removed'), ('after', 'retired'), ('before', 'reviewed')), models.Q(('act', 'removed'), ('after', 'retired'), ('before', 'active')), _connector='OR'), name='question_step_is_allowed'), models.CheckConstraint(condition=models.Q(('by__isnull', False), ('act__in', ['withdrawn', 'imported', 'removed']), _connector='OR'), name='question_step_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Coaching',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('note', models.CharField(max_length=300)),
                ('after', models.PositiveSmallIntegerField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.quiz')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'quiz', 'after'), name='coaching_opens_one')],
            },
        ),
        migrations.CreateModel(
            name='CutRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rows', models.JSONField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.quiz')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('quiz',), name='cut_round_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=lms.areas.fields.opaque_token, editable=False, max_length=32, unique=True)),
                ('ordinal', models.PositiveIntegerField()),
                ('rule', models.JSONField()),
                ('mode', models.CharField(choices=[('sendiri', 'sendiri di HP'), ('dibacakan', 'dibacakan petugas'), ('kertas', 'di kertas')], default='sendiri', max_length=10)),
                ('issued_at', models.DateTimeField()),
                ('receive_until', models.DateTimeField()),
                ('device_profile', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.deviceprofile')),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.quiz')),
                ('officer', models.ForeignKey(help_text='Who reads or types.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='assessments.paperform')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kader', 'quiz', 'ordinal'), name='ticket_ordinal'), models.CheckConstraint(condition=models.Q(('receive_until__gt', models.F('issued_at'))), name='ticket_window'), models.UniqueConstraint(condition=models.Q(('paper__isnull', False)), fields=('kader', 'paper'), name='ticket_of_a_form_once')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('ticks', models.JSONField()),
                ('skilled', models.BooleanField(verbose_name='terampil')),
                ('adaptation', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('assessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='modules.competency')),
                ('instrument_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.instrumentversion')),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='assessments.observation')),
                ('station', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.station')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.trainingevent')),
            ],
            options={
                'indexes': [models.Index(fields=['kader', 'competency', 'happened_at'], name='assessments_kader_i_8928ec_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('supersedes__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='observation_correction_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PaperItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('pin', models.JSONField()),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='assessments.paperform')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion')),
            ],
            options={
                'ordering': ['form', 'position'],
                'constraints': [models.UniqueConstraint(fields=('form', 'position'), name='paper_item_position'), models.UniqueConstraint(fields=('form', 'version'), name='paper_item_version')],
            },
        ),
        migrations.CreateModel(
            name='Regrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=1000)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('new', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to='assessments.questionversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='regrade_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ItemStatistic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(choices=[('sendiri', 'sendiri di HP'), ('dibacakan', 'dibacakan petugas'), ('kertas', 'di kertas')], max_length=10)),
                ('n', models.PositiveIntegerField()),
                ('best', models.PositiveIntegerField()),
                ('facility', models.FloatField()),
                ('discrimination', models.FloatField(null=True)),
                ('seconds', models.FloatField(help_text='The middle of the times taken, where a phone told them.', null=True)),
                ('choices', models.JSONField(default=dict)),
                ('findings', models.JSONField(default=list)),
                ('worst', models.PositiveSmallIntegerField(default=99, help_text='Place of the first finding; 99: none.')),
                ('computed_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statistics', to='assessments.questionversion')),
            ],
            options={
                'indexes': [models.Index(fields=['worst', 'version'], name='assessments_worst_ef1305_idx')],
                'constraints': [models.UniqueConstraint(fields=('version', 'mode'), name='item_statistic_once_a_mode')],
            },
        ),
        migrations.CreateModel(
            name='RetirementProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.PositiveIntegerField()),
                ('facility', models.FloatField()),
                ('n_elsewhere', models.PositiveIntegerField()),
                ('facility_elsewhere', models.FloatField()),
                ('chance', models.FloatField()),
                ('proposed_at', models.DateTimeField()),
                ('retired', models.BooleanField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('version', 'area'), name='retirement_proposed_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('retired__isnull', True)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('retired__isnull', False)), _connector='OR'), name='retirement_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='CutDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField()),
                ('proposed', models.DecimalField(decimal_places=2, max_digits=5)),
                ('lowest', models.DecimalField(decimal_places=2, max_digits=5)),
                ('highest', models.DecimalField(decimal_places=2, max_digits=5)),
                ('judges', models.PositiveSmallIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='assessments.cutround')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__gte', 1), ('percent__lte', 100)), name='cut_percent')],
            },
        ),
        migrations.CreateModel(
            name='CutEstimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('values', models.JSONField(help_text='{row key: 0 to 10}')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='estimates', to='assessments.cutround')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'by'), name='cut_estimate_once')],
            },
        ),
        migrations.CreateModel(
            name='RegradeReckoning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='old:new, by row ids; old: for a strike.', max_length=60, unique=True)),
                ('total', models.PositiveIntegerField()),
                ('reckoned', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('gained', models.JSONField(default=dict, help_text='How many would pass now, by kab/kota.')),
                ('lost', models.JSONField(default=dict)),
                ('last', models.UUIDField(null=True)),
                ('touched_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('new', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.questionversion')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='assessments.questionversion')),
            ],
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happened_at', models.DateTimeField()),
                ('received_at', models.DateTimeField()),
                ('channel', models.CharField(choices=[('form', 'formulir'), ('sync', 'kiriman'), ('meja', 'diterima petugas')], max_length=4)),
                ('body', models.TextField()),
                ('body_sha256', models.CharField(max_length=64)),
                ('receipt', models.CharField(help_text='Short code shown to her.', max_length=12)),
                ('answers', models.JSONField()),
                ('marks', models.JSONField()),
                ('score_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('passed', models.BooleanField()),
                ('kader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('membership', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('quiz', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.quiz')),
                ('ticket', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='attempt', to='assessments.ticket')),
                ('times', models.JSONField(help_text="Seconds on each item by the phone's clock; None: not told.", null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['kader', 'quiz', 'happened_at'], name='assessments_kader_i_d7eec0_idx')],
            },
        ),
        migrations.CreateModel(
            name='TicketItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='assessments.ticket')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion')),
                ('pin', models.JSONField(default=list)),
                ('alternative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion')),
                ('alternative_pin', models.JSONField(null=True)),
            ],
            options={
                'ordering': ['ticket', 'position'],
                'constraints': [models.UniqueConstraint(fields=('ticket', 'position'), name='ticket_item_position'), models.UniqueConstraint(fields=('ticket', 'version'), name='ticket_item_version'), models.UniqueConstraint(fields=('ticket', 'alternative'), name='ticket_item_alternative'), models.CheckConstraint(condition=models.Q(models.Q(('alternative__isnull', True), ('alternative_pin__isnull', True)), models.Q(('alternative__isnull', False), ('alternative_pin__isnull', False)), _connector='OR'), name='ticket_item_alternative_pinned')],
            },
        ),
        migrations.CreateModel(
            name='AnswerStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.CharField(max_length=6)),
                ('answer', models.JSONField(null=True)),
                ('number', models.PositiveIntegerField(help_text='Which step of its device: they may come in another order.')),
                ('received_at', models.DateTimeField()),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='assessments.ticket')),
            ],
            options={
                'indexes': [models.Index(fields=['ticket', 'received_at', 'number'], name='assessments_ticket__16a444_idx')],
            },
        ),
        migrations.CreateModel(
            name='Quarantine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('body_sha256', models.CharField(max_length=64)),
                ('reason', models.CharField(choices=[('unreadable', 'isi tidak terbaca'), ('unknown_ticket', 'lembar soal tidak dikenal'), ('conflict', 'nomor sama, isi berbeda'), ('ticket_used', 'lembar soal sudah dipakai'), ('too_late', 'lewat batas kirim'), ('wrong_credential', 'bukan dari HP yang menerima lembar'), ('withdrawn', 'tidak bertugas lagi saat menjawab')], max_length=20)),
                ('received_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
                ('settlement', models.TextField(blank=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.ticket')),
                ('attempt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.attempt')),
            ],
            options={
                'verbose_name_plural': 'quarantine',
                'indexes': [models.Index(fields=['settled_at', 'received_at'], name='assessments_settled_c906d8_idx')],
                'constraints': [models.UniqueConstraint(fields=('body_sha256', 'reason'), name='quarantine_once'), models.CheckConstraint(condition=models.Q(models.Q(('attempt__isnull', True), ('settled_at__isnull', True), ('settled_by__isnull', True), ('settlement', '')), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('settlement', ''), _negated=True)), _connector='OR'), name='quarantine_settled_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='AttemptRegrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('marks', models.JSONField()),
                ('score_percent', models.DecimalField(decimal_places=2, max_digits=5)),
                ('passed', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='regrades', to='assessments.attempt')),
                ('regrade', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='assessments.regrade')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('attempt', 'regrade'), name='attempt_regrade_once')],
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('mirip', 'dua lembar mirip'), ('cepat', 'lebih cepat dari membaca')], max_length=5)),
                ('figures', models.JSONField()),
                ('asked_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.attempt')),
                ('other', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.attempt')),
            ],
            options={
                'verbose_name_plural': 'inquiries',
                'indexes': [models.Index(fields=['asked_at'], name='assessments_asked_a_5e4ff5_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'mirip'), ('other__isnull', False), models.Q(('attempt', models.F('other')), _negated=True)), models.Q(('kind', 'cepat'), ('other__isnull', True)), _connector='OR'), name='inquiry_of_two_or_of_one'), models.UniqueConstraint(condition=models.Q(('other__isnull', False)), fields=('attempt', 'other'), name='inquiry_once_a_pair'), models.UniqueConstraint(condition=models.Q(('other__isnull', True)), fields=('attempt',), name='inquiry_once_a_sheet'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('note', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='inquiry_answered_in_words')],
            },
        ),
        migrations.CreateModel(
            name='QuestionFlag',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('why', models.CharField(choices=[('soal', 'Pertanyaannya sulit dipahami'), ('pilihan', 'Lebih dari satu jawaban tampak benar, atau tidak ada yang benar'), ('kata', 'Ada kata yang tidak saya kenal'), ('gambar', 'Gambarnya tidak jelas'), ('pelajaran', 'Tidak ada di pelajaran, atau lain dari pelajaran'), ('lain', 'Lainnya')], max_length=9)),
                ('text', models.TextField(blank=True)),
                ('received_at', models.DateTimeField(db_index=True)),
                ('kader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.kader')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='assessments.question')),
                ('ticket_item', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.ticketitem')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kader__isnull', True), ('ticket_item__isnull', True)), models.Q(('kader__isnull', False), ('ticket_item__isnull', False)), _connector='OR'), name='question_flag_of_her_ticket')],
            },
        ),
        migrations.AddField(
            model_name='question',
            name='current',
            field=models.ForeignKey(help_text='What new tickets pin.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.questionversion'),
        ),
        migrations.RunPython(forbid, allow, elidable=False),
        append_only.operation(
            "assessments_regrade",
            "assessments_attemptregrade",
            "assessments_questionstep",
            "assessments_coaching",
            "assessments_cutdecision",
        ),
    ]
