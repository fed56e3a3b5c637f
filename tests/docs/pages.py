"""The pages that people read, taken apart."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])

_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_TAG = re.compile(r"<img\b([^>]*)>")


def named(page: Path) -> str:
    """Return what a page is called in the output of a test."""
    return page.relative_to(ROOT).as_posix()


def code(page: Path) -> tuple[str, ...]:
    """Return whatever a page sets as code: each span, and each line of each block."""
    text = page.read_text("utf-8")
    lines = [line.strip() for block in _BLOCK.findall(text) for line in block.splitlines()]
    return (*lines, *_SPAN.findall(_BLOCK.sub("", text)))


def prose(page: Path) -> str:
    """Return a page without what it sets as code."""
    return _SPAN.sub("", _BLOCK.sub("", page.read_text("utf-8")))


def links(page: Path) -> tuple[str, ...]:
    """Return where a page's links lead, without those that leave the repository."""
    found = _LINK.findall(_BLOCK.sub("", page.read_text("utf-8")))
    return tuple(each for each in found if not re.match(r"[a-z]+:", each))


def pictures(page: Path) -> Iterator[tuple[str, str]]:
    """Yield each picture of a page: where it is, and what stands there for those who do not see it."""
    text = page.read_text("utf-8")
    for alt, source in _PICTURE.findall(text):
        yield source, alt
    for attributes in _TAG.findall(text):
        known = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        yield known["src"], known.get("alt", "")


def anchors(page: Path) -> frozenset[str]:
    """Return the anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", page.read_text("utf-8")), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings)
