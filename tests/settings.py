"""The project's settings, made quick and private for tests."""

import os
import tempfile

if "TUNTAS_VAR" not in os.environ:
    own = tempfile.TemporaryDirectory(prefix="tuntas-tests-")  # goes with this process
    os.environ["TUNTAS_VAR"] = own.name
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 40)
os.environ.setdefault("CARD_KEY", "only-for-tests-" + "1" * 40)
os.environ.setdefault("TUNTAS_DEMO", "0")

from lms.settings import *  # noqa: F403

if "TEST_TEMPLATE" in os.environ:  # a database of PostgreSQL that is migrated already (tests/postgres.py)
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TEST_TEMPLATE"]}  # noqa: F405
# Processes of one run share the folder: a test that tidies one's private files must not take another's.
PRIVATE_ROOT = PRIVATE_ROOT / os.environ.get("PYTEST_XDIST_WORKER", "")  # noqa: F405
STORAGES["private"] = {  # noqa: F405
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None, "file_permissions_mode": 0o600},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
    "weights": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "weights"},
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
WHITENOISE_AUTOREFRESH = True
# ``client.force_login`` has no second factor, no enrolled device and no notice read; tests/people puts them back.
LATER = {"lms.people.middleware.StrongSignIn", "lms.people.middleware.NoticeFirst"}
MIDDLEWARE = [name for name in MIDDLEWARE if name not in LATER]  # noqa: F405
