"""Two hundred files that nobody should send, each with what must become of it.

``HOSTILE`` is the table: name -> (outcome, how to make the bytes). An outcome is the name of a sentence in refusal.py,
``OK`` where the file is read and does no harm, or several of them with "|" where the parser may stumble or not.
"""

from tests.areas.hostile import files, inside, odd
from tests.areas.hostile.making import HOSTILE, OK, ROWS

__all__ = ["HOSTILE", "OK", "ROWS", "files", "inside", "odd"]
