"""Watching: feeds and section pages, asked again and again, each item once, its edits as versions."""

from marsad.watch.rounds import Summary, Watch
from marsad.watch.sinks import FolderSink, Sink, StoreSink
from marsad.watch.sources import Settings, Source, SourcesError, read_sources
from marsad.watch.state import Busy, State

__all__ = ["Busy", "FolderSink", "Settings", "Sink", "Source", "SourcesError", "State", "StoreSink", "Summary", "Watch", "read_sources"]
