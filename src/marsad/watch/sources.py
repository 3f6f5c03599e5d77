"""The list of what is watched: a TOML file, checked whole, every mistake told at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from marsad.reading import urls

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")


class SourcesError(Exception):
    """A list of sources that cannot be used; its message names the file and every mistake."""


def _seconds(value: Any) -> Any:
    if isinstance(value, str):
        match = _SPAN.fullmatch(value.strip())
        if not match:
            raise ValueError('write a span of time as "90s", "15m", "6h" or "2d"')
        return float(match.group(1)) * _UNITS[match.group(2)]
    return value


Seconds = Annotated[float, BeforeValidator(_seconds), Field(ge=0)]
"""A span of time, in TOML as "15m" or a number of seconds."""


def _address(value: str) -> str:
    address = urls.canonical(value, keep_tracking=True)
    if address is None:
        raise ValueError(f"{value!r} is no http(s) address")
    return address


class Settings(BaseModel):
    """The table `[watch]`: spans between two looks at a source, between two requests to one host, after which an item that still stands in its feed is
    looked at again, and for how long after it was first seen; requests at a time to one host and hosts at a time; who asks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    every: Seconds = 900.0
    delay: Seconds = 1.0
    recheck: Seconds = 21600.0
    recheck_for: Seconds = 172800.0
    per_host: int = Field(default=1, ge=1, le=8)
    hosts: int = Field(default=8, ge=1, le=64)
    contact: str = ""

    @field_validator("contact")
    @classmethod
    def _plain(cls, value: str) -> str:
        if not value.isascii() or not value.isprintable() or "(" in value or ")" in value:
            raise ValueError("an address or e-mail in plain ASCII")
        return value


class Source(BaseModel):
    """A table `[[source]]`: a `feed` (RSS, Atom, JSON Feed, sitemap) or a section `page` whose `links` (a regular expression over addresses) are its items.

    `text` tells where the text is: on the "page" of each item, or whole in the "feed". `outlet` names the source of reports whose page tells none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    feed: str | None = None
    page: str | None = None
    links: str | None = None
    text: Literal["page", "feed"] = "page"
    outlet: str | None = None
    every: Seconds | None = None

    @field_validator("feed", "page")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        return None if value is None else _address(value)

    @field_validator("links")
    @classmethod
    def _is_pattern(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"no regular expression ({error})") from None
        return value

    @model_validator(mode="after")
    def _fits(self) -> Source:
        if (self.feed is None) == (self.page is None):
            raise ValueError("give either feed or page")
        if self.page is None and self.links is not None:
            raise ValueError("links goes with page")
        if self.page is not None and self.text == "feed":
            raise ValueError('text = "feed" goes with feed')
        return self

    @property
    def url(self) -> str:
        """What is looked at."""
        return self.feed or self.page or ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    watch: Settings = Settings()
    source: list[Source] = Field(min_length=1)

    @field_validator("source")
    @classmethod
    def _own_names(cls, value: list[Source]) -> list[Source]:
        names = [source.name for source in value]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two sources are named {', '.join(twice)}")
        return value


def read_sources(path: Path) -> tuple[Settings, list[Source]]:
    """The settings and sources of a TOML file. Raises `SourcesError` with every mistake, each with its table and key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourcesError(f"{path}: cannot be read ({error.strerror}); give the path of a TOML list of sources") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesError(f"{path}: no TOML ({error}); see docs/watch.md for an example") from None
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        lines = [f"{path}: {_place(problem['loc'], data)}: {problem['msg'].removeprefix('Value error, ')}" for problem in error.errors()]
        raise SourcesError("\n".join(lines)) from None
    return file.watch, file.source


def _place(loc: tuple[int | str, ...], data: dict[str, Any]) -> str:
    if len(loc) > 1 and loc[0] == "source" and isinstance(loc[1], int):
        table = data["source"][loc[1]]
        name = table.get("name") if isinstance(table, dict) else None
        return " ".join([f"source {name or loc[1] + 1}", *map(str, loc[2:])])
    return " ".join(map(str, loc)) or "file"
