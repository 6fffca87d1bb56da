"""Settings, driven by the environment. Every variable is described in ``docs/settings.md``."""

import sys
from pathlib import Path

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.urls import reverse_lazy

from lms import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("TUNTAS_VAR", str(BASE_DIR / "var")))

# -- what kind of site this is -------------------------------------------------------------------------------------
DEMO = env.flag("TUNTAS_DEMO", default=False)
DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
CARD_KEY = env.text("CARD_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
TLS = env.flag("TLS", default=False)
SITE_URL = env.address("SITE_URL", default="http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

INSTALLED_APPS = [
    "lms.areas",
    "lms.people",
    "modules",
    "assessments",
    "certificates",
    "lms.reporting",
    "lms.portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Personal pages; its random padding and masked CSRF tokens answer BREACH. Public ones come packed from the cache.
    "django.middleware.gzip.GZipMiddleware",
    "modules.page_cache.PageCache",
    "lms.portal.middleware.ContentSecurityPolicy",
    "lms.portal.middleware.WholeBody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.portal.middleware.StaffLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lms.people.middleware.NoStore",
    "lms.people.middleware.Denials",
    "lms.people.middleware.StrongSignIn",
    "lms.people.middleware.NoticeFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# -- database: SQLite without a server, PostgreSQL by DATABASE_URL ----------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # synchronous=FULL: NORMAL can lose acknowledged answers at a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Also on SQLite: the last connection that closes moves the whole log into the database and waits for the disk.
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- caches: limits in the database (all processes share them), public pages in files ---------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        # Django's 300 would throw counted guesses away as soon as somebody makes a few hundred others.
        "OPTIONS": {"MAX_ENTRIES": 500_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache" / "pages",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # What a fragment weighs, by the hash of what it says: never wrong, and seconds of rendering for all of them.
    "weights": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache" / "weights",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# -- files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "lms" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
KEY_DIR = Path(env.text("KEY_DIR", str(VAR_DIR / "keys")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else's page has use for our files
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Envelopes behind which no ticket of ours stands are kept too, for a person to look at: they may be answers that a
# mistake of our own made unreadable. But anybody can send them, 64 KB each: so many fill at most 64 MB a day and
# 640 MB in all, and a whole district that has such a mishap still fits. Those of known tickets are kept always.
QUARANTINE_STRANGERS_A_DAY = 1_000
QUARANTINE_STRANGERS = 10_000
# Of each quiz the newest so many sheets are analysed: figures no longer move there, and a night stays a night.
ANALYSIS_SHEETS = 20_000
# A kuis modul: how many items where its blueprint says nothing, what passes, how long to wait after one that was
# missed. Neither number is the ministry's.
MODULE_QUIZ_ITEMS = env.number("MODULE_QUIZ_ITEMS", default=6, low=1, high=28)
MODULE_QUIZ_PASS = env.number("MODULE_QUIZ_PASS", default=70, low=1, high=100)
MODULE_QUIZ_PAUSE = env.number("MODULE_QUIZ_PAUSE", default=10, low=0, high=1440)  # minutes
# The short path: so many pre-test items of a competency, all right, say that she knows it (or as many as were asked).
DATA_PRICE_PER_MB = env.number("DATA_PRICE_PER_MB", default=10, low=0, high=10_000)
SHORT_PATH_ITEMS = env.number("SHORT_PATH_ITEMS", default=2, low=1, high=10)
# The series of certificate numbers, where the office keeps no register of its own: seq, kind, kab and year fill it.
CERTIFICATE_NUMBER = env.text("CERTIFICATE_NUMBER", "400.7/{seq:04d}/{kind}/{kab}/{year}")

# -- language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# -- people who sign in -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
# allauth's extends Django's; with both, a wrong password would cost two hashes.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("sign-in")
LOGIN_REDIRECT_URL = "/saya/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "lms.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "lms.people.forms.StaffSignInForm"}
ACCOUNT_SESSION_REMEMBER = True
# By IP wide, by account narrow: a class on one Wi-Fi shares its address. The last one is for the whole site.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "300/m/ip,10/5m/key",
    # A day's limit too: ten in five minutes alone would leave 2,880 guesses a day to whoever found a card.
    "card_pin": "600/m/ip,10/5m/key,40/d/key",
    "card_pin_all": "3000/m/key",
    # Self-registration: two classes an hour on one Wi-Fi.
    "register": "120/h/ip",
    # What readers say is wrong in a lesson: a class on one Wi-Fi, and how much one lesson takes (its key).
    "content_report": "120/h/ip,30/m/key",
    # Soal ini membingungkan, in practice: the same, per item.
    "question_flag": "120/h/ip,30/m/key",
    # Codes by phone, per number; how many a day in all is OTP_PER_DAY.
    "otp_again": "1/30s/key",
    "otp": "300/m/ip,3/10m/key,10/d/key",
    # Short codes of invitations have 49 bits and live for seven days; the second is for the whole site.
    "invitation_code": "20/5m/ip",
    "invitation_code_all": "300/h/key",
    "invitation_password": "10/5m/key",
    "denied": "60/h/key",
}
# One-time codes by phone: an HTTP gateway of SMS or WhatsApp; off without an address.
OTP_GATEWAY_URL = env.gateway("OTP_GATEWAY_URL")
OTP_GATEWAY_BODY = env.message("OTP_GATEWAY_BODY", default='{"to": "{phone}", "message": "{text}"}')
OTP_GATEWAY_TOKEN = env.header("OTP_GATEWAY_TOKEN")
OTP_PER_DAY = env.number("OTP_PER_DAY", default=300, low=1, high=100_000)
# How many proxies stand before us and write X-Forwarded-For; 0: the peer is the client.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", default=1 if TLS else 0, low=0, high=5)
MFA_ADAPTER = "lms.people.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tuntas"
MFA_RECOVERY_CODES_SHOW_ONCE = True

# Where somebody with this role starts; a kader at LOGIN_REDIRECT_URL.
HOME_BY_ROLE = {
    "dinas": "/dinas/",
    "puskesmas": "/dinas/",
    "pengamat": "/dinas/",
    "penilai": "/nilai/",
    "penyusun_nasional": "/cms/",
    "penyusun_lokal": "/cms/",
    "penelaah": "/cms/",
    "admin": "/cms/",
}

SESSION_COOKIE_AGE = 180 * 24 * 3600
STAFF_SESSION_AGE = 12 * 3600  # with password and TOTP, on office PCs
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_NAME = "__Host-tuntas" if TLS else "tuntas"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lms.portal.views.errors.csrf_failure"
if TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # asked from the machine itself, without the proxy
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail itself lets its previews into its own frames

# -- content security: strict on our pages; Wagtail's admin has inline scripts and its own policy (portal middleware) --
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
}

# -- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Tuntas"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = reverse_lazy("staff-sign-in")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
WAGTAILIMAGES_IMAGE_MODEL = "modules.TuntasImage"
WAGTAILDOCS_DOCUMENT_MODEL = "modules.TuntasDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "modules.cms.uploads.FileForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_EXTENSIONS += ["mp4", "webm", "mp3", "ogg", "m4a"]  # of lessons: modules/recordings.py looks into them
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # all are downloads: nothing of a stranger runs in our origin
# What the admin shows is small too.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"jpeg": "webp", "png": "webp"}
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "modules.cms.uploads.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAIL_AUTOSAVE_INTERVAL = 3000  # ms without a keystroke; at once, it meets the tap that sends the page
WAGTAIL_FINISH_WORKFLOW_ACTION = "modules.publishing.publish"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PASSWORD_RESET_ENABLED = False

# -- Celery: correctness never depends on the broker; a sweeper finds what is due --------------------------------------
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker" / "queue"),
        "data_folder_out": str(VAR_DIR / "broker" / "queue"),
        "control_folder": str(VAR_DIR / "broker" / "control"),
        "polling_interval": 0.2,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {
    "alive": {"task": "lms.portal.tasks.alive", "schedule": 60.0},
    "fold": {"task": "lms.reporting.tasks.fold", "schedule": 5.0},
    "sweep-proposals": {"task": "certificates.tasks.sweep", "schedule": 5.0},
    "sweep-proposals-again": {"task": "certificates.tasks.sweep_again", "schedule": 3600.0},
    "catch-up": {"task": "lms.reporting.tasks.catch_up", "schedule": 3600.0},
    "snapshot": {"task": "lms.reporting.tasks.snapshot", "schedule": 3600.0},
    "synchronise-groups": {"task": "lms.people.tasks.synchronise_groups", "schedule": 3600.0},
    "end-retention": {"task": "lms.portal.tasks.end_retention", "schedule": 86400.0},
    "clear-sessions": {"task": "lms.people.tasks.clear_sessions", "schedule": 86400.0},
    "sweep-rosters": {"task": "lms.people.tasks.sweep_rosters", "schedule": 20.0},
    "sweep-packages": {"task": "modules.tasks.sweep_packages", "schedule": 20.0},
    "sweep-regrades": {"task": "assessments.tasks.sweep_regrades", "schedule": 300.0},
    "analyse-nightly": {"task": "assessments.tasks.analyse_nightly", "schedule": 86400.0},
    "apply-passing-rules": {"task": "assessments.tasks.apply_passing_rules", "schedule": 60.0},
    "sweep-analysis": {"task": "assessments.tasks.sweep_analysis", "schedule": 20.0},
    "weigh-packs": {"task": "modules.tasks.weigh_packs", "schedule": 300.0},
    "publish-scheduled": {"task": "modules.tasks.publish_scheduled", "schedule": 60.0},
}

# -- logs: one line an event on stdout; no query strings, names or numbers in them -------------------------------------
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"tokens": {"()": "lms.people.logs.HideTokens"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": sys.stdout,
            "formatter": "line",
            "filters": ["tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", default="INFO", of=LOG_LEVELS)},
}
