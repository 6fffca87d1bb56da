"""The forms of ``/kegiatan/``. What is in them is made sure of by the verbs; here it is read."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.events import Facts
from assessments.models import EventMember, EventSession, Station, TrainingEvent
from assessments.timetable import Line
from lms.areas.models import Area, Puskesmas
from lms.people.forms import DayField
from lms.people.models import User
from modules.models import CompetencyGroup, Programme

MOST_DAYS = 30
NEVER_BEFORE = 2010  # a year; an older one, or one far ahead, is a slip of the pen
YEARS_AHEAD = 2


class ClockField(forms.TimeField):
    """A time of day, in the browser's own picker where it has one."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages = {"invalid": _("Tulis jam, misalnya 08:30.")}


class GroupsField(forms.ModelMultipleChoiceField):
    """Groups by their letter and title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Any) -> str:
        return f"{group.key}. {group.title}"


class StaffField(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        return str(user.person.name)


class StationField(forms.ModelChoiceField):
    def label_from_instance(self, station: Any) -> str:
        return f"{station.circuit.group.key} {station.position + 1}: {station.title}"


class EventForm(forms.Form):
    """An event as an officer writes it. ``event``: one that is changed; its kind and holder stay."""

    kind = forms.ChoiceField(label=_("Jenis kegiatan"), choices=TrainingEvent.Kind)
    groups = GroupsField(
        CompetencyGroup.objects.none(),
        label=_("Kelompok keterampilan"),
        error_messages={"required": _("Pilih paling sedikit satu kelompok.")},
    )
    starts_on = DayField(label=_("Hari pertama"))
    days = forms.IntegerField(label=_("Berapa hari"), min_value=1, max_value=MOST_DAYS, initial=1)
    place = forms.CharField(
        label=_("Tempat"), max_length=120, required=False, help_text=_("Misalnya: Aula Kelurahan Semampir.")
    )
    capacity = forms.IntegerField(
        label=_("Daya tampung (boleh kosong)"),
        min_value=1,
        max_value=5000,
        required=False,
        help_text=_("Yang diundang lebih dari ini masuk daftar tunggu."),
    )
    title = forms.CharField(
        label=_("Nama kegiatan (boleh kosong)"),
        max_length=160,
        required=False,
        help_text=_("Kosong: disusun dari jenis, program, dan angkatannya."),
    )
    cohort = forms.IntegerField(
        label=_("Angkatan (boleh kosong)"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Kosong: nomor berikutnya tahun itu."),
    )
    funding = forms.ChoiceField(
        label=_("Sumber dana (boleh kosong)"), choices=[("", "–"), *TrainingEvent.Funding.choices], required=False
    )
    holder = forms.ChoiceField(label=_("Penyelenggara"))

    def __init__(
        self,
        *args: Any,
        today: date,
        programme: Programme,
        holders: Sequence[Area | Puskesmas],
        event: TrainingEvent | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._years = range(NEVER_BEFORE, today.year + YEARS_AHEAD + 1)
        groups = CompetencyGroup.objects.filter(programme=programme).order_by("position")
        cast(GroupsField, self.fields["groups"]).queryset = groups
        self._holders = {_key(one): one for one in holders}
        cast(forms.ChoiceField, self.fields["holder"]).choices = [
            (key, _holder(one)) for key, one in self._holders.items()
        ]
        if event is not None:
            del self.fields["kind"], self.fields["holder"]
        elif not self.is_bound:
            self.initial.setdefault("groups", groups)

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        if day.year not in self._years:
            raise forms.ValidationError(_("Tahunnya tampaknya keliru. Periksa lagi tanggalnya."))
        return day

    @property
    def place_of_holder(self) -> tuple[Area, Puskesmas | None]:
        """The kab/kota, and the puskesmas if one holds it. Only of a valid form of a new event."""
        one = self._holders[self.cleaned_data["holder"]]
        return (one.kab, one) if isinstance(one, Puskesmas) else (one, None)

    def facts(self, title: str, cohort: int | None) -> Facts:
        """What was written, of a valid form."""
        data = self.cleaned_data
        return Facts(
            title=title,
            groups=tuple(data["groups"]),
            starts_on=data["starts_on"],
            days=data["days"],
            place=data["place"],
            capacity=data["capacity"],
            funding=data["funding"],
            cohort=cohort,
        )


class SessionForm(forms.Form):
    """One line of the timetable."""

    day = forms.ChoiceField(label=_("Hari"))
    starts = ClockField(label=_("Mulai"))
    ends = ClockField(label=_("Selesai"))
    title = forms.CharField(label=_("Acara"), max_length=120)
    groups = GroupsField(
        CompetencyGroup.objects.none(),
        label=_("Kelompok yang diajarkan (boleh kosong)"),
        required=False,
    )
    speaker = forms.CharField(label=_("Narasumber (boleh kosong)"), max_length=120, required=False)

    def __init__(
        self,
        event: TrainingEvent,
        *args: Any,
        days: Sequence[tuple[str, str]],
        session: EventSession | None = None,
        **kwargs: Any,
    ) -> None:
        if session is not None:
            kwargs["initial"] = {
                "day": session.day.isoformat(),
                "groups": session.groups.all(),
                **{name: getattr(session, name) for name in ("starts", "ends", "title", "speaker")},
            }
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["day"]).choices = days
        cast(GroupsField, self.fields["groups"]).queryset = event.groups.order_by("position")

    def line(self) -> Line:
        """What was written, of a valid form."""
        data = self.cleaned_data
        day = date.fromisoformat(data["day"])
        return Line(day, data["starts"], data["ends"], data["title"], tuple(data["groups"]), data["speaker"])


class MemberForm(forms.Form):
    """Somebody of the team: chosen from the offices, or written."""

    duty = forms.ChoiceField(label=_("Tugas"), choices=EventMember.Duty)
    user = StaffField(
        User.objects.none(), label=_("Petugas"), required=False, empty_label=_("Orang lain, tulis namanya di bawah")
    )
    name = forms.CharField(
        label=_("Nama dengan gelar (boleh kosong)"),
        max_length=120,
        required=False,
        help_text=_("Seperti akan tercetak di surat. Wajib bila ia tidak ada di daftar petugas."),
    )
    nip = forms.CharField(
        label=_("NIP (boleh kosong)"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("18 angka. Pegawai kontrak tidak punya."),
    )
    station = StationField(
        Station.objects.none(), label=_("Pos (hanya penilai, boleh kosong)"), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, staff: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(StaffField, self.fields["user"]).queryset = staff
        cast(StationField, self.fields["station"]).queryset = stations
        if not stations:
            del self.fields["station"]


class ReasonForm(forms.Form):
    """Why something is corrected; kept with it for good."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Misalnya: tertukar dengan orang lain. Disimpan bersama nama Ibu/Bapak."),
        error_messages={"required": _("Tulis dulu alasannya. Belum ada yang berubah.")},
    )


def initial_of(event: TrainingEvent) -> dict[str, Any]:
    """An event as its form shows it."""
    names = ("title", "starts_on", "place", "capacity", "funding", "cohort")
    return {**{name: getattr(event, name) for name in names}, "days": len(event.days), "groups": event.groups.all()}


def initial_after(event: TrainingEvent, *, on: date) -> dict[str, Any]:
    """The event that catches up on this one, a week from now; its title and number are new."""
    return initial_of(event) | {
        "kind": event.kind,
        "holder": _key(event.puskesmas or event.kab),
        "starts_on": on + timedelta(days=7),
        "title": "",
        "cohort": None,
    }


def _key(one: Area | Puskesmas) -> str:
    return f"p-{one.pk}" if isinstance(one, Puskesmas) else f"k-{one.pk}"


def _holder(one: Area | Puskesmas) -> str:
    return str(one) if isinstance(one, Puskesmas) else f"Dinas Kesehatan {one.name}"
