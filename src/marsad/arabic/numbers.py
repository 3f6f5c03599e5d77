"""Numbers: Arabic number words and digits, read from tokens and spelled.

`read_number` reads a quantity where it stands in a sentence, with what bounds it (ما لا يقل عن 30, نحو عشرين, بين 10 و15, عشرات):

    ثلاثة وعشرون → 23..23        ما لا يقل عن 30 → 30..None        ما يصل إلى 12 → None..12        عشرات → vague, magnitude 10

`spell` writes a number out; spelling and reading round-trip from 0 to 999,999,999 (property-tested).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.arabic.words import MARK, NUMBER, WORD, Token, readings, tokenise

LIMIT = 999_999_999
"""The largest number that `spell` writes."""


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A quantity read from tokens [first, last] (inclusive).

    `start` is the offset of its first character without proclitics. `min` and `max` are None where the words set no bound; both are
    None for a vague quantity, whose order of size is `magnitude` (عشرات 10, مئات 100, عدد من 3). `approx` tells "about"; `core` is the
    token where the number itself begins, after the words that bound it; `definite` that it has the article.
    """

    first: int
    last: int
    start: int
    min: int | None
    max: int | None
    vague: bool = False
    approx: bool = False
    magnitude: int | None = None
    core: int = -1
    definite: bool = False
    conjunction: bool = False
    range_from: int | None = None


_UNIT, _TEN, _TENS, _HUNDRED, _HUNDREDS, _SCALE, _SCALES, _FRACTION = range(8)


def _atoms() -> dict[str, tuple[int, int]]:
    """Normalised number word → (class, value); a fraction's value is its denominator."""
    table: dict[str, tuple[int, int]] = {}

    def put(kind: int, value: int, words: str) -> None:
        for word in words.split():
            table[word] = (kind, value)

    put(_UNIT, 0, "صفر صفرا")
    put(_UNIT, 1, "واحد واحده واحدا احد احدي")
    put(_UNIT, 2, "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان تنين")
    stems = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثماني", 9: "تسع"}
    for value, stem in stems.items():
        put(_UNIT, value, f"{stem} {stem}ه {stem}ا")
        for hundred in ("مءه", "ماءه", "ميه"):
            put(_HUNDREDS, value * 100, stem + hundred)
    put(_UNIT, 8, "ثمان ثمانيا ثمانه")
    put(_UNIT, 3, "ثلث ثلثه")
    del table["ثلث"]
    put(_HUNDREDS, 800, "ثمانمءه ثمانماءه ثمانميه ثمنمءه")
    put(_TEN, 10, "عشر عشره عشرا")
    for value, stem in {20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}.items():
        put(_TENS, value, f"{stem}ون {stem}ين")
    for value, word in {11: "احدعشر", 12: "اثناعشر", 13: "ثلاثهعشر", 14: "اربعهعشر", 15: "خمسهعشر"}.items():
        put(_TEN, value, word)
    put(_TEN, 12, "اثنيعشر")
    put(_HUNDRED, 100, "مءه ماءه ميه")
    put(_HUNDREDS, 200, "مءتان مءتين مءتا مءتي ماءتان ماءتين ماءتا ماءتي ميتين ميتان مايتين")
    put(_SCALE, 1_000, "الف الاف الفا")
    put(_SCALES, 2_000, "الفان الفين الفي")
    put(_SCALE, 1_000_000, "مليون ملايين مليونا")
    put(_SCALES, 2_000_000, "مليونان مليونين مليوني")
    put(_SCALE, 1_000_000_000, "مليار مليارا مليارات بليون")
    put(_SCALES, 2_000_000_000, "ملياران مليارين ملياري")
    put(_FRACTION, 2, "نصف")
    put(_FRACTION, 4, "ربع")
    return table


_ATOMS = _atoms()
_CONSTRUCT_DUAL = {"الفا": 2_000, "مليونا": 2_000_000}
_GLUED = {"و": (True, False), "ف": (True, False), "ب": (False, False), "ل": (False, False), "ك": (False, False)}
_GLUED |= {"ال": (False, True), "وال": (True, True), "بال": (False, True), "لل": (False, True), "فال": (True, True), "وب": (True, False)}
_GLUED |= {"ول": (True, False), "ولل": (True, True), "وبال": (True, True)}
"""A word of letters glued to digits (و20, الـ20) → (conjunction, article)."""


@dataclass(frozen=True, slots=True)
class _Atom:
    kind: int
    value: int
    conjunction: bool
    article: bool
    peeled: int
    bare: str


@lru_cache(maxsize=1 << 16)
def _atom(norm: str) -> _Atom | None:
    found = _ATOMS.get(norm)
    if found:
        return _Atom(found[0], found[1], False, False, 0, norm)
    for reading in readings(norm):
        rest = reading.rest
        article = reading.article and rest[2:] in _ATOMS
        bare = rest[2:] if article else rest
        found = _ATOMS.get(bare)
        if found:
            peeled = len(reading.conjunction) + len(reading.preposition)
            return _Atom(found[0], found[1], bool(reading.conjunction), article, peeled, bare)
    return None


@lru_cache(maxsize=1 << 14)
def read_digits(norm: str) -> float | None:
    """The value of a normalised NUMBER token: 1,200 and 1.200 are thousands, 3.5 and 3,5 decimals; None where neither fits."""
    if norm.isdigit():
        return float(norm)
    for mark in ",.":
        if mark in norm:
            parts = norm.split(mark)
            if all(p.isdigit() for p in parts):
                if 1 <= len(parts[0]) <= 3 and parts[0] != "0" and all(len(p) == 3 for p in parts[1:]):
                    return float("".join(parts))
                if len(parts) == 2:
                    return float(".".join(parts))
            break
    return None


@dataclass(slots=True)
class _Cardinal:
    first: int
    last: int
    start: int
    value: int
    conjunction: bool
    article: bool


def _piece(tokens: Sequence[Token], i: int) -> tuple[_Atom, int, float | None] | None:
    """The number word or digits at i: its atom, its last token and, for digits, their value."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == WORD:
        glued = _GLUED.get(token.norm)
        if glued is not None:
            if i + 1 < len(tokens) and tokens[i + 1].kind == NUMBER and (token.norm == "و" or tokens[i + 1].start <= token.end + 1):
                value = read_digits(tokens[i + 1].norm)
                if value is not None:
                    return _Atom(-1, 0, glued[0], glued[1], 0, ""), i + 1, value
            elif token.norm == "و" and i + 1 < len(tokens) and tokens[i + 1].kind == WORD:
                atom = _atom(tokens[i + 1].norm)
                if atom and not atom.peeled:
                    return _Atom(atom.kind, atom.value, True, atom.article, 0, atom.bare), i + 1, None
            return None
        atom = _atom(token.norm)
        return (atom, i, None) if atom else None
    if token.kind == NUMBER:
        value = read_digits(token.norm)
        return None if value is None else (_Atom(-1, 0, False, False, 0, ""), i, value)
    return None


def _scaled(tokens: Sequence[Token], j: int, value: float) -> tuple[int, int] | None:
    """(scale, last token) where a scale word without و follows digits at j, the point of whose decimals it settles."""
    if j < len(tokens) and tokens[j].kind == MARK and tokens[j].norm in _QUOTES:
        j += 1  # "3" آلاف
    piece = _piece(tokens, j)
    if piece and piece[0].kind == _SCALE and not piece[0].peeled and not piece[0].conjunction:
        return piece[0].value, piece[1]
    return None


def _cardinal(tokens: Sequence[Token], i: int) -> _Cardinal | None:
    """The longest cardinal that begins at i."""
    piece = _piece(tokens, i)
    if piece is None:
        return None
    atom, last, digits = piece
    start = tokens[i].start
    if atom.peeled:
        start += _letters(tokens[i].raw, atom.peeled)
    elif last > i:
        start = tokens[last].start
    total = 0
    group: int | None = None
    scale_left = 10**12
    fixed = False  # the group is of digits: only a scale may follow
    best: tuple[int, int] | None = None  # (last token, value)
    first_atom = atom
    at = i
    while True:
        if at > i and atom.bare == "واحد" and not atom.peeled and (_teen_follows(tokens, last + 1) or _tens_follow(tokens, last + 1)):
            atom = replace(atom, conjunction=True, peeled=1)  # و + أحد is spelled like واحد
        kind, value, joined = atom.kind, atom.value, atom.conjunction and at > i
        if at > i and atom.peeled - (1 if atom.conjunction else 0) > 0:
            break
        if digits is not None:
            if at > i and not (joined and group is None and total):
                break
            scaled = _scaled(tokens, last + 1, digits)
            if scaled and scaled[0] < scale_left:
                number = tokens[last].norm
                part = digits
                if part >= 1000 and "." in number and scaled[0] >= 10**6:
                    part = float(number)
                total += round(part * scaled[0])
                scale_left, last = scaled[0], scaled[1]
            elif digits != int(digits) or (at > i and digits >= scale_left):
                break
            else:
                group, fixed = int(digits), True
        elif kind == _UNIT:
            if atom.bare in ("احد", "احدي") and not (_teen_follows(tokens, last + 1) or (joined and group is not None)):
                # one of a group; part of a number only in 11, 21 ...
                if at == i and not _tens_follow(tokens, last + 1):
                    return None
                if at > i and not _tens_follow(tokens, last + 1):
                    break
            if group is None and (not total or joined):
                group = value
            elif joined and group is not None and group >= 100 and group % 100 == 0 and not fixed:
                group += value
            else:
                break
        elif kind == _TEN:
            if value > 10 and group is None and (not total or joined):
                group = value
            elif value == 10 and not joined and group is not None and 1 <= group % 100 <= 9 and not fixed and _is_unit(tokens[at - 1]):
                group += 10
            elif group is None and (not total or joined):
                group = value
            elif joined and group is not None and group >= 100 and group % 100 == 0 and not fixed:
                group += value
            else:
                break
        elif kind == _TENS:
            if group is None and (not total or joined):
                group = value
            elif joined and group is not None and group % 100 < 10 and not fixed:
                group += value
            else:
                break
        elif kind == _HUNDRED:
            if group is None and (not total or joined):
                group = 100
            elif not joined and group is not None and 3 <= group <= 9 and not fixed:
                group *= 100
            else:
                break
        elif kind == _HUNDREDS:
            if group is None and (not total or joined):
                group = value
            else:
                break
        elif kind == _SCALE:
            if value >= scale_left:
                break
            if group is not None and not joined:
                total += group * value
                group, fixed = None, False
            elif group is None and (joined or not total):
                if atom.bare in ("الاف", "ملايين", "مليارات"):
                    break
                construct = _CONSTRUCT_DUAL.get(atom.bare)
                following = _piece(tokens, last + 1)
                counted = last + 1 < len(tokens) and tokens[last + 1].kind == WORD and len(tokens[last + 1].norm) > 2
                if construct and counted and not total and not joined and not (following and following[0].conjunction):
                    value = construct
                total += value
            else:
                break
            scale_left = atom.value
        elif kind == _SCALES:
            if value >= scale_left or group is not None or (total and not joined):
                break
            total += value
            scale_left = value // 2
        else:  # a fraction of the scale that follows, or of the one before: نصف مليون, مليون ونصف المليون
            following = _piece(tokens, last + 1)
            scale_follows = following is not None and following[0].kind == _SCALE and not following[0].conjunction
            if scale_follows and following is not None and group is None and following[0].value <= scale_left and (joined or not total):
                total += following[0].value // value
                last = following[1]
                scale_left = following[0].value // 10
            elif joined and total and group is None and scale_left >= 1000:
                total += scale_left // value
            else:
                break
            group = None
        best = (last, total + (group or 0))
        at = last + 1
        following_piece = _piece(tokens, at)
        if following_piece is None:
            break
        atom, last, digits = following_piece
        if atom.article and not first_atom.article and atom.kind not in (_SCALE,):
            break
    if best is None:
        return None
    return _Cardinal(i, best[0], start, best[1], first_atom.conjunction, first_atom.article)


def _is_unit(token: Token) -> bool:
    atom = _atom(token.norm)
    return atom is not None and atom.kind == _UNIT


def _teen_follows(tokens: Sequence[Token], j: int) -> bool:
    return j < len(tokens) and tokens[j].norm in ("عشر", "عشره")


def _tens_follow(tokens: Sequence[Token], j: int) -> bool:
    piece = _piece(tokens, j)
    return piece is not None and piece[0].kind == _TENS and piece[0].conjunction


def _letters(raw: str, count: int) -> int:
    """How many characters of a raw word its first `count` letters take, vowel signs included."""
    at = 0
    for char in raw:
        if char.isalpha() and char != "ـ":
            if not count:
                break
            count -= 1
        at += 1
    return at


# What bounds a number, before it and after it. Closed classes of the language, normalised.
_AT_LEAST, _AT_MOST, _ABOUT, _BETWEEN, _FROM = range(5)
_BOUNDS: dict[int, str] = {
    _AT_LEAST: """ما لا يقل عن/لا يقل عن/ما لا تقل عن/لا تقل عن/لا يقل عددهم عن/ما لا يقل عددهم عن/ما لايقل عن/مالا يقل عن/مالايقل عن/لايقل عن/اكثر من/اكتر من
        /ازيد من/ما يزيد علي/ما يزيد عن/يزيد علي/يزيد عن/يزيد عددهم عن/يزيد عددهم علي/تزيد عن/تزيد علي/ما تزيد عن/فوق/ما يفوق/يفوق/تفوق
        /فاق/يتجاوز/تتجاوز/ما يتجاوز/تجاوز/تجاوزت/تخطي/تخطت/يتخطي/علي الاقل/علي اقل تقدير/ما ينيف علي/ما ينيف عن/ينيف علي/ما يربو علي/ما يربو عن/يربو علي/يربو عن
        /ما زاد علي/كحد ادني/بما يزيد عن/بما يزيد علي/اقله""",
    _AT_MOST: """ما يصل الي/يصل الي/تصل الي/يصل عددهم الي/اقل من/ما لا يزيد عن/ما لا يزيد علي/لا يزيد عن/لا يزيد علي/لا يتجاوز/لا تتجاوز/لا يتعدي
        /ما يصل عددهم الي/كحد اقصي/علي الاكثر""",
    _ABOUT: """نحو/قرابه/حوالي/زهاء/ما يقارب/يقارب/تقارب/يناهز/تناهز/ما يناهز/ناهز/ما يقرب من/يقرب من/بحدود/في حدود/حدود/تقريبا/ما يقارب من
        /قراب/عدد اجمالي بلغ/عدد بلغ/بلغ عددهم/مقدار/ما مجموعه/مجموعه/ما عدده/عددهم/البالغ عددهم/يقدر ب/يقدر عددهم ب/ما يقدر ب/يبلغ عددهم""",
    _BETWEEN: "بين/ما بين/مابين",
    _FROM: "من",
}
_EXACT_BOUNDS = frozenset({"ما مجموعه", "مجموعه", "عدد اجمالي بلغ", "عدد بلغ", "بلغ عددهم", "ما عدده", "عددهم", "البالغ عددهم", "يبلغ عددهم"})
_SUFFIXES: dict[str, int] = {
    "علي الاقل": _AT_LEAST, "علي اقل تقدير": _AT_LEAST, "كحد ادني": _AT_LEAST, "فاكثر": _AT_LEAST, "او اكثر": _AT_LEAST, "ونيف": _AT_LEAST,
    "علي الاكثر": _AT_MOST, "كحد اقصي": _AT_MOST, "علي اكثر تقدير": _AT_MOST, "تقريبا": _ABOUT,
}  # fmt: skip
_VAGUE: dict[str, int] = {
    "عشرات": 10, "العشرات": 10, "مءات": 100, "المءات": 100, "الاف": 1_000, "الالاف": 1_000, "ملايين": 1_000_000, "الملايين": 1_000_000,
    "عشرات الالاف": 10_000, "مءات الالاف": 100_000, "عشرات الاف": 10_000, "مءات الاف": 100_000, "العشرات بل المءات": 10,
    "العديد من": 3, "عديد": 3, "العديد": 3, "الكثير من": 3, "الكثير": 3, "كثير من": 3, "كثير": 3, "كثيرين": 3, "كثيرون": 3, "بضع": 3,
    "بضعه": 3, "عده": 3, "بعض": 3, "البعض": 3, "مجموعه من": 3, "جمع من": 3, "اعداد من": 3, "اعداد كبيره من": 3, "اعداد كثيره من": 3,
    "عدد": 3, "عددا": 3, "معظم": 3, "غالبيه": 3, "جميع": 3, "كل": 3, "كافه": 3, "اكثر من": 3, "اكثر": 3, "اعداد": 3, "كم": 3,
    "عشرات المءات": 100, "ماءات": 100, "الماءات": 100, "دزينه من": 12, "نحو": 3,
}  # fmt: skip
for _word in ("اكثر من", "اكثر", "نحو", "كم", "اعداد"):
    del _VAGUE[_word]
_VAGUE_ADJECTIVES = frozenset("كبير كبيرا غير محدد محددا معروف معروفا قليل محدود اخر هائل ضخم مماثل مؤكد مءكد وافر معين مجهول كثير لا باس به يعرف".split())


def _trie(phrases: Mapping[str, int]) -> dict[str, list[tuple[tuple[str, ...], int, str]]]:
    table: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
    for phrase, payload in phrases.items():
        words = phrase.split()
        table.setdefault(words[0], []).append((tuple(words[1:]), payload, phrase))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


_BOUND_TRIE = _trie({" ".join(p.split()): kind for kind, text in _BOUNDS.items() for p in text.split("/") if p.strip()})
_SUFFIX_TRIE = _trie(_SUFFIXES)
_VAGUE_TRIE = _trie(_VAGUE)


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a word can open: bound phrases and vague quantities, with the proclitics peeled for them."""

    bounds: tuple[tuple[tuple[str, ...], int, str], ...]
    vague: tuple[tuple[tuple[str, ...], int, str], ...]
    peeled: int
    conjunction: bool
    article: bool


@lru_cache(maxsize=1 << 16)
def _opening(norm: str) -> _Opening | None:
    for reading in readings(norm):
        if reading.preposition in ("ك", "س"):
            continue
        bounds = _BOUND_TRIE.get(reading.rest)
        vague = _VAGUE_TRIE.get(reading.rest)
        if bounds or vague:
            peeled = len(reading.conjunction) + len(reading.preposition)
            return _Opening(tuple(bounds or ()), tuple(vague or ()), peeled, bool(reading.conjunction), reading.article)
    return None


@lru_cache(maxsize=1 << 16)
def can_begin_number(norm: str) -> bool:
    """Whether a quantity can begin with this normalised word or digits: a cheap test before `read_number`."""
    return norm[:1].isdigit() or norm in _GLUED or _atom(norm) is not None or _opening(norm) is not None


_QUOTES = frozenset("\"'")


def _follow(tokens: Sequence[Token], j: int, words: tuple[str, ...]) -> int:
    """The token after `words` read from j, or -1."""
    for word in words:
        if j >= len(tokens) or tokens[j].norm != word:
            return -1
        j += 1
    return j


def _suffix(tokens: Sequence[Token], j: int) -> tuple[int, int] | None:
    """(effect, last token) of a bound that follows a number or its noun at j (على الأقل)."""
    if j >= len(tokens) or tokens[j].kind != WORD:
        return None
    for words, effect, _ in _SUFFIX_TRIE.get(tokens[j].norm, ()):
        after = _follow(tokens, j + 1, words)
        if after > 0:
            return effect, after - 1
    return None


def apply_suffix(match: NumberMatch, tokens: Sequence[Token], j: int) -> tuple[NumberMatch, int]:
    """The match with a bound that stands at token j after its noun (ثلاثة أشخاص على الأقل), and the last token of the bound (j - 1 if none)."""
    found = _suffix(tokens, j)
    if found is None:
        return match, j - 1
    return _bounded(match, found[0]), found[1]


def _bounded(match: NumberMatch, effect: int) -> NumberMatch:
    if match.vague:
        return match
    if effect == _AT_LEAST:
        return replace(match, min=match.min if match.min is not None else match.max, max=None)
    if effect == _AT_MOST:
        return replace(match, min=None, max=match.max if match.max is not None else match.min)
    return replace(match, approx=True)


def _vague_at(tokens: Sequence[Token], i: int, opening: _Opening) -> NumberMatch | None:
    for words, magnitude, phrase in opening.vague:
        after = _follow(tokens, i + 1, words)
        if after < 0:
            continue
        if phrase in ("عدد", "عددا"):
            while after < len(tokens) and after < i + 5 and tokens[after].norm in _VAGUE_ADJECTIVES:
                after += 1
            if after < len(tokens) and tokens[after].norm == "من":
                after += 1
            elif tokens[after - 1].norm != "اخر":  # a further number, of people told before
                continue
        start = tokens[i].start + (_letters(tokens[i].raw, opening.peeled) if opening.peeled else 0)
        return NumberMatch(i, after - 1, start, None, None, True, False, magnitude, i, opening.article, opening.conjunction)
    return None


def read_number(tokens: Sequence[Token], i: int) -> NumberMatch | None:
    """The quantity that begins at token i, with the words that bound it, or None. Ordinals and dates are not told apart from cardinals:
    the caller looks at what is counted."""
    token = tokens[i]
    if not can_begin_number(token.norm):
        return None
    return _read(tokens, i, 0)


def _read(tokens: Sequence[Token], i: int, depth: int) -> NumberMatch | None:
    token = tokens[i]
    cardinal = _cardinal(tokens, i)
    if cardinal is not None:
        return _with_range(tokens, cardinal)
    if token.kind == MARK and token.norm in _QUOTES and depth and i + 1 < len(tokens):
        return _read(tokens, i + 1, depth)
    opening = _opening(token.norm) if token.kind == WORD else None
    if opening is None:
        return None
    found = _vague_at(tokens, i, opening)
    if found is not None:
        return found
    if depth > 2:
        return None
    for words, effect, phrase in opening.bounds:
        after = _follow(tokens, i + 1, words)
        if after < 0 or after >= len(tokens):
            continue
        if tokens[after].norm == "ال" and after + 1 < len(tokens) and tokens[after + 1].kind != NUMBER:
            after += 1
        inner = _between(tokens, after) if effect == _BETWEEN else _read(tokens, after, depth + 1)
        if inner is None or (inner.conjunction and effect != _BETWEEN):
            continue
        if effect == _FROM and (inner.range_from is None or inner.min == inner.max):
            continue
        start = token.start + (_letters(token.raw, opening.peeled) if opening.peeled else 0)
        whole = replace(inner, first=i, start=start, conjunction=opening.conjunction)
        if effect in (_BETWEEN, _FROM) or phrase in _EXACT_BOUNDS:
            return whole
        return _bounded(whole, effect)
    return None


def _between(tokens: Sequence[Token], i: int) -> NumberMatch | None:
    low = _cardinal(tokens, i)
    if low is None or low.last + 1 >= len(tokens):
        return None
    high = _cardinal(tokens, low.last + 1)
    if high is None and tokens[low.last + 1].norm == "الي":
        high = _cardinal(tokens, low.last + 2) if low.last + 2 < len(tokens) else None
    elif high is not None and not high.conjunction:
        high = None
    if high is None:
        return None
    return _range(tokens, low, high)


def _range(tokens: Sequence[Token], low: _Cardinal, high: _Cardinal) -> NumberMatch | None:
    a, b = low.value, high.value
    for scale in (1_000, 1_000_000):
        if b >= scale and a < 1_000 and b % scale == 0 and a * scale < b:
            a *= scale
    if a >= b:
        return None
    return NumberMatch(low.first, high.last, low.start, a, b, core=low.first, definite=low.article, conjunction=low.conjunction, range_from=a)


def _with_range(tokens: Sequence[Token], low: _Cardinal) -> NumberMatch:
    plain = NumberMatch(low.first, low.last, low.start, low.value, low.value, core=low.first, definite=low.article, conjunction=low.conjunction)
    j = low.last + 1
    if j + 1 < len(tokens):
        word = tokens[j].norm
        dash = word == "-" and tokens[j].kind == MARK and tokens[j].start == tokens[j - 1].end
        if dash or word in ("الي", "او", "حتي"):
            high = _cardinal(tokens, j + 1)
            if high is not None and not high.conjunction and (word != "او" or high.value <= low.value + max(2, low.value)):
                both = _range(tokens, low, high)
                if both is not None:
                    return both
    suffix = _suffix(tokens, j)
    if suffix is not None:
        return replace(_bounded(plain, suffix[0]), last=suffix[1])
    return plain


def parse_number(text: str) -> int | None:
    """The value of a text that is one cardinal and nothing else (ثلاثة وعشرون, "3 آلاف", ٢٥), or None."""
    tokens = tokenise(text)
    if not tokens:
        return None
    cardinal = _cardinal(tokens, 0)
    return cardinal.value if cardinal is not None and cardinal.last == len(tokens) - 1 else None


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


_ORDINALS = {
    "اول": 1, "اولي": 1, "ثاني": 2, "ثانيه": 2, "ثالث": 3, "ثالثه": 3, "رابع": 4, "رابعه": 4, "خامس": 5, "خامسه": 5, "سادس": 6, "سادسه": 6,
    "سابع": 7, "سابعه": 7, "ثامن": 8, "ثامنه": 8, "تاسع": 9, "تاسعه": 9, "عاشر": 10, "عاشره": 10, "حادي": 1, "حاديه": 1,
}  # fmt: skip


def read_ordinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """(value, last token) of the ordinal at i: الثالث, الحادي عشر, الرابعة والعشرين; None where none begins."""
    token = tokens[i]
    if token.kind != WORD:
        return None
    value = None
    for reading in readings(token.norm):
        bare = reading.rest[2:] if reading.article else reading.rest
        value = _ORDINALS.get(bare)
        if value:
            bare_word = bare
            break
    if not value:
        return None
    if i + 1 < len(tokens):
        following = tokens[i + 1].norm
        if following in ("عشر", "عشره", "العشر", "العشره"):
            return value + 10, i + 1
        atom = _atom(following)
        if atom and atom.kind == _TENS and atom.conjunction:
            return value + atom.value, i + 1
    return None if bare_word in ("حادي", "حاديه") else (value, i)
