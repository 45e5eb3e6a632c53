"""Lends the terminal to another program while the screens are suspended."""

from __future__ import annotations

from typing import Any

from textual.app import App

from reader.tui import external
from reader.tui.external import Program, ProgramError


def run_alone(app: App[Any], program: Program) -> None:
    """Run a program in the terminal of the app until it ends. Raise ProgramError."""
    failure: ProgramError | None = None
    with app.suspend():
        # An error that left `suspend` would keep the screens suspended.
        try:
            external.run_in_terminal(program)
        except ProgramError as error:
            failure = error
    app.refresh(layout=True)
    if failure is not None:
        raise failure
