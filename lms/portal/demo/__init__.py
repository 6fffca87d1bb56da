"""The reference case: real areas of Kota Kediri, and synthetic people, posyandu names and puskesmas catchments.

Everything is deterministic: fixed dates, a seeded generator, and every verb is given its own clock.
"""
