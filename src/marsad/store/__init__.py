"""The store: reports, records and events in one database, with their history.

SQLite by default (one file), PostgreSQL by URL. See `docs/store.md`.
"""

from __future__ import annotations

from marsad.store.errors import IdTaken, StoreError
from marsad.store.read import ReportInfo, StoredEvent
from marsad.store.rows import content_of
from marsad.store.search import Hit
from marsad.store.store import Events, Store, open_store
from marsad.store.write import Outcome

__all__ = ["Events", "Hit", "IdTaken", "Outcome", "ReportInfo", "Store", "StoreError", "StoredEvent", "content_of", "open_store"]
