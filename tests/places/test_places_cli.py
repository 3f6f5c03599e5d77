"""`marsad places` as a user starts it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path


def marsad(*arguments: str, given: bytes = b"", data: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "MARSAD_DATA": str(data)} if data else dict(os.environ)
    command = [sys.executable, "-c", "from marsad.cli import main; main()", "places", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, env=environment)


def test_find_prints_a_line_a_place() -> None:
    done = marsad("find", "-", given="قصف الطيران ريف حمص الشرقي.".encode())
    assert done.returncode == 0, done.stderr.decode()
    (line,) = done.stdout.decode().splitlines()
    cells = line.split("\t")
    assert cells[2:6] == ["Eastern Homs", "admin1", "SY", "Homs"]
    assert cells[-1] == "ريف حمص الشرقي"


def test_find_as_json_and_with_a_country() -> None:
    text = "اندلعت اشتباكات في طرابلس."
    for country in ("LY", "LB"):
        done = marsad("find", text, "--json", "--country", country)
        place = json.loads(done.stdout)
        assert (place["country"], place["name_en"]) == (country, "Tripoli")
        assert text[place["start"] : place["end"]] == place["quote"]


def test_lookup_names_every_place_or_says_how_to_bring_more() -> None:
    done = marsad("lookup", "طرابلس")
    assert {line.split("\t")[3] for line in done.stdout.decode().splitlines()} == {"LB", "LY"}
    assert marsad("lookup", "Kidal").stdout.decode().startswith("ml:")
    done = marsad("lookup", "لا مكان بهذا الاسم")
    assert done.returncode == 1
    assert b"marsad places import" in done.stderr


def test_import_then_lookup(tmp_path: Path) -> None:
    table = tmp_path / "codes.csv"
    table.write_text("ADM1_EN,ADM1_AR,ADM1_PCODE\nMizmar,مزمار,SY99\nNowhere,,\n", encoding="utf-8")
    done = marsad("import", str(table), str(tmp_path / "missing.zip"), data=tmp_path / "data")
    assert done.returncode == 3
    assert b"1 places" in done.stdout
    assert b"codes.csv:3: no P-code in it; skipped" in done.stderr
    assert b"no such file" in done.stderr
    assert marsad("lookup", "مزمار", data=tmp_path / "data").stdout.decode().split("\t")[0] == "pcode:SY99"
    assert marsad("import", str(tmp_path / "missing.zip"), data=tmp_path / "data").returncode == 1


def test_the_page_of_docs_tells_every_command_and_option() -> None:
    page = (Path(__file__).parents[2] / "docs" / "places.md").read_text(encoding="utf-8")
    for command in ("find", "lookup", "import"):
        assert f"marsad places {command}" in page
        plain = re.sub(r"\x1b\[[0-9;]*m", "", marsad(command, "--help").stdout.decode())
        for option in set(re.findall(r"--[a-z]+", plain)) - {"--help"}:
            assert option in page, option
