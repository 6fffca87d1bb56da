"""HTML of other programs as the plain text that our items hold."""

import re
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

PLUGIN = "@@PLUGINFILE@@/"
_BLOCKS = ["p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"]


def plain(html: str) -> str:
    """The words of it, a line for each paragraph; nothing of scripts, styles or comments."""
    soup = BeautifulSoup(html, "html.parser")
    for gone in soup(["script", "style", "template", "iframe", "object", "head"]):
        gone.decompose()
    for block in soup(_BLOCKS):
        block.insert_after("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().splitlines())
    return "\n".join(line for line in lines if line)


def pictures(html: str) -> list[tuple[str, str]]:
    """(file name, words for those who do not see it) of each picture that came with the text.

    A picture at another address is not fetched: its name is "".
    """
    return [_picture(image) for image in BeautifulSoup(html, "html.parser")("img")]


def _picture(image: Tag) -> tuple[str, str]:
    source, alt = str(image.get("src") or ""), " ".join(str(image.get("alt") or "").split())
    name = unquote(source.removeprefix(PLUGIN)).partition("?")[0] if source.startswith(PLUGIN) else ""
    return re.sub(r"^.*[/\\]", "", name), alt


def escaped(text: str) -> str:
    """Plain text as HTML, a paragraph a line."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{line}</p>" for line in safe.splitlines() if line.strip())
