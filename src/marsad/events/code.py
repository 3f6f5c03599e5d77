"""From triggers to events: mentions are drafted sentence by sentence, merged into events, and those that stand are settled.

triggers → mentions (`drafting.py`: sides · type · day · place · losses) → events (`merging.py`, `filling.py`) → those that stand → status,
background, scope (`settling.py`)
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.events import when
from marsad.events.assertion import Assertion, is_passage, worded
from marsad.events.detect import detect
from marsad.events.draft import Draft
from marsad.events.drafting import of_sentence
from marsad.events.evidence import Evidence, Facet, Reason
from marsad.events.filling import complete
from marsad.events.frames import EventLexicon
from marsad.events.grammar import load_grammar
from marsad.events.judgement import Judgement
from marsad.events.layers import Layers
from marsad.events.merging import merge
from marsad.events.roles import RoleFinder
from marsad.events.scene import Scene
from marsad.events.settling import settle

_REPEATED = 40
"""A sentence of more characters that stands twice (pages repeat their lead) is read once."""


_FAR = 2.0
"""A mention this much log-odds short of standing alone is no partner for others."""


_DENIED = 1.5
"""How much log-odds an act may fall short when a verb of denying takes it: what is denied is spoken of as an act (codebook 3 status)."""


def code_events(layers: Layers, lexicon: EventLexicon, roles: RoleFinder, assertion: Assertion, judgement: Judgement) -> list[Draft]:
    """The events of a text, in order of their first mention."""
    scene, drafts = mentions(layers, lexicon, roles, assertion, judgement)
    out = []
    for event in events(scene, drafts, assertion, judgement):
        weigh(scene, event, assertion, judgement)
        leave = _DENIED if event.status == "denied" and "m-deny" in event.cues else 0.0
        if event.score >= standing(scene, event, judgement).threshold - leave:
            settle(scene, event, judgement)
            out.append(event)
    for draft in drafts:  # a draft that is its own mention would wait for the collector of cycles
        draft.mentions = []
    return out


def mentions(layers: Layers, lexicon: EventLexicon, roles: RoleFinder, assertion: Assertion, judgement: Judgement) -> tuple[Scene, list[Draft]]:
    """The scene of a text and the drafts of all its mentions, in order of the text."""
    scene = Scene(layers, load_grammar(), detect(layers, lexicon))
    starts = frozenset(t.first for t in scene.triggers if not t.trigger.weak)
    drafts: list[Draft] = []
    held: set[str] = set()
    for number, tolds in scene.by_sentence.items():
        sentence = layers.text.sentences[number]
        words = layers.text.full[sentence.start : sentence.end]
        if len(words) > _REPEATED and words in held:
            continue
        held.add(words)
        drafts.extend(of_sentence(scene, number, tolds, starts, roles, assertion, judgement, drafts))
    _number(scene, drafts)
    return scene, drafts


def _number(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Tell each mention what its relation to the others hangs on: its place among those of its layer and of its type, whether it is recalled."""
    orders: dict[str, int] = {}
    for draft in drafts:
        draft.order, draft.nth = orders.get(draft.layer, 0), orders.get(draft.type, 0)
        orders[draft.layer], orders[draft.type] = draft.order + 1, draft.nth + 1
        draft.recalled = bool(when.recalled(scene, draft.main))


def events(scene: Scene, drafts: list[Draft], assertion: Assertion, judgement: Judgement) -> list[Draft]:
    """The mentions joined into events, each with what its mentions tell together. Mentions that are far from standing alone are left out
    first: they would only tie events together that are not the same."""
    likely = []
    for draft in drafts:
        draft.mentions = [draft]
        weigh(scene, draft, assertion, judgement)
        if draft.score >= standing(scene, draft, judgement).threshold - _FAR:
            likely.append(draft)
    merged = merge(scene, likely, judgement.identity)
    complete(scene, merged, judgement)
    return merged


def standing(scene: Scene, event: Draft, judgement: Judgement) -> Evidence:
    """The decision whether an event stands: that of passages, or that of its layer."""
    if is_passage(scene.layers):
        return judgement.standing_passage
    return judgement.standing if event.layer == "acled" else judgement.standing_plover


def weigh(scene: Scene, event: Draft, assertion: Assertion, judgement: Judgement) -> None:
    """Set an event's score: the log-odds that it stands, seen from its best mention."""
    evidence = standing(scene, event, judgement)
    passage = evidence is judgement.standing_passage
    best: tuple[float, tuple[Facet, ...]] | None = None
    for mention in event.mentions:
        seen = assertion.facets(scene, event, mention)
        if passage:
            seen = (*seen, worded(scene, mention.main))
        score = evidence.score(seen)
        if best is None or score > best[0]:
            best = (score, seen)
    assert best is not None
    event.score = best[0]
    event.why.append(("stands", f"weights:{evidence.id}", event.main.start, event.main.end, Reason(evidence, best[0], best[1])))
