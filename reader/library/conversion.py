"""The one door to the converter: bodies that may be bombs are converted in a process of their own, under limits.

A parser that runs away holds the interpreter, so that neither a key nor a signal would end this process, and one that
fills the memory ends it. A body that is above its share is shown as the words alone: a bomb costs one post its form,
and some seconds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from reader.article import Article
    from reader.convert.plain import Extract
    from reader.store.front_matter_values import Value

_Converted = TypeVar("_Converted")

_CONVERTER = "reader.library.conversion_process"
_MAX_CHARS = 2_000_000
"""of a body whose form is looked for at all; embedded data do not count"""

_beyond_their_share: set[int] = set()
"""hashes of bodies that this process has tried: what is too much for the index is too much for an article

Of several processes that index, each knows its own alone, so that the article of such a body is tried once more.
"""


class Conversion(NamedTuple):
    """A body to be converted, with what the converter must know of its post."""

    body: str
    title: str
    source: str
    values: Mapping[str, Value]
    is_for_index: bool = False
    """whether an `Extract` is wanted, else an `Article`"""


def article_of(body: str, *, title: str, source: str, values: Mapping[str, Value]) -> Article:
    """Return the article of a body, its words alone where it cannot be converted within bounds. Never raises.

    The converters get it without the data of long `data:` URLs, which are also no reason for doubt.
    """
    from reader.convert.data_urls import cut_data_urls
    from reader.convert.doubt import is_doubtful

    body = cut_data_urls(body)
    if not is_doubtful(body):
        # 90 ms, which the first frame does without.
        from reader.convert.markdown import convert

        with suppress(RecursionError):  # nested in a way that no guard knows of
            return convert(body, title=title, source=source, values=values)
    from reader.article import Article
    from reader.convert.unformatted import unformatted_article

    return _converted_apart(Conversion(body, title, source, values), Article) or unformatted_article(body)


def extract_of(body: str, *, title: str, source: str, values: Mapping[str, Value]) -> Extract:
    """Return the text and metadata of a body as the index keeps them, bounded as by `article_of`. Never raises."""
    from reader.convert.data_urls import cut_data_urls
    from reader.convert.doubt import is_doubtful
    from reader.convert.plain import Extract, extract

    body = cut_data_urls(body)
    if not is_doubtful(body):
        with suppress(RecursionError):
            return extract(body, title=title, source=source, values=values)
    from reader.convert.unformatted import unformatted_extract

    conversion = Conversion(body, title, source, values, is_for_index=True)
    return _converted_apart(conversion, Extract) or unformatted_extract(body)


def _converted_apart(conversion: Conversion, kind: type[_Converted]) -> _Converted | None:
    """Return what another process makes of a body; None if that takes more than its share, or ends it."""
    if len(conversion.body) > _MAX_CHARS or hash(conversion.body) in _beyond_their_share:
        return None
    # 15 ms, for doubtful bodies alone.
    import pickle
    import subprocess

    try:
        done = subprocess.run(
            # Without the folder that the program was started in: a file there may have the name of a module.
            [sys.executable, "-P", "-m", _CONVERTER],
            input=pickle.dumps(conversion, pickle.HIGHEST_PROTOCOL),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
            check=False,
        )
    except OSError:
        return None
    converted = pickle.loads(done.stdout) if done.returncode == 0 else None
    if isinstance(converted, kind):
        return converted
    _beyond_their_share.add(hash(conversion.body))
    return None
