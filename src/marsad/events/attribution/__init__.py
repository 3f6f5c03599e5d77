"""According to whom: the sources of a text, what each covers, and those of one event.

A source is the subject of a reporting verb (قالت وزارة الدفاع إن ...), stands after words of attribution (بحسب شهود) or before the colon of a
headline. Each covers a stretch of the text; an event has the sources whose stretch one of its triggers stands in.
"""

from marsad.events.attribution.assign import ACTS_OF_SPEECH, sources_of, told_by
from marsad.events.attribution.find import find_sources
from marsad.events.attribution.lexicon import SourceLexicon, load_sources, source_findings
from marsad.events.attribution.mention import SourceMention

__all__ = ["ACTS_OF_SPEECH", "SourceLexicon", "SourceMention", "find_sources", "load_sources", "source_findings", "sources_of", "told_by"]
