"""Names as lists hold them, tidied without changing who is meant. Pure."""

import re
from dataclasses import dataclass

LONGEST = 120
BEFORE = frozenset(
    ("h hj dr drg dra drs ir prof kh ny ibu bu bpk bapak pak sdr sdri hjh haji hajah nyonya tn ust ustadzah").split()
)
AFTER = frozenset(
    (
        "spd spdi spdsd skep kep skepns ners ns amdkeb amdkep amd amdgz amdg amk amkeb sst skm mkes se sh mm ssos sag "
        "strkeb strkep strgz strkes sip skom st msi mpd mpdi bd sgz amg sfarm apt ssi spsi sap shi ssit skeb mkeb "
        "mkep phd sthi sei sp spt sptk spog spa sstp mph mhum sked dokter shum sstt stp map mt mkom skg skh spdaud "
        "spaud spdpaud mak sak spust alm almh almarhum almarhumah ba bsc bac cpns pns pppk"
    ).split()
)
# Short ones are names too ("Mega Sp"); they are taken off only where a comma or dots show what they are.
SURE_WITHOUT_COMMA = frozenset(word for word in AFTER if len(word) >= 3) - frozenset(
    ("kep", "spa", "amk", "apt", "sag", "sip", "sei")
)
NOBODY = frozenset(
    ("", "-", "kosong", "belum ada", "tidak ada", "nihil", "vacant", "n a", "na", "xxx", "tdk ada", "blm ada", "nama")
)
SMALL = frozenset(("bin", "binti", "al", "alias"))
DIED = re.compile(r"\balm(h|arhum(ah)?)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """``text`` "" where nobody is named; ``titles`` all that was taken off; ``died`` where it said so."""

    text: str
    titles: str = ""
    died: bool = False


def read_name(cell: object) -> Name:
    """ "HJ. SITI AMINAH, S.Pd (alm)" -> Siti Aminah, "Hj., S.Pd, alm"."""
    text = _straight(str(cell if cell is not None else ""))
    if _letters(text, keep_space=True) in NOBODY:
        return Name("")
    asides = re.findall(r"[(\[]([^)\]]*)[)\]]?", text)
    bare = re.sub(r"^[\W\d_]*\d[.)\s]+|[\s\d.,;:\-]+$", "", re.sub(r"[(\[][^)\]]*[)\]]?", " ", text)).strip(" .,;:-*")
    before, bare = _taken_before(bare)
    bare, after = _taken_after(bare)
    titles = [*before, *after, *(aside.strip() for aside in asides if len(aside.strip()) > 1)]
    return Name(_capitals(bare), ", ".join(titles), any(DIED.search(title) for title in titles))


def with_titles(name: str, titles: str) -> str:
    """As it is written on paper: "Siti Aminah", "Hj., S.Pd" -> "Hj. Siti Aminah, S.Pd"."""
    all_titles = [title for title in titles.split(", ") if title]
    before = [title for title in all_titles if _letters(title) in BEFORE]
    after = [title for title in all_titles if _letters(title) not in BEFORE]
    return ", ".join([" ".join([*before, name]), *after])


def _straight(text: str) -> str:
    text = re.sub("[\u2018\u2019\u02bc\u00b4`\u02bb\u2032]", "'", text).replace("\u00ad", "")
    return " ".join(re.sub(r"[\u2010-\u2015]", "-", text).split())


def _taken_before(text: str) -> tuple[list[str], str]:
    taken = []
    while match := re.match(r"([A-Za-z]{1,9})(\.\s*|\s+)(?=\S)", text):
        word = match[1].lower()
        # "Dr Sri" has a title, "Ir Ma" may be a name: a title without its dot is believed only where it is no name.
        if word not in BEFORE or (word in ("ir", "pak", "h") and "." not in match[2] and not match[1].isupper()):
            break
        taken.append(f"{match[1]}{'.' if '.' in match[2] else ''}".strip())
        text = text[match.end() :]
    return [_as_written(title) for title in taken], text


def _as_written(title: str) -> str:
    return title.capitalize() if title.isupper() and len(title.rstrip(".")) > 1 else title


def _taken_after(text: str) -> tuple[str, list[str]]:
    name, *rest = [part.strip() for part in text.split(",")]
    taken = [part for part in rest if part]
    if any(len(part.split()) > 3 for part in taken):  # no titles: something else stands in this cell
        return text, []
    words = name.split()
    while len(words) > 1 and _is_title(words[-1]):
        taken.insert(0, words.pop())
    return " ".join(words).strip(" .-") if taken else name, taken


def _is_title(word: str) -> bool:
    letters = _letters(word)
    return letters in SURE_WITHOUT_COMMA or (letters in AFTER and "." in word.rstrip("."))


def _letters(text: str, keep_space: bool = False) -> str:
    return re.sub(r"[^a-z ]" if keep_space else r"[^a-z]", "", text.lower()).strip() if text != "-" else "-"


def _capitals(text: str) -> str:
    """Words all in capitals or all in small letters get one capital; "McD" and "dR" stay as somebody wrote them."""
    shouted = text.upper() == text
    words = re.sub(r"(?<=[a-z])\.(?=[a-z])", ". ", text, flags=re.IGNORECASE).split()
    return " ".join(_capital(word, shouted) for word in words)


def _capital(word: str, shouted: bool) -> str:
    if word.lower() in SMALL:
        return word.lower()
    initials = word.isupper() and len(word) <= 3 and not shouted
    if initials or not (word.isupper() or word.islower()):
        return word
    return re.sub(r"(^|-|^[a-z]?')([^\W\d_])", lambda match: match[1].upper() + match[2].upper(), word.lower())
