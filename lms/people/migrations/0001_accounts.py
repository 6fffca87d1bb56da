import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('sex', models.CharField(choices=[('P', 'perempuan'), ('L', 'laki-laki')], default='P', max_length=1)),
                ('birth_date', models.DateField(null=True)),
                ('phone', models.CharField(blank=True, help_text='E.164. A number may belong to several people.', max_length=16)),
                ('nip', models.CharField(blank=True, help_text='Contract staff have none.', max_length=18, verbose_name='NIP')),
                ('erased_at', models.DateTimeField(null=True)),
                ('deceased', models.BooleanField(default=False, help_text='So that nobody addresses her; no day, no cause.')),
                ('folded', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Replace(django.db.models.functions.text.Lower('name'), models.Value("'"), models.Value('')), models.Value('’'), models.Value('')), models.Value('‘'), models.Value('')), models.Value('`'), models.Value('')), models.Value('´'), models.Value('')), models.Value('ʼ'), models.Value('')), models.Value('"'), models.Value('')), models.Value('.'), models.Value('')), models.Value('-'), models.Value('')), models.Value(' '), models.Value('')), models.Value('é'), models.Value('e')), models.Value('è'), models.Value('e')), models.Value('ê'), models.Value('e')), models.Value('ë'), models.Value('e')), models.Value('É'), models.Value('e')), models.Value('á'), models.Value('a')), models.Value('à'), models.Value('a')), models.Value('ä'), models.Value('a')), models.Value('ó'), models.Value('o')), models.Value('ö'), models.Value('o')), models.Value('ü'), models.Value('u')), models.Value('í'), models.Value('i')), models.Value('ñ'), models.Value('n')), output_field=models.CharField(max_length=120))),
                ('nik_index', models.CharField(blank=True, max_length=64)),
                ('nik_sealed', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'verbose_name_plural': 'people',
                'indexes': [models.Index(fields=['name'], name='people_pers_name_3035d1_idx'), models.Index(fields=['phone'], name='people_pers_phone_b55729_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('nik_index', ''), _negated=True), fields=('nik_index',), name='person_nik_once'), models.CheckConstraint(condition=models.Q(models.Q(('nik_index', ''), ('nik_sealed', '')), models.Q(models.Q(('nik_index', ''), _negated=True), models.Q(('nik_sealed', ''), _negated=True)), _connector='OR'), name='person_nik_whole')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('pin', models.CharField(blank=True, max_length=128)),
                ('pin_set_at', models.DateTimeField(null=True)),
                ('language', models.CharField(choices=[('id', 'Bahasa Indonesia'), ('en', 'English')], default='id', max_length=2)),
                ('is_demo', models.BooleanField(default=False, help_text='Waives TOTP, in demo mode on loopback only.')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('person', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='user', to='people.person')),
                ('sessions_ended_at', models.DateTimeField(help_text='Sessions from before are void.', null=True)),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
    ]
