"""What commands and screens import, for the process that tests fork them from."""

# ruff: noqa: F401

from __future__ import annotations

import gc

import bs4.builder._html5lib
import textual.layouts.factory
import textual.pilot
import watchfiles

import reader.cli.list
import reader.cli.main
import reader.cli.open
import reader.cli.running
import reader.config.zones
import reader.convert.markdown
import reader.convert.markdown_body
import reader.convert.plain
import reader.library.extract
import reader.library.freshness
import reader.library.keeping
import reader.library.known_habits
import reader.library.refresh
import reader.library.related
import reader.library.watch
import reader.state.exchange
import reader.tui.app
import reader.tui.first_frame
import reader.tui.screens.main
import reader.typeset.prepare

# The memory is shared until it is written to, which the garbage collector does to all that it looks at.
gc.freeze()
