"""What is to become of each row of a list. Pure: the same rules plan a list and look again when it is applied."""

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lms.areas.format import tanggal
from lms.people.roster import differing, words
from lms.people.roster.differing import Difference
from lms.people.roster.entries import Entry
from lms.people.roster.match import Known, Post, Verdict, name_key, serves
from lms.people.roster.people import People
from lms.people.roster.places import Spot

KESEHATAN = "kesehatan"
FIELDS = frozenset({KESEHATAN, "pendidikan", "pekerjaan_umum", "perumahan", "trantibum", "sosial"})

# A candidate of whom no more is said than that she is: who brings the list may not see her.
ELSEWHERE = {"elsewhere": 1}


@dataclass(frozen=True)
class Answer:
    """What is settled about a row: by an officer, or concluded once and kept, so that applying need not guess again.

    ``who``: 0 open, NEW, or a kader; ``line``: whoever that row of the same list is. ``second``: None open, True she
    serves in both places, False she moves. ``rejected``: kader of whom somebody said that this is not she. ``earlier``:
    fields of which an earlier row of the list says something else.
    """

    posyandu: int = 0
    who: int = 0
    line: int = 0
    second: bool | None = None
    left: date | None = None
    skip: bool = False
    rejected: tuple[int, ...] = ()
    earlier: tuple[str, ...] = ()

    NEW = -1

    def to_json(self) -> dict[str, Any]:
        said = {
            "posyandu": self.posyandu,
            "who": self.who,
            "line": self.line,
            "skip": self.skip,
            "rejected": list(self.rejected),
            "earlier": list(self.earlier),
        }
        kept: dict[str, Any] = {name: value for name, value in said.items() if value}
        if self.second is not None:
            kept["second"] = self.second
        return kept | ({"left": self.left.isoformat()} if self.left else {})

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Answer":
        left = said.get("left")
        lists = {name: tuple(said.get(name, ())) for name in ("rejected", "earlier")}
        return cls(**{**said, "left": date.fromisoformat(left) if left else None, **lists})


@dataclass(frozen=True)
class Planned:
    """One row's fate. ``outcome`` is a value of ``RosterRow.Outcome``; ``who`` whom it means, if anybody known."""

    outcome: str
    reason: str = ""
    spot: Spot | None = None
    who: Known | None = None
    post: Post | None = None
    differences: list[Difference] = field(default_factory=list)
    candidates: list[dict[str, int]] = field(default_factory=list)
    answer: Answer = Answer()


@dataclass
class Planner:
    """Plans rows one after another; what an earlier row makes of somebody counts for the later ones."""

    people: People
    listed: Container[int] = frozenset()  # of the file: hash of (name key, posyandu)
    covered: Collection[tuple[int, str]] = frozenset()  # of the file: posyandu and field
    met: set[int] = field(default_factory=set)  # memberships that a row speaks of
    asked: set[int] = field(default_factory=set)  # kader whom a doubtful row might mean
    lines: dict[int, Known] = field(default_factory=dict)  # who rows of the list are, as far as answers speak of them

    def plan(self, entry: Entry, answer: Answer = Answer(), *, line: int) -> Planned:
        """The fate of one row, which is that ``line`` of the list."""
        refusal = next((remark.sentence for remark in entry.remarks if remark.refuses), "")
        if refusal or not name_key(entry.name):
            return Planned("refused", refusal or "Namanya tidak tertulis. Isi kolom nama, lalu unggah lagi.")
        if answer.skip:
            return Planned("skipped", "Dilewati atas keputusan petugas.", answer=answer)
        spot, unclear = self._place(entry, answer)
        if unclear is not None:
            return unclear
        assert spot is not None  # noqa: S101 (either of them is there)
        planned = self._person(entry, spot, answer, line)
        remarks = [self.people.places.find(entry).sentence if not answer.posyandu else ""]
        remarks += [remark.sentence for remark in entry.remarks]
        return replace(planned, reason=" ".join(filter(None, [planned.reason, *remarks])))

    def missing(self) -> Iterator[Planned]:
        """Those who serve where the list speaks of that field, and of whom it says nothing."""
        for known in self.people:
            for post in known.posts:
                spot = self.people.places.spots.get(post.posyandu)
                if spot and spot.within and self._is_missing(known, post):
                    yield Planned("missing", words.MISSING, spot=spot, who=known, post=post)

    @staticmethod
    def someone(entry: Entry, line: int, posyandu: int, wanted: str = "") -> Known:
        """The person whom a row tells of, as far as the list goes."""
        field = wanted or (entry.field if entry.field in FIELDS else KESEHATAN)
        post = Post(0, posyandu, field, entry.office, entry.decree_number, entry.decree_date)
        known = Known(
            name=words.kept_name(entry),
            key=name_key(entry.name),
            sex=entry.sex,
            birth_date=entry.birth_date,
            phone=entry.phone,
            nik_mark=entry.nik_mark,
            served_since=entry.served_since,
            line=line,
            where=words.where(entry),
            posts=[post],
        )
        differing.learn(entry, known, post, ())
        return known

    def _is_missing(self, known: Known, post: Post) -> bool:
        speaks = post.membership > 0 and (post.posyandu, post.field) in self.covered
        return speaks and post.membership not in self.met and known.kader not in self.asked

    def _place(self, entry: Entry, answer: Answer) -> tuple[Spot | None, Planned | None]:
        """Where the row belongs, or what to say about it."""
        found = self.people.places.find(entry)
        spot = self.people.places.spots.get(answer.posyandu) if answer.posyandu else found.spot
        if spot is None and found.near:
            near = [{"posyandu": one.id} for one in found.near if one.within]
            if near:
                return None, Planned("doubtful", found.sentence, candidates=near, answer=answer)
        if spot is None:
            return None, Planned("refused", found.sentence)
        if not spot.within:
            return None, Planned("refused", words.out_of_reach(spot))
        return spot, None

    def _person(self, entry: Entry, spot: Spot, answer: Answer, line: int) -> Planned:
        wanted = entry.field if entry.field in FIELDS else ""
        if entry.nik_mark in self.people.niks_elsewhere:
            return Planned("refused", words.NIK_ELSEWHERE, spot=spot)
        if answer.who > 0 or answer.line:
            known = self.lines.get(answer.line) if answer.line else self.people.by_kader.get(answer.who)
            return self._known(entry, spot, known, wanted, answer) if known else Planned("doubtful", words.GONE)
        verdict = self.people.verdict(entry, spot, field=wanted)
        elsewhere = self.people.is_elsewhere(entry)
        if verdict is None and not elsewhere:
            return Planned("refused", words.UNKNOWN_CODE)
        verdict = verdict or Verdict()
        if verdict.same is not None and not (answer.who == Answer.NEW and verdict.same.kader in answer.rejected):
            if verdict.same.left and entry.active:  # she came back, perhaps
                return self._ask(Verdict(asks=(verdict.same,), ground=verdict.ground), spot, answer, elsewhere=False)
            answer = replace(answer, line=verdict.same.line)
            return self._known(entry, spot, verdict.same, wanted, answer)
        if verdict.asks and answer.who != Answer.NEW:
            return self._ask(verdict, spot, answer, elsewhere=elsewhere)
        if not entry.active:
            return Planned("refused", words.NOT_ACTIVE, spot=spot)
        if elsewhere and answer.who != Answer.NEW:
            return Planned("doubtful", words.ELSEWHERE, spot=spot, candidates=[ELSEWHERE], answer=answer)
        return self._new(self.someone(entry, line, spot.id, wanted), entry, spot, answer)

    def _ask(self, verdict: Verdict, spot: Spot, answer: Answer, *, elsewhere: bool) -> Planned:
        self.asked.update(one.kader for one in verdict.asks)
        candidates = [{"kader": one.kader} if one.kader else {"line": one.line} for one in verdict.asks]
        reason = words.asks(verdict)
        if elsewhere:
            candidates, reason = [*candidates, ELSEWHERE], f"{reason} {words.ELSEWHERE}"
        return Planned("doubtful", reason, spot=spot, candidates=candidates, answer=answer)

    def _new(self, known: Known, entry: Entry, spot: Spot, answer: Answer) -> Planned:
        if known.nik_mark in self.people.by_nik:
            known.nik_mark = ""
        self.people.add(known)
        reason = words.NIK_TAKEN if entry.nik_mark != known.nik_mark else ""
        return Planned("new", reason, spot=spot, who=known, answer=answer)

    def _known(self, entry: Entry, spot: Spot, known: Known, wanted: str, answer: Answer) -> Planned:
        post = serves(known, spot.id, wanted)
        if post is not None:
            self.met.add(post.membership)
        if not entry.active or answer.left:
            return self.leaves(entry, spot, known, post, answer)
        if post is not None:
            return self._changed(entry, spot, known, post, answer)
        return self._elsewhere(entry, spot, known, wanted or KESEHATAN, answer)

    def leaves(self, entry: Entry, spot: Spot, known: Known, post: Post | None, answer: Answer) -> Planned:
        """She serves there no longer, since a day that the answer must say."""
        if post is None or not post.membership:
            return Planned("unchanged", words.LEFT_ALREADY, spot=spot, who=known, answer=answer)
        if answer.left is None:
            return Planned("doubtful", words.SAYS_LEFT, spot=spot, who=known, post=post, answer=answer)
        return Planned("left", f"Berhenti {tanggal(answer.left)}.", spot=spot, who=known, post=post, answer=answer)

    def _changed(self, entry: Entry, spot: Spot, known: Known, post: Post, answer: Answer) -> Planned:
        twice = words.twice(known) if known.line else words.NIK_KEPT if self._keeps_nik(entry, known) else ""
        differences, earlier = self._told(entry, known, post, answer)
        return Planned(
            "changed" if differences else "unchanged",
            " ".join(filter(None, [twice, words.said_before(earlier)])),
            spot=spot,
            who=known,
            post=post,
            differences=differences,
            answer=replace(answer, earlier=earlier),
        )

    def _told(
        self, entry: Entry, known: Known, post: Post | None, answer: Answer
    ) -> tuple[list[Difference], tuple[str, ...]]:
        """What the row changes, and of what an earlier one of the list says something else."""
        found = self._of_person(entry, known) + (differing.of_post(entry, post) if post else [])
        earlier = [one for one in found if one["field"] in answer.earlier or differing.is_said(one, entry, known, post)]
        changes = [one for one in found if one not in earlier]
        differing.learn(entry, known, post, changes)
        self.people.found_by(known, entry.nik_mark)
        return changes, tuple(one["field"] for one in earlier)

    def _elsewhere(self, entry: Entry, spot: Spot, known: Known, wanted: str, answer: Answer) -> Planned:
        """Somebody we know, at a posyandu or in a field in which she does not serve yet."""
        posts = [post for post in known.posts if post.field == wanted]
        old = min(posts, key=lambda post: not post.primary, default=None)
        second = True if old is None else self._is_second(known, old, answer)
        if second is None:
            assert old is not None  # noqa: S101 (or it would be the second one)
            self.met.add(old.membership)
            reason = words.move_or_second(self._spot(old), spot)
            return Planned("doubtful", reason, spot, known, old, candidates=[{"kader": known.kader}], answer=answer)
        differences, earlier = self._told(entry, known, None if second else old, answer)
        answer = replace(answer, second=second, earlier=earlier)
        if second or old is None:
            post = Post(0, spot.id, wanted, entry.office, entry.decree_number, entry.decree_date, old is None)
            differing.learn(entry, known, post, ())
            self.people.post(known, post)
            added = {"field": "place" if old else "bidang", "old": "", "new": words.at(spot, wanted)}
            reason = " ".join(filter(None, [words.also(known) if known.line else "", words.said_before(earlier)]))
            return Planned("changed", reason, spot, known, None, [*differences, added], answer=answer)
        self.met.add(old.membership)
        moved = {"field": "place", "old": words.at(self._spot(old), wanted), "new": words.at(spot, wanted)}
        known.posts.remove(old)
        self.people.post(known, replace(old, posyandu=spot.id))
        reason = words.said_before(earlier)
        return Planned("moved", reason, spot, known, old, [moved, *differences], answer=answer)

    def _is_second(self, known: Known, old: Post, answer: Answer) -> bool | None:
        """Does she serve in both places? None: nobody knows."""
        if answer.second is not None:
            return answer.second
        before = self._spot(old)
        if known.line or before is None or not before.within or hash((known.key, old.posyandu)) in self.listed:
            return True
        return False if (old.posyandu, old.field) in self.covered else None

    def _of_person(self, entry: Entry, known: Known) -> list[Difference]:
        """What changes of her; a NIK only comes where none is, and is not written here."""
        comes = entry.nik_mark and not known.nik_mark and not self._keeps_nik(entry, known)
        return differing.of_person(entry, known) + differing.of_pairs([("nik", "", words.NIK_COMES if comes else "")])

    def _keeps_nik(self, entry: Entry, known: Known) -> bool:
        """Does the row bear a NIK that she does not get: she has another, or somebody else has this one?"""
        holder = self.people.by_nik.get(entry.nik_mark, known)
        return bool(entry.nik_mark) and (holder is not known or known.nik_mark not in ("", entry.nik_mark))

    def _spot(self, post: Post) -> Spot | None:
        return self.people.places.spots.get(post.posyandu)
