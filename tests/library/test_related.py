"""Links between posts."""

from __future__ import annotations

from reader.library import Library
from tests.library.conftest import Writer, load


class TestLinks:
    """Links between posts."""

    def test_are_seen_from_where_they_lead(self, library: Library, write: Writer) -> None:
        """Links in any form of the address, and addresses in the text, count."""
        body = (
            '<p>See <a href="http://www.example.org/b/?utm_source=x">there</a> and https://example.org/c.</p>'
        )
        write("a.md", source="https://example.org/a", body=body)
        for name in "bcd":
            write(f"{name}.md", source=f"https://example.org/{name}", date="2024-01-01", body=name)
        load(library)
        assert [post.path for post in library.related.linking_to(library.find("b.md"))] == ["a.md"]
        assert [post.path for post in library.related.linking_to(library.find("c.md"))] == ["a.md"]
        assert library.related.linking_to(library.find("d.md")) == []
