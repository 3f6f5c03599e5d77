"""The article in a page: main text, title, publication day, outlet."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib import resources

import yaml

from marsad.arabic.orthography import fold
from marsad.report import PublishedBasis, Report

_LONGEST_TITLE = 200
_SHORT_LINE = 80


@lru_cache(maxsize=1)
def _furniture() -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    raw = yaml.safe_load(resources.files("marsad.reading").joinpath("furniture.yaml").read_text(encoding="utf-8"))

    def labels(lines: list[str]) -> tuple[tuple[str, bool], ...]:
        return tuple((fold(line.removesuffix("*").strip()), line.endswith("*")) for line in lines)

    return labels(raw["drop"]), labels(raw["end"])


def _is_label(folded: str, labels: tuple[tuple[str, bool], ...]) -> bool:
    """Whether a normalised line is a label of the page: the label alone, with punctuation or numbers beside it, or, for labels that no
    sentence begins with (`*` in the data), with more words after it."""
    for label, prefix in labels:
        if folded.startswith(label) and (prefix or not any(c.isalpha() for c in folded[len(label) :])):
            return True
    return False


def without_furniture(lines: list[str], title: str) -> list[str]:
    """The lines of an article without the repeated title, lone numbers (comment counts), share lines, and what follows the article."""
    drop, end = _furniture()
    out: list[str] = []
    for line in lines:
        folded = fold(line.strip())
        if folded and len(folded) <= _SHORT_LINE:
            if _is_label(folded, end):
                break
            if folded.isdigit() or (title and folded == fold(title.strip())) or _is_label(folded, drop):
                continue
        out.append(line)
    while out and not out[0].strip():
        out.pop(0)
    while out and not out[-1].strip():
        out.pop()
    return out


def from_text(name: str, text: str, published: dt.date | None) -> Report:
    """A report from plain text. The first line is the title where it is short and a blank line or its repetition follows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    title = ""
    if len(lines) > 1 and len(lines[0]) <= _LONGEST_TITLE:
        following = fold(lines[1].strip())
        if not following or following == fold(lines[0].strip()) or following.isdigit():
            title, lines = lines[0].strip(), lines[1:]
    body = "\n".join(without_furniture(lines, title))
    return Report(id=name, title=title if body else "", text=body or title, published=published, language="ar")


def from_html(name: str, page: str, published: dt.date | None) -> Report | None:
    """A report from a web page, or None where it holds no article. The caller's day wins over the page's own."""
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, favor_precision=False, with_metadata=True, config=config)
    if found is None:
        return None
    data = found if isinstance(found, dict) else found.as_dict()
    title = str(data.get("title") or "").strip()
    body = "\n".join(without_furniture(str(data.get("text") or "").split("\n"), title))
    if not body:
        return None
    basis: PublishedBasis = "unknown"
    day = published
    if day is not None:
        basis = "given"
    elif data.get("date"):
        try:
            day, basis = dt.date.fromisoformat(str(data["date"])[:10]), "page"
        except ValueError:
            day = None
    return Report(
        id=name, title=title, text=body, published=day, published_basis=basis, language="ar", source=str(data.get("sitename") or "") or None,
        url=str(data.get("url") or "") or None,
    )  # fmt: skip
