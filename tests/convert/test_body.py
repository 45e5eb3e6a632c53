"""Which markup a body has, decided as CommonMark decides it for each block."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.convert.body import BodyKind, kind_of
from reader.convert.markdown import convert
from reader.convert.plain import extract
from tests.convert.reading import seen_text, visible

SOURCE = "https://example.org/a"


def markdown(body: str) -> str:
    """Return a body as the reader's Markdown."""
    return convert(body, title="", source=SOURCE).markdown


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<div>\n一行。 **a** # b [c](d)\n</div>", BodyKind.PLAIN),
        ("<div>\n- a\n- b\n</div>", BodyKind.PLAIN),
        ("<div>\n\n</div>", BodyKind.PLAIN),
        ("<div>\n\na\n\nb\n\n</div>", BodyKind.PLAIN),
        ("<div>\n\n## a\n\nb\n\n</div>", BodyKind.MARKDOWN),
        ("<div>\n\na [b](/c)\n\n</div>", BodyKind.MARKDOWN),
        ("<div>\n\na `b`\n\n</div>", BodyKind.MARKDOWN),
        ("<div><p>a **b** [c](d)</p>\n\n<p># e</p></div>", BodyKind.HTML),
        ("<div><p>a</p>\n\n    b\n\n<p>c</p></div>", BodyKind.HTML),
        ("<div><p>a</p>\n\nb\n\n<p>c</p></div>", BodyKind.HTML),
        ("<div><pre>a\n\n# b\n\n- c</pre></div>", BodyKind.HTML),
        ("<div><!--\n\n# b\n\n--><p>a</p></div>", BodyKind.HTML),
        ("<div><PRE>a\n\n# b", BodyKind.MARKDOWN),
        ('<div class="x" markdown="1">\n*a*\n</div>', BodyKind.MARKDOWN),
        ("<section markdown=block>*a*</section>", BodyKind.MARKDOWN),
        ('<div data-markdown="1">*a*<p>b</p></div>', BodyKind.HTML),
        ("<article>\n\n**a**\n\n<p>b</p>\n\n</article>", BodyKind.MARKDOWN),
        ('<div lang="ar">\n\na\n\nb\n\n</div>', BodyKind.MARKDOWN),
        ("<p>a</p>\n\n<p>b</p>", BodyKind.HTML),
        ("<p>a</p>\n<p>- b</p>", BodyKind.HTML),
        ("<img src=a>\n\n<p>b</p>", BodyKind.HTML),
        ("<!-- a -->\n<p>b</p>", BodyKind.HTML),
        ("<p>a</p>\n\nb", BodyKind.MARKDOWN),
        ("<p>a</p>\n# b", BodyKind.MARKDOWN),
        ("<h2>a</h2>\n[b](/c)\n<img src=a>", BodyKind.MARKDOWN),
        ("<img src=a> b *c*", BodyKind.MARKDOWN),
        ("<b>a</b> [c](d)", BodyKind.MARKDOWN),
        ("<https://a.example/> [c](d)", BodyKind.MARKDOWN),
        ("a <https://a.example/>", BodyKind.MARKDOWN),
        ("a<br>\nb", BodyKind.MARKDOWN),
        ("a *b*\n\n<iframe src='x'></iframe>", BodyKind.MARKDOWN),
        ("", BodyKind.MARKDOWN),
        ("<div>\n  <img src='{{ site.baseurl }}/a.png'>\n</div>", BodyKind.TEMPLATE),
        ("<p>a</p>\n{% include b.html %}\n<p>c</p>", BodyKind.TEMPLATE),
        ("<div><pre>{% include a %} {{ site.b }}</pre><p>{{ c }} {%d%}</p></div>", BodyKind.HTML),
    ],
)  # fmt: skip
def test_kinds(body: str, kind: BodyKind) -> None:
    """HTML is what holds no block of Markdown, and one line in a `div` is text."""
    assert kind_of(body) is kind


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A [b](/c) and <https://d.example/> `e`.",
         "A [b](https://example.org/c) and <https://d.example/> `e`."),
        ("A [b](/c).<br>Next *line*.", "A [b](https://example.org/c).\\\nNext *line*."),
        ("<b>A</b> [b](/c)", "**A** [b](https://example.org/c)"),
        ("A [b](/c).\n<iframe src='https://d.example/e'></iframe>",
         "A [b](https://example.org/c).\n\n▶ [Frame: d.example](https://d.example/e)"),
        ('<div markdown="1">\n## A\n* *b*\n</div>', "## A\n\n- *b*"),
        ("<div markdown='block'><section>\n\n**a**\n\n</section></div>\n\n*b*", "**a**\n\n*b*"),
        ('<div markdown="0">\n**a**\n</div>\n\n*b*', "\\*\\*a\\*\\*\n\n*b*"),
        ('<p markdown="span">**a**</p>', "**a**"),
        ('<div><div markdown="1">**a**</div><div>*b*</div></div>', "**a**\n\n\\*b\\*"),
        ('<span markdown="1">**a**</span> b', "**a** b"),
        ('<table><tr><td markdown="span">**a**</td><td>b</td></tr></table>',
         "| **a** | b |\n| --- | --- |"),
        ("<details>\n<summary>A</summary>\n\n- [b](/c)\n\n</details>", "A\n\n- [b](https://example.org/c)"),
        ("<main>\n\n## A\n\n1. b\n2. c\n\n</main>", "## A\n\n1. b\n2. c"),
        ("<div align='center'>\n<b>A</b>\n</div>\n## B\n- c", "**A**\n\n## B\n\n- c"),
        ("<h2>A</h2>\nSee [b](/c).", "## A\n\nSee [b](https://example.org/c)."),
        ("<img src='/a.png'>\n**b**", "![](https://example.org/a.png)\n\n**b**"),
        ("<p>a\n**b** c</p>\n\n*d*", "a \\*\\*b\\*\\* c\n\n*d*"),
        ("<div>\n    <p><a href='{{ site.baseurl }}/a'>b</a></p>\n\n    <p>*c* {% include d.html %}</p>\n</div>",
         "[b](https://example.org/a)\n\n\\*c\\*"),
        ("<p>a</p>\n{% highlight c %}\n<b>\n  `x`\n{% endhighlight %}\n<p>b</p>", "a\n\n```c\n<b>\n  `x`\n```\n\nb"),
        ("<div>\n  <pre>\n  a\n    b\n  </pre>\n  {{< youtube abcdefghijk >}}\n</div>",
         "```\n  a\n    b\n  \n```\n\n▶ [Video: youtube.com](https://www.youtube.com/watch?v=abcdefghijk)"),
        ('<p>a</p>\n[caption id="b" width="3"]<img src="/c.jpg"> *d*[/caption]\n<p>[e] *f*</p>',
         "a\n\n![*d*](https://example.org/c.jpg)\n\n\\[e\\] \\*f\\*"),
        ("<p>*a*</p>\n<p>[gallery ids='1']</p>", "\\*a\\*"),
        ('```html\n<div markdown="1">\n*a*\n</div>\n```', '```html\n<div markdown="1">\n*a*\n</div>\n```'),
    ],
)  # fmt: skip
def test_markdown_and_html_stand_beside_each_other(body: str, expected: str) -> None:
    """Markdown around, after and inside HTML is Markdown, and HTML inside Markdown is HTML."""
    assert markdown(body) == expected


# Four blanks at the beginning would make code of a word, and of the tag behind it.
WORDS = st.text(st.sampled_from("a1中，。é "), min_size=1, max_size=8).filter(
    lambda word: word.strip() and not word.startswith("    ")
)
BLOCKS = st.sampled_from((
    "{}", "<p>{}</p>", "## {}", "- {}", "> {}", "**{}**", "<div>\n\n{}\n\n</div>", '<div markdown="1">\n{}\n</div>',
    "<b>{}</b>", "{}<br>", "```\n{}\n```", "<h3>{}</h3>", "<details markdown=1>{}</details>", "<img src=a>\n{}", "<pre>{}</pre>",
    '<td markdown="span">{}', "<center>{}", "`{}`",
))  # fmt: skip
SEPARATORS = st.sampled_from(("\n\n", "\n"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(BLOCKS, WORDS, SEPARATORS), min_size=1, max_size=6), st.booleans())
def test_no_word_is_lost_where_html_and_markdown_mix(
    blocks: list[tuple[str, str, str]], wrapped: bool
) -> None:
    """Every word is read, in order, on the screen and in the index, whichever kind the body is taken for."""
    body = "".join(form.format(word) + separator for form, word, separator in blocks)
    body = f"<div lang=x>\n\n{body}\n\n</div>" if wrapped else body
    article = convert(body, title="", source=SOURCE)
    expected = [char for _, word, _ in blocks for char in word if char.isalnum()]
    assert [char for char in visible(seen_text(article.markdown)) if char.isalnum()] == expected
    assert [char for char in extract(body, title="", source=SOURCE).text if char.isalnum()] == expected


@pytest.mark.parametrize(
    "unit",
    [
        "<pre>\n\n",
        "<!--\n\n",
        "<div markdown=1>",
        "</div>\n# ",
        "<div\n\na",
        "<p>\n\n* ",
        "<div markdown ",
        "<img>\n**",
    ],
)
def test_hostile_bodies_are_bounded(unit: str) -> None:
    """Elements that nothing closes cost linear time: quadratic run time would not end."""
    body = f"<div>\n\n{unit * 30_000}\n\n</div>"
    assert kind_of(body) in BodyKind
    assert extract(unit * 10_000, title="", source=SOURCE) is not None
