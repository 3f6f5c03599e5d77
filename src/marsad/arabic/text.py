"""A text ready for the stages: its tokens and its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.arabic.words import BREAK, MARK, WORD, Token, tokenise

_ENDS = frozenset(".!?")
_CLOSING = frozenset("\"')]}")


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """Tokens [first, last) of a text and its half-open character offsets."""

    index: int
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The full text of a report with its tokens and sentences; `sentence_of[i]` is the index of token i's sentence.

    Line breaks are tokens of kind BREAK and belong to no sentence (their `sentence_of` is that of the sentence before).
    """

    full: str
    tokens: list[Token]
    sentences: list[Sentence]
    sentence_of: list[int]

    def slice(self, first: int, last: int) -> str:
        """The words of tokens first..last (inclusive) as written."""
        return self.full[self.tokens[first].start : self.tokens[last].end]


def read_text(full: str) -> Text:
    """Cut a text into tokens and sentences. A sentence ends at . ! ? ؟ … or at a line break."""
    tokens = tokenise(full)
    sentences: list[Sentence] = []
    sentence_of: list[int] = []
    first = 0
    for i in [i for i, token in enumerate(tokens) if token.kind >= MARK]:  # only marks and line breaks end a sentence
        broken = tokens[i].kind == BREAK
        last = i if broken else i + 1
        if not broken and (tokens[i].norm not in _ENDS or _goes_on(tokens, i)):
            continue
        if last > first:
            sentence_of += [len(sentences)] * (last - first)
            sentences.append(Sentence(len(sentences), first, last, tokens[first].start, tokens[last - 1].end))
        if broken:
            sentence_of.append(max(0, len(sentences) - 1))
        first = i + 1
    last = len(tokens)
    if last > first:
        sentence_of += [len(sentences)] * (last - first)
        sentences.append(Sentence(len(sentences), first, last, tokens[first].start, tokens[last - 1].end))
    return Text(full, tokens, sentences, sentence_of)


def _goes_on(tokens: list[Token], i: int) -> bool:
    """Whether the mark at i does not end its sentence: another mark of its kind or a closing quote follows without space, or it is
    the point of an abbreviation of one letter (د. محمد)."""
    mark = tokens[i]
    if i + 1 < len(tokens):
        following = tokens[i + 1]
        if following.kind == MARK and following.start == mark.end and (following.norm in _ENDS or following.norm in _CLOSING):
            return True
    before = tokens[i - 1] if i else None
    return mark.norm == "." and before is not None and len(before.norm) == 1 and before.end == mark.start and before.kind == WORD
