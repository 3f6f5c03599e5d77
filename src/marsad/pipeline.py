"""The coder: the stages in order, on one page.

    Report → Text → times · actors · places · counts → events → record

The coder is pure: same report and lexicon, same record, byte for byte. It reads no files, no network and no clock once it is built.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from marsad import __version__
from marsad.actors.finder import ActorFinder
from marsad.actors.mention import ActorMention
from marsad.actors.registry import ActorLexicon, load_actors
from marsad.arabic.text import Text, read_text
from marsad.compiled import compiled, fingerprint
from marsad.events.assertion import Assertion
from marsad.events.attribution import ACTS_OF_SPEECH, SourceLexicon, find_sources, load_sources, told_by
from marsad.events.code import code_events
from marsad.events.counts import find_all
from marsad.events.detect import Told, detect
from marsad.events.evidence import forget
from marsad.events.frames import EventLexicon, load_events
from marsad.events.judgement import load_judgement
from marsad.events.layers import Layers, lay
from marsad.events.roles import RoleFinder
from marsad.events.write import write_event
from marsad.places import FoundPlace, PlaceFinder
from marsad.record import ActorMention as ActorRecord
from marsad.record import CodedReport, CoderInfo, Event, Time, unchecked
from marsad.report import Report
from marsad.times import TimeTagger

_new_actor, _new_report = unchecked(ActorRecord), unchecked(CodedReport)

MAX_CHARACTERS = 200_000
"""Longer texts are cut: no news report is that long, and a cut is told in the record's notices."""


class Coder:
    """Codes reports. Building it loads the lexicon and opens the gazetteer; `code` holds no state between reports."""

    def __init__(self) -> None:
        version = fingerprint()
        self._actors_lexicon: ActorLexicon
        self._events: EventLexicon
        self._sources: SourceLexicon
        self._actors_lexicon, self._events, self._sources = compiled("coder", version, lambda: (load_actors(), load_events(), load_sources()))
        self._actors = ActorFinder(self._actors_lexicon)
        self._roles = RoleFinder(self._actors.nisba)
        self._assertion = Assertion()
        self.judgement = load_judgement()
        self._times = TimeTagger()
        self._places = PlaceFinder()
        self.info = CoderInfo(version=__version__, lexicon=version)

    def code(self, report: Report) -> CodedReport:
        """The coded record of one report."""
        forget()
        notices: list[str] = []
        full = report.full_text
        if len(full) > MAX_CHARACTERS:
            full = full[:MAX_CHARACTERS]
            notices.append(f"the text is longer than {MAX_CHARACTERS} characters; only its beginning was coded")
        text = read_text(full)
        published, basis = report.published, report.published_basis
        times = tuple(self._times.find(text, published=published))
        if published is None:
            notices.append("no publication day: relative dates stay underspecified; give it with --published YYYY-MM-DD")
        layers = self._read(text, published, times, len(report.title))
        drafts = code_events(layers, self._events, self._roles, self._assertion, self.judgement)
        names = self._actors_lexicon.country_names
        events: list[Event] = []
        seen: dict[str, int] = {}
        for draft in drafts:
            told = told_by(
                layers.voices, layers, told=[t.first for t in draft.told], parties=(*draft.agents, *draft.patients),
                speakers=draft.agents if draft.plover in ACTS_OF_SPEECH else (),
            )  # fmt: skip
            draft.why += [("sources", mention.rule, source.start, source.end, source.role) for source, mention in told]
            events.append(write_event(draft, layers, names, report.id, seen, tuple(source for source, _ in told)))
        return _new_report(
            id=report.id, title=report.title, published=published, published_basis=basis, language=report.language, source=report.source,
            url=report.url, sha256=report.sha256, coder=self.info, notices=tuple(notices), times=times,
            places=tuple(p.to_record(full) for p in layers.places), actors=tuple(self._actor(m, full) for m in layers.actors),
            events=tuple(events),
        )  # fmt: skip

    def triggers(self, report: Report) -> list[Told]:
        """The words of a report that may tell an event: entries of the lexicon whose conditions hold, before anything is decided."""
        text = read_text(report.full_text[:MAX_CHARACTERS])
        times = tuple(self._times.find(text, published=report.published))
        return detect(self._read(text, report.published, times, len(report.title)), self._events)

    def _read(self, text: Text, published: dt.date | None, times: Sequence[Time], title_end: int) -> Layers:
        actors = self._actors.find(text, published=published)
        houses: list[ActorMention] = []
        skip = [(t.start, t.end) for t in times]
        for actor in actors:
            if self._is_house(text, actor):
                houses.append(actor)
            elif actor.actor is not None and actor.kind != "country":
                skip.append((actor.start, actor.end))
        places: list[FoundPlace] = self._places.find(text, countries=self._theatre(actors), skip=skip)
        if houses:
            places = [p for p in places if _is_listed_site(p) or not any(a.first <= p.last and p.first <= a.last for a in houses)]
        layers = lay(text, published, actors, places, times, find_all(text), self._events, title_end)
        layers.hear(find_sources(layers, self._sources))
        return layers

    def _theatre(self, actors: Sequence[ActorMention]) -> dict[str, float]:
        weights: dict[str, float] = {}
        for mention in actors:
            if mention.country:
                weights[mention.country] = weights.get(mention.country, 0.0) + 1.0
        return weights

    def _actor(self, mention: ActorMention, full: str) -> ActorRecord:
        name, inter, country = mention.named(place_country=None, countries=self._actors_lexicon.country_names, violent=False)
        quote = full[mention.start : mention.end]
        return _new_actor(
            start=mention.start, end=mention.end, quote=quote, name=quote, name_en=name, inter=inter, country=country,
            actor_id=mention.actor.id if mention.actor else None, rule=mention.rule,
        )  # fmt: skip

    def _is_house(self, text: Text, mention: ActorMention) -> bool:
        """Whether an organ of state is named as a building (مقر البرلمان) or stands behind a preposition of place (أمام البرلمان): such a name may
        be that of a listed place."""
        if mention.actor is None or mention.actor.kind != "state":
            return False
        return mention.kind == "asset" or (mention.first > 0 and self._places.words.places_before(text.tokens[mention.first - 1].norm))


def _is_listed_site(place: FoundPlace) -> bool:
    """Whether a phrase is a place of the tables smaller than a country."""
    return place.place is not None and place.place.kind != "country"
