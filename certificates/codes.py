"""The code of a certificate: 130 random bits (ASVS 11.5.1) that a person can also read off paper and type. Pure."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O and U, which are misread
LENGTH = 26
GROUP = 5
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", " ": "", "-": ""})


def new_code() -> str:
    """A code nobody can guess, such as ``7Q4M2XRA9T2C5NE3H8P6KWD0BZ``."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normal(typed: str) -> str:
    """What somebody typed or scanned as a code: capitals, without spaces and dashes, misread letters put right."""
    return typed.upper().translate(_MISREAD)


def is_code(text: str) -> bool:
    """Could this be one of ours? Spares the database what cannot."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


def spaced(code: str) -> str:
    """For paper and eyes: ``7Q4M2-XRA9T-...``."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
