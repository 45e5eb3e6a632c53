"""What commands and screens import, for the process that tests fork them from."""

from __future__ import annotations

import gc

import reader.cli.list
import reader.cli.main
import reader.cli.open
import reader.convert.markdown_body
import reader.convert.plain
import reader.library.extract
import reader.library.refresh
import reader.tui.app
import reader.tui.first_frame
import reader.tui.screens.main  # noqa: F401

# The memory is shared until it is written to, which the garbage collector does to all that it looks at.
gc.freeze()
