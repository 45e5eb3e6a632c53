"""Documents within an attribute of a frame."""

from __future__ import annotations

import pytest

from reader.convert.inner_documents import open_inner_documents
from reader.convert.markdown import convert

INNER = "&lt;style>p{}&lt;/style>&lt;p>Low tide &lt;a href='https://a.example/tide'>at noon&lt;/a>&lt;/p>"


@pytest.mark.parametrize("before", ["<p>Words.</p>", "Words.\n\n"])
def test_words_and_links_of_an_inner_document_are_shown(before: str) -> None:
    """In HTML and in Markdown, where the frame has no address."""
    article = convert(
        f'{before}<iframe width="3" srcdoc="{INNER}" title="Tide"></iframe>', title="", source=""
    )
    assert article.text.split() == ["Words.", "Low", "tide", "at", "noon"]
    assert [link.url for link in article.links] == ["https://a.example/tide"]


def test_a_frame_with_an_address_is_the_player_that_it_leads_to() -> None:
    """The inner document is what shows until the player is asked for."""
    body = f'<div><iframe srcdoc="{INNER}" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>'
    article = convert(body, title="", source="")
    assert [link.url for link in article.links] == ["https://www.youtube.com/watch?v=dQw4w9WgXcQ"]
    assert "Low tide" not in article.text


@pytest.mark.parametrize(
    "body", ['<iframe srcdoc="' * 20_000, "<iframe " + "a='" * 60_000 + " srcdoc=", "srcdoc"]
)
def test_broken_frames_stay(body: str) -> None:
    """What is not closed is left to the parser."""
    assert len(open_inner_documents(body)) <= len(body)
