"""Tables that the user imports: GeoNames country dumps, GeoNames alternate names, OCHA P-code tables.

Rows are read one at a time and written in batches to one SQLite file in the user's data folder, so that the memory needed does not grow
with the table. A row that does not fit is named and skipped; a file that is no such table changes nothing.
"""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from marsad.places import tables
from marsad.places.cache import find_file
from marsad.places.gazetteer import TABLES, Row, connect, gazetteer_name, imported_path, is_arabic, keys_of, stamp

MOST_BYTES = 8 << 30
"""Unpacked size above which a compressed file is refused: GeoNames' allCountries.txt has 1.7 GB (2025)."""
MOST_RATIO = 60
"""Unpacked to packed size above which a file of more than 16 MB is refused: tables of places pack 3 to 10 times, XML of spreadsheets up to 30."""
LONGEST_LINE = 1 << 16
_BATCH = 5_000
_DUMP_COLUMNS, _ALTERNATE_COLUMNS = 19, range(8, 11)
_ARABIC_TONGUES = frozenset(("ar", "arz", "ary", "apc", "acm", "ayl", "apd", ""))
Say = Callable[[str], None]
Found = tuple[Row, list[str]]
"""A place and all its names."""


class ImportRefused(ValueError):
    """A file that is not imported at all; the message says why and what to do."""


class BadRow(ValueError):
    """A row that does not fit: named and skipped."""


@dataclass(slots=True)
class Outcome:
    """What became of a file: its kind, rows read, places and names kept, rows of no interest, bad rows (the first ones by line)."""

    file: str
    kind: str
    rows: int = 0
    places: int = 0
    names: int = 0
    aside: int = 0
    bad: int = 0
    first_bad: list[str] = field(default_factory=list)


def import_file(path: Path, *, into: Path | None = None, say: Say = lambda message: None, progress: Callable[[int], None] = lambda rows: None) -> Outcome:
    """Import one table and tell what became of it.

    `path` is a GeoNames dump (`XX.zip`, `XX.txt`), `alternateNamesV2` (zip or txt) or a P-code table (CSV or XLSX); the kind is told from the
    content. `into` is the file of imported tables (the user's by default), `say` is called with each bad row's message, `progress` with
    the number of rows read. Raises ImportRefused, and leaves `into` as it was, when the file cannot be read or is none of these tables.
    """
    target = into or imported_path()
    try:
        return _imported(path, target, say, progress)
    except (OSError, zipfile.BadZipFile, sqlite3.DatabaseError, EOFError) as error:
        if isinstance(error, ImportRefused):
            raise
        raise ImportRefused(f"{path}: {error or type(error).__name__}; fetch the file again, or check that {target.parent} can be written to") from error


def _imported(path: Path, target: Path, say: Say, progress: Callable[[int], None]) -> Outcome:
    kind, rows = _table(path)
    outcome = Outcome(path.name, kind)
    with _changing(target) as connection:
        write = _write_names if kind == "alternate names" else _write_places
        write(connection, _counted(rows, outcome, say, progress), outcome)
        if not (outcome.places or outcome.names):
            raise ImportRefused(f"{path}: none of its {outcome.rows} rows could be used; the first: {next(iter(outcome.first_bad), 'nothing in it')}")
        connection.execute("INSERT OR REPLACE INTO meta VALUES(?,?)", (f"file:{path.name}", f"{kind}, {outcome.rows} rows"))
    return outcome


# -- reading: a file → rows that are a place with its names, a name of a place, or bad -------------------------------------------

Parsed = Found | tuple[int, str, str] | None
Line = tuple[str, Callable[[], Iterable[Parsed]]]
"""Where a row stands (`name:line`) and what reads it: one row of a P-code table tells several places."""


def _counted(rows: Iterator[Line], outcome: Outcome, say: Say, progress: Callable[[int], None]) -> Iterator[Parsed]:
    for where, read in rows:
        outcome.rows += 1
        if outcome.rows % 10_000 == 0:
            progress(outcome.rows)
        try:
            parsed = list(read())
        except BadRow as error:
            outcome.bad += 1
            message = f"{where}: {error}; skipped"
            if len(outcome.first_bad) < 20:
                outcome.first_bad.append(message)
                say(message)
            continue
        for item in parsed:
            if item is None:
                outcome.aside += 1
            else:
                yield item


def _table(path: Path) -> tuple[str, Iterator[Line]]:
    suffix = path.suffix.lower()
    if not path.is_file():
        raise ImportRefused(f"{path}: no such file")
    if suffix == ".xlsx":
        guard_zip(path)
        return "P-codes", _pcode_rows(path.name, _sheet(path))
    if suffix == ".csv":
        return "P-codes", _pcode_rows(path.name, _csv(path))
    if suffix not in (".zip", ".txt"):
        raise ImportRefused(
            f"{path}: {suffix or 'no'} suffix; give a GeoNames dump (XX.zip or XX.txt), alternateNamesV2.zip, or a P-code table (.csv or .xlsx)"
        )
    lines = _dump_lines(path)
    first = next(lines, None)
    columns = first[1].count("\t") + 1 if first else 0
    if first is None or (columns != _DUMP_COLUMNS and columns not in _ALTERNATE_COLUMNS):
        raise ImportRefused(f"{path}: its first row has {columns} columns; a GeoNames dump has 19 and alternateNamesV2 has 10, divided by tabs")
    rest = _chain(first, lines)
    if columns == _DUMP_COLUMNS:
        return "GeoNames dump", ((where, partial(_dump_row, line)) for where, line in rest)
    return "alternate names", ((where, partial(_alternate_row, line)) for where, line in rest)


def _chain(first: tuple[str, str], rest: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield first
    yield from rest


def guard_zip(path: Path) -> list[zipfile.ZipInfo]:
    """The members of a zip file, once it is sure that they do not unpack to more than a table of places can have. Raises ImportRefused."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    unpacked = sum(m.file_size for m in members)
    packed = max(1, path.stat().st_size)
    if unpacked > MOST_BYTES or (unpacked > 16 << 20 and unpacked / packed > MOST_RATIO):
        raise ImportRefused(f"{path}: {packed:,} bytes that unpack to {unpacked:,}: no table of places packs like that; not read")
    return members


def _dump_lines(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a .txt or of the table in a .zip, with where they stand."""
    if path.suffix.lower() == ".txt":
        with path.open("rb") as stream:
            yield from _lines(path.name, stream)
        return
    members = [m for m in guard_zip(path) if m.filename.lower().endswith(".txt") and "readme" not in m.filename.lower()]
    members = [m for m in members if "languagecodes" not in m.filename.lower()]
    if not members:
        raise ImportRefused(f"{path}: no table (*.txt) in it")
    largest = max(members, key=lambda m: m.file_size)
    with zipfile.ZipFile(path) as archive, archive.open(largest) as stream:
        yield from _lines(f"{path.name}/{largest.filename}", stream)


def _lines(name: str, stream: IO[bytes]) -> Iterator[tuple[str, str]]:
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        number += 1
        while not raw.endswith(b"\n") and len(raw) == LONGEST_LINE and (more := stream.readline(LONGEST_LINE)):
            if more.endswith(b"\n"):
                break
        if raw.strip() and not raw.startswith(b"#"):
            yield f"{name}:{number}", raw.decode("utf-8", "replace").rstrip("\r\n")


@cache
def _features() -> Mapping[str, str]:
    return {row["code"]: row["kind"] for _, row in tables.rows(tables.lexicon_file("features.tsv"))}


def _dump_row(line: str) -> Iterable[Parsed]:
    """One row of a GeoNames dump (columns at https://download.geonames.org/export/dump/readme.txt)."""
    cells = line.split("\t")
    if len(cells) != _DUMP_COLUMNS:
        raise BadRow(f"{len(cells)} columns, expected {_DUMP_COLUMNS}")
    kind = _features().get(cells[7])
    if kind is None:
        yield None
        return
    if not cells[0].isdigit() or not cells[1]:
        raise BadRow(f"geonameid {cells[0]!r} and name {cells[1]!r}: a number and a name are expected")
    lat, lon = point(cells[4], cells[5])
    population = int(cells[14]) if cells[14].isdigit() else 0
    names = [cells[1], cells[2], *cells[3].split(",")] if cells[3] else [cells[1], cells[2]]
    admin1, admin2 = cells[10], cells[11]
    if kind in ("admin1", "admin2"):
        admin1 = f"={cells[10]}" if kind == "admin1" else admin1
        admin2 = f"={cells[11]}" if kind == "admin2" else ""
    arabic = next((n for n in names if is_arabic(n)), "")
    yield (int(cells[0]), cells[1], arabic, "" if kind == "*" else kind, cells[8], admin1, admin2, lat, lon, population), names


def _alternate_row(line: str) -> Iterable[Parsed]:
    """One row of alternateNamesV2: id of the name, of the place, language, name, preferred, short, colloquial, historic, from, to."""
    cells = line.split("\t")
    if len(cells) not in _ALTERNATE_COLUMNS:
        raise BadRow(f"{len(cells)} columns, expected 10")
    if not cells[1].isdigit():
        raise BadRow(f"geonameid {cells[1]!r} is no number")
    tongue, name = cells[2].lower(), cells[3].strip()
    historic = len(cells) > 7 and cells[7] == "1"
    wanted = name and not historic and ((tongue in _ARABIC_TONGUES and is_arabic(name)) or tongue == "en")
    yield (int(cells[1]), tongue, name) if wanted else None


def point(lat: str, lon: str) -> tuple[float, float]:
    """Degrees from their text. Raises BadRow for what is no number or out of range."""
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        raise BadRow(f"coordinates {lat!r}, {lon!r} are no numbers") from None
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise BadRow(f"coordinates {lat}, {lon} are out of range (-90 to 90, -180 to 180)")
    return round(y, 5), round(x, 5)


# -- P-code tables ---------------------------------------------------------------------------------------------------------------


def _csv(path: Path) -> Iterator[Sequence[str]]:
    csv.field_size_limit(LONGEST_LINE)
    with path.open("rb") as raw:
        head = raw.read(4)
        encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        raw.seek(0)
        with TextIOWrapper(raw, encoding, errors="replace", newline="") as stream:
            start = stream.readline(LONGEST_LINE)
            delimiter = max(",;\t", key=start.count)
            stream.seek(0)
            reader = csv.reader(stream, delimiter=delimiter)
            while True:
                try:
                    yield next(reader)
                except StopIteration:
                    return
                except csv.Error:
                    yield ()


def _sheet(path: Path) -> Iterator[Sequence[str]]:
    """The rows of every sheet of a workbook that has P-codes in its first rows; each such sheet begins with its header."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises what its parsers raise (KeyError, ValueError, XML errors) for a damaged workbook
        raise ImportRefused(f"{path}: no readable workbook ({error}); save it again as .xlsx or .csv") from error
    try:
        for sheet in book.worksheets:
            for cells in sheet.iter_rows(values_only=True):
                yield ["" if c is None else str(c) for c in cells]
            yield ["\f"]
    finally:
        book.close()


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what: level → (English, Arabic, P-code); the point."""

    levels: Mapping[int, tuple[int, int, int]]
    lat: int
    lon: int


_LEVEL = re.compile(r"^(?:adm|admin|admin_level_?)_?(\d)_?(?:name)?_?(en|ar|pcode|p_code|pcod|code|name|name1|)(\d?)$")
_POINT_LEVEL = 9
_LAT = ("center_lat", "centroid_lat", "latitude", "lat", "latitude_y", "y", "point_y", "lat_y", "latitude_dd")
_LON = ("center_lon", "centroid_lon", "longitude", "lon", "long", "longitude_x", "x", "point_x", "lon_x", "longitude_dd")


def _header(cells: Sequence[str], sample: Sequence[str]) -> _Columns | None:
    """The columns of a P-code table (COD-AB and COD-PP: ADM1_EN, admin1Name_ar, adm2_pcode ...; populated places: name_en, name_ar, pcode)."""
    found: dict[int, list[int]] = {}
    lat = lon = -1
    for at, cell in enumerate(cells):
        name = re.sub(r"[\s.\-#]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cell.strip())).strip("_").lower()
        if name in _LAT:
            lat = at
            continue
        if name in _LON:
            lon = at
            continue
        match = _LEVEL.match(name)
        level, what = (int(match[1]), match[2] or "name") if match else (_POINT_LEVEL, name)
        if not match and name not in ("name_en", "name_ar", "pcode", "name", "place_name_en", "place_name_ar", "place_pcode"):
            continue
        slot = 2 if "cod" in what else 1 if what.endswith("ar") else 0
        if slot == 0 and at < len(sample) and is_arabic(sample[at]):
            slot = 1
        row = found.setdefault(level, [-1, -1, -1])
        if row[slot] < 0:
            row[slot] = at
    levels = {k: (v[0], v[1], v[2]) for k, v in found.items() if v[2] >= 0 and (v[0] >= 0 or v[1] >= 0)}
    return _Columns(levels, lat, lon) if any(k for k in levels) else None


def _pcode_rows(name: str, rows: Iterator[Sequence[str]]) -> Iterator[Line]:
    columns: _Columns | None = None
    waiting: Sequence[str] | None = None
    seen: set[str] = set()
    any_header = False
    for number, cells in enumerate(rows, 1):
        if cells and cells[0] == "\f":
            columns, waiting = None, None
            continue
        if columns is None:
            if waiting is not None:
                columns = _header(waiting, cells)
                any_header = any_header or columns is not None
            waiting = cells
            if columns is None:
                continue
        if not any(cells) or (cells and cells[0].startswith("#")):
            if cells:
                continue
            yield f"{name}:{number}", partial(_refuse, "the row cannot be read as CSV")
            continue
        yield f"{name}:{number}", partial(_pcode_row, cells, columns, seen)
    if not any_header:
        raise ImportRefused(
            f"{name}: no header with P-codes in it; expected columns such as ADM1_EN, ADM1_AR, ADM1_PCODE, ADM2_EN ... or name_en, name_ar, pcode, latitude, longitude"
        )


def _refuse(message: str) -> Iterable[Parsed]:
    raise BadRow(message)


@cache
def _codes() -> Mapping[str, str]:
    """ISO 3166 alpha-3 → alpha-2."""
    return {row["iso3"]: row["iso2"] for path in tables.data_files() if path.name == tables.COUNTRY_TABLE for _, row in tables.rows(path)}


def _country(code: str) -> str:
    letters = re.match(r"[A-Za-z]*", code)
    text = letters[0].upper() if letters else ""
    return _codes().get(text, text[:2]) if len(text) == 3 else text[:2]


def _pcode_row(cells: Sequence[str], columns: _Columns, seen: set[str]) -> Iterable[Parsed]:
    def cell(at: int) -> str:
        return cells[at].strip() if 0 <= at < len(cells) else ""

    told = [level for level in sorted(columns.levels) if cell(columns.levels[level][2])]
    if not told:
        raise BadRow("no P-code in it")
    deepest = told[-1]
    lat: float | None = None
    lon: float | None = None
    if cell(columns.lat) or cell(columns.lon):
        lat, lon = point(cell(columns.lat), cell(columns.lon))
    names = {level: cell(columns.levels[level][0]) or cell(columns.levels[level][1]) for level in told}
    if not names[deepest]:
        raise BadRow(f"P-code {cell(columns.levels[deepest][2])} has no name")
    for level in told:
        english, arabic, code = columns.levels[level]
        identity = f"pcode:{cell(code)}"
        if level == 0 or identity in seen or not names[level]:
            continue
        if level != deepest or deepest <= 2:
            seen.add(identity)
        kind = {1: "admin1", 2: "admin2", 3: "admin3"}.get(level, "village")
        here = (lat, lon) if level == deepest else (None, None)
        admin2 = names.get(2, "") if level > 2 else ""
        all_names = [n for n in (cell(english), cell(arabic)) if n]
        country = _country(cell(columns.levels[told[0]][2]))
        if len(country) != 2:
            raise BadRow(f"P-code {cell(code)!r} does not begin with a country's letters")
        yield (identity, names[level], cell(arabic), kind, country, names.get(1, ""), admin2, here[0], here[1], 0), all_names


# -- writing ---------------------------------------------------------------------------------------------------------------------


@contextmanager
def _changing(target: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the file of imported tables, put in its place in one step at the end; one import at a time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(target.with_suffix(".lock"), timeout=0.2, isolation_level=None)
    part = target.with_suffix(".part")
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise ImportRefused(f"{target}: another import is under way; wait until it has ended") from None
        part.unlink(missing_ok=True)
        if target.is_file():
            shutil.copyfile(target, part)
        connection = sqlite3.connect(part)
        try:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096; PRAGMA cache_size=-65536;" + TABLES)
            yield connection
            stamp(connection, {"source": "imported by the user", "licence": "that of the imported tables"})
        finally:
            connection.close()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
        lock.close()


def _write_places(connection: sqlite3.Connection, items: Iterator[Parsed], outcome: Outcome) -> None:
    rows: list[Row] = []
    pairs: list[tuple[str, int | str]] = []
    for item in items:
        if item is None or len(item) != 2:
            continue
        row, names = item
        rows.append(row)
        pairs += [(key, row[0]) for key in keys_of(row, names)]
        if len(rows) >= _BATCH:
            _flush(connection, rows, pairs, outcome)
    _flush(connection, rows, pairs, outcome)
    _name_divisions(connection)
    connection.commit()


def _flush(connection: sqlite3.Connection, rows: list[Row], pairs: list[tuple[str, int | str]], outcome: Outcome) -> None:
    pairs.sort(key=lambda p: p[0])
    connection.executemany("INSERT OR REPLACE INTO place VALUES(?,?,?,?,?,?,?,?,?,?)", rows)
    connection.executemany("INSERT OR IGNORE INTO name VALUES(?,?)", pairs)
    connection.commit()
    outcome.places += len(rows)
    outcome.names += len(pairs)
    rows.clear()
    pairs.clear()


def _name_divisions(connection: sqlite3.Connection) -> None:
    """Keep the names of first- and second-order divisions by their GeoNames codes, so that places show names instead of codes."""
    connection.execute(
        "INSERT OR REPLACE INTO meta SELECT 'admin1:' || country || ':' || substr(admin1, 2), name FROM place WHERE kind = 'admin1' AND admin1 LIKE '=%'"
    )
    connection.execute(
        "INSERT OR REPLACE INTO meta SELECT 'admin2:' || country || ':' || admin1 || ':' || substr(admin2, 2), name FROM place WHERE kind = 'admin2' AND admin2 LIKE '=%'"
    )
    connection.execute("UPDATE place SET admin1 = substr(admin1, 2) WHERE admin1 LIKE '=%'")
    connection.execute("UPDATE place SET admin2 = substr(admin2, 2) WHERE admin2 LIKE '=%'")


def _write_names(connection: sqlite3.Connection, items: Iterator[Parsed], outcome: Outcome) -> None:
    """Add names to places that are imported already or that the gazetteer has; the others are left aside."""
    base = find_file(gazetteer_name())
    ours = connect(base) if base is not None else None
    try:
        for item in items:
            if item is None or len(item) != 3:
                continue
            identity, _tongue, name = item
            known = connection.execute("SELECT ar FROM place WHERE id = ?", (identity,)).fetchone()
            if known is None and ours is not None:
                row = ours.execute("SELECT * FROM place WHERE id = ?", (identity,)).fetchone()
                if row is not None:
                    connection.execute("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?)", row)
                    known = (row[2],)
            if known is None:
                outcome.aside += 1
                continue
            arabic = is_arabic(name)
            keys = keys_of((identity, "" if arabic else name, "", "", "", "", "", None, None, 0), [name])
            if arabic and not known[0]:
                connection.execute("UPDATE place SET ar = ? WHERE id = ?", (name, identity))
            connection.executemany("INSERT OR IGNORE INTO name VALUES(?,?)", [(key, identity) for key in keys])
            outcome.names += len(keys)
            if outcome.names % _BATCH == 0:
                connection.commit()
        connection.commit()
    finally:
        if ours is not None:
            ours.close()


__all__ = ["BadRow", "ImportRefused", "Outcome", "guard_zip", "import_file", "point"]
