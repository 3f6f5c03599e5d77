"""People that do not stand right after the word that tells the loss: later in the clause, or before it."""

from __future__ import annotations

from marsad.arabic.words import MARK, NUMBER
from marsad.events.counts.lexicon import NOUN
from marsad.events.counts.model import DUAL, People
from marsad.events.counts.people import counted_people, read_people
from marsad.events.counts.scan import Scan


def people_later(scan: Scan, j: int, *, limit: int, quantified: bool = False) -> People | None:
    """People later in the clause: past the agent, adverbs and prepositional phrases."""
    k = j
    end = min(scan.last, j + limit)
    while k < end:
        token = scan.tokens[k]
        if scan.clause_end(k):
            return None
        if token.kind == MARK:
            k += 1
            continue
        word = scan.word(k)
        if word.heads and not word.person:
            return None
        if word.part or (word.conjunction and not word.number and not word.person):
            return None
        before = scan.word(k - 1)
        governed = before.function and scan.tokens[k - 1].norm in scan.lexicon.words["governors"]
        if not governed and not word.preposition:
            found = read_people(scan, k, strict=True)
            if found is not None and found.core in scan.counted:
                return None
            if found is not None and found.loss is None:
                if found.quantified and found.noun is not None:
                    return found
                if found.quantified and found.noun is None and k == j:
                    return found
                if not quantified and not found.quantified and (found.accusative or found.number == DUAL):
                    return found
                if not found.quantified:
                    k = found.last + 1
                    continue
        match = scan.number_at(k) if word.number or token.kind == NUMBER else None
        k = match.last + 1 if match is not None else k + 1
    return None


def people_before(scan: Scan, v: int) -> People | None:
    """The people right before a verb at v that are its subject: the number nearest to it, with its noun."""
    nearest: People | None = None
    for s in range(v - 1, max(scan.first - 1, v - 12), -1):
        if scan.clause_end(s):
            break
        token = scan.tokens[s]
        if token.kind == MARK:
            continue
        word = scan.word(s)
        if word.heads and not any(h.cls == NOUN for h in word.heads) and not word.person:
            break
        if not (word.number or word.person or token.kind == NUMBER or (word.rest in scan.lexicon.words["one"])):
            continue
        if word.conjunction and word.person and nearest is None and s < v - 1:
            continue
        found = read_people(scan, s, strict=True)
        if found is None or found.last >= v or found.core in scan.counted or found.loss is not None:
            continue
        if found.quantified:
            reach = nearest.first if nearest is not None else v
            if reach - found.last <= (2 if nearest is not None else 8) or found.last >= reach:
                longer = found
                for t in range(s - 1, max(scan.first - 1, s - 5), -1):
                    if scan.tokens[t].kind == MARK:
                        break
                    match = scan.number_at(t)
                    if match is not None and match.core == found.core:
                        wider = counted_people(scan, match, True)
                        longer = wider or longer
                return longer
            break
        if nearest is None:
            nearest = found
        elif found.last >= nearest.first - 1:
            nearest = found
    return nearest


def counted_before_noun(scan: Scan, i: int) -> People | None:
    """3 جنود قتلى, خمسة أشخاص جرحى: counted people right before a noun of loss."""
    before = scan.word(i - 1)
    if before.person is None or before.preposition:
        return None
    for s in range(i - 2, max(scan.first - 1, i - 7), -1):
        if scan.clause_end(s):
            return None
        match = scan.number_at(s)
        if match is not None and match.core not in scan.counted:
            found = counted_people(scan, match, True)
            return found if found is not None and found.last == i - 1 else None
    return None
