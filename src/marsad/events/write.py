"""From a merged draft to the event of the record: day and precision, place, names and codes of the sides, losses, stable id."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from marsad.actors.mention import ActorMention
from marsad.events.counts import CountMention
from marsad.events.decide import EVENT_TYPE_OF
from marsad.events.draft import VIOLENT, Draft
from marsad.events.layers import Layers
from marsad.events.notes import notes_of
from marsad.events.when import days, since
from marsad.places import FoundPlace
from marsad.record import Actor, Count, Event, Place, Source, Span, Why, unchecked

_new_actor, _new_count, _new_event = unchecked(Actor), unchecked(Count), unchecked(Event)
_new_place, _new_span, _new_why = unchecked(Place), unchecked(Span), unchecked(Why)
_POINTED = 2
"""Coordinates are given for geo_precision 1 and 2 only (codebook §3a.11)."""


def write_event(draft: Draft, layers: Layers, countries: Mapping[str, str], report: str, seen: dict[str, int], sources: tuple[Source, ...] = ()) -> Event:
    """The record's event for a draft. `seen` counts the ids given in this report so far, so that twins get a number."""
    full = layers.text.full
    start, end, precision, quote, value = _dates(draft, layers)
    place = _place(draft.place, full) if draft.place is not None else None
    land = place.country if place else _theatre(draft)
    acled = draft.layer == "acled"
    violent = acled and draft.family in _BY_FORCE
    agents, patients = _bombers(draft) if draft.type == _SUICIDE else (draft.agents, draft.patients)
    actor1 = _actors(agents, full, land, countries, violent)
    known = {m.actor.id for m in agents if m.actor is not None and m.armed} if acled else ()
    suffering = [m for m in patients if m.actor is None or m.actor.id not in known]
    actor2 = _actors([_as_victim(m) for m in suffering] if draft.family in _PERSONAL else suffering, full, land, countries, violent)
    acting = {a.name_en for a in actor1 if a.inter not in _MANY}
    actor2 = [a for a in actor2 if a.name_en not in acting]
    triggers = _triggers(draft, full)
    if not actor1 and actor2 and draft.type in _BY_SOMEBODY and draft.status in ("occurred", "ongoing"):
        actor1 = [_unknown(triggers[0], land, countries)]
    if acled and draft.family in _CROWDS:
        actor1, actor2 = _crowd(draft.family, actor1, actor2, triggers[0], land, countries)
    elif draft.type in _RIOTS and not actor1 and all(a.inter in _MET for a in actor2):
        actor1, actor2 = _crowd("riot", actor1, actor2, triggers[0], land, countries)
    if draft.type in _RIOTS:
        actor1, actor2 = _rioting(actor1, countries), _rioting(actor2, countries)
    sentence = layers.text.sentences[draft.sentence]
    counts = {kind: _count(count, full) for kind, count in draft.counts.items()}
    sides = {"actor1": {(a.start, a.end) for a in actor1}, "actor2": {(a.start, a.end) for a in actor2}}
    why = [_new_why(field=f, rule=r, start=s, end=e, note=str(n)) for f, r, s, e, n in draft.why if f not in sides or (s, e) in sides[f]]
    for kind, count in draft.counts.items():
        why.append(_new_why(field=kind, rule=count.rule, start=count.start, end=count.end, note=""))
    harmed = [a for a in actor2 if a.inter == _CIVILIANS] if draft.family in _AGAINST_PEOPLE else []
    why += [_new_why(field="civilian_targeting", rule=f"inter {_CIVILIANS}", start=a.start, end=a.end, note=a.name_en) for a in harmed]
    event = _new_event(
        id=_id(report, draft, triggers[0].quote, start, place, seen), layer="acled" if acled else "plover", type=draft.type,
        alt_types=draft.alts, event_type=EVENT_TYPE_OF.get(draft.type), plover=draft.plover, status=draft.status,  # type: ignore[arg-type]
        background=draft.background, scope="aggregate" if draft.aggregate else "single", triggers=tuple(triggers), date_start=start,
        date_end=end, time_precision=precision, date_quote=quote, date_value=value, place=place, actor1=tuple(actor1), actor2=tuple(actor2),
        killed=counts.get("killed"), injured=counts.get("injured"), captured=counts.get("captured"), missing=counts.get("missing"),
        displaced=counts.get("displaced"), civilian_targeting=bool(harmed),
        sources=sources,
        sentence=_new_span(start=sentence.start, end=sentence.end, quote=full[sentence.start : sentence.end]), why=tuple(why),
    )  # fmt: skip
    notes_en, notes_ar = notes_of(event)
    return event.model_copy(update={"notes_en": notes_en, "notes_ar": notes_ar})


_BY_FORCE = VIOLENT | {"disrupt", "destroy", "change", "base", "transfer", "arrest"}
"""Families of acts that a state does through its forces."""
_CIVILIANS = 7
"""Inter code of civilians."""
_AGAINST_PEOPLE = VIOLENT | {"abduct", "sexual"}
"""Families of acts that, done to civilians, target them."""

_PERSONAL = frozenset(("kill", "assault", "abduct", "attack", "shooting"))
"""Families of acts done to persons: a politician who suffers one is a civilian."""


def _as_victim(mention: ActorMention) -> ActorMention:
    """A person named as the victim of an act of force: a civilian, where his organisation bears no arms."""
    if mention.person and mention.actor is not None and mention.unarmed_actor:
        return replace(mention, actor=None, kind="civilian", qualities=frozenset())
    return mention


_SUICIDE = "Suicide bomb"


def _bombers(draft: Draft) -> tuple[list[ActorMention], list[ActorMention]]:
    """The sides of a suicide bombing. A state, its government and its forces send no suicide bombers: beside one they speak or suffer, and the
    armed group that they seem to bomb sent it."""
    agents = [m for m in draft.agents if not (m.state or m.kind in ("country", "government", "police", "army"))]
    if agents or not draft.agents:
        return agents, draft.patients
    groups = [m for m in draft.patients if m.actor is not None and m.armed and not m.state]
    return groups, [m for m in draft.patients if m not in groups]


_MANY = (3, 4)
"""Inter codes under whose names several groups go (unidentified armed groups, tribal militias): they can stand on both sides."""

_RIOTS = frozenset(("Violent demonstration", "Mob violence"))
"""Types whose protesters are rioters (ACLED codebook, inter codes)."""

_MET = (1, 5, 6, 7, 8)
"""Inter codes of those whom rioters meet: where none of them is in arms for himself, the crowd of a riot may go unnamed."""

_BY_SOMEBODY = frozenset(("Remote explosive/landmine/IED", "Grenade"))
"""Types whose acts somebody armed did even where nobody is named (ACLED codebook, section on unidentified armed groups)."""

_CROWDS = {"protest": ("Protesters", 6), "riot": ("Rioters", 5), "disperse": ("Protesters", 6)}
"""Family → what ACLED calls the people of a gathering, and their inter code."""


def _crowd(
    family: str, actor1: list[Actor], actor2: list[Actor], trigger: Span, land: str | None, countries: Mapping[str, str]
) -> tuple[list[Actor], list[Actor]]:
    """Whoever gathers is coded as protesters or rioters; where nobody is named the word of the gathering stands for them."""
    kind, inter = _CROWDS[family]
    if family == "disperse":
        return actor1, actor2
    out = []
    for actor in actor1:
        if actor.inter in _GATHERING:
            home = countries.get(actor.country or "", "")
            actor = actor.model_copy(update={"name_en": f"{kind} ({home})" if home else kind, "inter": inter})
        out.append(actor)
    if not any(a.inter in (5, 6) for a in (*out, *actor2)):
        home = countries.get(land or "", "")
        out.insert(
            0, _new_actor(quote=trigger.quote, start=trigger.start, end=trigger.end, name_en=f"{kind} ({home})" if home else kind, inter=inter, country=land)
        )
    return out, actor2


_GATHERING = (4, 7)
"""Inter codes of people who are protesters where they gather: civilians, settlers, tribes."""


def _unknown(trigger: Span, land: str | None, countries: Mapping[str, str]) -> Actor:
    """Who did an act of force that the report gives to nobody; the word of the act stands for them."""
    home = countries.get(land or "", "")
    name = f"Unidentified armed group ({home})" if home else "Unidentified armed group"
    return _new_actor(quote=trigger.quote, start=trigger.start, end=trigger.end, name_en=name, inter=3, country=land)


def _rioting(actors: list[Actor], countries: Mapping[str, str]) -> list[Actor]:
    """The sides of a riot: its protesters are rioters."""
    out = []
    for actor in actors:
        if actor.inter == 6:
            home = countries.get(actor.country or "", "")
            actor = actor.model_copy(update={"name_en": f"Rioters ({home})" if home else "Rioters", "inter": 5})
        out.append(actor)
    return out


def _triggers(draft: Draft, full: str) -> list[Span]:
    spans, held = [], set()
    for told in draft.told:
        if (told.start, told.end) not in held:
            held.add((told.start, told.end))
            spans.append(_new_span(start=told.start, end=told.end, quote=full[told.start : told.end]))
    return spans


def _dates(draft: Draft, layers: Layers) -> tuple[dt.date | None, dt.date | None, int | None, str | None, str | None]:
    """First and last day, ACLED precision, the words, the TIMEX3 value (codebook §3 and §3a.8)."""
    published = layers.published
    if draft.time is not None:
        time = draft.time.time
        first, last, precision = days(layers, draft.time)
        if draft.family in _ONCE and draft.status == "occurred" and not draft.aggregate and since(layers, draft.time):
            first, last, precision = time.earliest, time.latest, time.precision or precision
        if draft.announced or "day" not in draft.here:
            precision = max(2, precision)
        return first, last, precision, time.quote, time.value
    if draft.dateless or published is None:
        return None, None, None, None, None
    return published, published, 2, None, None


_ONCE = frozenset(("agreement", "abduct"))
"""Families of acts done at one time, whose state lasts: the truce in force since 2013 was agreed in 2013."""


def _theatre(draft: Draft) -> str | None:
    for mention in (*draft.patients, *draft.agents):
        if mention.country and (mention.kind not in ("country", "state", "government") or len(draft.patients) + len(draft.agents) == 1):
            return mention.country
    return None


def _place(found: FoundPlace, full: str) -> Place | None:
    place = found.place
    if place is None:
        return None
    pointed = place.geo_precision <= _POINTED
    return _new_place(
        quote=full[found.start : found.end], start=found.start, end=found.end, name_en=place.name_en, country=place.country or None,
        admin1=place.admin1 or None, admin2=place.admin2 or None, lat=place.lat if pointed else None, lon=place.lon if pointed else None,
        geo_precision=place.geo_precision, where_prec=place.where_prec, radius_km=round(place.radius_km, 1), gazetteer_id=place.id,
        confidence=round(found.confidence, 3),
    )  # fmt: skip


def _actors(mentions: Sequence[ActorMention], full: str, land: str | None, countries: Mapping[str, str], violent: bool) -> list[Actor]:
    out: list[Actor] = []
    held: set[str] = set()
    for mention in mentions:
        if mention.kind == "sides" or (mention.kind in ("asset", "weapon") and mention.actor is None and mention.country is None):
            continue
        name, inter, country = mention.named(place_country=land, countries=countries, violent=violent)
        if name in held:
            continue
        held.add(name)
        out.append(
            _new_actor(
                quote=full[mention.start : mention.end],
                start=mention.start,
                end=mention.end,
                name_en=name,
                inter=inter,
                country=country,
                actor_id=mention.actor.id if mention.actor else None,
            )
        )
    return out


def _count(count: CountMention, full: str) -> Count:
    return _new_count(min=count.min, max=count.max, vague=count.vague, of=count.of, quote=full[count.start : count.end], start=count.start, end=count.end)


def _id(report: str, draft: Draft, trigger: str, start: dt.date | None, place: Place | None, seen: dict[str, int]) -> str:
    """A stable id: from the report, the type, the main trigger's words, the day and the place; not from offsets, so that a paragraph more
    does not change it. Twins are numbered in order of the text."""
    key = "|".join((report, draft.type, trigger, start.isoformat() if start else "", place.gazetteer_id or place.name_en if place else ""))
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    seen[digest] = seen.get(digest, 0) + 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
