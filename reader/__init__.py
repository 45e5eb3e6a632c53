"""A terminal reader for archives of news posts kept as Markdown files."""

__version__ = "0.1.0"
