"""What readers give: a report with the place it stands in, or a failure that names the input and the remedy; and their limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.report import Report

MAX_PAGE = 20 * 1024 * 1024
"""Bytes of one document (text, page, feed, message, table line). Archives, tables and exports are streamed and have no limit of their own."""
MAX_TREE = 6 * 1024 * 1024
"""Characters of a web page after embedded images are taken out; a tree of more would need several hundred MB of memory."""
MAX_SPOOL = 256 * 1024 * 1024
"""Bytes that standard input may bring where the format must be read from both ends (ZIP, Parquet, PDF)."""


@dataclass(frozen=True, slots=True)
class InputFailure:
    """An input that gave no report: its name (with line, record or item number), what is wrong, and the remedy.

    A `notice` only tells what was passed over on purpose (pictures in a web archive, service messages in a chat): nothing failed. `foreign` is set where
    the text is sound, in another language than Arabic. `count` is how many failures this one stands for, and one that tells of the input as a `whole` is always named (see `bounded`).
    """

    name: str
    message: str
    remedy: str
    notice: bool = False
    foreign: bool = False
    count: int = 1
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A report and where it stands (`reports.jsonl:12`, `crawl.warc.gz#3`), for messages about it."""

    where: str
    report: Report


Items = Iterator[Read | InputFailure]
"""What every reader yields, lazily and in the order of the input."""
