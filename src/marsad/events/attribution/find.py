"""From a text to its sources: who speaks, through which word, and from where to where."""

from __future__ import annotations

from dataclasses import replace

from marsad.arabic.inflection import IMPERFECT
from marsad.arabic.lexicon import Hit
from marsad.arabic.words import MARK, WORD
from marsad.events.attribution.lexicon import STATED, Rule, SourceLexicon
from marsad.events.attribution.mention import Phrase, SourceMention
from marsad.events.attribution.phrases import phrase_at
from marsad.events.layers import Layers

_REACH = 30
"""Tokens between a verb and the أن that opens what is told at most (long titles of office stand between)."""
_OPEN_SENTENCES = 3
"""Sentences over which a verb without subject finds its speaker."""
_NEAR = 5
"""Tokens from a verb of carrying to what it tells with an unknown name between (كتب فلان: ...); farther it is another verb's."""
_BACK = 10
"""Tokens before a verb that its subject may begin in."""
_OCCASIONS = frozenset("خلال اثناء في عقب بعد علي ردا تعليقا".split())
"""Words after a speaker that tell the occasion of the speech (قال خلال تظاهرة إن ...): what he tells begins at أن."""
_THEN = frozenset("فقد فان فانه فانها فانهم".split())
"""Words after a source that open what it tells (بحسب شهود فإن ...)."""
_WAS = frozenset("كان كانت قد كانوا".split())
"""Verbs of the past perfect before a subject (كانت السلطات أعلنت ...)."""
_NOT = frozenset("لم لا لن".split())
"""Particles that deny a verb: who did not say is no source."""
_HELD = 12
"""Sources before that a definite noun may point back to."""
_NAME_AFTER = 6
"""Tokens from the end of a phrase in which the name of its person may stand."""
_HEADLINE = 7
"""Words before the colon of a headline at most."""
_POINTING = frozenset("unnamed statement official spokesman officer".split())
"""Kinds of nouns that with the article may point back to any speaker before (المصدر, البيان)."""


class _Finder:
    """One pass over one text."""

    def __init__(self, layers: Layers, lexicon: SourceLexicon) -> None:
        self.layers, self.lexicon = layers, lexicon
        self.tokens = layers.text.tokens
        self.out: list[SourceMention] = []
        self.held: list[Phrase] = []
        self.speaker: SourceMention | None = None
        self.walled = (0, 0)
        """The stretch that `walls` are those of."""
        self.walls: list[int] = []

    def run(self) -> list[SourceMention]:
        for sentence in self.layers.text.sentences:
            self._sentence(sentence.index, sentence.first, sentence.last)
        return self.out

    def _sentence(self, index: int, first: int, last: int) -> None:
        begun = len(self.out)
        self._headline(index, first, last)
        if self.speaker is not None and self.tokens[first].norm in ("وان", "ان", "وانه", "وانها"):
            self._add(replace(self.speaker, word=first, begin=first, stop=last, sentence=index, rule="attribution.verb.carry-on"), speaks=True)
        at, cues = first, self.lexicon.cues
        for i, token in enumerate(self.tokens[first:last], first):
            if cues[token.norm] and i >= at and token.kind == WORD:
                at = self._preposition(index, i, first, last) or self._verb(index, i, first, last)
        if len(self.out) - begun > 1:
            self._close(begun)

    def _walls(self, i: int, first: int, last: int) -> tuple[int, int]:
        """The stretch around token i that no other voice or scene cuts (بينما, من جهة أخرى)."""
        if self.walled != (first, last):
            boundaries, tokens = self.lexicon.boundaries, self.tokens
            self.walled = (first, last)
            self.walls = [k for k in range(first + 1, last) if tokens[k].kind == WORD and boundaries.at(tokens, k) is not None]
        walls = self.walls
        return max((w for w in walls if w <= i), default=first), min((w for w in walls if w > i), default=last)

    def _close(self, begun: int) -> None:
        """End the stretch of each verb where another with its own subject begins."""
        spoken = [k for k in range(begun, len(self.out)) if self.out[k].rule.startswith("attribution.verb")]
        for a, b in zip(spoken, spoken[1:], strict=False):
            one, two = self.out[a], self.out[b]
            if one.phrase.key != two.phrase.key and two.word > one.word and not self._embedded(two):
                self.out[a] = replace(one, stop=min(one.stop, two.word))

    def _embedded(self, mention: SourceMention) -> bool:
        """Whether a speaker stands in the words of another (أشار الموقع إلى أن الوزير أعلن ...)."""
        before = mention.phrase.first - 1
        while before > 0 and self.tokens[before].kind == MARK and self.tokens[before].norm in "\"'":
            before -= 1
        return 0 <= before < mention.word and mention.phrase.last < mention.word and self.tokens[before].norm in self.lexicon.complements

    # Words of attribution

    def _preposition(self, index: int, i: int, first: int, last: int) -> int:
        """Read بحسب X; the token to go on from, 0 where there is none."""
        norm = self.tokens[i].norm
        rule = self.lexicon.prepositions.get(norm) or (self.lexicon.prepositions.get(norm[1:]) if norm[0] == "و" else None)
        k = i + 1
        verbal = False
        if rule is None:
            match = self.lexicon.phrases.at(self.tokens, i)
            if match is None or match.reading.preposition:
                return 0
            rule, k = match.payloads[0], match.last + 1
            verbal = match.last == i or self.tokens[match.last].norm == "ما"
            if match.last == i and i - first <= 2:
                return 0
            if verbal and not (k < last and self._reports(k)):
                return 0
        while k < last and k <= i + 5:
            if self._reports(k) or self.tokens[k].norm in self.lexicon.bridges or self.layers.time_at[k] >= 0:
                k += 1
                continue
            break
        found = phrase_at(self.layers, self.lexicon, k, last, named=verbal or self._told(k, last) == 0, to=True)
        if found is None:
            return 0
        after = found.last + 1
        found = self._resolve(found)
        left, right = self._walls(i, first, last)
        ahead = i - left <= 2 or (self.tokens[i - 1].kind == MARK and i - left <= 4) or self._then(after, last)
        if ahead:
            begin, stop = i, right
        else:
            earlier = [m.word for m in self.out if m.sentence == index and m.rule.startswith("attribution.by") and m.stop <= i]
            begin, stop = max([left, *(e for e in earlier if e < i)]), i
        self._add(SourceMention(found, i, begin, stop, f"attribution.by.{rule.split('.')[-1]}", "reported", index))
        after = self._joined(self.out[-1], after, last)
        if any(self._carries(j) for j in range(i + 1, min(i + 5, last))):
            self._through(index, after, last, begin, stop)
        return after

    def _then(self, k: int, last: int) -> bool:
        """Whether what a source tells opens at k (بحسب شهود فإن ...)."""
        return any(t.norm in _THEN for t in self.tokens[k : min(k + 2, last)]) or (k < last and self.tokens[k].norm in self.lexicon.complements)

    def _joined(self, mention: SourceMention, k: int, last: int) -> int:
        """Known sources joined to one by و cover what it covers (رويترز والجزيرة); the token after them."""
        while k < last:
            found = phrase_at(self.layers, self.lexicon, k, last, joined=True)
            if found is None:
                break
            self._add(replace(mention, phrase=found))
            k = found.last + 1
        return k

    def _through(self, index: int, k: int, last: int, begin: int, stop: int) -> None:
        """The source behind a source: نقلت الوكالة عن مصدر أمني, نقلا عن مسؤول."""
        for j in range(k, min(k + 5, last)):
            norm = self.tokens[j].norm
            if norm in self.lexicon.complements:
                return
            if norm == "عن" and j + 1 < last:
                found = phrase_at(self.layers, self.lexicon, j + 1, last)
                if found is not None and found.kind != "statement":
                    self._add(SourceMention(self._resolve(found), j, begin, stop, "attribution.by.through", "reported", index))
                return

    def _ascribed(self, index: int, k: int, last: int, stop: int) -> None:
        """The source that a statement is ascribed to (نسب البيان إلى مصدر عسكري القول إن ...): it speaks from there on."""
        if k + 1 >= last or self.tokens[k].norm != "الي":
            return
        found = phrase_at(self.layers, self.lexicon, k + 1, last)
        if found is not None and found.last + 1 < last and self.tokens[found.last + 1].norm in ("القول", "قوله", "قولها", "قولهم"):
            self._add(SourceMention(found, k, found.last + 1, stop, "attribution.verb.ascribe", "reported", index), speaks=True)

    def _reports(self, i: int) -> bool:
        return self.lexicon.reports[self.tokens[i].norm] is not None

    def _carries(self, i: int) -> bool:
        return any(h.verbal and h.entry.id == "attribution.carry" for h in self.lexicon.verbs.look_up(self.tokens[i].norm))

    # Verbs

    def _verb(self, index: int, i: int, first: int, last: int) -> int:
        hit = self.lexicon.reports[self.tokens[i].norm]
        if hit is None:
            return self._statement(index, i, last)
        claim = hit.entry.id == "attribution.claim"
        backward = bool(hit.form.enclitic) and hit.entry.id in ("attribution.claim", "attribution.blame")
        if (hit.form.enclitic and not backward) or (i and self.tokens[i - 1].norm.removeprefix("و") in _NOT):
            return 0
        told = self._told(i + 1, last) or (self._toward(i + 1, last) if hit.entry.id == "attribution.go-on" else 0)
        if (
            hit.entry.strict
            and not told
            and not backward
            and not self._carried(i, last)
            and not (hit.entry.id == "attribution.carry" and self._outlet(i, first, last))
        ):
            return 0
        if hit.entry.near and not (told == i + 1 or "\u0651" in self.tokens[i].raw or self._pointing(i + 1)):
            return 0
        if self.tokens[i].norm in self.lexicon.impersonal:
            if i == first:
                self.speaker = None
            return 0
        if not told and i + 2 < last and self.tokens[i + 1].norm == "الي" and hit.entry.id == "attribution.say":
            return self._interviewed(index, i + 2, last)
        stop = last
        role = self._role(hit, i, told or last)
        limit = told or last
        k = self._skip(i + 1, limit)
        if hit.entry.id == "attribution.accuse":
            limit = self._accused(k, limit)
        found = self._before(i, first, bool(told)) if hit.form.kind == IMPERFECT and i - first < _BACK and not hit.reading.conjunction else None
        before = found is not None
        if found is None and k < limit:
            near = told - i <= _NEAR if hit.entry.id == "attribution.carry" else True
            found = phrase_at(self.layers, self.lexicon, k, limit, named=bool(told) and near)
        if found is None:
            found = self._before(i, first, bool(told))
            before = found is not None
        if found is None:
            return self._goes_on(index, i, first, last, told, stop, role, hit)
        begin = found.last + 1 if not before else i + 1
        begun = begin
        if hit.entry.id == "attribution.say" and begin + 1 < last and self.tokens[begin].norm == "الي":
            return self._interviewed(index, begin + 1, last)
        if found.rule == "attribution.glued":
            begin = found.first
        elif told and not before and self.tokens[begin].norm in _OCCASIONS:
            begin = told
        found = self._resolve(found, goes_on=hit.entry.id == "attribution.go-on")
        if backward:
            begin, stop = max(first, i - _BACK), i
        elif claim and not told:
            begin = self.layers.text.sentences[index - 1].first if index else first
        self._add(SourceMention(found, i, begin, stop, f"attribution.verb.{hit.entry.id.split('.')[-1]}", role, index), speaks=True)
        if not before:
            begun = self._joined(self.out[-1], begun, last)
        if hit.entry.id == "attribution.carry":
            self._through(index, begun, last, begin, stop)
        if hit.entry.id == "attribution.blame" and not backward:
            self._ascribed(index, begun, last, stop)
        return begun

    def _accused(self, k: int, end: int) -> int:
        """Where the accused begin after the accuser at k (اتهمت المؤسسة الحكومة بأنها ...)."""
        actors = self.layers.actors_in(k, end)
        return next((a.first for a in actors if a.first > k and not a.preposition and not a.adjectival), end)

    def _interviewed(self, index: int, k: int, last: int) -> int:
        """Who is spoken to (تحدثت الصحيفة إلى مسؤول) speaks in what follows; the token to go on from."""
        found = phrase_at(self.layers, self.lexicon, k, last)
        if found is None:
            return k
        self.held.append(found)
        self.speaker = SourceMention(found, k, last, last, "attribution.verb.interviewed", "reported", index)
        return found.last + 1

    def _role(self, hit: Hit[Rule], i: int, end: int) -> str:
        before = self.tokens[i - 1].norm if i else ""
        if before in ("لم", "لا", "لن", "ولم", "ولا") and hit.entry.value in ("confirmed", "claimed"):
            return "reported"
        if hit.entry.id == "attribution.announce" and self._confirms(i, end):
            return "confirmed"
        return hit.entry.value

    def _confirms(self, i: int, end: int) -> bool:
        """Whether what a verb affirms is news before it (أكد ... صحة النبأ)."""
        return any(self.tokens[k].norm in self.lexicon.confirming for k in range(i + 1, min(i + 8, end)))

    def _told(self, i: int, last: int) -> int:
        """The token that opens what is told (أن, a colon, a quotation) after i, 0 where none does within reach."""
        opens, speaks = self.lexicon.opens, self.lexicon.speaks
        for k, token in enumerate(self.tokens[i : min(i + _REACH, last)], i):
            if token.kind == WORD:
                if opens[token.norm]:
                    return k
                if k > i and speaks[token.norm]:
                    return 0
            elif token.kind == MARK and (token.norm == ":" or (token.norm in "\"'" and self._quotes(k, last))):
                return k
        return 0

    def _quotes(self, k: int, last: int) -> bool:
        """Whether the mark at k opens speech, not a name: a comma before it, or six tokens without its closing."""
        if self.tokens[k - 1].norm == ",":
            return True
        return k + 6 < last and not any(self.tokens[j].norm in "\"'" for j in range(k + 1, k + 7))

    def _toward(self, i: int, last: int) -> int:
        """The إلى of أشار إلى, لفت إلى after i, or 0."""
        return next((k for k in range(i, min(i + 8, last)) if self.tokens[k].norm == "الي"), 0)

    def _outlet(self, i: int, first: int, last: int) -> bool:
        """Whether an outlet stands beside a verb of carrying (وسائل إعلام تنقل ...)."""
        found = self._before(i, first, False) or (phrase_at(self.layers, self.lexicon, i + 1, last) if i + 1 < last else None)
        return found is not None and found.kind in ("outlet", "agency", "monitor")

    def _pointing(self, i: int) -> bool:
        """Whether a speaker's noun with the article stands at i (بين المصدر)."""
        return i < len(self.tokens) and any(h.definite and h.entry.value in _POINTING for h in self.lexicon.nouns.look_up(self.tokens[i].norm))

    def _carried(self, i: int, last: int) -> bool:
        """Whether a verb of carrying has a source behind it (نقلت رويترز عن مسؤول)."""
        return any(self.tokens[k].norm == "عن" for k in range(i + 2, min(i + 8, last)))

    def _skip(self, k: int, end: int) -> int:
        """Step over what may stand between a verb and its subject: times, أيضا, commas after them, في بيان."""
        start = k
        while k < end and k < start + 8:
            token = self.tokens[k]
            if self.layers.time_at[k] >= 0:
                k = self.layers.times[self.layers.time_at[k]].last + 1
            elif token.norm in ("ايضا", "كذلك", "بدوره", "بدورها", "مجددا", "لاحقا") or (token.kind == MARK and token.norm == "," and k > start):
                k += 1
            elif token.norm == "في" and k + 1 < end and self._occasion(k + 1):
                k += 2
            elif token.norm in ("له", "لها", "لنا", "لهم"):
                k += 1
            else:
                break
        return k

    def _occasion(self, k: int) -> bool:
        norm = self.tokens[k].norm
        return norm in self.lexicon.occasions or (norm.startswith("ال") and norm[2:] in self.lexicon.occasions)

    def _before(self, i: int, first: int, told: bool) -> Phrase | None:
        """The subject before its verb (وزارة الدفاع الروسية تقول إن)."""
        start = i
        commas = 2 if i - 1 > first and self.tokens[i - 1].norm == "," else 0
        while start > first and i - start < _BACK + commas:
            token = self.tokens[start - 1]
            if commas and token.norm == ",":
                commas -= 1
                start -= 1
                continue
            if (token.kind == MARK and token.norm in ",;:.-()") or token.norm in self.lexicon.complements:
                break
            start -= 1
        while start < i and (self.tokens[start].kind == MARK or self.tokens[start].norm.removeprefix("و") in _WAS):
            start += 1
        if i - start > 1 and self.tokens[i - 1].norm in ("التي", "الذي"):
            i -= 1
        for k in range(start, i):
            if self.tokens[k].kind != WORD or self.layers.time_at[k] >= 0:
                continue
            if k > start and self.tokens[k - 1].norm in ("في", "من", "علي", "الي", "عن", "مع", "ضد", "بين"):
                continue
            found = phrase_at(self.layers, self.lexicon, k, i)
            if (
                found is not None
                and found.last >= i - 2
                and (((k == start or told) and k <= start + 2) or (self.tokens[k].norm[0] == "و" and found.last == i - 1 and found.kind != "person"))
            ):
                return found
        return None

    def _goes_on(self, index: int, i: int, first: int, last: int, told: int, stop: int, role: str, hit: Hit[Rule]) -> int:
        """A verb without a subject: the speaker before goes on."""
        speaker = self.speaker
        if not told and i + 1 < last and (self.tokens[i + 1].norm == "عن" or self.lexicon.is_object(self.tokens[i + 1].norm)):
            told = i + 1
        own = self._subject(i, first) if i - first > 3 and not any(m.sentence == index for m in self.out[-3:]) else None
        if own is not None and told:
            self._add(SourceMention(own, i, i, stop, f"attribution.verb.{hit.entry.id.split('.')[-1]}", role, index), speaks=True)
            return i + 1
        if speaker is None or index - speaker.sentence > _OPEN_SENTENCES or not told or told - i > 6:
            return 0
        self._add(
            SourceMention(speaker.phrase, i, i, stop, f"attribution.verb.{hit.entry.id.split('.')[-1]}", role if role != "reported" else speaker.role, index),
            speaks=True,
        )
        return i + 1

    def _subject(self, i: int, first: int) -> Phrase | None:
        """Who acts at the head of the sentence of a verb without subject (نعى الحرس قائده وقال إنه ...)."""
        for k in range(first, min(first + 3, i)):
            at = self.layers.actor_at[k]
            end = self.layers.actors[at].last + 1 if at >= 0 and self.layers.actors[at].first == k else k + 6
            found = phrase_at(self.layers, self.lexicon, k, min(i, end))
            if found is not None:
                return found
        return None

    def _statement(self, index: int, i: int, last: int) -> int:
        """جاء في بيان ل ...: the statement speaks."""
        norm = self.tokens[i].norm
        if norm.removeprefix("و") not in STATED or i + 2 >= last:
            return 0
        for k in range(i + 1, min(i + 4, last - 1)):
            if self.tokens[k].norm == "في":
                found = phrase_at(self.layers, self.lexicon, k + 1, last)
                if found is not None and found.kind == "statement":
                    stop = self._walls(i, i, last)[1]
                    self._add(SourceMention(self._resolve(found), i, i, stop, "attribution.verb.statement", "reported", index), speaks=True)
                    return found.last + 1
        return 0

    # Headlines

    def _headline(self, index: int, first: int, last: int) -> None:
        """X: ... of a headline; X speaks."""
        if self.tokens[first].start > self.layers.title_end:
            return
        for k in range(first + 1, min(first + _HEADLINE, last)):
            token = self.tokens[k]
            if token.kind == MARK and token.norm == ":" and k + 1 < last:
                found = phrase_at(self.layers, self.lexicon, first, k)
                if found is not None and found.last == k - 1 and not self._place(found):
                    self._add(SourceMention(found, k, first, last, "attribution.headline", "reported", index))
                return

    def _place(self, phrase: Phrase) -> bool:
        """Whether a phrase is only a country or place (فرنسا: ...)."""
        at = self.layers.actor_at[phrase.first]
        return self.layers.place_at[phrase.first] >= 0 or (at >= 0 and self.layers.actors[at].kind == "country")

    # Who it is

    def _add(self, mention: SourceMention, *, speaks: bool = False) -> None:
        self.out.append(mention)
        self.held.append(mention.phrase)
        if speaks and not self._embedded(mention):
            self.speaker = mention

    def _resolve(self, phrase: Phrase, *, goes_on: bool = False) -> Phrase:
        """The phrase that a definite noun (المصدر, الوزارة, البيان) or a bare name points back to, or the phrase itself.

        `goes_on` tells that the verb carries on what was said (أضاف): an unknown name of one word is then the speaker's before.
        """
        if not (phrase.definite or (phrase.kind == "person" and phrase.last - phrase.first <= 1)):
            return phrase
        word = self.tokens[phrase.first].norm
        bare = word[2:] if word.startswith("ال") and phrase.definite else word
        name = self.tokens[phrase.last].norm.removeprefix("ال")
        second = name if phrase.definite and phrase.last > phrase.first else ""
        beyond = 1 if phrase.definite and phrase.kind != "officer" else _NAME_AFTER
        for held in reversed(self.held[-_HELD:]):
            words = {self.tokens[i].norm for i in range(held.first, min(held.last + beyond, len(self.tokens)))}
            if held.first == phrase.first or held.definite or (second and not {second, "ال" + second} & words):
                continue
            if held.rule == "attribution.glued" or word.endswith("نا"):
                stem = bare.removesuffix("نا").removesuffix("ت")
                if len(stem) > 3 and any(w.startswith(stem) for w in words):
                    return replace(phrase, key=held.key, entry=held.entry, name_en=held.name_en) if word.endswith("نا") else held
            if any(form in words for form in (bare, "ال" + bare, "ل" + bare)) or (phrase.kind == "officer" and (name in words or "ال" + name in words)):
                return held
        if not second and self.speaker is not None and (phrase.kind in _POINTING or (goes_on and phrase.kind == "person" and phrase.first == phrase.last)):
            return self.speaker.phrase
        return phrase


def find_sources(layers: Layers, lexicon: SourceLexicon) -> list[SourceMention]:
    """The sources of a text, in order, each with the stretch that it covers."""
    return _Finder(layers, lexicon).run()
