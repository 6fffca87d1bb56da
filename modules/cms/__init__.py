"""The admin for authors, one topic a file; ``modules.wagtail_hooks`` wires them."""
