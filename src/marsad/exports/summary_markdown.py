"""A summary as Markdown, for places that take no HTML: the same counts and list, without map."""

from __future__ import annotations

import re

from marsad.exports.summary import TYPES, Listed, Summary
from marsad.exports.summary_html import deaths

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_ISOLATE, _POP = "\u2068", "\u2069"
"""First strong isolate and its end: Arabic within English lines keeps its order."""


def markdown(summary: Summary) -> str:
    """The text."""
    lines = [f"# {plain(summary.title)}", "", f"{len(summary.events)} events in {summary.reports} reports; killed, as told: {deaths(summary)}.", ""]
    lines += ["## By type", "", "| Type | Sub-type | Events |", "|---|---|---:|"]
    ordered = sorted(summary.by_subtype.items(), key=lambda pair: (TYPES.index(pair[0][0]), -pair[1], pair[0][1]))
    lines += [f"| {plain(group)} | {plain(kind)} | {count} |" for (group, kind), count in ordered]
    lines += ["", "## By week", "", "| Week from | Events |", "|---|---:|"]
    weeks = ((week, sum(summary.by_week[week, group] for group in TYPES)) for week in summary.weeks)
    lines += [f"| {week.isoformat()} | {count} |" for week, count in weeks if count]
    lines += ["", "## By province", "", "| Country | Province | Events |", "|---|---|---:|"]
    provinces = sorted(summary.by_admin1.items(), key=lambda pair: (-pair[1], pair[0]))
    lines += [f"| {plain(country)} | {plain(province)} | {count} |" for (country, province), count in provinces]
    lines += ["", "## Events", ""]
    for one in summary.events:
        lines += _entry(one)
    if summary.set_aside:
        lines += ["## Not counted above", "", ", ".join(f"{count} {why}" for why, count in sorted(summary.set_aside.items())) + ".", ""]
    return "\n".join(lines)


def plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would take as markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _entry(one: Listed) -> list[str]:
    report = one.report
    lines = [f"- {plain(one.note)}", ""]
    if one.event.sentence.quote:
        lines += [f"  > {_ISOLATE}{plain(one.event.sentence.quote)}{_POP}", ""]
    told = [f"Sources: {_ISOLATE}{plain(one.sources)}{_POP}."] if one.sources else []
    published = f", {report.published.isoformat()}" if report.published else ""
    told.append(
        f"Report: {_ISOLATE}{plain(report.title or report.id)}{_POP}{published}"
        + (f", <{report.url}>" if report.url and not set("<> \n") & set(report.url) else "")
    )
    return [*lines, "  " + " ".join(told), ""]
