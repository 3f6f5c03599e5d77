"""Why a field has its value: rule id, lexicon entry, span, steps, as plain text."""

from __future__ import annotations

from marsad.record import CodedReport


def explanation(record: CodedReport, full_text: str) -> str:
    """The spans found in a text and the reasons of each event, one a line. `full_text` is what the offsets of the record count in."""
    lines = [f"{record.id}  published {record.published or 'unknown'} ({record.published_basis})"]
    lines += [f"note: {notice}" for notice in record.notices]
    for name, spans in (("times", record.times), ("places", record.places), ("actors", record.actors)):
        lines.append(f"{name}:")
        for span in spans:
            value = getattr(span, "value", None) or getattr(span, "name_en", None) or "not resolved"
            lines.append(f"  [{span.start}:{span.end}] {value}  ({span.rule})  {full_text[span.start : span.end]}")
    for event in record.events:
        lines.append(f"event {event.id}: {event.type} ({event.plover}), {event.status}{', background' if event.background else ''}, {event.scope}")
        for why in event.why:
            words = full_text[why.start : why.end] if why.start is not None and why.end is not None else ""
            lines.append(f"  {why.field}: {why.note}  <{why.rule}>  {words}")
    return "\n".join(lines)
