"""`python -m reader`: the same as the command `reader`."""

from __future__ import annotations

import sys

from reader.cli.main import main

# Worker processes import this module under another name, and must not start a reader of their own.
if __name__ == "__main__":
    sys.exit(main())
