"""Verbs, verbal nouns and phrases that tell a loss: قُتل ثلاثة, مقتل ضابط, لقوا مصرعهم, أودى بحياة."""

from __future__ import annotations

from marsad.arabic.words import MARK, WORD
from marsad.events.counts.around import people_before, people_later, person_before
from marsad.events.counts.lexicon import NOUN, PHRASE, VERB, WORDS, Head, Word, completions
from marsad.events.counts.mentions import accept, emit_bare, emit_named, emit_none, emit_pronoun, fits, told_by_noun
from marsad.events.counts.model import DUAL, EITHER, PLURAL, SINGULAR, Draft, People
from marsad.events.counts.people import class_after, read_people
from marsad.events.counts.scan import QUOTE_MARKS, Scan


def joined_heads(scan: Scan, i: int, head: Head) -> tuple[list[tuple[int, Head]], int]:
    """Heads coordinated with the one at i (مقتل وإصابة), and the token after them."""
    heads = [(i, head)]
    j = i + 1
    if head.pronoun:
        return heads, j
    while j < scan.last and len(heads) < 4:
        at = j
        if scan.tokens[j].norm in ("و", "او") and j + 1 < scan.last:
            at = j + 1
        word = scan.word(at)
        if at == j and not word.conjunction:
            break
        other = next((h for h in word.heads if h.cls == head.cls and not h.completes and not h.pronoun and h.cls != PHRASE), None)
        if other is None or word.preposition or (head.cls == VERB and other.number != head.number) or word.article:
            break
        heads.append((at, other))
        j = at + 1
    return heads, j


def masdar_context(scan: Scan, i: int, word: Word) -> bool:
    """Whether a word that is verb or verbal noun stands where a noun must stand."""
    if word.preposition:
        return True
    if i == scan.first:
        return False
    before = scan.word(i - 1)
    return scan.tokens[i - 1].norm in scan.lexicon.words["nominal"] or (before.preposition != "" and not before.person and before.function)


def read_masdar(scan: Scan, i: int, head: Head) -> bool:
    """The loss told by a verbal noun at token i (مقتل ضابط, اعتقال الشرطة ثلاثة); True where it is dealt with."""
    heads, j = joined_heads(scan, i, head)
    if scan.attempted(i) or scan.told_before(i, "of_wounds", 1):
        return False
    if scan.tokens[i].raw.find("ال") == 0 and not head.pronoun and scan.word(i).article:
        return False
    found = read_people(scan, j)
    if found is None and head.kind in ("killed", "injured") and j < scan.last:
        found = governed(scan, j)
    if found is not None and not fits(scan, found, head):
        found = None
    if emit_none(scan, i, heads, found):
        return True
    subject: tuple[int, int] | None = None
    if found is not None and not found.quantified and found.definite and head.agent:
        beyond = people_later(scan, found.last + 1, limit=8)
        if beyond is not None and beyond.quantified:
            subject, found = (found.first, found.last), beyond
    if found is None and (head.agent or head.pronoun) and j < scan.last:
        nxt = scan.word(j)
        if head.pronoun or nxt.agent or nxt.force or nxt.article or not (nxt.function or nxt.preposition or nxt.conjunction):
            found = people_later(scan, j, limit=9)
            subject = (j, found.first - 1) if found is not None and found.first > j else None
            if found is not None and not found.quantified and not found.accusative and found.number != DUAL:
                found = subject = None
    elif found is None:
        found = people_later(scan, j, limit=6, quantified=True) if not head.weak or past_adverb(scan, j) else None
    if found is not None:
        return accept(scan, heads, j, found, "masdar", by=subject)
    if head.agent and not head.pronoun:
        found = by_whom(scan, j)
        if found is not None:
            return accept(scan, heads, j, found, "masdar", by=(j, found.first - 1))
    if head.pronoun and emit_pronoun(scan, i, head):
        return True
    if head.names:
        return emit_named(scan, i, heads, j)
    return False


def governed(scan: Scan, j: int) -> People | None:
    """The people after ل where an adjective stands between head and people (إصابة مؤكدة لمدنيين)."""
    at = j + 1
    if at >= scan.last or scan.tokens[j].kind != WORD or not scan.tokens[j].norm.endswith(("ه", "ات")):
        return None
    word, target = scan.word(j), scan.word(at)
    if word.function or word.conjunction or word.heads or target.preposition != "ل" or target.person is None:
        return None
    return read_people(scan, at)


def object_after_agent(scan: Scan, j: int) -> People | None:
    """One person right after the armed body that acts: قتلت القوات قائد المجموعة, اعتقلت الشرطة العراقية الصحفي."""
    if j >= scan.last or scan.tokens[j].kind != WORD or not (scan.word(j).agent or scan.word(j).force):
        return None
    for k in range(j + 1, min(scan.last, j + 4)):
        word = scan.word(k)
        if k == j + 1 and word.article and not scan.word(j).article:
            continue  # ميليشيات الحوثي: whose armed body it is
        if word.person is not None and word.person.id not in ("national", "nisba", "foreigner") and not word.preposition and not word.conjunction:
            found = read_people(scan, k)
            return found if found is not None and found.min == found.max == 1 else None
        if scan.tokens[k].kind != WORD or word.function or word.preposition or word.conjunction or word.heads or word.number:
            return None
        if not (word.article or word.agent):
            return None
    return None


def by_whom(scan: Scan, j: int) -> People | None:
    """One person after ل, past the agent of a verbal noun: اغتيال الاحتلال للعميد."""
    for k in range(j + 1, min(scan.last, j + 5)):
        word = scan.word(k)
        if scan.tokens[k].kind != WORD or word.function or word.heads:
            return None
        if word.preposition == "ل" and word.person is not None:
            return read_people(scan, k)
        if word.preposition == "ل" and scan.tokens[k].raw.lstrip("و").startswith("لل"):
            return None
    return None


def past_adverb(scan: Scan, j: int) -> bool:
    """Whether an adverb that people can follow stands at token j (إصابة بجروح ثلاثة جنود)."""
    return j < scan.last and scan.tokens[j].norm in scan.lexicon.words["adverbs"]


def read_verb(scan: Scan, i: int, head: Head) -> bool:
    """The loss told by a verb at token i: its people stand after it, before it or past its agent; True where it is dealt with."""
    heads, j = joined_heads(scan, i, head)
    if scan.attempted(i):
        return False
    only = j < scan.last and scan.tokens[j].norm in scan.lexicon.words["only"]
    if only:
        j += 1  # لم يقتل سوى جندي
    found = read_people(scan, j)
    if found is not None and (not fits(scan, found, head) or (scan.word(found.first).preposition and not found.quantified)):
        found = None
    joined = found is not None and found.first == j and (scan.word(j).conjunction or scan.tokens[j].norm == "و" or scan.number_conjunction(j))
    if joined:
        found = None
    if not only and emit_none(scan, i, heads, found):
        return True
    if len(heads) > 1 and found is not None and head.voice != "active" and head.number == SINGULAR:
        one = person_before(scan, i)
        if one is not None:  # أن شرطيا قتل وأصيب ثلاثة: the first verb has its subject before it, the second after it
            return accept(scan, heads[:1], i + 1, one, "subject-before")
    if head.number != SINGULAR:
        behind = None if found is not None and (found.quantified or found.accusative) else people_before(scan, i, plural=head.number == PLURAL)
        if behind is not None and head.voice == "both" and (head.imperfect or not behind.quantified):
            beyond = found or people_later(scan, j, limit=10)
            if beyond is not None and (beyond.quantified or beyond.accusative):
                return accept(scan, heads, j, beyond, "object-later")
            if head.imperfect:
                return False
        if behind is not None and head.quantified and not behind.quantified:
            return False
        if behind is not None:
            if not behind.quantified and behind.vague and head.number == DUAL:
                behind.min = behind.max = 2
                behind.vague = False
            if head.voice == "active" or (head.person and (behind.other or told_by_noun(scan, j))):
                return False
            return accept(scan, heads, j, behind, "subject-before")
        if found is not None:
            return accept(scan, heads, j, found, "object")
        if head.voice == "active" or head.weak:
            return False
        if head.number == DUAL:
            return emit_bare(scan, i, heads, 2)
        return emit_bare(scan, i, heads, None)
    raw = scan.tokens[i].raw
    passive = head.voice == "passive" or "\u064f" in raw[:3]
    if found is not None and found.quantified:
        return accept(scan, heads, j, found, "object")
    if head.voice != "passive" and not passive:
        if scan.particle(i):
            return False
        beyond = people_later(scan, j if found is None else found.last + 1, limit=16)
        if beyond is not None and head.quantified and not beyond.quantified:
            return False
        if beyond is not None and (beyond.quantified or found is None or beyond.accusative):
            return accept(scan, heads, j, beyond, "active", by=(j, beyond.first - 1) if beyond.first > j else None)
        one = object_after_agent(scan, j) if found is None and not head.quantified else None
        if one is not None:
            return accept(scan, heads, j, one, "active", by=(j, one.first - 1))
        if head.pronoun and not head.weak:
            return emit_pronoun(scan, i, head)
    elif found is None:
        beyond = people_later(scan, j, limit=16, quantified=True)
        if beyond is not None and head.person and not fits(scan, beyond, head):
            return False
        if beyond is not None:
            return accept(scan, heads, j, beyond, "subject-later")
    if head.voice == "active" and found is not None and not found.accusative and found.number == SINGULAR and not found.definite:
        return False
    if found is not None:
        return accept(scan, heads, j, found, "object")
    if head.kind == "killed" and head.voice == "passive" and j < scan.last and scan.tokens[j].norm in scan.lexicon.words["of_wounds"]:
        return accept(scan, heads, j, people_before(scan, i), "subject-before") or emit_bare(scan, i, heads, 1)
    if head.weak or head.voice == "active":
        return False
    behind = people_before(scan, i)
    if behind is not None and (behind.quantified or behind.min is not None) and subjectless(scan, j):
        if behind.quantified and scan.tokens[i].norm.endswith("ت") is False and behind.min not in (1, None) and behind.first != scan.first:
            return False
        return accept(scan, heads, j, behind, "subject-before")
    if subjectless(scan, j) and sure_passive(scan, i, head):
        return emit_bare(scan, i, heads, 1)
    if head.names and passive:
        return emit_named(scan, i, heads, j)
    return False


def sure_passive(scan: Scan, i: int, head: Head) -> bool:
    """Whether a verb without people around it is certainly passive, so that it tells of one person named before."""
    if head.voice == "passive":
        return True
    before = scan.tokens[i - 1].norm if i > scan.first else ""
    nxt = scan.tokens[i + 1].norm if i + 1 < scan.last else ""
    opens = scan.word(i).conjunction or i == scan.first or scan.tokens[i - 1].kind != WORD or scan.word(i - 1).function
    if opens and nxt in scan.lexicon.words["after_passive"]:
        return True
    return "\u064f" in scan.tokens[i].raw[:3] or before in scan.lexicon.words["before_passive"]


def subjectless(scan: Scan, j: int) -> bool:
    """Whether no subject follows the verb before j: a preposition, adverb or clause end comes."""
    if j >= scan.last:
        return True
    token = scan.tokens[j]
    if token.kind != WORD:
        return token.kind == MARK and token.norm not in QUOTE_MARKS
    word = WORDS[token.norm]
    return word.function or (word.preposition == "ب" and not word.person)


def follows(scan: Scan, i: int, head: Head) -> int:
    """The last token of a phrase whose first word stands at token i, or -1."""
    j = i
    for expected in head.follow:
        j = next((k for k in range(j + 1, min(scan.last, j + 2 + head.reach)) if scan.tokens[k].norm == expected), -1)
        if j < 0:
            return -1
    return j


def read_completed(scan: Scan, i: int, head: Head) -> bool:
    """لقي ... مصرعهم and the like: the completing word is ahead in the clause."""
    at = -1
    completing = ""
    completing_words = completions(head.completes)
    for j in range(i + 1, min(scan.last, i + 24)):
        if scan.tokens[j].kind == MARK and scan.tokens[j].norm in ".;!?":
            break
        norm = scan.tokens[j].norm
        before = completing_words.get(norm)
        if before is not None and before in ("", scan.tokens[j - 1].norm):
            at, completing = j, norm
            break
        if j > i + 1 and any(h.cls in (VERB,) for h in scan.word(j).heads):
            break
    if at < 0:
        return False
    heads = [(i, head)]
    noun_completes = any(h.cls == NOUN for h in scan.word(at).heads)
    if noun_completes:
        # سقط 3 جنود قتلى: the people stand between; otherwise the noun speaks for itself
        found = read_people(scan, i + 1) if at > i + 1 else people_before(scan, i, plural=True)
        if scan.tokens[at - 1].norm == "بين":
            return False
        if found is not None and at == i + 1 and found.quantified and head.cls == VERB:
            scan.taken.add(at)
            return accept(scan, heads, at + 1, found, "completed", quote_last=at)
        if found is None or found.loss is not None or not found.quantified or found.last < at - 2:
            return False
        scan.taken.add(at)
        return accept(scan, heads, at + 1, found, "completed", quote_last=at)
    found = read_people(scan, i + 1) or people_later(scan, i + 1, limit=at - i - 1)
    if found is not None and found.last >= at:
        found = None
    scan.taken.add(at)
    if emit_none(scan, i, heads, found):
        return True
    if found is not None:
        if not found.quantified and found.number == EITHER and completing.endswith("هما"):
            found.min = found.max = 2
            found.vague = False
        return accept(scan, heads, at + 1, found, "completed", quote_last=at)
    if at == i + 1:
        found = people_before(scan, i)
        if found is None and at + 1 < scan.last:
            found = read_people(scan, at + 1) or people_later(scan, at + 1, limit=6, quantified=True)
            if found is not None and not found.quantified and scan.word(found.first).preposition:
                found = None
        if found is not None:
            return accept(scan, heads, at + 1, found, "completed", quote_last=at)
    if " " in head.completes[0]:
        return False
    number = 2 if completing.endswith("هما") else None if completing.endswith(("هم", "هن")) else 1
    return emit_bare(scan, i, heads, number)


def read_phrase(scan: Scan, i: int, head: Head, end: int) -> None:
    """The loss told by a phrase in tokens [i, end] (أودى بحياة, القبض على)."""
    scan.taken.update(range(i, end + 1))
    heads = [(i, head)]
    if head.pronoun:
        if not scan.attempted(i) and not emit_none(scan, i, heads, None):
            emit_pronoun(scan, i, head)
        return
    if head.vague:
        if scan.negated(i):
            emit_none(scan, i, heads, None)
        else:
            people = People(i, end, scan.tokens[i].start, None, None, vague=True, magnitude=3)
            people.of = class_after(scan, end + 1, people)
            scan.drafts.append(Draft(head.kind, people, i, f"{head.id}/vague", None, None, True, quote_first=i, quote_last=end))
        return
    if head.reach and any(scan.clause_end(k) for k in range(i, end)):
        return
    found = read_people(scan, end + 1) or people_later(scan, end + 1, limit=7, quantified=True)
    if found is not None and found.loss is not None and found.loss.kind != head.kind:
        found = None
    if found is not None and fits(scan, found, head) and not (head.weak and not found.known) and not scan.attempted(i):
        accept(scan, heads, end + 1, found, "phrase")
