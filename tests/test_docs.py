"""What the documentation promises is there, and what is there is documented."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
OURS = ("lms.", "modules", "assessments", "certificates")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_setting_of_the_environment_is_documented():
    read_in_settings = set(re.findall(r'env\.\w+\(\s*"(\w+)"', read("lms/settings.py")))
    documented = set(re.findall(r"^\| `(\w+)`", read("docs/settings.md"), re.MULTILINE))
    assert read_in_settings == documented


def test_every_command_of_ours_is_documented():
    commands = {name for name, app in get_commands().items() if app.startswith(OURS)}
    assert commands
    assert {name for name in commands if f"`manage.py {name}" not in read("docs/operations.md")} == set()


@pytest.mark.parametrize("path", ["README.md", *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md"))])
def test_every_link_between_documents_leads_somewhere(path: str):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", read(path))
    assert [link for link in links if not (ROOT / path).parent.joinpath(link).exists()] == []


def test_the_readme_opens_with_the_two_commands():
    first_screen = "\n".join(read("README.md").splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen
