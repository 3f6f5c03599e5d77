"""Full-text search over the normalised words: FTS5 on SQLite, a tsvector on PostgreSQL, one form of query for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Double, text

from marsad.arabic.words import tokenise
from marsad.store import tables as t
from marsad.store.read import ReportInfo
from marsad.store.words import peeled, query_phrases

_AROUND = 60
"""Characters of the text that a snippet shows on each side of the word found."""

Phrases = Sequence[Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that was found: the better it fits, the higher its score; `snippet` is its text around the first word found."""

    report: ReportInfo
    score: float
    snippet: str


_SQLITE = """
SELECT r.id, r.title, r.source, r.url, r.published, r.language, -bm25(texts_search) AS score, t.text
FROM texts_search JOIN texts t ON t.number = texts_search.rowid JOIN reports r ON r.id = t.report_id
WHERE texts_search MATCH :query ORDER BY score DESC, r.id LIMIT :limit"""
_POSTGRES = """
SELECT r.id, r.title, r.source, r.url, r.published, r.language, ts_rank(t.search, q) AS score, t.text
FROM to_tsquery('simple', :query) q JOIN texts t ON t.search @@ q JOIN reports r ON r.id = t.report_id
ORDER BY score DESC, r.id LIMIT :limit"""

_COLUMNS = (
    *(t.reports.c[name] for name in ("id", "title", "source", "url", "published", "language")), Column("score", Double), t.texts.c.text,
)  # fmt: skip


def search(connection: Connection, query: str, *, limit: int) -> list[Hit]:
    """The reports in which every word and quoted phrase of the query is found, best first."""
    phrases = query_phrases(query)
    if not phrases:
        return []
    lite = connection.dialect.name == "sqlite"
    told = _fts5(phrases) if lite else _tsquery(phrases)
    rows = connection.execute(text(_SQLITE if lite else _POSTGRES).columns(*_COLUMNS), {"query": told, "limit": limit}).all()
    return [Hit(ReportInfo(*row[:6]), float(row[6]), _snippet(row[1], row[7], phrases)) for row in rows]


def _fts5(phrases: Phrases) -> str:
    """The query in FTS5's language (sqlite.org/fts5.html, 3)."""
    told = []
    for phrase in phrases:
        if len(phrase) > 1:
            told.append(f'"{" ".join(words[0] for words in phrase)}"')
        else:
            told.append("(" + " OR ".join(f'"{word}"' for word in phrase[0]) + ")")
    return " AND ".join(told)


def _tsquery(phrases: Phrases) -> str:
    """The query in the language of PostgreSQL's to_tsquery (its manual, 12.3.2)."""
    told = []
    for phrase in phrases:
        joint, words = (" <-> ", [w[0] for w in phrase]) if len(phrase) > 1 else (" | ", list(phrase[0]))
        told.append("(" + joint.join(f"'{word}'" for word in words) + ")")
    return " & ".join(told)


def _snippet(title: str, body: str, phrases: Phrases) -> str:
    wanted = {word for phrase in phrases for words in phrase for word in words}
    for part in (body, title):
        for token in tokenise(part):
            norm = token.norm.lower()
            if norm in wanted or not wanted.isdisjoint(peeled(norm)):
                start, end = max(0, token.start - _AROUND), min(len(part), token.end + _AROUND)
                return ("…" if start else "") + " ".join(part[start:end].split()) + ("…" if end < len(part) else "")
    return " ".join(body[: 2 * _AROUND].split())
