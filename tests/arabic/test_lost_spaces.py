"""Words that lost the space between them are read as the words that they are; long words and names stay whole."""

from __future__ import annotations

import pytest

from marsad.arabic.lost_spaces import cut
from marsad.arabic.words import tokenise


@pytest.mark.parametrize(
    ("norm", "words"),
    [
        ("السودانغارات", ("السودان", "غارات")),
        ("استهدفتمناطق", ("استهدفت", "مناطق")),
        ("انالعمليات", ("ان", "العمليات")),
        ("مراسلالميادينباستهداف", ("مراسل", "الميادين", "باستهداف")),
        ("افغانستانمنذ", ("افغانستان", "منذ")),
        ("روسيافي", ("روسيا", "في")),
    ],
)
def test_cut(norm: str, words: tuple[str, ...]) -> None:
    assert cut(norm) == words


@pytest.mark.parametrize(
    "norm",
    "وبالاستخبارات عبدالله حساباتهما الانضباط مقاربات الاميركيان كيلومترا ابوالقاسم فسيكفيكهم افغانستان الحوثيين ديارباكر بوركينافاسو منتجعات انفصاليون".split(),
)
def test_one_word(norm: str) -> None:
    assert cut(norm) == (norm,)


def test_offsets_and_vowel_signs() -> None:
    text = "شهد السُّودانُغارات ونزوحٍالآلاف"
    tokens = tokenise(text)
    assert [t.norm for t in tokens] == ["شهد", "السودان", "غارات", "ونزوح", "الالاف"]
    assert all(text[t.start : t.end] == t.raw for t in tokens)
    assert tokens[1].raw == "السُّودانُ"
