"""The index: what was read from the posts, in one SQLite file that can be rebuilt from them at any time."""

from reader.errors import DamagedIndexError
from reader.index.answer import NO_ANSWER, Answer
from reader.index.batch import Batch
from reader.index.document import Document, Texts, joined
from reader.index.files import Files, Known
from reader.index.index import Index
from reader.index.lookup import IndexedPost
from reader.index.text_search import OutdatedError
from reader.index.tokens import letters_of

__all__ = [
    "NO_ANSWER",
    "Answer",
    "Batch",
    "DamagedIndexError",
    "Document",
    "Files",
    "Index",
    "IndexedPost",
    "Known",
    "OutdatedError",
    "Texts",
    "joined",
    "letters_of",
]
