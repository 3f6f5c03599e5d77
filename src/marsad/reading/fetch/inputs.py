"""An address as an input: whatever it holds (page, feed, table, archive), read by the reader of its kind."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from marsad.reading import urls
from marsad.reading.article import read_article
from marsad.reading.columns import Columns
from marsad.reading.detect import Kind, kind_of
from marsad.reading.fetch.fetcher import Fetcher, NotFetched
from marsad.reading.fetch.originals import Originals
from marsad.reading.files import reports_in
from marsad.reading.items import InputFailure
from marsad.reading.streams import of_stream
from marsad.report import Report


def is_address(text: str) -> bool:
    """Whether an input is an http(s) address and no path."""
    return text.lower().startswith(("http://", "https://"))


def read_address(
    fetcher: Fetcher, url: str, *, published: dt.date | None = None, columns: Columns | None = None, originals: Originals | None = None
) -> Iterator[Report | InputFailure]:
    """The reports at an address: that of a page, or all of a feed, table or archive (20 MB at most; larger ones are to be fetched as files).

    A page's report has its address as id. With `originals` the bytes are kept there under the `sha256` of the reports. Raises `Stopped` only.
    """
    found = fetcher.fetch(url)
    if isinstance(found, NotFetched):
        yield InputFailure(url, found.message, found.remedy)
        return
    held: dict[str, object] = {"retrieved": found.retrieved}
    if originals is not None:
        held["sha256"] = originals.keep(found.body)
    columns = columns or Columns({})
    address = urls.canonical(found.final_url) or url
    if kind_of(found.body[:65536], address, columns) is Kind.html:
        item = read_article(address, found.body, published=published, url=address, retrieved=found.retrieved, where=url)
        if isinstance(item, Report):
            item = item.model_copy(update=held | {"id": item.url or address})
        yield item
        return
    for item in reports_in(of_stream(url, address, io.BytesIO(found.body)), published, columns):
        yield item if isinstance(item, InputFailure) else item.model_copy(update=held)
