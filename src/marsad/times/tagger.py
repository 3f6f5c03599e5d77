"""The tagger: recognise, resolve, and hand over `marsad.record.Time`s."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

from marsad.arabic.phrases import proclitic_length
from marsad.arabic.text import Text
from marsad.arabic.words import BREAK, WORD, Reading, Token, tokenise
from marsad.record import Time
from marsad.times import calendars as cal
from marsad.times.recognise import Found, Recogniser, recogniser
from marsad.times.resolve import RESOLVERS, Context, Value, View
from marsad.times.resolve_days import writing_day


class TimeTagger:
    """The temporal expressions of Arabic texts. Holds the compiled rules; build it once (or use `find`, which does)."""

    def __init__(self) -> None:
        self.recogniser: Recogniser = recogniser()

    def find(self, text: str | Text, *, published: dt.date | None = None) -> tuple[Time, ...]:
        """The expressions of a text in order, without overlaps. `published` is the day of publication; without it relative expressions
        have underspecified values and no days. Offsets are code points of the text; leading و ف ب ل ك stay outside."""
        full = text if isinstance(text, str) else text.full
        tokens = tokenise(text) if isinstance(text, str) else text.tokens
        founds = list(self.recogniser.find(tokens))
        context = Context(self._written(founds, tokens, published))
        out: list[Time] = []
        for found in founds:
            resolve = RESOLVERS[found.rule.kind]
            value = resolve(View(found, tokens, self.recogniser, context))
            if value is None:
                context.pieces.clear()
                continue
            pieces = [*context.pieces, value]
            context.pieces.clear()
            for piece in sorted(pieces, key=lambda p: p.tokens or (found.first, found.last)):
                time = self._time(full, tokens, found, piece)
                if out and time.start < out[-1].end:
                    continue
                out.append(time)
                _remember(context, piece, found)
        return tuple(out)

    def _written(self, founds: Sequence[Found], tokens: Sequence[Token], published: dt.date | None) -> dt.date | None:
        """The day that a report's "today" means: that of publication, or one of the two days before where every "today, Friday" of the report
        says so and none fits the day of publication (newspapers print what was written the evening before)."""
        if published is None:
            return None
        told: dt.date | None = None
        for found in founds:
            if "deic" in found.parts and "wd" in found.parts:
                day = writing_day(View(found, tokens, self.recogniser, Context(published)))
                if day is None or day == published or (told is not None and day != told):
                    return published
                told = day
        return told or published

    def _time(self, full: str, tokens: Sequence[Token], found: Found, value: Value) -> Time:
        first, last = value.tokens or (found.first, found.last)
        start = tokens[first].start + self._proclitics(tokens[first])
        end = tokens[last - 1].end
        span = value.span
        acled, ucdp = cal.precision(span) if span else (None, None)
        return Time(
            start=start, end=end, quote=full[start:end], type=value.type, value=value.value,
            earliest=span.first if span else None, latest=span.last if span else None,
            precision=acled, ucdp_precision=ucdp, rule="times." + found.rule.id,
        )  # fmt: skip

    def _proclitics(self, token: Token) -> int:
        if token.kind != WORD:
            return 0
        word = self.recogniser.lexicon.words.get(token.norm)
        if word is None or not word.prefix:
            return 0
        return proclitic_length(token, Reading("و" * word.prefix, "", token.norm))


def _remember(context: Context, value: Value, found: Found) -> None:
    span = value.span
    if span is None or value.type not in ("DATE", "TIME"):
        return
    if value.value[:3] in ("PAS", "PRE", "FUT"):
        return
    if (span.last - span.first).days <= 1 and len(value.value) >= 10:
        context.day = span.first
        context.day_token = found.last
        context.weekday_end = found.last if "wd" in found.parts and not {"mon", "day", "deic"} & found.parts.keys() else -1
    if len(value.value) >= 7 and value.value[4:5] == "-" and value.value[5:7].isdigit():
        context.month = (span.first.year, span.first.month)
        context.month_end = found.last if len(value.value) == 7 else -1
    if value.value[:4].isdigit():
        context.year = int(value.value[:4])


@cache
def default_tagger() -> TimeTagger:
    """The tagger that `find` uses, built at its first call."""
    return TimeTagger()


def find(text: str | Text, *, published: dt.date | None = None) -> tuple[Time, ...]:
    """The temporal expressions of a text: see `TimeTagger.find`."""
    return default_tagger().find(text, published=published)


__all__ = ["BREAK", "TimeTagger", "default_tagger", "find"]
