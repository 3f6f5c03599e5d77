"""Fit the weights of the event stage to annotated reports, and show what they would do on reports that they have not seen.

    quality/fit.py [--gold DIR ...] [--no-sentences] [--cross-validate K] [--write]

A gold folder holds docs/ID.json and ann/ID.json (see the codebook). Every decision is a logistic regression with L2 (scikit-learn); its
examples come from the coder itself: each mention of a gold event shows which day, place and sides are right, each pair of mentions
whether they tell one event, each event found whether it stands. Decisions are fitted in the order of the pipeline, each on what the ones
before it do. `--cross-validate K` fits on K-1 parts of the documents and codes the rest: the figures to believe.
Needs scikit-learn (`uv pip install scikit-learn`); nothing of it is needed to code.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from marsad.arabic.text import read_text
from marsad.events import code, drafting, kind, merging, parties, settling, status, when, where
from marsad.events.assertion import is_passage, worded
from marsad.events.draft import Draft
from marsad.events.evidence import Evidence, features_of
from marsad.events.golden import read_golden
from marsad.events.judgement import Judgement, load_judgement
from marsad.events.layers import Layers
from marsad.events.write import write_event
from marsad.pipeline import Coder

LEAN = {"ASSAULT": 1.5, "PROTEST": 3.0}
"""How much more an accepted sentence counts than a rejected one; from tries by cross-validation: so that one threshold serves both."""

PASSAGE = 0.05
"""How much a sentence cut from an annotated report counts beside one with votes."""

WEIGHTS = Path(__file__).parents[1] / "src/marsad/events/weights"
STRENGTH = {
    "member": 0.1,
    "acting": 0.3,
    "type": 0.1,
    "day": 0.3,
    "place": 0.6,
    "identity": 0.04,
    "standing": 0.05,
    "standing_plover": 0.1,
    "standing_passage": 0.1,
    "background": 0.15,
    "ongoing": 0.6,
    "total": 0.3,
}
"""Inverse strength of the L2 penalty (scikit-learn's C) of each decision."""

UNORDERED = frozenset(("Armed clash", "Agreement", "AGREE", "CONSULT", "COOPERATE"))
"""Types whose sides stand in no order (codebook §3): they cannot tell who acts."""

Example = tuple[list[str], bool, float]
Choice = list[tuple[list[str], bool]]
"""The options of a choice, each with its features and whether it is right."""


@dataclass
class Document:
    """An annotated report, read once: its layers do not depend on the weights."""

    id: str
    layers: Layers
    gold: list[dict[str, Any]]
    text: str
    votes: dict[str, tuple[int, int]] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    weight: float = 1
    """How often it counts: gold documents count more: they are the kind that the figures are measured on."""


class Fitter:
    def __init__(self, shared: Path) -> None:
        self.coder = Coder()
        spec = importlib.util.spec_from_file_location("score_events", shared / "bench/events/score_events.py")
        assert spec is not None
        assert spec.loader is not None
        self.scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.scorer)
        self.names = self.coder._actors_lexicon.country_names

    # --- reading

    def document(self, raw: dict[str, Any], gold: list[dict[str, Any]]) -> Document:
        title, body = raw.get("title") or "", raw["text"]
        full = (title + "\n" if title else "") + body
        day = dt.date.fromisoformat(raw["published"]) if raw.get("published") else None
        text = read_text(full)
        times = tuple(self.coder._times.find(text, published=day))
        return Document(raw["id"], self.coder._read(text, day, times, len(title)), gold, full)

    def folder(self, path: Path, *, weight: float = 1) -> list[Document]:
        out = []
        for file in sorted((path / "docs").glob("*.json")):
            ann = path / "ann" / file.name
            if ann.exists():
                raw, told = json.loads(file.read_text(encoding="utf-8")), json.loads(ann.read_text(encoding="utf-8"))
                out.append(replace(self.document(raw, told["events"]), weight=weight))
        return out

    def sentences(self, path: Path) -> list[Document]:
        out: dict[str, Document] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            vote = json.loads(line)
            if vote["accept"] + vote["reject"] < 2:
                continue
            doc = self.document({"id": vote["id"], "text": vote["text"], "title": ""}, [])
            doc.votes[vote["event_type"]] = (vote["accept"], vote["reject"])
            out[vote["id"]] = doc
        return list(out.values())

    def passages(self, docs: Iterable[Document]) -> list[Document]:
        """The sentences of annotated reports, each as a text of its own with the events that it tells as news or as recalled."""
        out = []
        for doc in docs:
            for sentence in doc.layers.text.sentences:
                start, end = sentence.start, sentence.end
                told = [
                    {**g, "triggers": [{"start": max(a, start) - start, "end": min(b, end) - start} for a, b in self.scorer.spans(g, doc.text) if a < end and start < b]}
                    for g in doc.gold
                ]  # fmt: skip
                passage = self.document({"id": doc.id, "text": doc.text[start:end]}, [g for g in told if g["triggers"]])
                if is_passage(passage.layers):
                    out.append(passage)
        return out

    def cases(self) -> list[Document]:
        """The golden cases of whole events, as documents: what they leave open is not judged."""
        out = []
        for case in read_golden():
            gold = [
                {
                    "triggers": list(e.triggers), "layer": "acled", "type": e.types[0], "alt_types": list(e.types[1:]), "status": e.status,
                    "background": e.background, "scope": e.scope,
                }
                for e in case.events
            ]  # fmt: skip
            raw = {"id": case.id, "title": case.title, "text": case.text, "published": case.published.isoformat()}
            out.append(replace(self.document(raw, gold), weight=CASE, loose=case.loose, free=case.free))
        return out

    # --- the coder's steps

    def mentions(self, doc: Document, judgement: Judgement) -> tuple[Any, list[Draft]]:
        return code.mentions(doc.layers, self.coder._events, self.coder._roles, self.coder._assertion, judgement)

    def written(self, doc: Document, drafts: Iterable[Draft]) -> list[dict[str, Any]]:
        seen: dict[str, int] = {}
        return [json.loads(write_event(d, doc.layers, self.names, doc.id, seen).model_dump_json()) for d in drafts]

    # --- which gold event a mention tells

    def gold_of(self, doc: Document, draft: Draft) -> list[int]:
        """Indices of the gold events that a mention tells: those whose trigger it overlaps, of its class where there are several."""
        told = draft.main
        hits = [
            k for k, g in enumerate(doc.gold)
            if g.get("layer", "acled") == draft.layer and any(a < told.end and told.start < b for a, b in self.scorer.spans(g, doc.text))
        ]  # fmt: skip
        if len(hits) > 1:
            types = {draft.type, *draft.alts}
            same = [k for k in hits if self.scorer.types_of(doc.gold[k]) & types]
            hits = same or hits
        if hits:
            return hits
        ends = self.scorer.sentences(doc.text)
        here = self.scorer.sentence_index(ends, told.start)
        types = {draft.type, *draft.alts}
        near = [
            k for k, g in enumerate(doc.gold)
            if g.get("layer", "acled") == draft.layer and self.scorer.types_of(g) & types
            and here in {self.scorer.sentence_index(ends, a) for a, _ in self.scorer.spans(g, doc.text)}
        ]  # fmt: skip
        return near if len(near) == 1 else []

    # --- examples of each decision

    def examples_mentions(self, docs: Sequence[Document], judgement: Judgement) -> tuple[dict[str, list[Example]], dict[str, list[Choice]]]:
        out: dict[str, list[Example]] = {"member": [], "acting": []}
        choices: dict[str, list[Choice]] = {"type": [], "day": [], "place": []}
        for doc in docs:
            scene, drafts = self.mentions(doc, judgement)
            starts = frozenset(t.first for t in scene.triggers if not t.trigger.weak)
            for draft in drafts:
                golds = self.gold_of(doc, draft)
                if not golds:
                    continue
                told = draft.main
                goldset = [doc.gold[k] for k in golds]
                weight = float(doc.weight)
                if draft.facts is not None:
                    seen = drafting.circumstances(scene, told, draft.agents, None, draft.facts.lethal)
                    options_of_type = [(features_of(f), k) for k, f in kind.candidates(draft.facts, seen)]
                    right = {g["type"] for g in goldset}  # a reader's first choice; the alternatives only where that is no option
                    if not any(k in right for _, k in options_of_type):
                        right = set().union(*(self.scorer.types_of(g) for g in goldset))
                    choices["type"] += [[(f, k in right) for f, k in options_of_type]] * int(doc.weight)
                choices["day"] += [
                    [(features_of(f), any(self.day_right(doc, g, span) for g in goldset)) for span, f in when.candidates(scene, told, draft.time_before)]
                ] * int(doc.weight)
                options = [(features_of(f), place) for place, f in where.candidates(scene, told, draft.agents, draft.place_before)]
                fits = [max(self.place_fit(g, place, doc) for g in goldset) for _, place in options]
                choices["place"] += [[(f, fit > 0 and fit == max(fits)) for (f, _), fit in zip(options, fits, strict=True)]] * int(doc.weight)
                proposed = self.coder._roles.sides(doc.layers, told, starts - {told.first})
                for mention, facets in parties.candidates(scene, told, proposed):
                    features = features_of(facets)
                    lands = {(g.get("place") or {}).get("country") for g in goldset}
                    roles = set()
                    for land in lands:
                        for violent in (True, False):
                            name, inter, country = mention.named(place_country=land, countries=self.names, violent=violent)
                            mine = {"name_en": name, "inter": inter, "country": country}
                            for g in goldset:
                                for role in ("actor1", "actor2"):
                                    if any(self.scorer.actor_right(x, mine) for x in g.get(role, [])):
                                        roles.add(role)
                    out["member"].append((features, bool(roles), weight))
                    if len(roles) == 1 and not all(g["type"] in UNORDERED for g in goldset):
                        out["acting"].append((features, roles == {"actor1"}, weight))
        return out, choices

    def day_right(self, doc: Document, gold: dict[str, Any], span: Any) -> bool:
        published = doc.layers.published
        if span is None:
            if gold.get("date_start") is None:
                return True
            start = end = published.isoformat() if published else None
        else:
            first, last, _ = when.days(doc.layers, span)
            start, end = first.isoformat() if first else None, last.isoformat() if last else None
        if gold.get("date_start") is None:
            return False
        return bool(self.scorer.date_right(gold, {"date_start": start, "date_end": end}))

    def place_fit(self, gold: dict[str, Any], place: Any, doc: Document) -> int:
        """2 where a place is that of a gold event (its point too, where gold has one), 1 where it is right as the scorer counts, 0 where it is wrong."""
        from marsad.events.write import _place

        mine = _place(place, doc.text) if place is not None else None
        admin1, near = self.scorer.place_right(gold.get("place"), json.loads(mine.model_dump_json()) if mine is not None else None)
        return 2 if admin1 and near is not False else 1 if admin1 or near else 0

    def examples_identity(self, docs: Sequence[Document], judgement: Judgement) -> list[Example]:
        out: list[Example] = []
        for doc in docs:
            scene, drafts = self.mentions(doc, judgement)
            marked = [(d, set(self.gold_of(doc, d))) for d in drafts]
            marked = [(d, g) for d, g in marked if g]
            for k, (a, ga) in enumerate(marked):
                for b, gb in marked[k + 1 :]:
                    if a.layer != b.layer:
                        continue
                    x, y = (a, b) if a.main.first <= b.main.first else (b, a)
                    if x.main is y.main:
                        out.append((features_of(merging.pair(scene, x, y)), False, doc.weight))
                        continue
                    out.append((features_of(merging.pair(scene, x, y)), bool(ga & gb), doc.weight))
        return out

    def examples_passages(self, docs: Iterable[Document], judgement: Judgement, *, words: bool = True) -> list[Example]:
        """The acts of passages: those with votes as most voted, those of annotated reports as news or as no event; what is recalled or not
        told as done is left out, as people differ on it. Without `words` as the decision on reports sees them, with a feature "passage" for
        what sets them apart from reports."""
        out: list[Example] = []
        evidence = judgement.standing_passage
        for doc in docs:
            scene, drafts = self.mentions(doc, judgement)
            found: list[tuple[Draft, list[str]]] = []
            for event in code.events(scene, drafts, self.coder._assertion, judgement):
                code.weigh(scene, event, self.coder._assertion, judgement)
                seen = [(*self.coder._assertion.facets(scene, event, m), worded(scene, m.main)) for m in event.mentions]
                best = max(seen, key=evidence.score)
                found.append((event, features_of(best) if words else [*features_of(best[:-1]), "passage"]))
            for vote, (accept, reject) in doc.votes.items():
                mine = [(e, f) for e, f in found if e.plover == vote]
                highest = max((e.score for e, _ in mine), default=0.0)
                for event, features in mine:
                    if reject > accept:
                        out.append((features, False, reject / (accept + reject)))
                    elif accept > reject and event.score == highest:
                        out.append((features, True, LEAN[vote] * accept / (accept + reject)))
            if doc.votes:
                continue
            for event, features in found:
                spans = [(m.main.start, m.main.end) for m in event.mentions]
                hits = [g for g in doc.gold if any(t["start"] < b and a < t["end"] for t in g["triggers"] for a, b in spans)]
                if not hits:
                    out.append((features, False, PASSAGE))
                elif any(not g.get("background") and g.get("status") in ("occurred", "ongoing") for g in hits):
                    out.append((features, True, PASSAGE))
        return out

    def examples_events(self, docs: Sequence[Document], judgement: Judgement) -> dict[str, list[Example]]:
        out: dict[str, list[Example]] = {"standing": [], "standing_plover": [], "background": [], "ongoing": [], "total": []}
        for doc in docs:
            scene, drafts = self.mentions(doc, judgement)
            events = code.events(scene, drafts, self.coder._assertion, judgement)
            for event in events:
                code.weigh(scene, event, self.coder._assertion, judgement)
            records = self.written(doc, events)
            for layer, name in (("acled", "standing"), ("plover", "standing_plover")):
                mine = [k for k, e in enumerate(events) if e.layer == layer]
                partner: dict[int, dict[str, Any]] = {}
                golds = [g for g in doc.gold if g.get("layer", "acled") == layer]
                for g, p in self.scorer.pair_up(golds, [records[k] for k in mine], doc.text):
                    k = next(i for i in mine if records[i] is p)
                    partner[k] = g
                for k in mine:
                    event = events[k]
                    evidence = judgement.standing if layer == "acled" else judgement.standing_plover
                    best = max(event.mentions, key=lambda m: evidence.score(self.coder._assertion.facets(scene, event, m)))
                    features = features_of(self.coder._assertion.facets(scene, event, best))
                    if records[k]["type"] in doc.free or any(t["quote"] in doc.loose for t in records[k]["triggers"]):
                        continue
                    gold = partner.get(k)
                    compatible = gold is not None and (
                        bool(self.scorer.parents_of(gold) & self.scorer.parents_of(records[k])) or bool(self.gold_of(doc, event))
                    )
                    out[name].append((features, gold is not None and compatible, doc.weight * (1.0 if gold is None or compatible else 0.5)))
                    if gold is not None and layer == "acled" and self.scorer.parents_of(gold) & self.scorer.parents_of(records[k]):
                        told = list(status.features(scene, event))
                        settling.temper(scene, event, judgement)
                        if gold["background"] is not None:
                            out["background"].append(([*told, *status.standing(scene, event)], bool(gold["background"]), doc.weight))
                        if gold["scope"] is not None:
                            out["total"].append(([*told, *status.several(scene, event)], gold["scope"] == "aggregate", doc.weight))
                        if gold["status"] in ("occurred", "ongoing"):
                            out["ongoing"].append((told, gold["status"] == "ongoing", doc.weight))
        return out

    # --- fitting

    def fit(self, docs: Sequence[Document], cases: Sequence[Document], passages: Sequence[Document], start: Judgement) -> Judgement:
        """The weights of every decision, in the order of the pipeline. What a decision takes from those before it comes from weights that have
        not seen the document (as in stacking: Wolpert, D. H. (1992), "Stacked generalization"), so that it learns on evidence as good, and as
        bad, as that of unseen reports."""
        seen = {d.id: self.examples_mentions([d], start) for d in docs}
        judgement = of_mentions(start, [seen[d.id] for d in docs])
        parts = [docs[k::PARTS] for k in range(PARTS)]
        others = [[d for p in parts if p is not part for d in p] for part in parts]
        held = [of_mentions(start, [seen[d.id] for d in rest]) for rest in others]
        pairs = [self.examples_identity(part, unseen) for part, unseen in zip(parts, held, strict=True)]
        cased = self.examples_identity(cases, judgement)
        judgement = replace(judgement, identity=regress("identity", [*(e for p in pairs for e in p), *cased]))
        for k, unseen in enumerate(held):
            held[k] = replace(unseen, identity=regress("identity", [*(e for m, p in enumerate(pairs) if m != k for e in p), *cased]))
        for _ in range(2):
            found = self.examples_events(cases, judgement)
            for part, unseen in zip(parts, held, strict=True):
                later = {name: getattr(judgement, name) for name in found}
                extend(found, self.examples_events(part, replace(unseen, **later)))
            voted = self.examples_passages([p for p in passages if p.votes], judgement, words=False)
            found["standing"] += [(features, holds, SENTENCE * weight) for features, holds, weight in voted]
            judgement = replace(judgement, **{k: regress(k, v) for k, v in found.items() if v})
        if passages:
            judgement = replace(judgement, standing_passage=regress("standing_passage", self.examples_passages(passages, judgement)))
        return judgement

    def coded(self, doc: Document, judgement: Judgement) -> dict[str, Any]:
        drafts = code.code_events(doc.layers, self.coder._events, self.coder._roles, self.coder._assertion, judgement)
        return {"id": doc.id, "events": self.written(doc, drafts)}


GOLD = 6
"""How often a gold document counts in the fit."""

CASE = 0.3
"""How much a golden case counts beside a document: they are short and plain."""

THRESHOLDS: dict[str, float] = {"member": 0.75, "standing": -0.4, "standing_plover": -0.6, "standing_passage": -0.2, "identity": 0.4, "ongoing": -0.5}
"""Log-odds from which a decision is taken, where it is not 0; from sweeps by cross-validation (see the commit that set them)."""


SENTENCE = 0.5
"""How much a sentence with votes counts in the decision on reports."""
PARTS = 4
"""Into how many parts the documents are cut, so that the evidence for one part comes from weights fitted to the others."""


def of_mentions(start: Judgement, examples: Sequence[tuple[dict[str, list[Example]], dict[str, list[Choice]]]]) -> Judgement:
    """The judgement with the weights of what is decided mention by mention, fitted to the examples of some documents."""
    found: dict[str, list[Example]] = {}
    choices: dict[str, list[Choice]] = {}
    for one, options in examples:
        extend(found, one)
        extend(choices, options)
    return replace(start, **{k: regress(k, v) for k, v in found.items()}, **{k: choose(k, v) for k, v in choices.items()})


def extend(held: dict[str, list[Any]], more: dict[str, list[Any]]) -> None:
    """Put the examples of each decision behind those held."""
    for name, examples in more.items():
        held.setdefault(name, []).extend(examples)


def regress(name: str, examples: Sequence[Example]) -> Evidence:
    """The weights of one decision. Features seen in fewer than three examples are left out."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts: dict[str, int] = {}
    for features, _, _ in examples:
        for feature in set(features):
            counts[feature] = counts.get(feature, 0) + 1
    rows = [{f: 1.0 for f in features if counts[f] >= 3} for features, _, _ in examples]
    labels = [label for _, label, _ in examples]
    if len(set(labels)) < 2:
        return Evidence(name, 5.0 if labels and labels[0] else -5.0, 0.0, {})
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH[name], max_iter=2000)
    matrix = vectorizer.fit_transform(rows)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model.fit(matrix, labels, sample_weight=[w for _, _, w in examples])
    weights = {f: round(float(w), 2) for f, w in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True) if abs(w) >= 0.05}
    return Evidence(name, round(float(model.intercept_[0]), 2), THRESHOLDS.get(name, 0.0), weights)


def choose(name: str, choices: Sequence[Choice]) -> Evidence:
    """The weights of a choice among options: conditional logit (McFadden 1973) with L2; where several options are right, any will do."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    usable = [c for c in choices if any(r for _, r in c) and not all(r for _, r in c)]
    counts: dict[str, int] = {}
    for choice in usable:
        for features, _ in choice:
            for feature in set(features):
                counts[feature] = counts.get(feature, 0) + 1
    names = sorted(f for f, n in counts.items() if n >= 3)
    index = {f: k for k, f in enumerate(names)}
    rows, columns, right, group = [], [], [], []
    for number, choice in enumerate(usable):
        for features, good in choice:
            row = len(right)
            for feature in set(features):
                if feature in index:
                    rows.append(row)
                    columns.append(index[feature])
            right.append(good)
            group.append(number)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), len(names)))
    good, groups = np.array(right), np.array(group)
    penalty = 1.0 / STRENGTH[name]

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        top = np.full(len(usable), -np.inf)
        np.maximum.at(top, groups, scores)
        raised = np.exp(scores - top[groups])
        total = np.bincount(groups, raised)
        hit = np.bincount(groups, raised * good)
        share = raised / total[groups]
        aim = raised * good / hit[groups]
        return float(-np.log(hit / total).sum() + 0.5 * penalty * weights @ weights), matrix.T @ (share - aim) + penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    weights = {f: round(float(w), 2) for f, w in zip(names, found.x, strict=True) if abs(w) >= 0.05}
    return Evidence(name, 0.0, 0.0, weights)


def write(evidence: Evidence, about: str) -> None:
    """Write the weights of one decision, heaviest last digits rounded, sorted by name."""
    lines = [
        f"# Weights of the decision {evidence.id!r} (log-odds): what speaks for it is positive. Written by quality/fit.py; do not edit by hand.",
        f"# source: logistic regression on {about}", "# licence: Apache-2.0", f"id: {evidence.id}", f"bias: {evidence.bias}", f"threshold: {evidence.threshold}", "weights:",
    ]  # fmt: skip
    lines += [f"  {json.dumps(f, ensure_ascii=False)}: {w}" for f, w in sorted(evidence.weights.items())]
    (WEIGHTS / f"{evidence.id}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=Path("../shared"))
    options.add_argument("--gold", type=Path, action="append", default=[], help="a further folder of annotated reports")
    options.add_argument("--no-sentences", action="store_true")
    options.add_argument("--cross-validate", type=int, default=0)
    options.add_argument("--write", action="store_true")
    options.add_argument("--out", type=Path, help="folder for the coded documents of the cross-validation")
    options.add_argument("--gold-weight", type=int, default=GOLD, metavar="N", help="how often a gold document counts")
    options.add_argument("--threshold", action="append", default=[], metavar="NAME=LOGODDS", help="try another threshold for a decision")
    options.add_argument("--strength", action="append", default=[], metavar="NAME=C", help="try another strength for a decision")
    given = options.parse_args()
    for table, pairs in ((THRESHOLDS, given.threshold), (STRENGTH, given.strength)):
        table.update({name: float(value) for name, value in (pair.split("=") for pair in pairs)})
    fitter = Fitter(given.shared)
    gold = fitter.folder(given.shared / "bench/events", weight=given.gold_weight)
    more = [d for folder in given.gold for d in fitter.folder(folder)]
    votes = [] if given.no_sentences else fitter.sentences(given.shared / "bench/sentences/votes.jsonl")
    cut = fitter.passages(gold + more) if votes else []
    start = load_judgement()
    docs = gold + more
    if given.cross_validate:
        cases = fitter.cases()
        order = list(docs)
        random.Random(7).shuffle(order)
        folds = given.cross_validate
        coded: list[dict[str, Any]] = []
        for k in range(folds):
            test = order[k::folds]
            ids = {d.id for d in test}
            passages = [*(v for i, v in enumerate(votes) if i % folds != k), *(p for p in cut if p.id not in ids)]
            judgement = fitter.fit([d for d in docs if d.id not in ids], cases, passages, start)
            coded.extend(fitter.coded(d, judgement) for d in test)
            coded.extend(fitter.coded(v, judgement) for i, v in enumerate(votes) if i % folds == k)
            print(f"fold {k + 1} of {folds}", file=sys.stderr)
        by_id = {c["id"]: c for c in coded}
        report(fitter, "gold", gold, by_id, given.out)
        if more:
            report(fitter, "further", more, by_id, given.out)
        if votes:
            spec = importlib.util.spec_from_file_location("score_sentences", given.shared / "bench/sentences/score_sentences.py")
            assert spec is not None
            assert spec.loader is not None
            scorer = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(scorer)
            lines = [json.loads(x) for x in (given.shared / "bench/sentences/votes.jsonl").read_text(encoding="utf-8").splitlines()]
            said = {v.id: {e["plover"] for e in by_id[v.id]["events"] if e["status"] in ("occurred", "ongoing")} for v in votes}
            print({k: (v["kappa_system_human"], v["precision"], v["recall"]) for k, v in scorer.score(lines, said).items()})
    if given.write:
        judgement = fitter.fit(docs, fitter.cases(), [*votes, *cut], start)
        about = f"{len(docs)} annotated reports and {len(votes)} sentences with votes"
        for name in STRENGTH:
            write(getattr(judgement, name), about)
    return 0


def report(fitter: Fitter, name: str, docs: Sequence[Document], by_id: dict[str, Any], out: Path | None) -> None:
    documents = {d.id: {"id": d.id, "title": "", "text": d.text} for d in docs}
    gold = {d.id: {"events": d.gold} for d in docs}
    errors: list[Any] = []
    for layer in ("acled", "plover"):
        figures = fitter.scorer.score(documents, gold, {d.id: by_id[d.id] for d in docs}, layer, errors if layer == "acled" else None)
        if layer == "acled":
            print(
                name,
                {k: figures[k]["f1"] for k in ("detection", "event_type", "sub_event", "record", "actors", "sources")},
                figures["detection"],
                figures["actors"],
            )
            print("  ", figures["given_type"])
        else:
            print("   plover", figures["detection"]["f1"], figures["sub_event"]["f1"])
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"err_{name}.jsonl").write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in errors), encoding="utf-8")
        (out / f"sys_{name}.jsonl").write_text("".join(json.dumps(by_id[d.id], ensure_ascii=False) + "\n" for d in docs), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
