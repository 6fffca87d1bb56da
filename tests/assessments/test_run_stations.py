"""A kab/kota runs the stations in its own order, minutes and words; the steps stay, and so does every station."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from assessments import local_stations, run_stations
from assessments.models import Circuit, LocalCircuit
from lms.areas.errors import UserError
from tests.assessments import day as days
from tests.assessments.day import Day, signed_in
from tests.cast import Cast
from tests.factories import NOW

PAGE = "/kegiatan/pos/35.71/ilp-25/b/"
KEYS = st.sampled_from("abcd")
entries = st.lists(
    st.builds(
        lambda key, n: {
            "key": key,
            "minutes": 9,
            "told": "x",
            "setup": "",
            "scenes": [{"text": "s", "observe": []}] * n,
        },
        KEYS,
        st.integers(1, 3),
    ),
    unique_by=lambda one: one["key"],
)
local = st.lists(
    st.builds(
        lambda key, n: {"key": key, "minutes": 5, "told": "y", "setup": "z", "scenes": ["t"] * n},
        KEYS,
        st.integers(1, 3),
    ),
    unique_by=lambda one: one["key"],
)


@given(entries, local)
def test_no_station_and_no_scene_is_ever_lost(written: list[dict], run: list[dict]):
    merged = local_stations.merged(written, run)
    assert sorted(one["key"] for one in merged) == sorted(one["key"] for one in written)
    of = {one["key"]: one for one in written}
    assert all(len(one["scenes"]) == len(of[one["key"]]["scenes"]) for one in merged)
    assert local_stations.merged(merged, run) == merged


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def day(cast: Cast) -> Day:
    return days.make(cast)


def own(**changed: object) -> list[dict]:
    return [local_stations.taken(days.WRITTEN["stations"][0]) | changed]  # type: ignore[index, operator]


def test_the_dinas_says_it_in_its_own_words(cast: Cast, day: Day, client: Client, monkeypatch):
    dewi = signed_in(client, cast.dewi, monkeypatch)
    page = dewi.get(PAGE).content.decode()
    assert "Bu Rini datang." in page
    posted = {"0-place": "1", "0-minutes": "12", "0-told": "Monggo.", "0-setup": ""}
    dewi.post(PAGE, posted | {"0-scene-0": "Bu Ani teka.", "0-scene-1": "Takon."})
    rina = signed_in(client, cast.rina, monkeypatch)
    sheet = rina.get(day.sheet).content.decode()
    assert "Bu Ani teka." in sheet
    assert "Monggo." in sheet
    assert sheet.count("wajib benar") == 4, "the steps stay"
    assert "12 menit" in rina.get(day.url).content.decode()


def test_another_city_keeps_the_package(cast: Cast, day: Day):
    circuit = Circuit.objects.get()
    run_stations.change(circuit, cast.kediri, own(minutes=12), by=cast.dewi, now=NOW)
    assert run_stations.entries(circuit, cast.blitar)[0]["minutes"] == 15
    run_stations.give_back(circuit, cast.kediri, by=cast.dewi, now=NOW)
    assert run_stations.entries(circuit, cast.kediri)[0]["minutes"] == 15


@pytest.mark.parametrize(
    ("stations", "said"),
    [
        ([], "setiap pos tetap ada"),
        (own() + own(), "setiap pos tetap ada"),
        (own(minutes=26), "paling lama 25"),
        (own(scenes=["satu saja"]), "tidak boleh kosong"),
        (own(told=""), "tidak boleh kosong"),
        (own(told="{fakta:tidak.ada}"), "fakta yang tidak dikenal"),
    ],
)
def test_what_would_leave_something_unseen_is_refused(cast: Cast, day: Day, stations: list, said: str):
    with pytest.raises(UserError, match=said):
        run_stations.change(Circuit.objects.get(), cast.kediri, stations, by=cast.dewi, now=NOW)
    assert not LocalCircuit.objects.exists()


@pytest.mark.parametrize("who", ["rina", "puji", "yanti", "sari", "budi"])
def test_nobody_else_changes_them(cast: Cast, day: Day, client: Client, who: str, monkeypatch):
    with pytest.raises(PermissionDenied):
        run_stations.change(Circuit.objects.get(), cast.kediri, own(), by=getattr(cast, who), now=NOW)
    assert signed_in(client, getattr(cast, who), monkeypatch).get(PAGE).status_code == 404
