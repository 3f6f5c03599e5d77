"""Why each field of a record has its value: as plain text (`explanation`), or as one self-contained page for a browser (`write_page`)."""

from marsad.explain.page import write_page
from marsad.explain.text import explanation

__all__ = ["explanation", "write_page"]
