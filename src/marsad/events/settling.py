"""What is decided of an event that stands: background, going on, a total, its day, which side a state is on."""

from __future__ import annotations

from marsad.actors.mention import CROWDS
from marsad.arabic.words import NUMBER
from marsad.events import status
from marsad.events.draft import Draft
from marsad.events.evidence import Facet, Reason
from marsad.events.judgement import Judgement
from marsad.events.scene import Scene
from marsad.events.spans import RUNNING
from marsad.events.when import since


def temper(scene: Scene, event: Draft, judgement: Judgement) -> Facet:
    """Decide whether an event is background and how it is told: done, going on, planned. Returns what was seen of it, which tells totals too."""
    told = Facet(tuple(status.features(scene, event)))
    seen = (told,)
    placed = (*seen, Facet(tuple(status.standing(scene, event))))
    score = judgement.background.score(placed)
    event.background = score >= judgement.background.threshold
    event.why.append(("background", f"weights:{judgement.background.id}", event.main.start, event.main.end, Reason(judgement.background, score, placed)))
    if event.status == "occurred":
        score = judgement.ongoing.score(seen)
        if score >= judgement.ongoing.threshold:
            event.status = "ongoing"
            event.why.append(("status", "weights:ongoing", event.main.start, event.main.end, Reason(judgement.ongoing, score, seen)))
    body = next((m for m in event.mentions if not m.title), event)
    if event.layer == "acled" and event.status == "occurred" and status.goes_on(scene, body.main):
        event.status = "ongoing"
        event.why.append(("status", "codebook 3 status", event.main.start, event.main.end, "told as going on"))
    if event.layer == "acled" and event.status == "occurred" and event.time is not None and event.time.time.rule == RUNNING:
        event.status = "ongoing"
        event.why.append(("status", RUNNING, event.time.time.start, event.time.time.end, "so many days running"))
    if event.layer == "acled" and event.status in ("occurred", "ongoing") and _to_come(scene, event):
        event.status = "planned"
        event.why.append(("status", "codebook 3a.8", event.main.start, event.main.end, "its day is after the report's"))
    return told


def settle(scene: Scene, event: Draft, judgement: Judgement) -> None:
    """Decide whether an event is background, going on, a total; place one without a place in its land, and a state over against a crowd."""
    told = temper(scene, event, judgement)
    if event.type in _AGAINST_THE_STATE:
        _face(event)
    facets = (told, Facet(tuple(status.several(scene, event))))
    score = judgement.total.score(facets)
    event.aggregate = score >= judgement.total.threshold
    event.why.append(("aggregate", f"weights:{judgement.total.id}", event.main.start, event.main.end, Reason(judgement.total, score, facets)))
    if not event.aggregate and _many_since(scene, event):
        event.aggregate = True
        event.why.append(("aggregate", "codebook 1", event.main.start, event.main.end, "many acts since a day"))
    if event.aggregate:
        for field, count in event.totals.items():
            event.counts.setdefault(field, count)
    _date(scene, event)
    if event.place is None and event.land is not None:
        event.place = event.land
        event.why.append(("place", event.land.rule, event.land.start, event.land.end, "the country that the report plays in"))


def _date(scene: Scene, event: Draft) -> None:
    """Take the day from an event that is not known to have been on it (codebook 3a.8): what is recalled without a day of its own, and what is
    planned for no day that the report tells."""
    published = scene.layers.published
    if event.status == "planned":
        past = event.time is not None and event.time.time.latest is not None and published is not None and event.time.time.latest < published
        event.dateless = event.time is None or "day" not in event.here or past
    else:
        event.dateless = "day" not in event.here and ((event.background and event.time_score < _KEPT) or _since_it_began(scene, event))
    if event.dateless:
        event.time = None


def _since_it_began(scene: Scene, event: Draft) -> bool:
    """Whether an act is told over a time that the beginning of another opens, for which no day is told (مقتل المئات منذ بدء العمليات العسكرية)."""
    layers, main = scene.layers, event.main
    sentence = layers.sentence(main.first)
    for k in scene.positions.get("since", ()):
        if main.last < k < min(sentence.last - 1, main.last + _OVER) and "begin" in scene.classes(k + 1):
            return not any(layers.time_at[i] >= 0 for i in range(k + 1, min(sentence.last, k + _OVER)))
    return False


_OVER = 12
"""Within how many words behind an act the beginning of its time stands, and within how many behind that its day."""


_KEPT = 1.0
"""From what log-odds on a day of another sentence holds for what is recalled too."""


def _to_come(scene: Scene, event: Draft) -> bool:
    """Whether an act that words of intention or calling lead to has its day, told in its own sentence, after that of the report."""
    layers, main = scene.layers, event.main
    if layers.published is None or event.time is None or event.announced or "day" not in event.here or event.time.time.earliest is None:
        return False
    if event.consequence or (main.verbal and main.form is not None and main.form.kind == "perfect"):
        return False
    ahead = (event.time.time.earliest - layers.published).days
    first = layers.sentence(main.first).first
    called = "m-call" in event.cues or any(scene.any_class(c, max(first, main.first - _CALLED), main.first) for c in ("planning", "upcoming"))
    return 0 < ahead <= _SOON and called


_SOON = 62
"""Days ahead: what is farther off is seldom an act that somebody sets a day for."""


_CALLED = 10
"""How many words before an act its word of intention or calling may stand."""


_WHILE = 7
"""Days: over a shorter time many losses may still be those of one act (منذ صباح أمس)."""


def _many_since(scene: Scene, event: Draft) -> bool:
    """Whether many acts are told over a time that lasts until the report: a noun of several acts (أكثر من ألفي غارة منذ مطلع العام), a
    number of losses or of people taken (قتل 336 مدنيا منذ يناير)."""
    main, time = event.main, event.time
    if time is None or "day" not in event.here or not since(scene.layers, time):
        return False
    first = max(scene.layers.sentence(main.first).first, main.first - 3)
    if main.verbal or main.form is None:
        published, start = scene.layers.published, time.time.earliest
        if published is None or start is None or (published - start).days < _WHILE:
            return False
        return event.family in _MANY and any((c.min or 0) >= _LOSSES or c.vague for c in (*event.totals.values(), *event.counts.values()))
    numbered = any(scene.layers.text.tokens[k].kind == NUMBER for k in range(first, main.first))
    return main.form.plural or numbered or scene.any_class("total", first, main.first) or scene.any_class("thousands", first, main.first)


_MANY = frozenset(("kill", "arrest", "abduct", "assault", "capture"))


_LOSSES = 10
"""From how many losses on a verb with a time since when tells of many acts."""


_AGAINST_THE_STATE = frozenset(("Peaceful protest", "Violent demonstration", "Mob violence"))
"""Types whose doers are a crowd: a state told beside them is whom they turn to or meet."""


def _face(event: Draft) -> None:
    """Put the state that a gathering turns to, or that its forces meet, on the other side, and the crowd on the first; a country that is only
    named is where it was."""
    states = [m for m in event.agents if m.state or m.kind in ("country", "government")]
    crowd = [m for m in event.patients if m.kind in CROWDS] if not any(m.kind in CROWDS for m in event.agents) else []
    event.agents = [*crowd, *(m for m in event.agents if m not in states)]
    event.patients = [*(m for m in states if m.kind != "country"), *(m for m in event.patients if m not in states and m not in crowd)]
    moved = {**{(m.start, m.end): "actor2" for m in states}, **{(m.start, m.end): "actor1" for m in crowd}}
    event.why = [
        (moved.get((start, end), name) if name in ("actor1", "actor2") else name, rule, start, end, said) for name, rule, start, end, said in event.why
    ]
