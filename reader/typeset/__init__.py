"""Typesetting for the terminal: Markdown in, lines of a width out. Pure functions and values, no screen."""
