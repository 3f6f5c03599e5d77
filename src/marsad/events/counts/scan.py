"""One sentence being read: its tokens, what the lexicon says of each, and the mentions found so far."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.arabic.numbers import NumberMatch, can_begin_number, read_number
from marsad.arabic.phrases import proclitic_length
from marsad.arabic.text import Text
from marsad.arabic.words import BREAK, MARK, NUMBER, WORD, Token
from marsad.events.counts.lexicon import MASDAR, NOTHING, PHRASE, WORDS, Word, load_losses
from marsad.events.counts.model import Draft
from marsad.memo import Memo

CLAUSE_ENDS = frozenset(".,;:!?()[]|")
QUOTE_MARKS = frozenset("\"'")


class Scan:
    """Tokens [first, last) of a text while their losses are read.

    `drafts` are the mentions so far, `taken` the heads and `counted` the first words of the numbers that belong to one.
    """

    def __init__(self, text: Text, first: int, last: int) -> None:
        self.tokens: Sequence[Token] = text.tokens
        self.full = text.full
        self.first = first
        self.last = last
        self.lexicon = load_losses()
        self.drafts: list[Draft] = []
        self.taken: set[int] = set()  # heads that belong to a mention
        self.counted: set[int] = set()  # cores of numbers that belong to a mention

    def word(self, i: int) -> Word:
        """What the lexicon knows of the word at token i."""
        token = self.tokens[i]
        return WORDS[token.norm] if token.kind == WORD else NOTHING

    def clause_end(self, i: int) -> bool:
        """Whether token i ends a clause; a dash or slash between two words without space does not."""
        token = self.tokens[i]
        kind, norm = token.kind, token.norm
        if kind != MARK:
            return kind == BREAK
        if norm in "()" and self.quote_mark(i):
            return False
        return norm in CLAUSE_ENDS or (norm in "-/" and not self.glued(i))

    def glued(self, i: int) -> bool:
        """Whether no space stands around the mark at token i."""
        return i > 0 and self.tokens[i].start == self.tokens[i - 1].end and i + 1 < self.last and self.tokens[i].end == self.tokens[i + 1].start

    def quote_mark(self, i: int) -> bool:
        """Whether a mark is a quotation mark, or a bracket around a lone number: (431)."""
        if i >= self.last or self.tokens[i].kind != MARK:
            return False
        norm = self.tokens[i].norm
        if norm == "(":
            return i + 2 < self.last and self.tokens[i + 1].kind == NUMBER and self.tokens[i + 2].norm == ")"
        if norm == ")":
            return i - 2 >= self.first and self.tokens[i - 1].kind == NUMBER and self.tokens[i - 2].norm == "("
        return norm in QUOTE_MARKS

    def skip_quotes(self, i: int) -> int:
        """The first token from i on that is no quotation mark."""
        while self.quote_mark(i):
            i += 1
        return i

    def number_at(self, i: int) -> NumberMatch | None:
        """The quantity that begins at token i, if it ends within the sentence and is no day of the week and no percentage."""
        token = self.tokens[i]
        if token.kind not in (WORD, NUMBER) or not can_begin_number(token.norm) or token.norm in self.lexicon.words["days"]:
            return None
        if i > self.first and token.norm in self.lexicon.words["percent"] and self.tokens[i - 1].norm == "في":
            return None  # 33 في المئة
        match = read_number(self.tokens, i)
        return match if match is not None and match.last < self.last else None

    def start_of(self, i: int, word: Word) -> int:
        """The offset of the word at token i without its proclitics."""
        token = self.tokens[i]
        return token.start + (proclitic_length(token, word.peeled) if word.peeled is not None else 0)

    def number_conjunction(self, k: int) -> bool:
        """Whether the quantity at token k is joined with و to what stands before it."""
        token = self.tokens[k]
        if token.kind != WORD or token.norm[:1] != "و" or not can_begin_number(token.norm):
            return False
        match = self.number_at(k)
        return match is not None and match.conjunction

    def updated(self, i: int) -> bool:
        """Whether a word that raises a toll stands among the ten words before token i; first figures (حصيلة أولية) raise none."""
        update, preliminary = self.lexicon.words["update"], self.lexicon.words["preliminary"]
        begin = max(self.first, i - 10)
        norms = [token.norm for token in self.tokens[begin : min(i + 3, self.last)]]
        if not preliminary.isdisjoint(norms):
            return False
        for norm in norms[: i - begin]:
            if norm in update or (norm[0] in "وفبل" and norm[1:] in update):
                return True
        return False

    def negated(self, i: int) -> bool:
        """Whether a negation reaches the head at i: within five words, no other clause or head between."""
        words, negators = self.lexicon.words, self.lexicon.words["negators"]
        for j in range(i - 1, max(self.first - 1, i - 8), -1):
            if self.clause_end(j):
                return False
            norm = self.tokens[j].norm
            if norm in words["only"] or norm in words["surroundings"]:
                return False
            if norm in negators or (norm[:1] in "وفب" and norm[1:] in negators):
                return not (j + 1 < self.last and self.tokens[j + 1].norm in words["negator_exceptions"])
            if j != i - 1 and any(h.cls in (MASDAR, PHRASE) for h in self.word(j).heads) and not self.word(i).conjunction:
                return False
        return False

    def attempted(self, i: int) -> bool:
        """Whether the loss is only tried, planned or threatened: a word of `attempts` right before the head at i."""
        if self.told_before(i, "attempts", 2):
            return True
        before = i - 1 if self.word(i).conjunction else i - 2 if i > self.first and self.tokens[i - 1].norm in ("و", "او") else -1
        if before >= self.first and any(h.cls == MASDAR for h in self.word(before).heads):
            return self.attempted(before)  # يخططون لاغتيال أو خطف
        return False

    def particle(self, i: int) -> bool:
        """Whether فقد at token i may be ف + قد before a verb: no object, subject with the article or armed body follows."""
        if self.tokens[i].norm != "فقد" or i + 1 >= self.last:
            return False
        word = self.word(i + 1)
        return not (word.agent or word.force or word.number or word.person)

    def told_before(self, i: int, name: str, reach: int) -> bool:
        """Whether a word of the closed list `name` stands among the `reach` words before token i, in its clause."""
        for j in range(i - 1, max(self.first - 1, i - 1 - reach), -1):
            if self.clause_end(j):
                return False
            if _LISTED[name, self.tokens[j].norm]:
                return True
        return False


def _listed(asked: tuple[str, str]) -> bool:
    """Whether a word, as it stands or less what is joined to it, stands in a closed list: (name of the list, normalised word)."""
    name, norm = asked
    words = load_losses().words[name]
    return norm in words or WORDS[norm].rest in words or norm.lstrip("وفبل").removeprefix("ال") in words


_LISTED = Memo(_listed)
