"""Numbers in words: what `numbers.read_number` reads, written."""

from __future__ import annotations

LIMIT = 999_999_999
"""The largest number that `spell` writes."""

_UNITS = ("صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_UNITS_F = ("صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_TENS_WORDS = ("", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")


def spell(number: int, *, feminine: bool = False, oblique: bool = False, hundred: str = "مئة") -> str:
    """A number in words: for a feminine counted noun, in the oblique case, with مئة or مائة.

    Raises ValueError outside 0 … 999,999,999.
    """
    if not 0 <= number <= LIMIT:
        raise ValueError(f"spell writes 0 … {LIMIT:,}, not {number}")
    if number < 1_000:
        return _spell_group(number, feminine=feminine, oblique=oblique, hundred=hundred)
    parts = []
    for scale, one, two, many, accusative in (
        (1_000_000, "مليون", ("مليونان", "مليونين"), "ملايين", "مليونا"),
        (1_000, "ألف", ("ألفان", "ألفين"), "آلاف", "ألفا"),
    ):
        group, number = divmod(number, scale)
        if group == 1:
            parts.append(one)
        elif group == 2:
            parts.append(two[oblique])
        elif group:
            words = _spell_group(group, feminine=False, oblique=oblique, hundred=hundred)
            tail = group % 100
            noun = many if 3 <= tail <= 10 else accusative if tail >= 11 else one
            if group == 200:
                words = words[:-1]
            parts.append(f"{words} {noun}")
    if number:
        parts.append(_spell_group(number, feminine=feminine, oblique=oblique, hundred=hundred))
    return " و".join(parts)


def _spell_group(number: int, *, feminine: bool, oblique: bool, hundred: str) -> str:
    units = _UNITS_F if feminine else _UNITS
    parts = []
    hundreds, rest = divmod(number, 100)
    if hundreds == 1:
        parts.append(hundred)
    elif hundreds == 2:
        parts.append(hundred[:-1] + ("تين" if oblique else "تان"))
    elif hundreds:
        parts.append((_UNITS_F[hundreds] if hundreds != 8 else "ثمان") + hundred)
    two = ("اثنين", "اثنتين") if oblique else ("اثنان", "اثنتان")
    if 11 <= rest <= 19:
        unit = rest - 10
        if unit == 1:
            head = "إحدى" if feminine else "أحد"
        elif unit == 2:
            head = two[feminine][:-1]
        else:
            head = units[unit]
        parts.append(f"{head} {'عشرة' if feminine else 'عشر'}")
    elif rest <= 10:
        if rest or not hundreds:
            parts.append(two[feminine] if rest == 2 else units[rest])
    else:
        tens, unit = divmod(rest, 10)
        if unit:
            parts.append(two[feminine] if unit == 2 else units[unit])
        parts.append(_TENS_WORDS[tens] + ("ين" if oblique else "ون"))
    return " و".join(parts)
