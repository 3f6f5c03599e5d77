"""Tables that the user imports: dumps, alternate names, P-codes; what is wrong in them is named, and nothing else is touched."""

from __future__ import annotations

import sqlite3
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from marsad.arabic.text import read_text
from marsad.places import PlaceFinder
from marsad.places import cache as files
from marsad.places.gazetteer import Gazetteer, arabic_key, gazetteer_name, open_gazetteer
from marsad.places.imports import ImportRefused, import_file


def dump_row(
    identity: int, name: str, arabic: str, *, lat: object = 35.5, lon: object = 36.7, code: str = "PPL", admin1: str = "12", admin2: str = "", people: int = 0
) -> str:
    return f"{identity}\t{name}\t{name}\t{name},{arabic}\t{lat}\t{lon}\tP\t{code}\tSY\t\t{admin1}\t{admin2}\t\t\t{people}\t\t300\tAsia/Damascus\t2024-01-01"


def dump(path: Path, *rows: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "not a table")
        archive.writestr(f"{path.stem}.txt", "\n".join(rows) + "\n")
    return path


def opened(target: Path) -> Gazetteer:
    open_gazetteer().close()
    path = files.find_file(gazetteer_name())
    assert path is not None
    return Gazetteer(path, target)


def test_a_dump_is_found_by_the_finder_with_its_divisions(tmp_path: Path) -> None:
    target = tmp_path / "imported.sqlite"
    rows = [
        dump_row(990001, "Tell Mizmar", "تل مزمار", admin2="7"),
        dump_row(990002, "Idlib", "محافظة إدلب", code="ADM1"),
        dump_row(990003, "Nahiyat Mizmar", "ناحية مزمار", code="ADM2", admin2="7"),
        dump_row(990004, "Some School", "مدرسة", code="SCH"),
    ]
    outcome = import_file(dump(tmp_path / "SY.zip", *rows), into=target)
    assert (outcome.kind, outcome.rows, outcome.places, outcome.aside, outcome.bad) == ("GeoNames dump", 4, 3, 1, 0)
    finder = PlaceFinder(opened(target))
    (found,) = finder.lookup("تل مزمار")
    assert (found.id, found.country, found.admin1, found.admin2, found.source) == ("geonames:990001", "SY", "Idlib", "Nahiyat Mizmar", "imported")
    places = finder.find(read_text("قصفت المدفعية قرية تل مزمار في سوريا."))
    assert [p.place.id for p in places if p.place] == ["geonames:990001", "sy:country"]


def test_bad_rows_are_named_and_skipped(tmp_path: Path) -> None:
    told: list[str] = []
    rows = [
        dump_row(990001, "Good", "جيدة"),
        dump_row(990002, "North of the pole", "بعيدة", lat=91.5),
        dump_row(990003, "No number", "بلا رقم", lon="east"),
        dump_row(990004, "Nan", "لا شيء", lat="nan"),
        "990005\ttoo\tshort",
        dump_row(990006, "Also good", "جيدة أيضا"),
    ]
    outcome = import_file(dump(tmp_path / "SY.zip", *rows), into=tmp_path / "i.sqlite", say=told.append)
    assert (outcome.places, outcome.bad) == (2, 4)
    assert [line.split(": ")[0] for line in told] == [f"SY.zip/SY.txt:{n}" for n in (2, 3, 4, 5)]
    assert "out of range" in told[0]
    assert "3 columns" in told[3]


def test_alternate_names_reach_imported_and_known_places(tmp_path: Path) -> None:
    target = tmp_path / "imported.sqlite"
    import_file(dump(tmp_path / "SY.zip", dump_row(990001, "Tell Mizmar", "")), into=target)
    table = tmp_path / "alternateNamesV2.txt"
    lines = [
        "1\t990001\tar\tتل المزمار الأبيض\t1\t\t\t\t\t",
        "2\t990001\tfr\tColline\t\t\t\t\t\t",
        "3\t990001\tar\tاسم قديم\t\t\t\t1\t\t",
        "4\t170063\tar\tالشهباء العتيقة\t\t\t\t\t\t",  # Aleppo, which the gazetteer has
        "5\t999999999\tar\tلا أحد\t\t\t\t\t\t",
        "6\tx\tar\tلا رقم\t\t\t\t\t\t",
    ]
    table.write_text("\n".join(lines), encoding="utf-8")
    outcome = import_file(table, into=target)
    assert (outcome.kind, outcome.names, outcome.aside, outcome.bad) == ("alternate names", 2, 3, 1)
    gazetteer = opened(target)
    assert [e.id for e in gazetteer.find(arabic_key("تل المزمار الأبيض"))] == ["geonames:990001"]
    assert [e.name_en for e in gazetteer.find(arabic_key("الشهباء العتيقة"))] == ["Aleppo"]
    assert not gazetteer.find(arabic_key("اسم قديم"))
    assert len(gazetteer.find(arabic_key("حلب"))) == len({e.id for e in gazetteer.find(arabic_key("حلب"))})


PCODES = [
    ["ADM0_EN", "ADM0_PCODE", "ADM1_EN", "ADM1_AR", "ADM1_PCODE", "ADM2_EN", "ADM2_AR", "ADM2_PCODE"],
    ["Libya", "LY", "East", "الشرق الليبي", "LY01", "Mizmar", "المزمارية", "LY0101"],
    ["Libya", "LY", "East", "الشرق الليبي", "LY01", "Nay", "الناي", "LY0102"],
    ["Libya", "LY", "East", "الشرق الليبي", "LY01", "", "", "LY0103"],
]


def test_p_codes_from_csv_and_xlsx_are_the_same(tmp_path: Path) -> None:
    csv = tmp_path / "codes.csv"
    csv.write_text("\n".join(";".join(row) for row in PCODES), encoding="utf-8-sig")
    book = Workbook()
    assert book.active is not None
    book.active.append(["About this file"])
    sheet = book.create_sheet("ADM2")
    for row in PCODES:
        sheet.append(row)
    book.save(tmp_path / "codes.xlsx")
    found = []
    for path in (csv, tmp_path / "codes.xlsx"):
        told: list[str] = []
        outcome = import_file(path, into=tmp_path / f"{path.suffix[1:]}.sqlite", say=told.append)
        assert (outcome.kind, outcome.places, outcome.bad) == ("P-codes", 3, 1)
        assert "LY0103 has no name" in told[0]
        gazetteer = opened(tmp_path / f"{path.suffix[1:]}.sqlite")
        found.append([(e.id, e.kind, e.country, e.admin1) for key in ("الشرق الليبي", "المزمارية", "الناي") for e in gazetteer.find(arabic_key(key))])
    assert found[0] == found[1] == [("pcode:LY01", "admin1", "LY", "East"), ("pcode:LY0101", "admin2", "LY", "East"), ("pcode:LY0102", "admin2", "LY", "East")]


def test_p_codes_of_populated_places_carry_their_point(tmp_path: Path) -> None:
    csv = tmp_path / "places.csv"
    csv.write_text(
        "admin1Name_en,admin1Pcode,pcode,name_en,name_ar,latitude,longitude\n"
        "Aleppo,2,1001,Kafr Mizmar,كفر مزمار,36.4,37.1\nAleppo,SY02,SYC1002,Mizmara,مزمارة,36.41,237.1\nAleppo,SY02,SYC1003,Nayya,نايا,36.42,37.12\n",
        encoding="utf-8",
    )
    told: list[str] = []
    outcome = import_file(csv, into=tmp_path / "i.sqlite", say=told.append)
    assert outcome.bad == 2
    assert "does not begin with a country" in told[0]
    assert "out of range" in told[1]
    (entry,) = opened(tmp_path / "i.sqlite").find(arabic_key("نايا"))
    assert (entry.kind, entry.country, entry.admin1, entry.lat, entry.lon) == ("village", "SY", "Aleppo", 36.42, 37.12)


def test_a_zip_bomb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("SY.txt", "w") as stream:
        for _ in range(64):
            stream.write(b"0" * (1 << 20))
    with pytest.raises(ImportRefused, match="unpack to"):
        import_file(path, into=tmp_path / "i.sqlite")
    assert not (tmp_path / "i.sqlite").exists()


@pytest.mark.parametrize(
    "name,content", [("SY.zip", b"PK\x03\x04 cut"), ("t.csv", b"a,b\n1,2\n"), ("t.xlsx", b"none"), ("t.txt", b"one line"), ("t.pdf", b"%PDF")]
)
def test_what_is_no_table_is_refused_and_changes_nothing(tmp_path: Path, name: str, content: bytes) -> None:
    target = tmp_path / "imported.sqlite"
    import_file(dump(tmp_path / "good.zip", dump_row(990001, "Good", "جيدة")), into=target)
    before = target.read_bytes()
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused) as refused:
        import_file(tmp_path / name, into=target)
    assert name in str(refused.value)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.part"))


def test_a_damaged_member_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    path = dump(tmp_path / "SY.zip", *(dump_row(990000 + n, f"Village {n}", f"قرية {n}") for n in range(3000)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 200] = bytes(200)
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=r"SY\.zip"):
        import_file(path, into=tmp_path / "i.sqlite")
    assert not (tmp_path / "i.sqlite").exists()


def test_one_import_at_a_time(tmp_path: Path) -> None:
    target = tmp_path / "imported.sqlite"
    lock = sqlite3.connect(target.with_suffix(".lock"), isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    with pytest.raises(ImportRefused, match="another import"):
        import_file(dump(tmp_path / "SY.zip", dump_row(990001, "Good", "جيدة")), into=target)
    lock.close()
    assert import_file(tmp_path / "SY.zip", into=target).places == 1


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.txt"
        path.write_text("\n".join(dump_row(10**7 + n, f"Village {n % 99}", f"قرية {n % 99}") for n in range(rows)), encoding="utf-8")
        tracemalloc.start()
        import_file(path, into=tmp_path / f"{rows}.sqlite")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(8_000)
    assert peak(24_000) < peak(8_000) * 1.5
