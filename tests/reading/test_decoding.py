"""Encodings, also mislabelled ones, and languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.helpers import BODY, LINES, PERSIAN, failures, items, one, page, written

from marsad.reading.decoding import decode
from marsad.reading.language import language

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso-8859-6"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_of_texts(tmp_path: Path, encoding: str) -> None:
    assert one(written(tmp_path, "a.txt", BODY.encode(encoding))).text == BODY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("label", ["utf-8", "windows-1256", "iso-8859-1", "iso-8859-6", "nonsense"])
def test_the_label_of_a_page_does_not_mislead(tmp_path: Path, encoding: str, label: str) -> None:
    raw = page().replace("utf-8", label).encode(encoding)
    assert one(written(tmp_path, "a.html", raw)).text == BODY


@pytest.mark.parametrize("wrong,right", [("windows-1252", "utf-8"), ("windows-1256", "utf-8"), ("latin-1", "windows-1256")])
def test_a_text_converted_wrongly_before_is_mended(wrong: str, right: str) -> None:
    raw = BODY.encode(right)
    spoiled = "".join(bytes([b]).decode(wrong) if wrong != "windows-1252" or b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in raw)
    assert decode(spoiled.encode("utf-8")) == BODY


def test_some_broken_bytes_do_not_spoil_a_text() -> None:
    raw = BODY.encode()
    told = decode(raw[:40] + b"\xff" + raw[40:])
    assert told is not None
    assert told.replace("\ufffd", "") == BODY


@pytest.mark.parametrize("raw", [b"\x00\x01\x02\x03" * 50, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, b"\x7fELF" + b"\x00" * 100])
def test_binary_is_no_text(raw: bytes) -> None:
    assert decode(raw) is None


@given(st.binary(max_size=300))
def test_decoding_never_fails(raw: bytes) -> None:
    decode(raw)


@given(st.text(max_size=200))
def test_utf8_comes_back(text: str) -> None:
    told = decode(text.encode("utf-8", "replace"))
    if told is not None and not set(text) & set("ØÙطظÇá\ufeff"):
        assert told == text.encode("utf-8", "replace").decode()


CASES = {
    "fa": [PERSIAN, "تهران: ناآرامی شهرها", "ايران: تظاهرات در شيراز", "حمله پهپادی به کرکوک"],
    "ur": ["یہ خبر لاہور میں ہے اور اس کے بعد", "لاہور میں دھماکہ", "کراچی: پولیس نے دو ملزمان کو گرفتار کر لیا"],
    "ckb": ["لە شاری هەولێر کۆبوونەوە", "هێزەکانی پێشمەرگە ئۆپەراسیۆنێکیان دەستپێکرد", "سلێمانی: خۆپیشاندان"],
    "ps": ["کابل: د ښوونکو غونډه"],
    "ar": [*LINES, "مقتل جندي سوري", "سوريا: غارات روسية", "وزیر الخارجیة الإیراني یصل إلی دمشق", "بغداد", "بـر الوالدين"],
}


@pytest.mark.parametrize("code,text", [(code, text) for code, texts in CASES.items() for text in texts])
def test_languages_in_the_arabic_script(code: str, text: str) -> None:
    assert language(text) == code


def test_other_scripts_are_no_arabic() -> None:
    assert language("only English here") is None
    assert language("12345 ...") is None


def test_the_failure_names_the_language(tmp_path: Path) -> None:
    (failure,) = failures(items(written(tmp_path, "a.txt", PERSIAN)))
    assert "Persian" in failure.message
