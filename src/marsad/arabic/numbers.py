"""Numbers: Arabic number words and digits, read from tokens and spelled.

`read_number` reads a quantity where it stands in a sentence, with what bounds it (ما لا يقل عن 30, نحو عشرين, بين 10 و15, عشرات):

    ثلاثة وعشرون → 23..23        ما لا يقل عن 30 → 30..None        ما يصل إلى 12 → None..12        عشرات → vague, magnitude 10

The words are data (`numbers.yaml`). `spelling.spell` writes a number out; spelling and reading round-trip from 0 to 999,999,999
(property-tested).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.arabic.number_words import HUNDRED, HUNDREDS, SCALE, SCALES, TEN, TENS, UNIT, number_words
from marsad.arabic.words import MARK, NUMBER, WORD, Token, readings, tokenise


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


@dataclass(frozen=True, slots=True)
class _Atom:
    kind: int
    value: int
    conjunction: bool
    article: bool
    peeled: int
    bare: str


@lru_cache(maxsize=1 << 12)
def _atom(norm: str) -> _Atom | None:
    atoms = number_words().atoms
    found = atoms.get(norm)
    if found:
        return _Atom(found[0], found[1], False, False, 0, norm)
    for reading in readings(norm):
        rest = reading.rest
        article = reading.article and rest[2:] in atoms
        bare = rest[2:] if article else rest
        found = atoms.get(bare)
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
        glued = number_words().glued.get(token.norm)
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
    if piece and piece[0].kind == SCALE and not piece[0].peeled and not piece[0].conjunction:
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
        elif kind == UNIT:
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
        elif kind == TEN:
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
        elif kind == TENS:
            if group is None and (not total or joined):
                group = value
            elif joined and group is not None and group % 100 < 10 and not fixed:
                group += value
            else:
                break
        elif kind == HUNDRED:
            if group is None and (not total or joined):
                group = 100
            elif not joined and group is not None and 3 <= group <= 9 and not fixed:
                group *= 100
            else:
                break
        elif kind == HUNDREDS:
            if group is None and (not total or joined):
                group = value
            else:
                break
        elif kind == SCALE:
            if value >= scale_left:
                break
            if group is not None and not joined:
                total += group * value
                group, fixed = None, False
            elif group is None and (joined or not total):
                if atom.bare in ("الاف", "ملايين", "مليارات"):
                    break
                construct = number_words().duals.get(atom.bare)
                following = _piece(tokens, last + 1)
                counted = last + 1 < len(tokens) and tokens[last + 1].kind == WORD and len(tokens[last + 1].norm) > 2
                if construct and counted and not total and not joined and not (following and following[0].conjunction):
                    value = construct
                total += value
            else:
                break
            scale_left = atom.value
        elif kind == SCALES:
            if value >= scale_left or group is not None or (total and not joined):
                break
            total += value
            scale_left = value // 2
        else:  # a fraction of the scale that follows, or of the one before: نصف مليون, مليون ونصف المليون
            following = _piece(tokens, last + 1)
            scale_follows = following is not None and following[0].kind == SCALE and not following[0].conjunction
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
        if atom.article and not first_atom.article and atom.kind not in (SCALE,):
            break
    if best is None:
        return None
    return _Cardinal(i, best[0], start, best[1], first_atom.conjunction, first_atom.article)


def _is_unit(token: Token) -> bool:
    atom = _atom(token.norm)
    return atom is not None and atom.kind == UNIT


def _teen_follows(tokens: Sequence[Token], j: int) -> bool:
    return j < len(tokens) and tokens[j].norm in ("عشر", "عشره")


def _tens_follow(tokens: Sequence[Token], j: int) -> bool:
    piece = _piece(tokens, j)
    return piece is not None and piece[0].kind == TENS and piece[0].conjunction


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


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a word can open: bound phrases and vague quantities, with the proclitics peeled for them."""

    bounds: tuple[tuple[tuple[str, ...], str, str], ...]
    vague: tuple[tuple[tuple[str, ...], str, str], ...]
    peeled: int
    conjunction: bool
    article: bool


@lru_cache(maxsize=1 << 12)
def _opening(norm: str) -> _Opening | None:
    for reading in readings(norm):
        if reading.preposition in ("ك", "س"):
            continue
        bounds = number_words().bounds.get(reading.rest)
        vague = number_words().vague.get(reading.rest)
        if bounds or vague:
            peeled = len(reading.conjunction) + len(reading.preposition)
            return _Opening(tuple(bounds or ()), tuple(vague or ()), peeled, bool(reading.conjunction), reading.article)
    return None


@lru_cache(maxsize=1 << 16)
def can_begin_number(norm: str) -> bool:
    """Whether a quantity can begin with this normalised word or digits: a cheap test before `read_number`."""
    words = number_words()
    if norm[:1].isdigit() or norm in words.glued:
        return True
    for reading in readings(norm):
        rest = reading.rest
        if rest in words.atoms or (reading.article and rest[2:] in words.atoms):
            return True
        if (rest in words.bounds or rest in words.vague) and reading.preposition not in ("ك", "س"):
            return True
    return False


_QUOTES = frozenset("\"'")


def _follow(tokens: Sequence[Token], j: int, words: tuple[str, ...]) -> int:
    """The token after `words` read from j, or -1."""
    for word in words:
        if j >= len(tokens) or tokens[j].norm != word:
            return -1
        j += 1
    return j


def _suffix(tokens: Sequence[Token], j: int) -> tuple[str, int] | None:
    """(effect, last token) of a bound that follows a number or its noun at j (على الأقل)."""
    if j >= len(tokens) or tokens[j].kind != WORD:
        return None
    for words, effect, _ in number_words().suffixes.get(tokens[j].norm, ()):
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


def _bounded(match: NumberMatch, effect: str) -> NumberMatch:
    if match.vague:
        return match
    if effect == "least":
        return replace(match, min=match.min if match.min is not None else match.max, max=None)
    if effect == "most":
        return replace(match, min=None, max=match.max if match.max is not None else match.min)
    return replace(match, approx=True)


def _vague_at(tokens: Sequence[Token], i: int, opening: _Opening) -> NumberMatch | None:
    for words, row, phrase in opening.vague:
        after = _follow(tokens, i + 1, words)
        if after < 0:
            continue
        if phrase in ("عدد", "عددا"):
            while after < len(tokens) and after < i + 5 and tokens[after].norm in number_words().adjectives:
                after += 1
            if after < len(tokens) and tokens[after].norm == "من":
                after += 1
            elif tokens[after - 1].norm != "اخر":  # a further number, of people told before
                continue
        start = tokens[i].start + (_letters(tokens[i].raw, opening.peeled) if opening.peeled else 0)
        return NumberMatch(i, after - 1, start, None, None, True, False, number_words().magnitudes[row], i, opening.article, opening.conjunction)
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
    for words, effect, _ in opening.bounds:
        after = _follow(tokens, i + 1, words)
        if after < 0 or after >= len(tokens):
            continue
        if tokens[after].norm == "ال" and after + 1 < len(tokens) and tokens[after + 1].kind != NUMBER:
            after += 1
        inner = _between(tokens, after) if effect == "between" else _read(tokens, after, depth + 1)
        if inner is None or (inner.conjunction and effect != "between"):
            continue
        if effect == "from" and (inner.range_from is None or inner.min == inner.max):
            continue
        start = token.start + (_letters(token.raw, opening.peeled) if opening.peeled else 0)
        whole = replace(inner, first=i, start=start, conjunction=opening.conjunction)
        if effect in ("between", "from", "exact"):
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


def read_ordinal(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """(value, last token) of the ordinal at i: الثالث, الحادي عشر, الرابعة والعشرين; None where none begins."""
    token = tokens[i]
    if token.kind != WORD:
        return None
    value = None
    for reading in readings(token.norm):
        bare = reading.rest[2:] if reading.article else reading.rest
        value = number_words().ordinals.get(bare)
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
        if atom and atom.kind == TENS and atom.conjunction:
            return value + atom.value, i + 1
    return None if bare_word in ("حادي", "حاديه") else (value, i)
