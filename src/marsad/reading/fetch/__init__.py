"""Fetching pages and feeds: politely, within limits, with conditional requests, from public addresses only; original bytes are kept."""

from marsad.reading.fetch.fetcher import AGENT, Fetched, Fetcher, Limits, NotFetched, Stopped
from marsad.reading.fetch.inputs import is_address, read_address
from marsad.reading.fetch.originals import Originals

__all__ = ["AGENT", "Fetched", "Fetcher", "Limits", "NotFetched", "Originals", "Stopped", "is_address", "read_address"]
