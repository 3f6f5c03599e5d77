"""The compiled tables in the cache: missing, damaged, in a folder that cannot be written to, built by two processes at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.places import cache as files
from marsad.places import gazetteer as module
from marsad.places import names as names_module
from marsad.places.gazetteer import open_gazetteer, write_database

FEW = [((1, "Mizmar", "مزمار", "", "SY", "12", "", 35.5, 36.7, 9000), ["Mizmar", "مزمار"])]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own, in which the gazetteer is one of a single place (built in no time)."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(files.CACHE_VARIABLE, str(folder))
    monkeypatch.setenv("MARSAD_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(files, "fallback_folder", lambda: tmp_path / "temporary")
    monkeypatch.setattr(module, "_build", lambda path: write_database(path, FEW, {}) and None)
    return folder


def test_a_missing_gazetteer_is_built_and_said(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert open_gazetteer().find("مزمار")[0].name_en == "Mizmar"
    assert "building the gazetteer" in capsys.readouterr().err
    assert open_gazetteer().find("mizmar")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("harm", ["empty", "text", "cut", "zeros"])
def test_a_damaged_gazetteer_is_built_again_and_said(small: Path, capsys: pytest.CaptureFixture[str], harm: str) -> None:
    open_gazetteer().close()
    (path,) = small.glob("gazetteer-*.sqlite")
    whole = path.read_bytes()
    path.write_bytes({"empty": b"", "text": b"no database" * 900, "cut": whole[: len(whole) // 2], "zeros": bytes(len(whole))}[harm])
    capsys.readouterr()
    assert open_gazetteer().find("مزمار")
    assert "damaged" in capsys.readouterr().err
    assert path.read_bytes() == whole


def test_damaged_names_are_compiled_again_and_said(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gazetteer = open_gazetteer()
    count = len(names_module.load_names(gazetteer))
    (path,) = small.glob("names-*.bin")
    for content in (b"", b"\x00" * 100, path.read_bytes()[:5000]):
        path.write_bytes(content)
        capsys.readouterr()
        assert len(names_module.load_names(gazetteer)) == count
        assert "damaged" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_falls_back_to_a_temporary_one(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(files.CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    assert open_gazetteer().find("مزمار")
    told = capsys.readouterr().err
    assert "cannot be written to" in told
    assert files.CACHE_VARIABLE in told
    assert list((tmp_path / "temporary").glob("gazetteer-*.sqlite"))
    assert open_gazetteer().find("مزمار")
    assert capsys.readouterr().err == ""


def test_no_folder_at_all_is_an_error_with_the_remedy(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(files.CACHE_VARIABLE, str(tmp_path / "file" / "cache"))
    monkeypatch.setattr(files, "fallback_folder", lambda: tmp_path / "file" / "temporary")
    with pytest.raises(files.CacheError, match=files.CACHE_VARIABLE):
        open_gazetteer()


def test_a_damaged_import_is_left_aside_and_said(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "imported.sqlite").write_bytes(b"none" * 4000)
    assert open_gazetteer().find("مزمار")
    assert "import its tables again" in capsys.readouterr().err


_BUILD = """
from marsad.places import gazetteer as module
from marsad.places.gazetteer import open_gazetteer, write_database
few = [((n, f"Mizmar {n}", f"مزمار {n}", "", "SY", "12", "", 35.5, 36.7, 9000), [f"Mizmar {n}"]) for n in range(20000)]
module._build = lambda path: write_database(path, few, {}) and None
print(open_gazetteer().find("mizmar 7")[0].name_en)
"""


def test_processes_at_once_build_one_good_file(tmp_path: Path) -> None:
    environment = {**os.environ, files.CACHE_VARIABLE: str(tmp_path), "MARSAD_DATA": str(tmp_path / "data")}
    running = [subprocess.Popen([sys.executable, "-c", _BUILD], env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [p.communicate()[0].strip() for p in running] == ["Mizmar 7"] * 3
    assert [p.name.split("-")[0] for p in tmp_path.iterdir()] == ["gazetteer"]
