"""Our own tables of places: TSV files, one place a row, and the data of the language of places (type words, traps, nationalities)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from marsad.places.model import KINDS, Entry

COUNTRY_TABLE = "countries.tsv"
"""The table of countries: iso2, name_en, names_ar, nisba, lat, lon, capital_en, capital_ar (other columns are left alone)."""
COLUMNS = ("id", "name_en", "names_ar", "kind", "country", "admin1", "admin2", "lat", "lon", "needs")


class TableError(ValueError):
    """A table does not have the shape that it should; the message names file and line."""


def data_files() -> list[Path]:
    """The tables of places of this package, by name."""
    folder = resources.files("marsad.places") / "data"
    return sorted((Path(str(item)) for item in folder.iterdir() if item.name.endswith(".tsv")), key=lambda p: p.name)


def lexicon_file(name: str) -> Path:
    """A file of the language of places."""
    return Path(str(resources.files("marsad.places") / "lexicon" / name))


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a TSV table with their line numbers; `#` lines are comments, the first other line is the header. Raises TableError."""
    header: list[str] = []
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            line = line.rstrip("\r\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if not header:
                header = cells
                continue
            if len(cells) > len(header):
                raise TableError(f"{path.name}:{number}: {len(cells)} columns, expected {len(header)}")
            cells += [""] * (len(header) - len(cells))
            yield number, dict(zip(header, cells, strict=True))


def _degrees(value: str, limit: float, where: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        raise TableError(f"{where}: {value!r} is no number of degrees") from None
    if not -limit <= number <= limit:
        raise TableError(f"{where}: {value} is out of range (-{limit:g} to {limit:g})")
    return number


def read_divisions() -> Mapping[tuple[str, str], str]:
    """(country, first-order division in the tables) → the name to show, or "*admin2" where the second order is shown instead."""
    return {(row["country"], row["table"]): row["shown"] for _, row in rows(lexicon_file("divisions.tsv"))}


def read_seats() -> Mapping[str, str]:
    """Id of a division → id of its seat, where the seat has another name."""
    return {row["place"]: row["seat"] for _, row in rows(lexicon_file("seats.tsv"))}


def shown_division(entry: Entry, shown: Mapping[tuple[str, str], str]) -> Entry:
    """The entry with its first-order division as it is shown."""
    name = shown.get((entry.country, entry.admin1))
    if name is None:
        return entry
    if name != "*admin2":
        return replace(entry, admin1=name, name_en=name if entry.kind == "admin1" else entry.name_en)
    if entry.kind == "admin1":
        return replace(entry, kind="region", admin1="")
    return replace(entry, admin1=entry.admin2, kind="admin1" if entry.kind == "admin2" else entry.kind)


def read_places(path: Path) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """The places of a table with all their Arabic names. Raises TableError for a row that does not fit."""
    for number, row in rows(path):
        where = f"{path.name}:{number}"
        missing = [column for column in COLUMNS[:5] if column not in row]
        if missing:
            raise TableError(f"{where}: the header lacks {', '.join(missing)}")
        names = tuple(name.strip() for name in row["names_ar"].split("|") if name.strip())
        if row["kind"] not in KINDS:
            raise TableError(f"{where}: kind {row['kind']!r} is none of {', '.join(sorted(KINDS))}")
        if not names or not row["id"]:
            raise TableError(f"{where}: a place needs an id and an Arabic name")
        lat, lon = _degrees(row["lat"], 90, where), _degrees(row["lon"], 180, where)
        admin1 = row["admin1"] or (row["name_en"] if row["kind"] == "admin1" else "")
        yield (
            Entry(row["id"], row["name_en"], names[0], row["kind"], row["country"], admin1, row["admin2"], lat, lon, row["needs"]),
            names,
        )


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its entry, its Arabic names, its adjectives (masculine singular), its capital in English and Arabic."""

    entry: Entry
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital_en: str
    capital_ar: tuple[str, ...]


def read_countries(path: Path) -> Iterator[Country]:
    """The countries of the table. Raises TableError for a row that does not fit."""
    for number, row in rows(path):
        where = f"{path.name}:{number}"
        code, names = row["iso2"], _several(row["names_ar"])
        if len(code) != 2 or not names:
            raise TableError(f"{where}: a country needs an ISO code of two letters and an Arabic name")
        lat, lon = _degrees(row["lat"], 90, where), _degrees(row["lon"], 180, where)
        entry = Entry(f"{code.lower()}:country", row["name_en"], names[0], "country", code, "", "", lat, lon, row.get("needs", ""))
        yield Country(entry, names, _several(row["nisba"]), row["capital_en"], _several(row["capital_ar"]))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word of the language of places: its id, class (type, dir, near, inside, rural, coast, border, prep, unit) and value."""

    id: str
    cls: str
    value: str


def read_words() -> list[tuple[str, WordEntry]]:
    """Every word of `lexicon/words.tsv` with its entry."""
    out = []
    for _, row in rows(lexicon_file("words.tsv")):
        entry = WordEntry(row["id"], row["class"], row["value"])
        out += [(word.strip(), entry) for word in row["words"].split("|") if word.strip()]
    return out


def read_traps() -> list[tuple[str, WordEntry]]:
    """Every phrase or word of `lexicon/traps.tsv` with its entry (class phrase, head, title, given)."""
    out = []
    for _, row in rows(lexicon_file("traps.tsv")):
        entry = WordEntry(row["id"], row["class"], row.get("gloss", ""))
        out += [(word.strip(), entry) for word in row["words"].split("|") if word.strip()]
    return out


def read_common() -> list[tuple[str, str]]:
    """Every name of `lexicon/common.tsv` with what must stand before it (prep, type, generic, never). Raises TableError for another need."""
    out = []
    for number, row in rows(lexicon_file("common.tsv")):
        if row["needs"] not in ("prep", "type", "generic", "never"):
            raise TableError(f"common.tsv:{number}: needs {row['needs']!r} is none of prep, type, generic, never")
        out += [(word, row["needs"]) for word in _several(row["words"])]
    return out


def read_senses() -> list[tuple[str, str, float]]:
    """Every bare name of `lexicon/senses.tsv` with the id of the place that it means, and how much that weighs beside the score of a country (3)."""
    return [(row["word"], row["place"], float(row["weight"])) for _, row in rows(lexicon_file("senses.tsv"))]


def read_nationalities() -> Mapping[str, tuple[str, ...]]:
    """Country → its adjectives in the masculine singular (سوري): the table of countries, then `lexicon/nationalities.tsv`."""
    out: dict[str, tuple[str, ...]] = {row["country"]: _several(row["adjectives"]) for _, row in rows(lexicon_file("nationalities.tsv"))}
    for path in data_files():
        if path.name == COUNTRY_TABLE:
            for country in read_countries(path):
                out[country.entry.country] = (*out.get(country.entry.country, ()), *country.adjectives)
    return out
