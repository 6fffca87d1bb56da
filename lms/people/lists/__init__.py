"""The list of kader of ``/kelola/kader/``: asked, found, shown, exported."""
