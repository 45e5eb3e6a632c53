"""Agreement of the bulk extraction with the converted article about media and structure."""

from __future__ import annotations

import pytest

from reader.convert.markdown import convert
from reader.convert.plain import extract

SOURCE = "https://example.org/a"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Text</p>",
        "<p>Text</p><img src='https://example.org/a.jpg'>",
        "<p>Text</p><img src='data:image/gif;base64,R0' data-src='https://example.org/a.jpg'>",
        "<p>Text</p><img src='data:image/gif;base64,R0'>",
        "<p>Text</p><img width='1' height='1' src='https://example.org/a.gif'>",
        "<p>Text <img class='emoji' alt='☀' src='https://example.org/a.png'></p>",
        "<figure><img src='/a.jpg'><figcaption>One <b>bold</b><br>line</figcaption></figure>",
        "<figure><img src='/a.jpg'><figcaption> </figcaption></figure>",
        "<p>Text</p><iframe src='https://player.vimeo.com/video/123'></iframe>",
        "<p>Text</p><iframe src='https://example.org/frame'></iframe>",
        "<p>Text</p><video><source src='https://example.org/a.mp4'></video>",
    ],
)
def test_a_query_finds_what_the_article_shows(body: str) -> None:
    """Pictures, captions and videos of the extract are those of the article."""
    article = convert(body, title="Title", source=SOURCE)
    plain = extract(body, title="Title", source=SOURCE)
    assert plain.captions == article.captions
    assert ("image" in plain.contents) == any(image.url for image in article.images)
    assert ("video" in plain.contents) == ("▶ [Video" in article.markdown)
    assert ("related" in plain.contents) == bool(article.related)
    assert ("timeline" in plain.contents) == bool(article.timeline)
