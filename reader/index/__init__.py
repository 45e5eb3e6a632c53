"""The index: what was read from the posts, in one SQLite file that can be rebuilt from them at any time."""

from importlib import import_module
from typing import TYPE_CHECKING

from reader.errors import DamagedIndexError
from reader.index.answer import NO_ANSWER, Answer
from reader.index.index import Index
from reader.index.lookup import IndexedPost
from reader.index.text_search import OutdatedError

if TYPE_CHECKING:
    from reader.index.batch import Batch
    from reader.index.document import Document, Texts, joined
    from reader.index.files import Files, Known
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

_LATE = {
    "batch": ("Batch",),
    "document": ("Document", "Texts", "joined"),
    "files": ("Files", "Known"),
    "tokens": ("letters_of",),
}
"""modules for what is written to it, and what is taken from them when it is asked for first (PEP 562)"""


def __getattr__(name: str) -> object:
    for module, names in _LATE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__} has no attribute {name}")
