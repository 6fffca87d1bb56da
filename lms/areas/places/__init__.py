"""Puskesmas, pustu and posyandu are opened, renamed, closed; their dated facts. Knows nothing of people.

A place never changes where it stands: a posyandu that moves ends and goes on as a successor (``Posyandu.merged_into``),
so that what was counted stays where it was counted.
"""
