"""The lexicon of losses: its schema refuses what is wrong, and every word in it tells its loss."""

from __future__ import annotations

from importlib import resources

import pytest

from marsad.arabic.number_words import parse_numbers
from marsad.arabic.text import read_text
from marsad.events.counts import FIELD_OF, find_all
from marsad.events.counts.lexicon import MasdarRow, NounRow, PhraseRow, VerbRow, parse_losses, read_losses

LOSSES = resources.files("marsad.events").joinpath("lexicon/losses.yaml").read_text(encoding="utf-8")
NUMBERS = resources.files("marsad.arabic").joinpath("numbers.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line, message",
    [
        ("  - {id: kill.x, kind: hurt, gloss: x, voice: both, perf: [ضر]}", "verbs.*kind"),
        ("  - {id: kill.x, kind: killed, gloss: x, voice: both, perf: [ضر], colour: red}", "verbs.*colour"),
        ("  - {id: kill.x, kind: killed, voice: both, perf: [ضر]}", "verbs.*gloss"),
        ("  - {id: kill.qatala, kind: killed, gloss: x, voice: both, perf: [ضر]}", "'kill.qatala' stands twice"),
    ],
)
def test_losses_that_do_not_fit_are_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_losses(LOSSES.replace("verbs:\n", f"verbs:\n{line}\n", 1))


@pytest.mark.parametrize(
    "line, message",
    [
        ("  - {id: unit.99, class: dozen, value: 12, words: [دزينه]}", "words.*class"),
        ("  - {id: unit.3, class: unit, value: 3, words: [تلات]}", "'unit.3' stands twice"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_numbers(NUMBERS.replace("words:\n", f"words:\n{line}\n", 1))


def sentences(row: VerbRow | MasdarRow | NounRow | PhraseRow) -> list[str]:
    """Sentences in which each word of an entry tells a loss of seven soldiers."""
    if isinstance(row, NounRow):
        return [f"بلغت {word} 7 جنود" for word in row.pl] if row.toll else [f"سجل 7 {word}" for word in (*row.pl, *row.counted)]
    words = [f"{stem}" for stem in row.perf] + row.forms if isinstance(row, VerbRow) else row.words
    tail = f" {row.completes[0]}" if not isinstance(row, PhraseRow) and row.completes else ""
    return [f"{word} سبعة جنود{tail}" for word in words]


ROWS = [row for rows in (read_losses().verbs, read_losses().masdars, read_losses().nouns, read_losses().phrases) for row in rows]
CASES = [
    pytest.param(sentence, row.kind, id=f"{row.id}-{n}")
    for row in ROWS
    if not (isinstance(row, PhraseRow) and (row.vague or row.pronoun))
    for n, sentence in enumerate(sentences(row))
]


@pytest.mark.parametrize("sentence, kind", CASES)
def test_every_word_tells_its_loss(sentence: str, kind: str) -> None:
    found = [(FIELD_OF[m.kind], m.min, m.max) for m in find_all(read_text(sentence)) if m.part_of is None]
    assert found == [(FIELD_OF[kind], 7, 7)]  # type: ignore[index]


@pytest.mark.parametrize("row", [p for p in read_losses().people if p.of == "combatants"], ids=lambda row: row.id)
def test_combatants_are_told_in_singular_dual_and_plural(row: object) -> None:
    for word in row.sg[:1]:  # type: ignore[attr-defined]
        mention = find_all(read_text(f"مقتل {word} في الهجوم"))[0]
        assert (mention.kind, mention.min, mention.of) == ("killed", 1, "combatants")
    for word in row.pl[:1]:  # type: ignore[attr-defined]
        mention = find_all(read_text(f"مقتل 5 {word} في الهجوم"))[0]
        assert (mention.kind, mention.min, mention.of) == ("killed", 5, "combatants")
