"""A report: one document as it was published, before anything is coded."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

PublishedBasis = Literal["given", "page", "feed", "inferred", "unknown"]
"""How the publication day is known: told by the caller, the page's metadata, a feed, inferred from the text, or not at all."""


class Report(BaseModel):
    """One document: a title, a text and a publication day, with where it came from.

    `sha256` is the hash of the full text in UTF-8 unless the reader set the hash of the original bytes. `published` is a day (no clock).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str = ""
    text: str = ""
    published: dt.date | None = None
    published_basis: PublishedBasis = "unknown"
    language: str | None = None
    source: str | None = None
    url: str | None = None
    sha256: str = Field(default="")
    retrieved: dt.datetime | None = None

    def model_post_init(self, _context: Any) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.full_text.encode("utf-8", "surrogatepass")).hexdigest())
        if self.published is not None and self.published_basis == "unknown":
            object.__setattr__(self, "published_basis", "given")

    @property
    def full_text(self) -> str:
        """`title + "\\n" + text`, or the text alone without a title: what every offset of the record counts in."""
        return f"{self.title}\n{self.text}" if self.title else self.text
