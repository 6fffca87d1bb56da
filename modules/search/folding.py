"""Words as they are compared: without case, accents, and the commonest endings and beginnings of Indonesian. Pure.

Far from a grammar: two forms of one word should meet, and lms/static/js/src/search/folding.js must do the very same.
"""

import re
import unicodedata

WORD = re.compile(r"[a-z0-9]+")
ENDINGS = ("nya", "lah", "kah", "kan", "an", "i")
LEAST = 4  # letters that must be left
# meN- and peN- swallow the first letter of the word: menimbang, memeriksa, menyusui.
NASAL = (("ny", "s"), ("ng", ""), ("m", "p"), ("n", "t"))
STOP = frozenset(
    "ada adalah agar akan atau bagi bila bisa bapak dalam dan dapat dari dengan di hari ia ibu ini itu juga kader ke "
    "kepada kita lalu maka mereka oleh pada para saat saja sampai satu saya sebagai secara sesudah sudah supaya untuk "
    "yang".split()
)


def words(text: str) -> list[str]:
    """The words of a text as they are compared, in their order, without those that stand everywhere."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return [stem(word) for word in WORD.findall(plain) if word not in STOP and (len(word) > 1 or word.isdigit())]


def stem(word: str) -> str:
    """A word without its beginning and ending, as far as enough of it is left."""
    if not word.isalpha():
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST:
            word = word.removesuffix(ending)
            break
    if word[:2] in ("me", "pe"):
        return _after_nasal(word)
    for beginning in ("ber", "ter", "di"):
        if word.startswith(beginning) and len(word) - len(beginning) >= LEAST:
            return word.removeprefix(beginning)
    return word


def _after_nasal(word: str) -> str:
    rest = word[2:]
    for nasal, swallowed in NASAL:
        if rest.startswith(nasal):
            bare = rest.removeprefix(nasal)
            whole = f"{swallowed}{bare}" if bare[:1] in set("aeiou") else bare
            return whole if len(whole) >= LEAST else word
    return word
