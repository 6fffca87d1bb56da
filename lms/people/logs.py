import logging
import re

_SECRET_IN_PATH = re.compile(r"(/(?:masuk|undangan|v|cek|sertifikat|lapor/tanda)/)[A-Za-z0-9_-]{8,}")


class HideTokens(logging.Filter):
    """Django logs the path of a failed request: the token of a card, a ticket or a certificate stays out of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        hidden = _SECRET_IN_PATH.sub(r"\1...", text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        return True
