"""Number words, digits, bounds, ranges and vague quantities."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.arabic.numbers import apply_suffix, parse_number, read_number, read_ordinal
from marsad.arabic.spelling import LIMIT, spell
from marsad.arabic.words import tokenise

NUMBERS = st.one_of(st.integers(0, 2_000), st.integers(0, 200_000), st.integers(0, LIMIT))


@settings(max_examples=600, deadline=None)
@given(NUMBERS, st.booleans(), st.booleans(), st.sampled_from(["مئة", "مائة"]))
def test_spelling_and_reading_round_trip(number: int, feminine: bool, oblique: bool, hundred: str) -> None:
    assert parse_number(spell(number, feminine=feminine, oblique=oblique, hundred=hundred)) == number


@settings(max_examples=200, deadline=None)
@given(st.integers(0, LIMIT))
def test_digits_round_trip_in_every_script(number: int) -> None:
    arabic = "".join(chr(0x0660 + int(d)) for d in str(number))
    assert parse_number(arabic) == parse_number(str(number)) == parse_number(f"{number:,}") == number


def test_every_number_up_to_two_thousand() -> None:
    assert [parse_number(spell(n)) for n in range(2_001)] == list(range(2_001))


@pytest.mark.parametrize("number", [-1, LIMIT + 1])
def test_spell_refuses_what_it_cannot_write(number: int) -> None:
    with pytest.raises(ValueError, match="spell writes"):
        spell(number)


@pytest.mark.parametrize(
    "text, value",
    [
        ("صفر", 0), ("واحد", 1), ("اثنتين", 2), ("ثلاث", 3), ("ثمان", 8), ("عشر", 10), ("أحد عشر", 11), ("إحدى عشرة", 11),
        ("اثنا عشر", 12), ("اثنتي عشرة", 12), ("ثلاثة وعشرون", 23), ("ثلاثة و عشرين", 23), ("احدى وعشرين", 21), ("مية", 100),
        ("مائة وخمسة", 105), ("مئة وثلاثة وعشرين", 123), ("مئتي", 200), ("مائتان", 200), ("ثلاث مائة", 300), ("تسعمائة وتسعة وتسعون", 999),
        ("ألف", 1000), ("ألفين", 2000), ("ألفا وخمسمئة", 1500), ("3 آلاف", 3000), ("3 آلاف و200", 3200), ("ثلاثة آلاف ومئتان", 3200),
        ("20 ألفا", 20_000), ("مئة ألف", 100_000), ("نصف مليون", 500_000), ("ربع مليون", 250_000), ("مليون ونصف المليون", 1_500_000),
        ("مليون ونصف", 1_500_000), ("1.5 مليون", 1_500_000), ("مليونين", 2_000_000), ("مليون و200 ألف", 1_200_000), ("1,200", 1200),
        ("26.000", 26_000), ("٢٥", 25), ("۱۲", 12), ("الـ20", 20), ("وثلاثين", 30), ("بعشرة", 10), ("مئة وثلاثة آلاف", 103_000),
        ("1.250 مليون", 1_250_000),
    ],
)  # fmt: skip
def test_cardinals(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "جنود", "مئة وألف", "ثلاثة جنود", "خمسة ستة", "عشرين ثلاثة", "أحد", "1.5", "3,5", "الأحد"])
def test_not_one_cardinal(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    "text, low, high",
    [
        ("ما لا يقل عن 30 شخصا", 30, None), ("لا يقل عن ثلاثين", 30, None), ("أكثر من مئة", 100, None), ("ما يزيد على ألف", 1000, None),
        ("ما يزيد عن 20", 20, None), ("فوق الخمسين", 50, None), ("على الأقل 5", 5, None), ("5 على الأقل", 5, None),
        ("ما يصل إلى 115", None, 115), ("أقل من 12", None, 12), ("لا يزيد عن عشرة", None, 10), ("عشرة على الأكثر", None, 10),
        ("نحو 200", 200, 200), ("قرابة مئتين", 200, 200), ("حوالي 40", 40, 40), ("زهاء خمسين", 50, 50), ("ما يقارب 70", 70, 70),
        ("يناهز 90", 90, 90), ("بنحو 15", 15, 15), ("من 10 إلى 15", 10, 15), ("بين 10 و15", 10, 15), ("ما بين عشرين وثلاثين", 20, 30),
        ("3-5", 3, 5), ("ثلاثة أو أربعة", 3, 4), ("بين 3 و5 آلاف", 3000, 5000), ("10 إلى 15", 10, 15), ("بأكثر من 12", 12, None),
        ("وما لا يقل عن سبعة", 7, None), ("ما لا يقل عن نحو 20", 20, None), ("أكثر من \"100\"", 100, None),
    ],
)  # fmt: skip
def test_bounds(text: str, low: int | None, high: int | None) -> None:
    match = read_number(tokenise(text), 0)
    assert match is not None
    assert (match.min, match.max, match.vague) == (low, high, False)


@pytest.mark.parametrize(
    "text, magnitude, words",
    [
        ("عشرات الجنود", 10, "عشرات"), ("العشرات من المدنيين", 10, "العشرات"), ("مئات القتلى", 100, "مئات"), ("آلاف النازحين", 1000, "آلاف"),
        ("عشرات الآلاف", 10_000, "عشرات الآلاف"), ("عدد من الجنود", 3, "عدد من"), ("عدد كبير من", 3, "عدد كبير من"), ("العديد من", 3, "العديد من"),
        ("بضعة جنود", 3, "بضعة"), ("عدة أشخاص", 3, "عدة"), ("عدد غير محدد من", 3, "عدد غير محدد من"), ("نحو عشرات", 10, "نحو عشرات"),
    ],
)  # fmt: skip
def test_vague(text: str, magnitude: int, words: str) -> None:
    tokens = tokenise(text)
    match = read_number(tokens, 0)
    assert match is not None
    assert (match.min, match.max, match.vague, match.magnitude) == (None, None, True, magnitude)
    assert text[tokens[match.first].start : tokens[match.last].end] == words


@pytest.mark.parametrize("text", ["عدد القتلى", "من المدينة", "بين البلدين", "نحو الحدود", "أحد الجنود", "من 10 جنود", "يوم الأحد", "و"])
def test_not_a_quantity(text: str) -> None:
    assert read_number(tokenise(text), 0) is None


def test_offset_leaves_proclitics_out() -> None:
    text = "وبثلاثين"
    match = read_number(tokenise(text), 0)
    assert match is not None
    assert text[match.start :] == "ثلاثين"
    glued = read_number(tokenise("و3 جنود"), 0)
    assert glued is not None
    assert (glued.start, glued.conjunction, glued.min) == (1, True, 3)


def test_bound_after_the_noun() -> None:
    tokens = tokenise("ثلاثة أشخاص على الأقل")
    match = read_number(tokens, 0)
    assert match is not None
    bounded, last = apply_suffix(match, tokens, 2)
    assert (bounded.min, bounded.max, last) == (3, None, 3)


@pytest.mark.parametrize(
    "text, value", [("الثالث", 3), ("والحادي عشر", 11), ("الرابعة والعشرين", 24), ("الأولى", 1), ("العاشر", 10), ("جندي", None), ("الحادي", None)]
)
def test_ordinals(text: str, value: int | None) -> None:
    found = read_ordinal(tokenise(text), 0)
    assert (found[0] if found else None) == value
