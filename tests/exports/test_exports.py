"""The exports: each format reads back equal, files are whole or not there, what is public tells nothing private."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.schemes.test_schemes import CIVILIANS, TOWN, count, event, item

from marsad.exports import FORMATS, Feed, Publicity, read_rows, write_file
from marsad.exports.csv_format import neutral, plain
from marsad.exports.feed import changed
from marsad.exports.public import held_back, middle, public
from marsad.exports.summary import summarise
from marsad.exports.summary_html import html
from marsad.exports.summary_markdown import markdown
from marsad.record import Source
from marsad.schemes import SCHEMES, Column, InvalidRow, Item, Row, Scheme, scheme_of
from marsad.store.views import view_of


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir())


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20) | st.sampled_from(
    ["=1+1", "+1", "-1", "@x", "'=x", "''", "'", '"', 'a"b,c', "a\nb", "a\r\nb", "\r", "\t=x", "شهيد", "＝1", "\ufeffx", "1.0", "true", " "]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT,
    "integer": st.integers(-(2**53), 2**53),
    "real": st.floats(-180, 180, allow_nan=False, allow_subnormal=False),
    "date": st.dates(),
    "flag": st.booleans(),
}


ANY = Scheme(
    "any",
    (Column("key"), Column("text"), Column("integer", "integer"), Column("flag", "flag"), Column("date", "date"), Column("latitude", "real"), Column("longitude", "real")),
    lambda told: ("",), lambda row: [], {}, "key",
)  # fmt: skip
ROWS = st.lists(
    st.tuples(*(VALUES[c.type] | st.none() for c in ANY.columns[:-2]), st.floats(-90, 90, allow_subnormal=False), VALUES["real"]), max_size=4
)  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, excel=st.booleans())
def test_any_rows_read_back_equal(format: str, tmp_path: Path, rows: list[Row], excel: bool) -> None:
    path = tmp_path / f"out.{format}"
    write_file(rows, ANY, path, format=format, excel=excel and format == "csv")
    assert list(read_rows(path, ANY, format=format)) == rows


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", SCHEMES)
def test_rows_of_every_scheme_read_back_equal(name: str, format: str, tmp_path: Path) -> None:
    scheme = scheme_of(name)
    rows = [scheme.project(item(event(id=f"e{n}", killed=count(n, n + 2)))) for n in range(1, 4)]
    write_file(rows, scheme, tmp_path / "out", format=format)  # type: ignore[arg-type]
    assert list(read_rows(tmp_path / "out", scheme, format=format)) == rows


@given(TEXT)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert plain(neutral(text)) == text


def test_excel_mark_and_line_ends(tmp_path: Path) -> None:
    scheme = scheme_of("acled")
    row = scheme.project(item(event()))
    write_file([row], scheme, tmp_path / "a.csv", format="csv", excel=True)  # type: ignore[list-item]
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfevent_id_cnty,")
    assert b"\r\n" in (tmp_path / "a.csv").read_bytes()


def test_hxl_has_its_row_of_hashtags(tmp_path: Path) -> None:
    scheme = scheme_of("hxl")
    write_file([], scheme, tmp_path / "a.csv", format="csv")
    names, tags = csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines())
    assert (names[1], tags[1]) == ("date_start", "#date+start")


def test_geojson_is_rfc_7946(tmp_path: Path) -> None:
    scheme = scheme_of("hxl")
    rows = [scheme.project(item(event())), scheme.project(item(event(id="e2", place=None)))]
    write_file(rows, scheme, tmp_path / "a.geojson", format="geojson")  # type: ignore[arg-type]
    told = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))
    assert told["type"] == "FeatureCollection"
    assert "crs" not in told
    assert told["features"][0]["geometry"] == {"type": "Point", "coordinates": [36.8, 35.86]}
    assert told["features"][1]["geometry"] is None


def test_geopackage_has_the_marks_of_the_standard(tmp_path: Path) -> None:
    scheme = scheme_of("acled")
    write_file([scheme.project(item(event()))], scheme, tmp_path / "a.gpkg", format="gpkg")  # type: ignore[list-item]
    file = sqlite3.connect(tmp_path / "a.gpkg")
    assert file.execute("PRAGMA application_id").fetchone()[0] == 0x47504B47
    assert file.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    assert file.execute("SELECT min_x, max_y FROM gpkg_contents").fetchone() == (36.8, 35.86)
    blob = file.execute("SELECT geom FROM acled").fetchone()[0]
    assert (blob[:4], len(blob)) == (b"GP\x00\x01", 29)
    assert file.execute("SELECT count(*) FROM rtree_acled_geom WHERE minx <= 36.8 AND maxx >= 36.8").fetchone()[0] == 1
    file.close()


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="needs ogrinfo (Debian's gdal-bin)")
@pytest.mark.parametrize("format", ["gpkg", "geojson"])
def test_gdal_opens_it(format: str, tmp_path: Path) -> None:
    scheme = scheme_of("acled")
    path = tmp_path / f"a.{format}"
    write_file([scheme.project(item(event(id=f"e{n}"))) for n in range(3)], scheme, path, format=format)  # type: ignore[misc]
    done = subprocess.run(["ogrinfo", "-so", "-al", str(path)], capture_output=True, text=True, check=True)
    assert "Feature Count: 3" in done.stdout
    assert "Geometry: Point" in done.stdout
    assert done.stderr == ""


def test_parquet_is_typed(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    scheme = scheme_of("ucdp")
    write_file([], scheme, tmp_path / "a.parquet", format="parquet")
    kinds = {field.name: str(field.type) for field in pq.read_schema(tmp_path / "a.parquet")}
    assert (kinds["id"], kinds["latitude"], kinds["date_start"], kinds["active_year"], kinds["side_a"]) == ("int64", "double", "date32[day]", "bool", "string")


@pytest.mark.parametrize("format", FORMATS)
def test_a_failed_export_leaves_the_old_file(format: str, tmp_path: Path) -> None:
    scheme, path = scheme_of("acled"), tmp_path / f"out.{format}"
    path.write_text("old")

    def rows() -> Any:
        yield scheme.project(item(event()))
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        write_file(rows(), scheme, path, format=format)
    assert path.read_text() == "old"
    assert names(tmp_path) == [path.name]


_SLOW = """
import sys, time
from pathlib import Path
from marsad.exports import write_file
from marsad.schemes import scheme_of
from tests.schemes.test_schemes import event, item
scheme = scheme_of("acled")
def rows():
    for n in range(100_000):
        if n == 5_000:
            print("writing", flush=True)
        if n > 5_000:
            time.sleep(0.01)
        yield scheme.project(item(event(id=f"e{n}")))
write_file(rows(), scheme, Path(sys.argv[1]), format=sys.argv[2])
"""


@pytest.mark.parametrize("format", ["csv", "gpkg"])
def test_a_killed_export_leaves_nothing_half_written(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"out.{format}"
    path.write_text("old")
    child = subprocess.Popen([sys.executable, "-c", _SLOW, str(path), format], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert child.stdout is not None
    assert child.stdout.readline() == b"writing\n"
    time.sleep(0.1)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert path.read_text() == "old"
    assert [name for name in names(tmp_path) if name.endswith(".part")] != []
    write_file([], scheme_of("acled"), path, format=format)
    assert names(tmp_path) == [path.name]


def test_an_invalid_row_is_never_written(tmp_path: Path) -> None:
    good = scheme_of("acled")
    bad = Scheme("bad", (Column("x"),), lambda told: ("",), lambda row: [], {}, "x", "x", "x")
    with pytest.raises(InvalidRow, match=r"event e1 of report r1: x: an empty text"):
        list(Feed(bad).rows([item(event())]))
    assert len(list(Feed(good).rows([item(event())]))) == 1


def test_the_feed_tallies_what_it_leaves_out() -> None:
    feed = Feed(scheme_of("acled"), keep_gone=True)
    rows = list(feed.rows([item(event()), item(event(id="e2", status="denied"))]))
    assert (len(rows), feed.written, dict(feed.left)) == (1, 1, {"acled.left.status": 1})
    assert [row[1] for row in feed.deletions([])] == ["acled.left.status"]


PRIVATE = "الناشط سامر المختلق"


def private_item() -> Item:
    """An invented event with the name of an invented private person in all free words."""
    told = event(
        killed=count(None, None, f"عشرات بينهم {PRIVATE}", vague=True),
        sources=(Source(quote=PRIVATE, start=0, end=5), Source(quote="رويترز", start=0, end=6, name_en="Reuters", source_id="reuters")),
        actor2=(CIVILIANS.model_copy(update={"quote": PRIVATE}),), date_quote=PRIVATE, notes_ar=PRIVATE, notes_en=PRIVATE,
        sentence=event().sentence.model_copy(update={"quote": PRIVATE}), triggers=(event().triggers[0].model_copy(update={"quote": PRIVATE}),),
        place=TOWN.model_copy(update={"quote": PRIVATE}),
    )  # fmt: skip
    made = item(told)
    return Item(made.event, made.report.model_copy(update={"title": PRIVATE, "id": PRIVATE}))  # type: ignore[attr-defined]


@pytest.mark.parametrize("view", [False, True])
@pytest.mark.parametrize("name", SCHEMES)
def test_public_rows_hold_no_words_of_the_report(name: str, view: bool) -> None:
    feed = Feed(scheme_of(name), Publicity(dt.date(2026, 1, 1)))
    private = private_item()
    (row,) = list(feed.rows([Item(view_of(private.event.model_dump_json()), private.report) if view else private]))
    assert row == next(Feed(scheme_of(name), feed.publicity).rows([private]))
    assert not any(isinstance(value, str) and re.search("[\u0600-\u06ff]", value) for value in row)
    assert "Saraqib" not in map(str, row)
    full = Feed(scheme_of(name))
    key = feed.scheme.index(feed.scheme.id_column)
    assert row[key] == next(full.rows([private_item()]))[key]


def test_public_keeps_a_vague_amount() -> None:
    scheme = scheme_of("acled")
    (row,) = list(Feed(scheme, Publicity(dt.date(2026, 1, 1))).rows([private_item()]))
    assert row[scheme.index("fatalities")] == 10


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_public_points_are_in_the_middle_of_their_cell(latitude: float, longitude: float) -> None:
    for degrees, limit in ((latitude, 90), (longitude, 180)):
        moved = middle(degrees, limit)
        assert abs(moved - degrees) <= 0.0501
        assert -limit < moved < limit
        assert middle(moved, limit) == moved


def test_public_points_are_coarse() -> None:
    place = public(item(event())).event.place
    assert place is not None
    assert (place.lat, place.lon, place.geo_precision, place.where_prec, place.radius_km, place.name_en) == (35.85, 36.85, 2, 2, 8.0, "Ariha")


def test_embargo() -> None:
    told = item(event())
    assert held_back(told, today=dt.date(2020, 2, 10), embargo=7)
    assert not held_back(told, today=dt.date(2020, 2, 11), embargo=7)
    assert not held_back(told, today=dt.date(2020, 2, 4), embargo=0)


def test_a_public_feed_brings_what_has_come_out_of_the_embargo() -> None:
    old = Item(event(), item(event()).report, dt.datetime(2020, 2, 5, tzinfo=dt.UTC))
    since = dt.datetime(2020, 2, 9, tzinfo=dt.UTC)
    assert list(changed([old], since, None)) == []
    assert list(changed([old], since, Publicity(dt.date(2020, 2, 20), 7))) == [old]


def page(**told: Any) -> str:
    """The HTML of one invented event."""
    return html(summarise([item(event(**told))], first=dt.date(2020, 2, 1), last=dt.date(2020, 2, 29), country="SY"))


def test_a_summary_counts_and_lists() -> None:
    events = [item(event()), item(event(id="e2", status="planned")), item(event(id="e3", date_start=dt.date(2020, 2, 20), date_end=None, killed=count(2, 4)))]
    told = summarise(events, first=dt.date(2020, 2, 1), last=dt.date(2020, 2, 29), country="SY")
    assert (len(told.events), told.reports, told.dead_low, told.dead_high) == (2, 1, 2, 4)
    assert dict(told.by_week) == {(dt.date(2020, 2, 3), "Battles"): 1, (dt.date(2020, 2, 17), "Battles"): 1}
    assert dict(told.by_admin1) == {("Syria", "Idlib"): 2}
    assert dict(told.set_aside) == {"planned or threatened": 1}
    assert "1 planned or threatened" in html(told)


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    told = page()
    assert "<script" not in told
    assert re.findall(r"(?:src|srcset|@import|url)\s*[=(]", told) == []
    assert re.findall(r'href="([^"]+)"', told) == ["https://news.example/1"]
    assert '<blockquote lang="ar" dir="rtl">' in told
    assert told.count("<svg") >= 3


def test_the_page_is_escaped() -> None:
    nasty = "<img src=x onerror=alert(1)>"
    told = page(place=TOWN.model_copy(update={"name_en": nasty}), sentence=event().sentence.model_copy(update={"quote": nasty}))
    assert "<img" not in told
    assert "&lt;img" in told


def test_a_dangerous_link_is_no_link() -> None:
    made = item(event())
    bad = Item(made.event, made.report.model_copy(update={"url": "javascript:alert(1)"}))  # type: ignore[attr-defined]
    assert "javascript:" not in html(summarise([bad], first=dt.date(2020, 2, 1), last=dt.date(2020, 2, 29)))


def test_a_mark_never_breaks_a_word() -> None:
    told = page(
        sentence=event().sentence.model_copy(update={"quote": "واشتبك الجيش في سراقب"}),
        triggers=(event().triggers[0].model_copy(update={"start": 1, "end": 6}),),
    )
    assert "<mark>واشتبك</mark> " in told


def test_an_empty_summary_says_so() -> None:
    told = summarise([], first=dt.date(2020, 2, 1), last=dt.date(2020, 2, 29))
    assert "No event of this period is known." in html(told)
    assert "0 events" in markdown(told)


def test_markdown_escapes_and_isolates() -> None:
    told = markdown(
        summarise([item(event(sentence=event().sentence.model_copy(update={"quote": "اشتبك *الجيش*"})))], first=dt.date(2020, 2, 1), last=dt.date(2020, 2, 29))
    )
    assert "> \u2068اشتبك \\*الجيش\\*\u2069" in told
    assert "| Battles | Armed clash | 1 |" in told


@pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium on this machine")
def test_the_map_is_on_the_first_printed_page(tmp_path: Path) -> None:
    from pypdf import PdfReader

    places = {"far": (15.0, 44.2), "near": (36.8, 10.2)}  # a map that is higher than wide asks for most
    told = [event(id=name, place=TOWN.model_copy(update={"lat": lat, "lon": lon})) for name, (lat, lon) in places.items()]
    page = tmp_path / "page.html"
    page.write_text(html(summarise([item(one) for one in told], first=dt.date(2020, 1, 1), last=dt.date(2020, 12, 31), country=None)), encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer"]
    subprocess.run([*command, f"--print-to-pdf={tmp_path / 'page.pdf'}", page.as_uri()], capture_output=True, check=True, timeout=120)
    first = PdfReader(tmp_path / "page.pdf").pages[0].extract_text()
    assert "By week" in first
    assert "Outlines: Natural Earth" in first
