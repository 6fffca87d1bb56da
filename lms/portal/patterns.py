"""Sample data for every component, as the pattern page shows them. Nobody in it is real."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator

from lms.areas import chart, flower
from lms.areas.flower import Petal

STATES = {
    "A": [Petal.SKILLED] * 4,
    "B": [Petal.TRAINED] * 7,
    "C": [Petal.STUDIED] * 6,
    "D": [Petal.NOT_STARTED] * 3,
    "E": [Petal.SKILLED, Petal.TRAINED, Petal.STUDIED, Petal.NOT_STARTED, Petal.NOT_STARTED],
}
SHARES: dict[str, list[Decimal | float]] = {
    "A": [0.9, 0.8, 0.7, 0.6],
    "B": [0.5] * 7,
    "C": [0.3] * 6,
    "D": [0.1, 0.05, 0],
    "E": [1] * 5,
}
MINI = flower.mini({"A": 1, "B": 0.6, "C": 0.3, "D": 0, "E": 0.8})
KEYS = [
    {"value": "benar", "text": "Benar", "kind": "ok"},
    {"value": "bantuan", "text": "Dibantu", "kind": "warn"},
    {"value": "belum", "text": "Belum", "kind": "bad"},
]
POINTS = [
    chart.Point(date(2024, 7, 31), 1074, 3581),
    chart.Point(date(2025, 11, 12), 1072, 3343),
    chart.Point(date(2025, 11, 20), 1643, 3343),
]


class Weighing(forms.Form):
    weight = forms.DecimalField(label="Berat badan", help_text="Pakai koma: 8,4.", max_digits=4, decimal_places=1)
    place = forms.ChoiceField(label="Tempat", widget=forms.RadioSelect, choices=[("a", "Meja datar"), ("b", "Tikar")])
    note = forms.CharField(label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def sample() -> dict[str, Any]:
    """Everything that ``portal/patterns.html`` shows."""
    return {
        "flower": flower.petals(STATES),
        "flower_words": flower.words(STATES),
        "shares": flower.shares(SHARES),
        "mini": MINI,
        "keys": KEYS,
        "form": Weighing({"weight": "8,4 kilo", "place": "a"}),
        "chart": chart.line_chart([chart.Series("Dilatih", POINTS)]),
        "split": chart.split([("Dilatih", 1643), ("Menunggu praktik", 900), ("Belum", 800)]),
        "page": Paginator(range(30), 10).get_page(2),
        "said": [Message(getattr(constants, level), words) for level, words in SAID],
        "picture": {"alt": "Kader menunggu sampai layar timbangan menunjukkan nol."},
        **_lists(),
    }


SAID = (("SUCCESS", "Tersimpan."), ("WARNING", "Satu baris perlu dilihat lagi."), ("ERROR", "Belum tersimpan."))


def _lists() -> dict[str, Any]:
    row = {"href": "/modul/", "badge": "B3", "title": "Menimbang dan mengukur", "small": "6 pelajaran"}
    return {
        "group": {
            "key": "b",
            "letter": "B",
            "title": "Bayi dan balita",
            "small": "2 dari 7 terampil",
            "flower": flower.petals({"B": [Petal.SKILLED, Petal.SKILLED, *[Petal.STUDIED] * 5]}),
            "rows": [row, {**row, "badge": "B4", "chip": "terampil", "chip_kind": "ok"}],
        },
        "facts": [{"number": "6", "label": "pelajaran"}, {"number": "25", "label": "menit"}],
        "pairs": [{"name": "Nomor", "value": "400.7/0012/TKK"}, {"name": "Terbit", "value": "20 November 2025"}],
        "table": {
            "caption": "Per kelurahan",
            "head": ["Kelurahan", "Kader", "Dilatih"],
            "rows": [[{"text": "Semampir", "href": "#tabel", "mini": MINI}, "77", "41"], ["Ngletih", "64", "30"]],
            "foot": ["Jumlah", "141", "71"],
        },
        "switch": [{"title": "25 keterampilan", "href": "#pilih", "on": True}, {"title": "TBC", "href": "#pilih"}],
        "trail": [{"title": "Kota Kediri", "href": "#jalur"}, {"title": "Semampir"}],
    }
