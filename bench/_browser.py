"""For benchmarks with a browser: the errands of the browser tests, which know the types of items, need settings."""

import os

import django

from bench import _site

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # after _site: these take a folder of their own
django.setup()
served = _site.served
