"""A summary as one self-contained HTML page: nothing is loaded, no script; light, dark and print; Arabic right to left."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from marsad.exports.charts import css_class, timeline, world_map
from marsad.exports.summary import TYPES, Listed, Summary

_STYLE = """
:root{color-scheme:light dark;--page:#fff;--ink:#1d2328;--soft:#5b6670;--line:#d9dee3;--card:#f5f7f9;--sea:#e9f0f5;--land:#fbfaf6;--border:#b5bcc2;
--g0:#b3261e;--g1:#d9720b;--g2:#7b2d8b;--g3:#1f7a4d;--g4:#8a6d00;--g5:#2b62b8;--g6:#6b7680}
@media (prefers-color-scheme:dark){:root{--page:#14181c;--ink:#e6eaee;--soft:#a0abb5;--line:#333c44;--card:#1d2329;--sea:#1a232b;--land:#272e34;--border:#56616b;
--g0:#ef6a61;--g1:#f39a4a;--g2:#c687d6;--g3:#57bd8a;--g4:#d3b542;--g5:#7aa8f0;--g6:#a7b2bc}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
.soft,.none{color:var(--soft)}.figures{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0;padding:0;list-style:none}
.figures li{background:var(--card);border:1px solid var(--line);border-radius:.4rem;padding:.4rem .8rem}.figures b{display:block;font-size:1.3rem}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}.scroll{overflow-x:auto}
svg{display:block;width:100%;height:auto}svg text{font-size:12px;fill:var(--soft);font-family:inherit}svg .label{fill:var(--ink);paint-order:stroke;stroke:var(--land);stroke-width:3px}
.grid{stroke:var(--line)}.sea{fill:var(--sea)}.land{fill:var(--land);stroke:var(--border)}.scale{fill:none;stroke:var(--ink)}.dot{fill-opacity:.75;stroke:var(--page)}
.key{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;margin:.4rem 0;list-style:none;font-size:.9rem}.key svg{width:.8rem;height:.8rem;display:inline-block;margin-inline-end:.3rem}
article{border-inline-start:.3rem solid var(--line);padding:.1rem .9rem;margin:1rem 0;break-inside:avoid}article p{margin:.25rem 0}
blockquote{margin:.4rem 0;padding:.4rem .8rem;background:var(--card);border-radius:.3rem;font-size:1.06em;line-height:1.8}mark{background:none;color:inherit;font-weight:700;text-decoration:underline;text-underline-offset:.25em}
a{color:var(--g5)}.bar{fill:var(--soft)}
@page{margin:16mm}
@media print{:root{--page:#fff;--ink:#000;--soft:#444;--line:#bbb;--card:#f3f3f3;--sea:#eef3f6;--land:#fff;--border:#999;
--g0:#b3261e;--g1:#d9720b;--g2:#7b2d8b;--g3:#1f7a4d;--g4:#8a6d00;--g5:#2b62b8;--g6:#6b7680}
body{max-width:none;padding:0;font-size:10.5pt}svg.chart{max-height:4.6cm}svg.map{max-height:8.8cm}h2{margin-top:1.2rem}svg,tr,.figures li{break-inside:avoid}h2{break-after:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
_COLOURS = "".join(f".g{n}{{fill:var(--g{n})}}article.g{n}{{border-color:var(--g{n})}}" for n in range(len(TYPES)))


def html(summary: Summary) -> str:
    """The page."""
    told = [
        "<!DOCTYPE html>",
        f'<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(summary.title)}</title>',
        f"<style>{_STYLE}{_COLOURS}</style></head><body>",
        f"<header><h1>{escape(summary.title)}</h1><p class=soft>Events as {summary.reports} reports tell them, coded by rule from Arabic text. An event that several reports tell stands here once for each.</p></header>",
        _figures(summary),
    ]
    if summary.events:
        told += [
            f"<section><h2>By week</h2>{timeline(summary)}{_key(summary)}</section>",
            f"<section><h2>Map</h2>{world_map(summary)}<p class=soft>Outlines: Natural Earth. Events without coordinates are not shown.</p></section>",
            f"<section><h2>By type</h2>{_types(summary)}</section><section><h2>By province</h2>{_provinces(summary)}</section>",
            "<section><h2>Events</h2>" + "".join(map(_article, summary.events)) + "</section>",
        ]
    else:
        told.append('<p class="none">No event of this period is known.</p>')
    told.append(_aside(summary))
    return "\n".join(filter(None, told)) + "\n</body></html>\n"


def _figures(summary: Summary) -> str:
    figures = [("events", str(len(summary.events))), ("reports", str(summary.reports)), ("killed, as told", deaths(summary))]
    return "<ul class=figures>" + "".join(f"<li><b>{escape(value)}</b>{name}</li>" for name, value in figures) + "</ul>"


def deaths(summary: Summary) -> str:
    """The dead of all events as a range, by UCDP's reading of counts."""
    return str(summary.dead_low) if summary.dead_low == summary.dead_high else f"{summary.dead_low} to {summary.dead_high}"


def _key(summary: Summary) -> str:
    dots = (
        f'<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="{css_class(g)}" width="10" height="10"/></svg>{escape(g)}</li>'
        for g in TYPES
        if summary.by_type[g]
    )
    return f"<ul class=key>{''.join(dots)}</ul>"


def _bar(count: int, most: int, css: str) -> str:
    return f'<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" style="height:.7rem"><rect class="{css}" width="{100 * count / most:.1f}" height="8"/></svg>'


def _types(summary: Summary) -> str:
    most = max(summary.by_subtype.values())
    ordered = sorted(summary.by_subtype.items(), key=lambda pair: (TYPES.index(pair[0][0]), -pair[1], pair[0][1]))
    rows = (
        f'<tr><td>{escape(group)}</td><td>{escape(kind)}</td><td class=n>{count}</td><td style="width:35%">{_bar(count, most, css_class(group))}</td></tr>'
        for (group, kind), count in ordered
    )
    return f"<div class=scroll><table><thead><tr><th>Type</th><th>Sub-type</th><th class=n>Events</th><th></th></tr></thead><tbody>{''.join(rows)}</tbody></table></div>"


def _provinces(summary: Summary) -> str:
    most = max(summary.by_admin1.values())
    ordered = sorted(summary.by_admin1.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = (
        f'<tr><td>{escape(country)}</td><td>{escape(province)}</td><td class=n>{count}</td><td style="width:35%">{_bar(count, most, "bar")}</td></tr>'
        for (country, province), count in ordered
    )
    return f"<div class=scroll><table><thead><tr><th>Country</th><th>Province</th><th class=n>Events</th><th></th></tr></thead><tbody>{''.join(rows)}</tbody></table></div>"


def _article(one: Listed) -> str:
    event, report = one.event, one.report
    link = escape(report.title or report.url or report.id)
    if report.url and urlsplit(report.url).scheme in ("http", "https"):
        link = f'<a href="{escape(report.url)}" rel="noreferrer noopener">{link}</a>'
    published = f", {report.published.isoformat()}" if report.published else ""
    quote = f'<blockquote lang="ar" dir="rtl">{_marked(one)}</blockquote>' if event.sentence.quote else ""
    sources = f"<p class=soft>Sources: <bdi>{escape(one.sources)}</bdi></p>" if one.sources else ""
    return f'<article class="{css_class(one.group)}"><p>{escape(one.note)}</p>{quote}{sources}<p class=soft>Report: <bdi>{link}</bdi>{published}</p></article>'


def _marked(one: Listed) -> str:
    """The sentence with its trigger marked; whole words only, as a mark within a word would break the joining of its letters."""
    sentence = one.event.sentence
    spans = sorted((t.start - sentence.start, t.end - sentence.start) for t in one.event.triggers if sentence.start <= t.start and t.end <= sentence.end)
    text, out, at = sentence.quote, [], 0
    for start, end in spans:
        while start > at and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        if start >= at:
            out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
            at = end
    return "".join(out) + escape(text[at:])


def _aside(summary: Summary) -> str:
    if not summary.set_aside:
        return ""
    parts = ", ".join(f"{count} {escape(why)}" for why, count in sorted(summary.set_aside.items()))
    return f"<footer><h2>Not counted above</h2><p class=soft>{parts}.</p></footer>"
