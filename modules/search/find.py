"""Asking the index: all words of the question, each also as a beginning and with a slip of the finger."""

import re
from collections import defaultdict
from dataclasses import dataclass
from math import log

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from modules.search.folding import words
from modules.search.index import Doc, Index

LONGEST = 80  # letters of a question
MOST_WORDS = 6
MOST = 20
FUZZY = 0.2
EXACT, BEGINNING, SLIP = 1.0, 0.6, 0.4
TITLE = 3.0
SNIPPET = 160
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
PIECE = re.compile(r"\w+|\W+")


@dataclass(frozen=True)
class Hit:
    doc: Doc
    snippet: SafeString


def find(index: Index, question: str) -> list[Hit]:
    """The best first. What has all of the words; if nothing has, what has some."""
    asked = list(dict.fromkeys(words(question[:LONGEST])))[:MOST_WORDS]
    reach = [_alike(index, word) for word in asked]
    scores = [_scores(index, alike) for alike in reach]
    every = set.intersection(*map(set, scores)) if scores else set()
    wanted = every or set().union(*scores)
    total = {doc: sum(one.get(doc, 0.0) for one in scores) for doc in wanted}
    best = sorted(wanted, key=lambda doc: (-total[doc], doc))[:MOST]
    stems = {word for alike in reach for word in alike}
    return [Hit(index.docs[doc], _snippet(index.docs[doc], stems)) for doc in best]


def _alike(index: Index, word: str) -> dict[str, float]:
    """The words of the index that the word may mean, each with its weight."""
    found = {one: BEGINNING for one in index.vocabulary if len(word) > 2 and one.startswith(word)}
    is_known = word in index.titles or word in index.bodies
    slips = 0 if is_known else round(len(word) * FUZZY)  # who wrote a word that is there meant no other
    if slips:
        near = process.extract(
            word, index.vocabulary, scorer=Levenshtein.distance, score_cutoff=slips, limit=20, processor=None
        )
        found = {one: SLIP for one, _distance, _place in near} | found
    return found | ({word: EXACT} if is_known else {})


def _scores(index: Index, alike: dict[str, float]) -> dict[int, float]:
    """Doc -> how well it fits one word of the question; rare words tell more."""
    scores: dict[int, float] = defaultdict(float)
    for word, weight in alike.items():
        for places, boost in ((index.titles.get(word, ()), TITLE), (index.bodies.get(word, ()), 1.0)):
            rare = log(1 + len(index.docs) / (1 + len(places)))
            for doc in places:
                scores[doc] = max(scores[doc], weight * boost * rare)
    return scores


def _snippet(doc: Doc, stems: set[str]) -> SafeString:
    """The first sentence with most of the words, the words marked; else what the doc says of itself."""
    sentences = [one for one in SENTENCE.split(f"{doc.says}\n{doc.text}") if one.strip()]
    best = max(sentences, key=lambda one: len(stems & set(words(one))), default=doc.says)
    short = best if len(best) <= SNIPPET else f"{best[:SNIPPET].rsplit(' ', 1)[0]} …"
    marked = ((one, bool(stems & set(words(one)))) for one in PIECE.findall(short))
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", one) if hit else one,) for one, hit in marked))
