"""The entry point `reader`: prints an answer that was kept, or runs the command.

Imports almost nothing: an answer that was kept takes little more than a start of Python.
"""

from __future__ import annotations

import gc
import sys

from reader.cli.kept import kept_answer, print_kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the reader with these arguments, by default those of the process; return the exit code.

    0: done; 1: nothing matched, or a file cannot be read or written; 2: bad usage; 3: an archive cannot be read.
    """
    kept = kept_answer(sys.argv[1:]) if argv is None else None
    if kept is not None and print_kept(kept):
        return 0
    if argv is None:
        # What imports make stays: looking among it for cycles is a tenth of a short command.
        gc.disable()
    from reader.cli.running import run_reader

    return run_reader(argv, kept)
