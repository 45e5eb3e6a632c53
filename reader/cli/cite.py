"""`reader cite`: the citation of one post, in the style of a standard or for a reference manager."""

from __future__ import annotations

import sys
from datetime import datetime

from reader.cite import bibliography, in_script, source_of
from reader.cli.arguments import Arguments
from reader.cli.context import open_context
from reader.cli.naming import post_named
from reader.text.script import AS_WRITTEN


def run(arguments: Arguments) -> int:
    """Print the citation; return the exit code. Raise PostError if there is no such post or it cannot be read."""
    context = open_context(arguments)
    library = context.library
    post = post_named(context, arguments.post)
    today = datetime.now(library.zone).date()
    style = arguments.style or context.settings.citation
    source = in_script(source_of(post, library.zone, today), arguments.script or AS_WRITTEN)
    sys.stdout.writelines(bibliography([source], style))
    return 0
