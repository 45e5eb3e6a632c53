"""Bodies made to take minutes or to end the program: they end, and keep their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.convert.data_urls import cut_data_urls
from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.text.entities import unescape

SOURCE = "https://example.org/1"
DATA = "data:image/png;base64," + "iVBORw0KGgo+/" * 100_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (f"<div><p>前</p><img src='{DATA}' alt='一艘船'><p>後</p></div>", ["前", "一艘船", "後"]),
        (f"<div><p>前</p><p style='background:url({DATA})'>中</p><a href=\"{DATA}\">後</a></div>", ["前", "中", "後"]),
        (f"前\n\n![一艘船]({DATA})\n\n**後**", ["前", "一艘船", "後"]),
        ("<div><pre>left" + " " * 300_000 + "right</pre></div>", ["left", "right"]),
        ("<div><pre>left" + "&nbsp;" * 100_000 + "right</pre></div>", ["left", "right"]),
        ("<div><p>前&#" + "1" * 200_000 + ";後</p></div>", ["前", "後"]),
        ("前 &#" + "1" * 20_000 + "; **後**\n\n後", ["前", "後"]),
        ("<div>前&#" + "1" * 200_000 + ";後</div>", ["前", "後"]),
        ("<div><select>" + "<option>甲" * 20_000 + "</select><p>後</p></div>", ["甲", "後"]),
        ("<div>" + "".join(f"<z{n}>甲</z{n}>" for n in range(20_000)) + "<p>後</p></div>", ["甲", "後"]),
        ("<div>" + "".join(f"<x-z{n} src=/a.jpg></x-z{n}>" for n in range(5_000)) + "<p>後</p></div>", ["後"]),
        ("<div>" + "<noscript><noscript><img src=/a.jpg></noscript>" * 2_000 + "<p>後</p></div>", []),
        ("<div>" + "<amp-img src=/a.jpg><amp-img src=/b.jpg>" * 500 + "<p>後</p></div>", ["後"]),
        ("<div>" + "<div hidden style='display:none'><dialog>" * 500 + "</dialog></div>" * 500 + "<p>後</p></div>", ["後"]),
        ("<div><ol start='²'><li>後</li></ol></div>", ["後"]),
        ("<div><ol start='" + "9" * 10_000 + "'><li>後</li></ol></div>", ["後"]),
    ],
    ids=lambda value: "".join(value)[-24:] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_hostile_body_comes_out(body: str, words: list[str]) -> None:
    """The words stand in the text and in the Markdown, and no data do."""
    body = cut_data_urls(body)
    found = convert(body, title="", source=SOURCE)
    assert extract(body, title="", source=SOURCE).text == found.text
    assert [word for word in words if word not in found.markdown] == []
    assert "iVBORw0KGgo+/iVBORw0KGgo+/" not in found.markdown


def test_only_long_data_in_attributes_are_cut() -> None:
    """What stands before, after and between stays, and short data do, too."""
    short = "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
    text = f"看 data:image/png;base64,{'A' * 2_000} 後"
    assert cut_data_urls(short * 40) == short * 40
    assert cut_data_urls(text) == text
    srcset = f"<img srcset='{DATA} 1x, https://i.example/b.jpg 2x'>"
    assert cut_data_urls(srcset) == (
        f"<img srcset='data:image/png;reader-bytes={len(DATA) - 22}, 1x, https://i.example/b.jpg 2x'>"
    )
    drawing = (
        "<img src=\"data:image/svg+xml;utf8,<svg xmlns='x'>" + "<path d='M0 0'/>" * 200 + '</svg>" alt=x>後'
    )
    assert cut_data_urls(drawing).endswith('," alt=x>後')


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["data:image/png;base64,", "A" * 1_200, '="', '"', "](", ")", "字", " ", "'", "url(", "<img src="]),
                max_size=16).map("".join))  # fmt: skip
def test_no_letter_is_lost_with_the_data(body: str) -> None:
    """Only letters of data go."""
    assert cut_data_urls(body + " 末").count("字") == body.count("字")
    assert cut_data_urls(body + " 末").endswith("末")


@given(st.text(st.sampled_from("&#x1f9aA;字 ")), st.integers(0, 30_000))
def test_a_reference_never_raises(text: str, length: int) -> None:
    """A number longer than Python reads is no character."""
    assert isinstance(unescape(f"{text}&#{'9' * length};"), str)


def test_references_are_decoded() -> None:
    """Also with leading zeros, and those beyond all characters."""
    assert unescape("&amp;&#65;&#x41;&#0000000065;&#99999999999999;&nbsp;") == "&AAA\ufffd\xa0"
