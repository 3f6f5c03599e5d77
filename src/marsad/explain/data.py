"""What the page of `marsad explain --html` knows of a report, as plain JSON data.

Offsets in the record count code points; JavaScript counts UTF-16 units, so every offset here is in those. `{"en": [...], "ar": [...]}` are the
lines of a value for readers of English and of Arabic: names of the registries in English, the report's own words in Arabic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from marsad.countries import countries
from marsad.events.notes import amount, note_words
from marsad.explain.evidence import weighed
from marsad.record import Actor, CodedReport, Count, Event, Place, Source, Why

Json = dict[str, Any]
Offsets = Callable[[int], int]

LOSSES = ("killed", "injured", "captured", "missing", "displaced")
FIELDS = ("type", "date", "place", "actor1", "actor2", *LOSSES, "civilian_targeting", "sources", "status", "background", "aggregate", "stands")
"""The fields of an event, in the order of the page; `aggregate` decides the scope, `stands` that it is an event at all."""
STAGE_OF = {
    "type": "trigger", "date": "time", "place": "place", "actor1": "actor", "actor2": "actor", **dict.fromkeys(LOSSES, "loss"),
    "civilian_targeting": "actor", "sources": "source",
}  # fmt: skip
"""Field → the stage that its words belong to; every other field is a matter of status."""
_CIVILIANS = 7
"""ACLED's inter code of civilians."""
_PUBLISHED = Why(field="date", rule="codebook 3a.8", note="no day is told: the day of publication")
_LEFT_TO_RIGHT = re.compile(r"(?!ar|fa|ur|he|ckb|ps|ku|ug|sd|yi)[a-z]{2,3}\b", re.IGNORECASE)
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Invisible characters that embed, override or isolate directions."""


def report_data(record: CodedReport, full_text: str) -> Json:
    """The data of one report; `full_text` is what the offsets of the record count in."""
    at = _units(full_text)
    return {
        "id": record.id, "title": record.title, "titleEnd": at(len(record.title)) if record.title else 0, "text": full_text,
        "dir": "ltr" if _LEFT_TO_RIGHT.match(record.language or "") else "rtl",
        "published": record.published.isoformat() if record.published else None, "basis": record.published_basis,
        "source": record.source, "url": record.url, "coder": f"{record.coder.name} {record.coder.version} ({record.coder.lexicon})",
        "notices": list(record.notices), "hidden": len(_HIDDEN.findall(full_text)),
        "mentions": list(_mentions(record, at)), "events": [_event(event, full_text, at) for event in record.events],
    }  # fmt: skip


def _units(text: str) -> Offsets:
    """From offsets in code points to offsets in UTF-16 units."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return lambda offset: offset
    starts = list(accumulate((1 + (char > "\uffff") for char in text), initial=0))
    return lambda offset: starts[min(offset, len(starts) - 1)]


def _mentions(record: CodedReport, at: Offsets) -> Iterator[Json]:
    for time in record.times:
        yield {"s": at(time.start), "e": at(time.end), "stage": "time", "value": time.value, "rule": time.rule}
    for place in record.places:
        yield {"s": at(place.start), "e": at(place.end), "stage": "place", "value": place.name_en, "rule": place.rule}
    for actor in record.actors:
        yield {"s": at(actor.start), "e": at(actor.end), "stage": "actor", "value": actor.name_en, "rule": actor.rule}


# --- events


def _event(event: Event, text: str, at: Offsets) -> Json:
    words = note_words().types.get(event.type)
    return {
        "id": event.id, "layer": event.layer, "type": {"en": event.type, "ar": words.ar if words else event.type},
        "status": event.status, "background": event.background, "scope": event.scope, "triggers": [_span(t, at) for t in event.triggers],
        "sentence": _span(event.sentence, at), "en": event.notes_en, "ar": event.notes_ar, "date": _date(event),
        "place": _both(_place_en(event.place), event.place.quote) if event.place else None,
        "who": _names(event.actor1), "whom": _names(event.actor2),
        "losses": [{"kind": kind, **_amounts(count)} for kind in LOSSES if (count := getattr(event, kind)) is not None],
        "sources": _both([s.name_en or s.quote for s in event.sources], [s.quote for s in event.sources]),
        "fields": [field for name in _field_names(event) if (field := _field(name, event, text, at))],
    }  # fmt: skip


def _field_names(event: Event) -> Iterable[str]:
    return dict.fromkeys((*FIELDS, *(why.field for why in event.why)))


def _field(name: str, event: Event, text: str, at: Offsets) -> Json | None:
    value, details, words = _VALUES[name](event) if name in _VALUES else ({"en": [], "ar": []}, [], [])
    told = list(dict.fromkeys(why for why in event.why if why.field == name))
    reasons = [_reason(why, text, at) for why in told]
    held = {(why.start, why.end) for why in told}
    reasons += [_reason(why, text, at) for why in words if (why.start, why.end) not in held]
    if not (value["en"] or reasons):
        return None
    return {"name": name, "stage": STAGE_OF.get(name, "status"), "value": value, "details": details, "reasons": reasons}


def _reason(why: Why, text: str, at: Offsets) -> Json:
    note = weighed(why.note)
    told: Json = {"rule": why.rule, "remark": note.remark, "score": note.score, "features": note.features}
    if why.start is not None and why.end is not None and 0 <= why.start < why.end <= len(text):
        told |= {"s": at(why.start), "e": at(why.end)}
    return told


def _span(span: Any, at: Offsets) -> list[int]:
    return [at(span.start), at(span.end)]


# --- the value of each field, what else the record says of it, and the words it stands on beside those of `why`

_Value = tuple[Json, list[tuple[str, Any]], list[Why]]


def _both(english: str | Sequence[str], arabic: str | Sequence[str]) -> Json:
    """Lines for both readers, none twice."""
    return {lang: list(dict.fromkeys([lines] if isinstance(lines, str) else lines)) for lang, lines in (("en", english), ("ar", arabic))}


def _details(**told: Any) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in told.items() if value not in (None, "", ())]


def _type(event: Event) -> _Value:
    words = note_words().types.get(event.type)
    value = _both(event.type, words.ar if words else event.type)
    return value, _details(event_type=event.event_type, plover=event.plover, alt_types=", ".join(event.alt_types)), []


def _date(event: Event) -> Json:
    if event.date_start is None:
        return _both(event.date_value or [], event.date_value or [])
    first, last = event.date_start.isoformat(), (event.date_end or event.date_start).isoformat()
    told = first if first == last else f"{first} – {last}"
    return _both(told, told)


def _time(event: Event) -> _Value:
    words = [] if event.date_start is None or event.date_value is not None else [_PUBLISHED]
    return _date(event), _details(time_precision=event.time_precision, timex=event.date_value), words


def _place_en(place: Place) -> str:
    country = countries().get(place.country or "")
    return ", ".join(dict.fromkeys(filter(None, (place.name_en, place.admin2, place.admin1, country.name_en if country else place.country))))


def _where(event: Event) -> _Value:
    place = event.place
    if place is None:
        return _both([], []), [], []
    point = f"{place.lat:.4f}, {place.lon:.4f}" if place.lat is not None and place.lon is not None else None
    details = _details(
        point=point, radius_km=place.radius_km, geo_precision=place.geo_precision, where_prec=place.where_prec, gazetteer_id=place.gazetteer_id,
        confidence=place.confidence,
    )  # fmt: skip
    return _both(_place_en(place), place.quote), details, [Why(field="place", rule="", start=place.start, end=place.end)]


def _names(side: Sequence[Actor]) -> Json:
    return _both([a.name_en for a in side], [a.quote for a in side])


def _side(name: str) -> Callable[[Event], _Value]:
    def side_of(event: Event) -> _Value:
        side: Sequence[Actor] = getattr(event, name)
        details = [detail for a in side for detail in _details(actor=a.name_en, inter=a.inter, home=a.country, actor_id=a.actor_id)]
        return _names(side), details, [Why(field=name, rule=a.actor_id or "", start=a.start, end=a.end) for a in side]

    return side_of


def _amounts(count: Count) -> Json:
    return {"en": amount(count), "min": count.min, "max": count.max, "vague": count.vague}


def _loss(name: str) -> Callable[[Event], _Value]:
    def loss_of(event: Event) -> _Value:
        count: Count | None = getattr(event, name)
        if count is None:
            return _both([], []), [], []
        details = _details(min=count.min, max=count.max, of=count.of)
        return _both(_amounts(count)["en"], count.quote), details, [Why(field=name, rule="", start=count.start, end=count.end)]

    return loss_of


def _sources(event: Event) -> _Value:
    def words(source: Source) -> Why:
        return Why(field="sources", rule=source.source_id or "", start=source.start, end=source.end, note=source.role)

    details = [d for s in event.sources for d in _details(source=s.name_en or s.quote, role=s.role, source_scale=s.source_scale)]
    value = _both([s.name_en or s.quote for s in event.sources], [s.quote for s in event.sources])
    return value, details, [words(s) for s in event.sources]


def _civilians(event: Event) -> _Value:
    if not event.civilian_targeting:
        return _both([], []), [], []
    civil = [a for a in event.actor2 if a.inter == _CIVILIANS]
    return _both("yes", "نعم"), [], [Why(field="civilian_targeting", rule=f"inter {a.inter}", start=a.start, end=a.end) for a in civil]


def _coded(name: str) -> Callable[[Event], _Value]:
    """A field whose value is one of a few words, which the page's labels translate."""

    def told(event: Event) -> _Value:
        value = {"status": event.status, "background": "background" if event.background else "news", "aggregate": event.scope}[name]
        return _both(value, value), [], []

    return told


_VALUES: dict[str, Callable[[Event], _Value]] = {
    "type": _type, "date": _time, "place": _where, "actor1": _side("actor1"), "actor2": _side("actor2"), **{name: _loss(name) for name in LOSSES},
    "civilian_targeting": _civilians, "sources": _sources, "status": _coded("status"), "background": _coded("background"), "aggregate": _coded("aggregate"),
}  # fmt: skip
