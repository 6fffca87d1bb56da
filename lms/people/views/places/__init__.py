"""``/kelola/tempat/``: the puskesmas, pustu and posyandu of a Dinas."""
