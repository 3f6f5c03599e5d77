"""Times: Arabic temporal expressions → TIMEX3 value, first and last day, precision.

`find(text, published=...)` tags a text; `TimeTagger` is the same with its rules held. Recognition (`recognise`) is apart from resolution
(`resolve`); the rules and the vocabulary are data under `rules/`.
"""

from __future__ import annotations

import datetime as dt

from marsad.arabic.text import Text, read_text
from marsad.record import Time
from marsad.times.calendars import precision
from marsad.times.recognise import recogniser
from marsad.times.resolve import Resolver

__all__ = ["TimeTagger", "find", "infer_published"]


class TimeTagger:
    """Tags temporal expressions. Building it compiles the rules; it holds no state between texts."""

    def __init__(self) -> None:
        self._recogniser = recogniser()

    def find(self, text: Text | str, *, published: dt.date | None = None) -> tuple[Time, ...]:
        """The temporal expressions of a text, in order, without overlaps; spans leave proclitics out.

        Without the publication day relative expressions stay underspecified and have no days.
        """
        read = read_text(text) if isinstance(text, str) else text
        resolver = Resolver(self._recogniser, read, published)
        out: list[Time] = []
        end = 0
        for found in self._recogniser.find(read.tokens):
            meaning = resolver.meaning(found)
            if meaning is None:
                continue
            first, last = read.tokens[found.first], read.tokens[found.last - 1]
            word = self._recogniser.lexicon.words.get(first.norm)
            start = first.start + (_letters(first.raw, word.prefix) if word is not None and word.prefix else 0)
            if start < end:
                continue
            end = last.end
            acled, ucdp = precision(meaning.span) if meaning.span is not None else (None, None)
            out.append(
                Time(
                    start=start, end=end, quote=read.full[start:end], type=meaning.type, value=meaning.value,  # type: ignore[arg-type]
                    earliest=meaning.span.first if meaning.span else None, latest=meaning.span.last if meaning.span else None,
                    precision=acled, ucdp_precision=ucdp, rule=found.rule.id,
                )
            )  # fmt: skip
        return tuple(out)


def _letters(raw: str, count: int) -> int:
    """How many characters of a raw word its first `count` letters take, with their vowel signs."""
    at = 0
    for char in raw:
        if "\u0620" <= char <= "\u064a" and char != "\u0640":
            if not count:
                break
            count -= 1
        at += 1
    return at


def find(text: Text | str, *, published: dt.date | None = None) -> tuple[Time, ...]:
    """The temporal expressions of a text; see `TimeTagger.find`."""
    return TimeTagger().find(text, published=published)


def infer_published(text: Text | str) -> tuple[dt.date | None, str]:
    """The publication day where the text's own constraints leave one answer, with the words that tell it: a full date beside
    today's weekday (اليوم الجمعة 23 تشرين الأول 2020). (None, "") where they do not."""
    for time in find(text):
        if time.earliest is not None and time.earliest == time.latest and "اليوم" in time.quote:
            return time.earliest, time.quote
    return None, ""
