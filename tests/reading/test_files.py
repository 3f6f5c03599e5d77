"""Readers: encodings, titles, page furniture, languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading import InputFailure, read_inputs
from marsad.reading.decoding import decode
from marsad.reading.language import language
from marsad.report import Report

TITLE = "هدوء حذر في البلدة الشمالية"
BODY = "ساد هدوء حذر شوارع البلدة صباح اليوم بعد ليلة طويلة من التوتر.\nوقال سكان إن الأسواق فتحت أبوابها."


def one(path: Path) -> Report:
    items = list(read_inputs([str(path)]))
    assert len(items) == 1
    assert isinstance(items[0], Report), items[0]
    return items[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(BODY.encode(encoding))
    assert one(path).text == BODY


def test_page_saved_as_text_loses_its_furniture(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TITLE}\n{TITLE}\n0\n\n{BODY}\n\nاترك رد\n\nلن يتم نشر عنوان بريدك الإلكتروني.", encoding="utf-8")
    report = one(path)
    assert (report.title, report.text) == (TITLE, BODY)


def test_web_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    paragraphs = "".join(f"<p>{line}</p>" for line in BODY.split("\n") * 3)
    path.write_text(
        f'<html><head><meta charset="utf-8"><title>{TITLE}</title><meta property="article:published_time" content="2020-05-01T10:00:00Z"></head>'
        f"<body><nav><a href='/'>الرئيسية</a></nav><article><h1>{TITLE}</h1>{paragraphs}</article></body></html>",
        encoding="utf-8",
    )
    report = one(path)
    assert str(report.published) == "2020-05-01"
    assert report.published_basis == "page"
    assert "هدوء حذر شوارع" in report.text
    assert "الرئيسية" not in report.text


def test_page_without_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    assert isinstance(next(iter(read_inputs([str(path)]))), InputFailure)


def test_languages() -> None:
    assert language("این خبر در تهران منتشر شده است که می گوید") == "fa"
    assert language("یہ خبر لاہور میں ہے اور اس کے بعد") == "ur"
    assert language(BODY) == "ar"
    assert language("only English here") is None


@given(st.binary(max_size=300))
def test_decoding_never_fails(raw: bytes) -> None:
    decode(raw)


def test_sentences_that_begin_like_furniture_stay(tmp_path: Path) -> None:
    lines = ["شارك عشرات الطلاب في وقفة أمام الجامعة.", "مشاركة واسعة في الاعتصام.", "نشر في الحي عشرات الجنود.", "شارك:", "التعليقات (3)"]
    path = tmp_path / "a.txt"
    path.write_text("\n".join([TITLE, "", *lines]), encoding="utf-8")
    assert one(path).text.split("\n") == lines[:3]


def test_equal_names_in_two_folders_are_two_reports(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(BODY, encoding="utf-8")
    items = list(read_inputs([str(tmp_path)]))
    assert [i.id for i in items if isinstance(i, Report)] == ["a/x.txt", "b/x.txt"]


def test_a_day_with_words_after_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = '{"id": "g", "text": "قال سكان إن الأسواق فتحت أبوابها في المدينة", "published": "2020-05-01T10:00:00+03:00"}'
    path.write_text(good + "\n" + good.replace('"g"', '"h"').replace("T10:00:00+03:00", " xx"), encoding="utf-8")
    items = list(read_inputs([str(path)]))
    assert isinstance(items[0], Report)
    assert str(items[0].published) == "2020-05-01"
    assert isinstance(items[1], InputFailure)
