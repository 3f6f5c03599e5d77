"""GeoPackage 1.3 (OGC 12-128r18), written through SQLite: one layer of points named after the scheme, with an R-tree index, WGS 84."""

from __future__ import annotations

import datetime as dt
import errno
import sqlite3
import struct
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from marsad.schemes import Row, Scheme

_APPLICATION, _VERSION = 0x47504B47, 10300
"""`GPKG` and the version 1.3.0, by which SQLite files are known as GeoPackages."""
_KINDS = {"text": "TEXT", "integer": "INTEGER", "real": "DOUBLE", "date": "DATE", "flag": "BOOLEAN"}
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],'
    'PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
"""
_PAGE = 2000


def write(rows: Iterable[Row], scheme: Scheme, path: Path) -> None:
    """Write rows to a new file. The key of the layer is `fid`, counted from 1. Raises OSError where the file cannot be written, as the other formats do."""
    try:
        _write(rows, scheme, path)
    except sqlite3.OperationalError as error:
        raise OSError(_CODES.get(getattr(error, "sqlite_errorname", ""), errno.EIO), str(error)) from error


_CODES = {"SQLITE_FULL": errno.ENOSPC, "SQLITE_CANTOPEN": errno.ENOENT, "SQLITE_READONLY": errno.EROFS}


def _write(rows: Iterable[Row], scheme: Scheme, path: Path) -> None:
    table, names = scheme.name, [column.name for column in scheme.columns]
    latitude, longitude = scheme.index(scheme.latitude), scheme.index(scheme.longitude)
    dates = [position for position, column in enumerate(scheme.columns) if column.type == "date"]
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(f"PRAGMA application_id = {_APPLICATION}")
        file.execute(f"PRAGMA user_version = {_VERSION}")
        file.execute("PRAGMA journal_mode = OFF")  # the file gets its name only when it is whole
        file.execute("PRAGMA synchronous = OFF")
        file.execute("BEGIN")
        for statement in filter(str.strip, _TABLES.split(";\n")):
            file.execute(statement)
        file.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", [
            ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", None), ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
            ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS84, "longitude/latitude in degrees on WGS 84"),
        ])  # fmt: skip
        columns = ", ".join(f'"{column.name}" {_KINDS[column.type]}' for column in scheme.columns if column.name != "fid")
        file.execute(f'CREATE TABLE "{table}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, {columns})')
        file.execute(f'CREATE VIRTUAL TABLE "rtree_{table}_geom" USING rtree(id, minx, maxx, miny, maxy)')
        insert = f'INSERT INTO "{table}" (geom, {", ".join(chr(34) + n + chr(34) for n in names)}) VALUES ({", ".join("?" * (len(names) + 1))})'
        stream = iter(rows)
        while page := list(islice(stream, _PAGE)):
            file.executemany(insert, ((_point(row[longitude], row[latitude]), *_values(row, dates)) for row in page))
        file.execute(f'INSERT INTO "rtree_{table}_geom" SELECT fid, "{names[longitude]}", "{names[longitude]}", "{names[latitude]}", "{names[latitude]}" '
                     f'FROM "{table}" WHERE geom IS NOT NULL')  # fmt: skip
        bounds = file.execute(f'SELECT min("{names[longitude]}"), min("{names[latitude]}"), max("{names[longitude]}"), max("{names[latitude]}") '
                              f'FROM "{table}" WHERE geom IS NOT NULL').fetchone()  # fmt: skip
        file.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, max_x, max_y, srs_id) VALUES (?, 'features', ?, ?, ?, ?, ?, ?, 4326)",
                     (table, table, "1970-01-01T00:00:00.000Z", *bounds))  # fmt: skip
        file.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (table,))
        file.execute(
            "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", (table,)
        )
        for trigger in _triggers(table):
            file.execute(trigger)
        file.execute("COMMIT")


def read(path: Path, scheme: Scheme) -> Iterator[Row]:
    """The rows of a file that `write` made."""
    kinds = [column.type for column in scheme.columns]
    with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as file:
        for row in file.execute(f'SELECT {", ".join(chr(34) + c.name + chr(34) for c in scheme.columns)} FROM "{scheme.name}" ORDER BY fid'):
            yield tuple(value if value is None else _PARSE[kind](value) for value, kind in zip(row, kinds, strict=True))


_PARSE: dict[str, Any] = {"text": str, "integer": int, "real": float, "date": dt.date.fromisoformat, "flag": bool}


def _values(row: Row, dates: list[int]) -> Row:
    values = list(row)
    for position in dates:
        if values[position] is not None:
            values[position] = values[position].isoformat()
    return tuple(values)


def _point(longitude: float | None, latitude: float | None) -> bytes | None:
    """A point as a GeoPackage blob: header (version 0, little endian, no envelope, SRS 4326) and WKB."""
    if longitude is None or latitude is None:
        return None
    return b"GP\x00\x01" + struct.pack("<iBI2d", 4326, 1, 1, longitude, latitude)


def _triggers(table: str) -> Iterator[str]:
    """The triggers by which the standard (annex F.3) keeps the R-tree in step when another program edits the layer; ST_* are that program's."""
    tree, box = f'"rtree_{table}_geom"', "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    there, gone = "NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)", "NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)"
    put, drop = f"INSERT OR REPLACE INTO {tree} VALUES (NEW.fid, {box})", f"DELETE FROM {tree} WHERE id = OLD.fid"
    name = f"rtree_{table}_geom"
    yield f'CREATE TRIGGER "{name}_insert" AFTER INSERT ON "{table}" WHEN ({there}) BEGIN {put}; END'
    yield f'CREATE TRIGGER "{name}_update1" AFTER UPDATE OF geom ON "{table}" WHEN OLD.fid = NEW.fid AND ({there}) BEGIN {put}; END'
    yield f'CREATE TRIGGER "{name}_update2" AFTER UPDATE OF geom ON "{table}" WHEN OLD.fid = NEW.fid AND ({gone}) BEGIN {drop}; END'
    yield f'CREATE TRIGGER "{name}_update3" AFTER UPDATE ON "{table}" WHEN OLD.fid != NEW.fid AND ({there}) BEGIN {drop}; {put}; END'
    yield (f'CREATE TRIGGER "{name}_update4" AFTER UPDATE ON "{table}" WHEN OLD.fid != NEW.fid AND ({gone}) '
           f"BEGIN DELETE FROM {tree} WHERE id IN (OLD.fid, NEW.fid); END")  # fmt: skip
    yield f'CREATE TRIGGER "{name}_delete" AFTER DELETE ON "{table}" WHEN OLD.geom NOT NULL BEGIN {drop}; END'
