"""The papers of one event: which there are, what each lacks, and each as PDF, picture or sheet; all of them as ZIP."""

import zipfile
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from io import BytesIO

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assessments.event_papers import registry
from assessments.event_papers.occasion import Occasion
from assessments.event_papers.registry import Paper
from assessments.event_papers.typed import Typed
from assessments.models import EventPaper
from lms.areas import surat
from lms.areas.errors import UserError
from lms.areas.format import angka
from lms.areas.models import Area, Puskesmas
from lms.areas.sheets import writing
from lms.areas.surat import Surat
from lms.people import offices, scope
from lms.people.models import User
from lms.people.queries import office_of
from lms.people.scope import Action

LANGUAGE = "id"  # of every paper, whatever language the officer reads her screens in
LOOK = 80  # dots an inch of a picture on the screen


@dataclass(frozen=True)
class Line:
    """One paper of the list: what it lacks, and what was typed in for it (None: nothing yet)."""

    paper: Paper
    missing: list[str]
    row: EventPaper | None


class Folder:
    """All papers of an event, at one moment."""

    def __init__(self, occasion: Occasion) -> None:
        self.occasion = occasion

    @cached_property
    def papers(self) -> list[Paper]:
        return registry.of(self.occasion)

    @cached_property
    def rows(self) -> dict[str, EventPaper]:
        rows = EventPaper.objects.filter(event=self.occasion.event).select_related("updated_by__person")
        return {row.key: row for row in rows}

    def lines(self) -> list[Line]:
        """Every paper with what is missing for it."""
        return [Line(paper, paper.missing(self.occasion), self.rows.get(paper.key)) for paper in self.papers]

    def typed(self, paper: Paper) -> Typed:
        """What stands in its fields: as it was typed in, else what is suggested."""
        row = self.rows.get(paper.key)
        if row is not None:
            return Typed(row.number, row.day, row.subject, row.texts)
        with translation.override(LANGUAGE):
            subject = paper.subject(self.occasion) if paper.subject else ""
            texts = {field.key: field.default(self.occasion) for field in paper.fields}
            return Typed("", paper.day(self.occasion), subject, texts)

    def made(self, paper: Paper) -> Surat:
        """The paper with all that stands on it."""
        with translation.override(LANGUAGE):
            return paper.make(self.occasion, self.typed(paper))

    def pdf(self, paper: Paper) -> bytes:
        """The paper as PDF. Raises typst.TypstError."""
        return surat.pdf(self.made(paper), made_at=self.occasion.now)

    def preview(self, paper: Paper) -> bytes:
        """Its first page as a picture."""
        whole = self.made(paper)
        return surat.png(replace(whole, parts=whole.parts[:1]), ppi=LOOK)[0]

    def xlsx(self, paper: Paper) -> bytes:
        """Its twin to edit. ValueError for a paper that has none."""
        if paper.pages is None:
            raise ValueError(f"paper {paper.key} has no sheet")
        with translation.override(LANGUAGE):
            return writing.workbook(paper.pages(self.occasion, self.typed(paper)), self.occasion.now)

    def zip(self) -> bytes:
        """Every paper and every sheet, numbered as an office needs them; of one that cannot be made the reason."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
            for number, paper in enumerate(self.papers, start=1):
                name = f"{number:02}-{file_name(paper)}"
                try:
                    file.writestr(f"{name}.pdf", self.pdf(paper))
                except UserError as error:
                    file.writestr(f"{name}.txt", str(error))
                if paper.pages:
                    file.writestr(f"{name}.xlsx", self.xlsx(paper))
        return target.getvalue()


def beside(folder: Folder, user: User) -> list[dict[str, str]]:
    """What belongs to the papers and stands elsewhere, as ``components/row.html`` draws it: only what she may open."""
    event, on = folder.occasion.event, timezone.localdate(folder.occasion.now)
    photos = angka(len(folder.occasion.photo_rows))
    rows = [
        {
            "title": _("Foto kegiatan"),
            "small": _("%(number)s foto; delapan yang pertama masuk ke laporan.") % {"number": photos},
            "href": reverse("event-photos", args=[event.uuid]),
        }
    ]
    return [*rows, _test_papers(scope.may(user, Action.ASSESS, on=on)), _office(folder, user, on)]


def _test_papers(may: bool) -> dict[str, str]:
    """Only who may assess prints the questions: their key is with them."""
    small = _("Untuk pre-test dan post-test di kertas.")
    if not may:
        small = _("Untuk pre-test dan post-test di kertas. Dicetak penilai di puskesmasnya, karena kuncinya ikut.")
    return {
        "title": _("Lembar soal A dan B, lembar jawaban, kunci"),
        "small": small,
        "href": reverse("papers") if may else "",
    }


def _office(folder: Folder, user: User, on: date) -> dict[str, str]:
    """What its kop and its signature lack; a link for whoever looks after that office."""
    event = folder.occasion.event
    place = event.puskesmas or event.kab
    lacks = ", ".join(offices.missing(office_of(place)))
    small = _("Kop, logo, dan pejabat yang menandatangani.")
    row = {"title": _("Data kantor"), "small": _("Belum ada: %(what)s") % {"what": lacks} if lacks else small}
    mine: QuerySet[Puskesmas] | QuerySet[Area]
    if isinstance(place, Puskesmas):
        mine, address = offices.puskesmas_of(user, on=on), reverse("office-puskesmas", args=[place.uuid])
    else:
        mine, address = offices.areas_of(user, on=on), reverse("office-area", args=[place.code])
    return {**row, "href": address if mine.filter(pk=place.pk).exists() else "", "chip": lacks and _("belum lengkap")}


def file_name(paper: Paper) -> str:
    """What it is, never whose: ``daftar-hadir``; says CONTOH in demo mode."""
    return f"{'CONTOH-' if settings.DEMO else ''}{paper.key}"
