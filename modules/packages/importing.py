"""Importing a checked package piece by piece, each in its own transaction (DESIGN 4).

Each piece is compared three ways: as last imported, in the file, and live. A local edit is never overwritten unless a
person who saw it says so.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from django.db import transaction

from lms.people.models import User
from modules.breath import Breath
from modules.models import PackageImport, PackageKept
from modules.packages import zipped
from modules.packages.checking import check
from modules.packages.context import Context
from modules.packages.pieces import Choice, Piece, Side
from modules.packages.planning import decision_of, kept_before, pieces
from modules.packages.registry import BadPackage
from modules.root import ensure_pages
from modules.rules import Decision, digest

WORDS = {
    Decision.CREATE: "ditambahkan.",
    Decision.UPDATE: "diperbarui.",
    Decision.REMOVE: "ditarik, karena tidak lagi di paket.",
    Decision.KEEP: "suntingan setempat dipertahankan.",
    Decision.CONFLICT: "berubah di paket dan di sini. Yang di sini dipertahankan sampai ada yang memilih.",
}
TAKEN = (Decision.CREATE, Decision.UPDATE, Decision.REMOVE)
FEW = 5
Told = Callable[[Piece, Decision], None]


@dataclass
class Report:
    """What an import did with each piece that did not stay the same. ``nothing``: all of them did."""

    done: list[tuple[Piece, Decision]] = field(default_factory=list)

    def tell(self, piece: Piece, decision: Decision) -> None:
        if decision is not Decision.SAME:
            self.done.append((piece, decision))

    @property
    def lines(self) -> list[str]:
        """One Indonesian line a piece; many pieces of one file that fared alike share a line."""
        settled = [(piece, what) for piece, what in self.done if what is not Decision.CONFLICT]
        alike = Counter((piece.path, what) for piece, what in settled)
        lines = [
            f"{piece.key}: {WORDS[what]}"
            if alike[piece.path, what] <= FEW
            else f"{piece.path}: {alike[piece.path, what]} {piece.kind.lower()} {WORDS[what]}"
            for piece, what in settled
        ]
        return list(dict.fromkeys(lines))

    @property
    def conflicts(self) -> list[str]:
        return [f"{piece.key}: {WORDS[what]}" for piece, what in self.done if what is Decision.CONFLICT]

    @property
    def nothing(self) -> bool:
        return not self.done


def import_package(
    source: Path, *, now: datetime, choices: Mapping[str, Choice] | None = None, by: User | None = None
) -> Report:
    """Bring in the package of a folder or ZIP. BadPackage, with every problem, if the check finds any; then nothing is
    imported. ``choices``: key of a piece -> what is to become of it where both sides have changed."""
    report = Report()
    with zipped.opened(source) as folder:
        context, problems = check(folder)
        if problems:
            raise BadPackage(problems)
        bring_in(context, choices=choices or {}, by=by, now=now, tell=report.tell)
    return report


def bring_in(context: Context, *, choices: Mapping[str, Choice], by: User | None, now: datetime, tell: Told) -> None:
    """Import what was checked; ``tell`` hears of each piece and what was done. Cut off, it goes on where it stopped."""
    context.record, _ = PackageImport.objects.get_or_create(
        key=context.package["key"], defaults={"version": context.package["version"], "imported_at": now}
    )
    ensure_pages()  # by itself: on an empty site it is more than a piece
    importer = _Importer(context, context.record, choices, by, now, tell, kept_before(context))
    unsettled: set[str] = set()
    for path, group in groupby(pieces(context, now=now), key=lambda piece: piece.path):
        if Decision.CONFLICT in [importer.do(piece) for piece in group]:
            unsettled.add(path)  # the old base stays, so that it is asked about until somebody chooses
        elif path not in unsettled:
            _settle(context, path)
    PackageImport.objects.filter(pk=context.record.pk).update(version=context.package["version"], imported_at=now)


def _settle(context: Context, path: str) -> None:
    """From now on this file is what the next one is compared with."""
    if not context.exists(path):
        context.drop_base(path)
    elif context.changed(path):
        context.keep_base(path)


@dataclass(frozen=True)
class _Importer:
    context: Context
    record: PackageImport
    choices: Mapping[str, Choice]
    by: User | None
    now: datetime
    tell: Told
    kept: dict[str, str]
    breath: Breath = field(default_factory=Breath)

    def do(self, piece: Piece) -> Decision:
        decision = self._decide(piece)
        if decision in TAKEN:
            decision = self._take(piece, decision)
        self.tell(piece, decision)
        self.breath.draw()
        return decision

    def _decide(self, piece: Piece) -> Decision:
        decision = decision_of(piece, self.kept)
        choice = self.choices.get(piece.key)
        if decision is not Decision.CONFLICT or choice is None:
            return decision
        if choice.side is Side.OURS:
            self._remember(piece)
            return Decision.KEEP
        if choice.seen not in ("", piece.seen):
            return decision  # what stands here has changed since somebody chose to give it up
        return Decision.REMOVE if piece.file is None else Decision.UPDATE

    def _remember(self, piece: Piece) -> None:
        values = {"digest": digest(piece.file), "by": self.by, "at": self.now}
        PackageKept.objects.update_or_create(package=self.record, piece=piece.key, defaults=values)

    def _take(self, piece: Piece, decision: Decision) -> Decision:
        with transaction.atomic():
            # Two imports of one package follow each other here; the second finds the piece as it should be.
            PackageImport.objects.select_for_update().get(pk=self.record.pk)
            if piece.read() != piece.live:
                return Decision.CONFLICT
            piece.take()
        return decision
