"""The page that opens the list of a day on a phone: the same for everybody, so that it needs no signal."""

from django.template.loader import render_to_string


def page() -> str:
    """Its text. The script draws the rest of what the phone keeps."""
    return render_to_string("assessments/day/shell.html")
