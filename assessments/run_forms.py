"""The stations of a group as one form: each with its place in the order, its minutes and its words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments import local_stations
from assessments.run_stations import LONGEST

WORDS = {"rows": 4}


class RunForm(forms.Form):
    """``entries``: as they are run now (``run_stations.entries``)."""

    def __init__(self, entries: Sequence[Mapping[str, Any]], data: Any = None) -> None:
        super().__init__(data)
        self._taken = [local_stations.taken(one) for one in entries]
        self._titles = [one["title"] for one in entries]
        for at, one in enumerate(self._taken):
            self.fields[f"{at}-place"] = forms.IntegerField(
                label=_("Urutan"), initial=at + 1, min_value=1, max_value=len(entries)
            )
            self.fields[f"{at}-minutes"] = forms.IntegerField(
                label=_("Menit"), initial=one["minutes"], min_value=1, max_value=LONGEST
            )
            self.fields[f"{at}-told"] = _words(_("Bacakan kepada kader"), one["told"])
            self.fields[f"{at}-setup"] = _words(_("Persiapan"), one["setup"], required=False)
            for number, text in enumerate(one["scenes"]):
                self.fields[f"{at}-scene-{number}"] = _words(_("Adegan %(n)s") % {"n": number + 1}, text)

    @property
    def blocks(self) -> Iterator[dict[str, Any]]:
        """One a station: its title and its fields."""
        for at, (title, one) in enumerate(zip(self._titles, self._taken, strict=True)):
            names = ["place", "minutes", "told", "setup", *(f"scene-{n}" for n in range(len(one["scenes"])))]
            yield {"title": title, "fields": [self[f"{at}-{name}"] for name in names]}

    @property
    def stations(self) -> list[dict[str, Any]]:
        """In the order asked for; of two in one place the earlier stays first. Only of a valid form."""
        found = [self._station(at, one) for at, one in enumerate(self._taken)]
        order = sorted(range(len(found)), key=lambda at: (self.cleaned_data[f"{at}-place"], at))
        return [found[at] for at in order]

    def _station(self, at: int, one: Mapping[str, Any]) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "key": one["key"],
            "minutes": given[f"{at}-minutes"],
            "told": given[f"{at}-told"],
            "setup": given[f"{at}-setup"],
            "scenes": [given[f"{at}-scene-{number}"] for number in range(len(one["scenes"]))],
        }


def _words(label: Any, text: str, *, required: bool = True) -> forms.CharField:
    box = forms.Textarea(attrs=WORDS)
    return forms.CharField(label=label, initial=text, required=required, max_length=1200, widget=box)
