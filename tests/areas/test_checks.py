"""The database keeps what it has acknowledged."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from lms.areas import checks


def test_the_database_of_this_project_is_durable(db: None):
    assert checks.databases_are_durable(databases=["default"]) == []


def test_without_a_named_database_nothing_is_asked():
    assert checks.databases_are_durable(databases=None) == []


def test_the_check_is_registered(db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checks, "_read", lambda connection, statement: "off")
    assert "areas.E001" in {message.id for message in run_checks(databases=["default"])}


@pytest.mark.parametrize("name", ["synchronous", "foreign_keys"])
def test_a_careless_sqlite_is_refused(db: None, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setattr(checks, "_read", lambda c, statement: 0 if name in statement else 1 + ("sync" in statement))
    monkeypatch.setattr(connection, "vendor", "sqlite")
    messages = checks.databases_are_durable(databases=["default"])
    assert [name in message.msg for message in messages] == [True]


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_careless_postgresql_is_refused(db: None, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setattr(checks, "_read", lambda c, statement: "off" if statement == f"SHOW {name}" else "on")
    monkeypatch.setattr(connection, "vendor", "postgresql")
    messages = checks.databases_are_durable(databases=["default"])
    assert [f"{name} = off" in message.msg for message in messages] == [True]
