"""The readers of settings refuse a wrong value and name it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms import environment as env

LEVELS = ("INFO", "DEBUG")


@pytest.mark.parametrize("value", ["ya", "2", "true false"])
def test_a_flag_is_nought_or_one(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("SAKLAR", value)
    with pytest.raises(ImproperlyConfigured, match="SAKLAR"):
        env.flag("SAKLAR", default=False)


@pytest.mark.parametrize("value", ["banyak", "-1", "6", "1.5"])
def test_a_number_keeps_its_bounds(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("ANGKA", value)
    with pytest.raises(ImproperlyConfigured, match="ANGKA"):
        env.number("ANGKA", default=1, low=0, high=5)


@pytest.mark.parametrize("value", ["info", "HEBOH"])
def test_a_choice_is_one_of_its_words(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("PILIHAN", value)
    with pytest.raises(ImproperlyConfigured, match="INFO, DEBUG"):
        env.choice("PILIHAN", default="INFO", of=LEVELS)


@pytest.mark.parametrize(
    "value", ["tuntas.go.id", "ftp://a.go.id", "https://a.go.id/x", "https://", "https://u@a.go.id"]
)
def test_an_address_is_that_of_a_site(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("ALAMAT", value)
    with pytest.raises(ImproperlyConfigured, match="ALAMAT"):
        env.address("ALAMAT", default="http://127.0.0.1:8000")
    monkeypatch.setenv("ALAMAT", "https://tuntas.go.id:8443/")
    assert env.address("ALAMAT", default="") == "https://tuntas.go.id:8443"


@pytest.mark.parametrize("value", ["bukan", "mongo://u:rahasia@x/y", "mysql://u:rahasia@x/y"])
def test_a_database_is_one_of_two_and_its_password_is_not_repeated(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("BASIS", value)
    with pytest.raises(ImproperlyConfigured, match="BASIS") as refused:
        env.database("BASIS", default="")
    assert "rahasia" not in str(refused.value)


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path):
    (tmp_path / "kunci").write_text("dari berkas\n", encoding="utf-8")
    monkeypatch.setenv("KUNCI_FILE", str(tmp_path / "kunci"))
    assert env.text("KUNCI") == "dari berkas"
    monkeypatch.setenv("KUNCI_FILE", str(tmp_path / "tidak-ada"))
    with pytest.raises(ImproperlyConfigured, match="KUNCI_FILE"):
        env.text("KUNCI")


def test_what_is_needed_and_missing_is_named():
    with pytest.raises(ImproperlyConfigured, match="TIDAK_ADA"):
        env.text("TIDAK_ADA")
