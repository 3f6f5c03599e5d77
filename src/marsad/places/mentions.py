"""Where a text names places: cores found in our names, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marsad.arabic.phrases import first_word_keys, proclitic_length
from marsad.arabic.text import Text
from marsad.arabic.words import MARK, NUMBER, WORD, Reading, Token, without_case
from marsad.places.model import SETTLED, Entry
from marsad.places.names import CONTENTS, LEAF, LINKS, Bearers, Names, Trie, Words

_QUOTES = frozenset("\"'")
_STEPPED = frozenset("\"'(")
_REACH = 9
_BEING = frozenset(("هي", "وهي", "هما", "وهما"))
"""What may stand between a type word and the list of its places: ثلاث محافظات هي إدلب وحماة واللاذقية."""


@dataclass(slots=True)
class Mention:
    """A place phrase while it is being read. Token indexes are inclusive; offsets are half-open."""

    core_first: int
    core_last: int
    core_start: int
    core_end: int
    reading: Reading
    entries: tuple[Entry, ...]
    sentence: int
    first: int = 0
    last: int = 0
    start: int = 0
    end: int = 0
    prep: str = ""
    head: str = ""
    types: list[tuple[str, str]] = field(default_factory=list)
    mods: list[tuple[str, str, str]] = field(default_factory=list)
    bearing: float | None = None
    km: float | None = None
    rule: str = "name"
    conjunction: bool = False
    unknown: bool = False
    within: list[int] = field(default_factory=list)
    container: bool = False
    listed: bool = False
    nation: str = ""
    voted: tuple[str, float] = ("", 0.0)
    frontier: str = ""

    @property
    def key(self) -> str:
        """The name as the reading has it, to tell mentions of one name."""
        return f"{self.reading.rest}+{self.core_last - self.core_first}"

    def has(self, cls: str) -> bool:
        """Whether a modifier of this class (dir, near, rural ...) belongs to the phrase."""
        for mod in self.mods:  # called often: a plain loop is the fastest
            if mod[0] == cls:
                return True
        return False


Starts = tuple[tuple[Trie, Reading], ...]
"""Where in the trie of our names a word leads to, by its readings."""


class NameScanner:
    """Finds our names in running text."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def starts(self, norm: str) -> Starts:
        """The names that a normalised word may begin."""
        out = []
        for key, reading in first_word_keys(norm):
            if reading.preposition in ("س", "ك"):
                continue
            node = self._names.trie.get(key)
            if node is not None and not (reading.preposition and len(reading.rest) < 3):
                out.append((node, reading))
        return tuple(out)

    def scan(
        self, text: Text, begun: Iterable[tuple[int, Starts]], taken: Sequence[bool] | None, trapped: list[tuple[int, int]] | None = None
    ) -> list[tuple[int, int, Reading, Bearers]]:
        """First and last token, reading and bearers of every name, longest first, without overlaps; traps left out, their first and last tokens
        added to `trapped`. `begun` are the tokens that may begin one."""
        tokens = text.tokens
        out: list[tuple[int, int, Reading, Bearers]] = []
        reached = -1
        for i, starts in begun:
            if i <= reached or (taken is not None and taken[i]):
                continue
            best = _longest(tokens, i, starts)
            if best is not None:
                reached, reading, node = best
                bearers = self._names.bearers(node)
                if not bearers.trap:
                    out.append((i, reached, reading, bearers))
                elif trapped is not None:
                    trapped.append((i, reached))
        return out


def _longest(tokens: Sequence[Token], i: int, starts: Starts) -> tuple[int, Reading, Trie] | None:
    """The longest name at a token: its last token, reading and node in the trie; the reading that peels least between equal ones."""
    best: tuple[int, Reading, Trie] | None = None
    second = _next_word(tokens, i)
    word = without_case(tokens[second].norm) if second else ""
    for start, reading in starts:
        if best is None and LEAF in start:
            best = (i, reading, start)
        node, at = start.get(word), second
        while node is not None:
            if LEAF in node and (best is None or at > best[0]):
                best = (at, reading, node)
            at = _next_word(tokens, at)
            node = node.get(without_case(tokens[at].norm)) if at else None
    return best


def _next_word(tokens: Sequence[Token], i: int) -> int:
    """The word after token i, quotation marks stepped over; 0 where something else follows."""
    i += 1
    count = len(tokens)
    while i < count and tokens[i].kind == MARK and tokens[i].norm in _QUOTES:
        i += 1
    return i if i < count and tokens[i].kind == WORD else 0


def new_mention(text: Text, first: int, last: int, reading: Reading, entries: tuple[Entry, ...]) -> Mention:
    """A mention with nothing around it yet."""
    tokens = text.tokens
    start, end = tokens[first].start, tokens[last].end
    if reading.conjunction or reading.preposition:
        start += proclitic_length(tokens[first], reading)
    return Mention(first, last, start, end, reading, entries, text.sentence_of[first], first, last, start, end)


def extend_left(text: Text, mention: Mention, words: Words) -> None:
    """Read what stands before the core: type words, near words, directions, distances; then the preposition or noun before the phrase."""
    tokens, low = text.tokens, text.sentences[mention.sentence].first if text.sentences else 0
    reading = mention.reading
    mention.conjunction = bool(reading.conjunction)
    if reading.preposition:
        mention.prep = reading.preposition
        return
    if reading.conjunction:
        return
    j = mention.first - 1
    stopped = False
    while j >= low and not stopped and mention.first - j < _REACH:
        token = tokens[j]
        if token.kind == MARK and token.norm in _STEPPED and j - 1 >= low and words.around[tokens[j - 1].norm] is not None:
            j -= 1
            continue
        if token.kind != WORD:
            break
        if token.norm in LINKS:
            step = _before_from(text, mention, words, j, low)
            if step is None:
                break
            j, stopped = step
            continue
        around = words.around[token.norm]
        if token.norm in CONTENTS and j - 1 >= low and (field := words.around[tokens[j - 1].norm]) is not None and field.word.id == "type:field":
            j -= 1
            continue
        if around is None:
            if token.norm in _BEING and j - 1 >= low and (field := words.around[tokens[j - 1].norm]) is not None and field.reading.rest in words.many:
                j -= 1
                continue
            if words.nationality[token.norm] is not None and j - 1 >= low:
                capital = words.around[tokens[j - 1].norm]
                if capital is not None and capital.word.id == "type:capital":
                    _take(text, mention, j)
                    j -= 1
                    continue
            bearing = words.compass_noun(token.norm)
            if bearing is None or token.norm.startswith("ال"):
                break
        if around is None or around.word.cls == "unit":
            break
        _record(mention, around.word.cls, around.word.value, around.word.id, around.reading.rest, words)
        mention.first, mention.start = j, token.start
        if around.proclitic:
            mention.start += proclitic_length(token, around.reading)
            mention.prep = around.reading.preposition
            mention.conjunction = bool(around.reading.conjunction)
            stopped = True
        j -= 1
    if stopped:
        return
    if mention.has("dir") and mention.km is None:
        j = _distance(text, mention, j, low, words)
    _before(text, mention, words, j, low)


def stands_bare(text: Text, mention: Mention, words: Words) -> bool:
    """Whether a name that was just found has nothing beside it but a preposition or a noun, which are kept as `extend_left` would. A cheap test:
    it also says no where a mark or a conjunction asks for a closer look."""
    tokens, sentence, reading = text.tokens, text.sentences[mention.sentence], mention.reading
    before, after = mention.core_first - 1, mention.core_last + 1
    if after < sentence.last and tokens[after].kind == WORD and words.describes[tokens[after].norm]:
        return False
    if reading.preposition:
        mention.prep, mention.conjunction = reading.preposition, bool(reading.conjunction)
        return True
    if reading.conjunction:
        return False
    if before >= sentence.first:
        left = tokens[before]
        if (left.kind == WORD and words.leads[left.norm]) or (left.kind == MARK and (left.norm in _STEPPED or left.norm in _COMMAS)):
            return False
        _before(text, mention, words, before, sentence.first)
    return True


def _take(text: Text, mention: Mention, j: int) -> None:
    mention.first, mention.start = j, text.tokens[j].start


def _record(mention: Mention, cls: str, value: str, identity: str, rest: str, words: Words) -> None:
    if cls == "type":
        mention.types.append((rest, value))
        return
    if cls == "dir":
        bearing = words.compass_noun(rest)
        if bearing is not None:
            mention.bearing = bearing if mention.bearing is None else _between(mention.bearing, bearing)
    mention.mods.append((cls, value, rest))


def _between(a: float, b: float) -> float:
    """The bearing half-way between two (north and east: north-east)."""
    if abs(a - b) > 180:
        a, b = (a + 360, b) if a < b else (a, b + 360)
    return ((a + b) / 2) % 360


def _before_from(text: Text, mention: Mention, words: Words, j: int, low: int) -> tuple[int, bool] | None:
    """Before من: بالقرب من, على مقربة من, إلى الشمال من, على بعد 20 كم من. The next token to look at and whether the phrase is closed."""
    tokens = text.tokens
    k = j - 1
    if k < low:
        return None
    token = tokens[k]
    for _, reading in first_word_keys(token.norm):
        rest = reading.rest
        bare = rest[2:] if rest.startswith("ال") else rest
        if bare in ("قرب", "مقربه", "قريبه", "قريب", "قريبا", "جوار"):
            mention.mods.append(("near", "10", "قرب"))
            mention.first, mention.start = k, token.start + proclitic_length(token, reading)
            if reading.preposition:
                mention.start, mention.prep = token.start + len(reading.conjunction), ""
                mention.prep = "قرب"
                return k - 1, True
            if k - 1 >= low and tokens[k - 1].norm == "علي":
                mention.first, mention.start = k - 1, tokens[k - 1].start
                mention.prep = "قرب"
                return k - 2, True
            mention.prep = "قرب"
            return k - 1, True
        bearing = words.compass_noun(rest)
        if bearing is not None:
            mention.bearing = bearing if mention.bearing is None else _between(mention.bearing, bearing)
            mention.mods.append(("dir", str(bearing), bare))
            mention.first, mention.start = k, token.start + proclitic_length(token, reading)
            second = _second_compass(words, tokens, k, low)
            if second is not None:
                mention.bearing = _between(mention.bearing, second)
                k -= 1
                mention.first, mention.start = k, tokens[k].start
            return k - 1, bool(reading.preposition or reading.conjunction)
    before = _distance(text, mention, k, low, words)
    return None if before == k else (before, True)


def _second_compass(words: Words, tokens: Sequence[Token], k: int, low: int) -> float | None:
    return words.compass_noun(tokens[k - 1].norm) if k - 1 >= low else None


def _distance(text: Text, mention: Mention, k: int, low: int, words: Words) -> int:
    """A distance that ends at token k: [على بعد/مسافة] [نحو] 20 كم. Returns the token before it, or k when there is none."""
    tokens = text.tokens
    if k < low or tokens[k].kind != WORD:
        return k
    around = words.around[tokens[k].norm]
    if around is None or around.word.cls != "unit":
        return k
    n = k - 1
    told = _number_at(tokens, n, low, words) if n >= low else None
    if told is None:
        return k
    value, n = told
    mention.km = value * float(around.word.value)
    mention.first, mention.start = n, tokens[n].start
    j = n - 1
    while j >= low and n - j <= 4 and tokens[j].kind == WORD:
        norm = tokens[j].norm
        if norm in ("نحو", "حوالي", "قرابه", "قدرها", "بعد", "مسافه", "علي", "تقدر", "اكثر", "اقل", "من", "ببعد", "بنحو", "بحوالي", "حدود", "مساحه"):
            mention.first, mention.start = j, tokens[j].start
            j -= 1
            continue
        if norm in ("وعلي", "وبعد"):
            mention.first, mention.start = j, tokens[j].start + 1
        break
    return j


def _number_at(tokens: Sequence[Token], n: int, low: int, words: Words) -> tuple[float, int] | None:
    """The number that ends at token n and its first token: 20, عشرين, خمسة عشر, خمسة وعشرين."""
    norm = tokens[n].norm
    before = words.numbers.get(without_case(tokens[n - 1].norm), 10.0) if n - 1 >= low else 10.0
    if norm in ("عشر", "عشره") and before < 10:
        return 10.0 + before, n - 1
    tens = words.numbers.get(norm[1:]) if norm.startswith("و") else None
    if tens is not None and tens >= 20 and before < 10:
        return tens + before, n - 1
    value = _number(tokens[n], words)
    return None if value is None else (value, n)


def _number(token: Token, words: Words) -> float | None:
    """The number of a token in digits or in words, or None."""
    if token.kind != NUMBER:
        return words.numbers.get(without_case(token.norm)) if token.kind == WORD else None
    try:
        return float(token.norm.replace(",", ".") if token.norm.count(",") == 1 else token.norm.replace(",", ""))
    except ValueError:
        return None


def _before(text: Text, mention: Mention, words: Words, j: int, low: int) -> None:
    """The preposition, or else the noun, directly before the phrase."""
    tokens = text.tokens
    while j >= low and tokens[j].kind == MARK and tokens[j].norm in _STEPPED:
        j -= 1
    if j < low or tokens[j].kind != WORD:
        return
    norm = tokens[j].norm
    if norm in words.preps:
        mention.prep = norm
    elif norm[:1] in ("و", "ف") and norm[1:] in words.preps:
        mention.prep = norm[1:]
    else:
        mention.head = norm


_MILITARY = frozenset(("العسكري", "العسكريه", "الدولي", "المدني", "الجوي", "الجويه", "البحري", "البحريه", "الحدودي", "الحدوديه", "النفطي", "النفطيه",
                       "الاميركيه", "الامريكيه", "الاداريه", "المركزي", "التاريخيه", "الاثريه", "الدوليه", "الرءاسي", "الحكومي", "التعليمي", "الكبير"))  # fmt: skip


_SITES = frozenset("مطار قاعده معسكر سجن ميناء مرفا معبر مستشفي مشفي قصر مجمع جامعه منفذ حقل موقع مطاري قاعدتي ثكنه".split())


def extend_right(text: Text, mention: Mention, words: Words) -> None:
    """Read what stands after the core: a compass adjective (ريف حمص الشرقي), the adjectives of sites (مطار كويرس العسكري)."""
    tokens = text.tokens
    high = text.sentences[mention.sentence].last if text.sentences else 0
    i = mention.core_last + 1
    if i < high and tokens[i].kind == MARK and tokens[i].norm in _QUOTES and mention.types:
        i += 1
    if i < high and i == mention.core_last + 1 and tokens[i].kind == WORD and tokens[i].norm.endswith("ه"):
        mention.nation = words.nationality[tokens[i].norm] or ""
    taken = 0
    while i < high and taken < 2 and tokens[i].kind == WORD:
        norm = tokens[i].norm
        bearing = words.compass(norm)
        if bearing is not None:
            mention.bearing = bearing if mention.bearing is None else _between(mention.bearing, bearing)
            mention.mods.append(("compass", str(bearing), norm))
        elif not (mention.types and norm in _MILITARY and mention.types[0][0] in _SITES):
            break
        mention.last, mention.end = i, tokens[i].end
        i += 1
        taken += 1


def share_types(text: Text, before: Mention | None, mention: Mention, words: Words) -> None:
    """Let ريفي اللاذقية وإدلب, قريتي كذا وكذا give their type word to every name of the list; mark the names of a list."""
    if before is None or before.sentence != mention.sentence:
        return
    gap = mention.first - before.last
    comma = gap == 2 and text.tokens[before.last + 1].norm in _COMMAS
    if not (comma or (gap == 1 and mention.conjunction)) or mention.prep:
        return
    if any(e.kind in SETTLED for e in before.entries):
        mention.listed = True
    if any(e.kind in SETTLED for e in mention.entries):
        before.listed = True
    if mention.types or mention.mods:
        return
    mention.types = [t for t in before.types if t[0] in words.many]
    mention.mods = [m for m in before.mods if m[0] == "rural" and m[2] in words.many]


_COMMAS = frozenset(("،", ","))
