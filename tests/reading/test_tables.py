"""JSON Lines, JSON, CSV, TSV and Parquet, with and without a column map."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.reading.helpers import BODY, LINES, TITLE, failures, items, one, reports, written

from marsad.reading import parse_map
from marsad.reading.columns import row_day

ROWS = [{"id": str(i), "title": TITLE, "text": f"{BODY}\nالخبر رقم {i}.", "published": f"2020-05-{i + 1:02}"} for i in range(9)]


def table(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1256"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv", "a"])
def test_rows_in_every_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    if name.endswith("jsonl"):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    else:
        text = table(ROWS, "\t" if name.endswith("tsv") else ",")
    found = items(written(tmp_path, name, text.encode(encoding)))
    assert [(r.id, r.title, r.text, str(r.published)) for r in reports(found)] == [tuple(row.values()) for row in ROWS]
    assert not failures(found)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    assert len(reports(items(written(tmp_path, "a.csv", table(ROWS, delimiter))))) == 9


def test_arabic_headers(tmp_path: Path) -> None:
    rows = [{"المعرف": "7", "العنوان": TITLE, "نص الخبر": BODY, "التاريخ": "2020/05/01", "المصدر": "صحيفة المثال"}]
    report = one(written(tmp_path, "a.csv", table(rows)))
    assert (report.id, report.title, report.text, str(report.published), report.source) == ("7", TITLE, BODY, "2020-05-01", "صحيفة المثال")


def test_column_map(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"h": TITLE, "lead": LINES[0], "rest": {"body": LINES[1]}, "when": 1588323600, "text": "not this"}]
    columns = parse_map("title=h, text=lead+rest.body, published=when")
    (report,) = reports(items(written(tmp_path, "a.jsonl", json.dumps(rows[0])), columns=columns))
    assert (report.title, report.text, str(report.published)) == (TITLE, f"{LINES[0]}\n{LINES[1]}", "2020-05-01")


@pytest.mark.parametrize("wrong", ["", "title", "title=", "titel=x", "text=a,,b=c"])
def test_a_wrong_map_tells_the_fields(wrong: str) -> None:
    with pytest.raises(ValueError, match="fields are id, title, text, published"):
        parse_map(wrong)


def test_missing_columns_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "x,y\n1,2\n")
    assert "columns: x, y" in failures(items(path))[0].message
    assert "no column nope" in failures(items(path, columns=parse_map("text=nope")))[0].message


def test_a_bad_row_does_not_end_the_table(tmp_path: Path) -> None:
    text = table(ROWS[:2]) + 'a,b,c,d,e,f\r\nx,,,\r\n"' + table(ROWS[2:4]).split("\r\n", 1)[1].replace('"', '""', 1)
    found = items(written(tmp_path, "a.csv", text + "\r\n"))
    assert [r.id for r in reports(found)][:2] == ["0", "1"]
    assert any("6 cells for 4 columns" in f.message for f in failures(found))
    assert any("no text" in f.message for f in failures(found))


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with duckdb.connect() as db:
        db.execute("CREATE TABLE r (id INT, headline VARCHAR, content VARCHAR, date DATE)")
        db.executemany("INSERT INTO r VALUES (?, ?, ?, ?)", [[i, TITLE, BODY, f"2020-05-{i + 1:02}"] for i in range(20)])
        db.execute(f"COPY r TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    for found in (items(path), items("-", stdin=path.read_bytes()), items(path, columns=parse_map("text=content"))):
        assert [(r.id, r.title, r.text, str(r.published)) for r in reports(found)][-1] == ("19", TITLE, BODY, "2020-05-20")
        assert len(reports(found)) == 20
    cut = written(tmp_path, "b.parquet", path.read_bytes()[:-30])
    assert "cannot be read" in failures(items(cut))[0].message


def test_json_arrays_and_objects(tmp_path: Path) -> None:
    for text in (json.dumps(ROWS), json.dumps(ROWS, indent=2, ensure_ascii=False), json.dumps({"reports": ROWS})):
        assert [r.id for r in reports(items(written(tmp_path, "a.json", text)))] == [row["id"] for row in ROWS]


def test_a_broken_item_does_not_end_the_array(tmp_path: Path) -> None:
    text = json.dumps(ROWS, indent=1).replace('"id": "3"', '"id" "3"')
    found = items(written(tmp_path, "a.json", text))
    assert [r.id for r in reports(found)] == [row["id"] for row in ROWS if row["id"] != "3"]
    assert [Path(f.name).name for f in failures(found)] == ["a.json#4"]


def test_an_array_of_broken_items_is_given_up_and_says_so(tmp_path: Path) -> None:
    text = "[" + json.dumps(ROWS[0]) + "".join(', {"id" 7}' for _ in range(1500)) + ", " + json.dumps(ROWS[1]) + "]"
    found = items(written(tmp_path, "a.json", text))
    assert [r.id for r in reports(found)] == ["0"]
    assert any(f.message == "given up after 1,000 items of broken JSON" and "came before" in f.remedy for f in failures(found))
    assert sum(f.count for f in failures(found)) == 1001


def test_ids_of_lines_without_one_are_their_places(tmp_path: Path) -> None:
    line = json.dumps({"text": BODY})
    found = items(written(tmp_path, "a.jsonl", f"{line}\n\n{line}\n"), written(tmp_path, "b.jsonl", line))
    assert [r.id for r in reports(found)] == ["a.jsonl:1", "a.jsonl:3", "b.jsonl:1"]


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    good = json.dumps(ROWS[0])
    found = items(written(tmp_path, "a.jsonl", b'{"text": "' + b"x" * (21 * 2**20) + b'"}\n' + good.encode()))
    assert [r.id for r in reports(found)] == ["0"]
    assert [f.message for f in failures(found)] == ["the line is longer than 20 MB"]


@pytest.mark.parametrize(
    "told,day",
    [
        ("2020-05-01", "2020-05-01"), ("2020-05-01T10:00:00+03:00", "2020-05-01"), ("2020-05-01 10:00", "2020-05-01"), ("2020/5/1", "2020-05-01"),
        ("23/10/2020", "2020-10-23"), ("٢٣/١٠/٢٠٢٠", "2020-10-23"), ("5.5.2020", "2020-05-05"), ("Fri, 01 May 2020 23:30:00 +0300", "2020-05-01"),
        (1588323600, "2020-05-01"), ("03/04/2020", None), ("2020-05-01 xx", None), ("2020-02-31", None), ("31/31/2020", None), ("yesterday", None), (17, None),
    ],
)  # fmt: skip
def test_days_of_rows(told: Any, day: str | None) -> None:
    found = row_day(told)
    assert (str(found) if found else None) == day
