"""Callouts of all dialects: quotations that begin with their kind and title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.convert.markdown import convert


def markdown(body: str) -> str:
    """Return the Markdown of a body's article, without the first paragraph."""
    found = convert(f"A first paragraph of words.\n\n{body}", title="題", source="").markdown
    return found.removeprefix("A first paragraph of words.").strip("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("#+BEGIN_NOTE\nWords *here*.\n#+END_NOTE", "> **Note**\n>\n> Words *here*."),
        ("- a\n- #+BEGIN_NOTE\n  Words.\n  #+END_NOTE\n- b", "- a\n- > **Note**\n  >\n  > Words.\n- b"),
        ("#+BEGIN_QUOTE\nWords\n#+END_QUOTE\nMore.", "> Words\n\nMore."),
        ("#+begin_SRC python\na", "#+begin\\_SRC python a"),
        ("#+BEGIN_SRC python\n*a* = `1`\n```\n#+END_SRC", "````python\n*a* = `1`\n```\n````"),
        ("#+BEGIN_QUERY\n{:title [[a]]}\n#+END_QUERY", "```\n{:title [[a]]}\n```"),
        ("#+BEGIN_NOTE\na\n#+BEGIN_TIP\nb\n#+END_TIP", "#+BEGIN\\_NOTE a\n\n> **Tip**\n>\n> b"),
    ],
)
def test_blocks_of_org_mode(body: str, expected: str) -> None:
    """As Logseq has them; one that nothing ends is text."""
    assert markdown(body) == expected


BOX = "> **Tip: Mind the tide**\n>\n> Words *here*."


@pytest.mark.parametrize(
    "body",
    [
        "> [!TIP] Mind the tide\n> Words *here*.",
        "> [!tip]- Mind the tide\n>\n> Words *here*.",
        "> [!tip|wide]+ Mind the tide\n> Words\n> *here*.",
        ":::tip Mind the tide\nWords *here*.\n:::",
        ":::tips Mind the tide\nWords *here*.\n:::",
        ":::tip[Mind the tide]\n\nWords *here*.\n\n:::",
        "::: tip Mind the tide\nWords *here*.\n:::",
        "::::tip Mind the tide {#an-id}\nWords *here*.\n::::",
        '::: {.callout-tip title="Mind the tide" collapse="true"}\nWords *here*.\n:::',
        "::: {.callout-tip}\n## Mind the tide\n\nWords *here*.\n:::",
        ":::{tip} Mind the tide\n:class: wide\n\nWords *here*.\n:::",
        '!!! tip "Mind the tide"\n    Words *here*.',
        '??? tip "Mind the tide"\n\n    Words *here*.',
        '???+ tip inline end "Mind the tide"\n\tWords *here*.',
        "```{tip} Mind the tide\n:name: x\n\nWords *here*.\n```",
        "```ad-tip\ntitle: Mind the tide\ncollapse: open\n\nWords *here*.\n```",
    ],
)
def test_every_form_of_a_box(body: str) -> None:
    """The same box comes out of every dialect, and the text after it is outside."""
    assert markdown(f"{body}\n\nAfter.") == f"{BOX}\n\nAfter."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("> [!NOTE]\n> Words.", "> **Note**\n>\n> Words."),
        ("> [!recipe] Bread\n> Words.", "> **Recipe: Bread**\n>\n> Words."),
        ("> [!warning] Warning: wet\n> Words.", "> **Warning: wet**\n>\n> Words."),
        (":::details Click\nWords.\n:::", "> **Click**\n>\n> Words."),
        (":::spoiler The end\nWords.\n:::", "> **The end**\n>\n> Words."),
        (":::note warn\nWords.\n:::", "> **Warning**\n>\n> Words."),
        (":::tip Words in one line :::", "> **Tip**\n>\n> Words in one line"),
        ("!> Words\nand more.", "> **Warning**\n>\n> Words and more."),
        ("::: {.columns}\n::: {.column width=50%}\nWords.\n:::\n:::", "Words."),
        ('=== "First"\n\n    One.\n\n=== "Second"\n\n    Two.', "**First**\n\nOne.\n\n**Second**\n\nTwo."),
        ("- a\n\n  ::: tip\n  Words.\n  :::\n\n- b", "- a\n\n  > **Tip**\n  >\n  > Words.\n- b"),
        ("> [!a] b\n> > [!tip] c\n> > d", "> **A: b**\n>\n> > **Tip: c**\n> >\n> > d"),
        (":::tip\none\n:::\n:::note\ntwo\n:::", "> **Tip**\n>\n> one\n\n> **Note**\n>\n> two"),
        (":::tip\n:::note\nin\n:::\nout\n:::\nafter", "> **Tip**\n>\n> > **Note**\n> >\n> > in\n>\n> out\n\nafter"),
        ('!!! note "A"\n    one\n\n    !!! tip "B"\n        two\n\n    three\nfour',
         "> **Note: A**\n>\n> one\n>\n> > **Tip: B**\n> >\n> > two\n>\n> three\n\nfour"),
        (":::tip\n```\n:::\n```\n:::", "> **Tip**\n>\n> ```\n> :::\n> ```"),
        ('!!! tip "A"\n\n        code', "> **Tip: A**\n>\n> ```\n>     code\n> ```"),
        ("這是一段夠長的中文。\n\n> [!note]\n> 內容。\n\n:::warning 小心\n內容。\n:::",
         "這是一段夠長的中文。\n\n> **備註**\n>\n> 內容。\n\n> **注意：小心**\n>\n> 內容。"),
        # no boxes
        ("Words ::: more :::", "Words ::: more :::"),
        ("!!! Attention please, this is important", "!!! Attention please, this is important"),
        ("```\n:::tip\nx\n:::\n```", "```\n:::tip\nx\n:::\n```"),
        ("> a quotation\n> [!note] in it", "> a quotation \\[!note\\] in it"),
        ("What ??? really", "What ??? really"),
    ],
)  # fmt: skip
def test_boxes_in_detail(body: str, expected: str) -> None:
    """Kinds without a title give their word, in the article's language; boxes nest; code and words are none."""
    assert markdown(body) == expected


def test_a_box_that_nothing_ends() -> None:
    """A container that is not closed keeps its title, and what follows is no part of it."""
    assert (
        markdown(":::tip Mind the tide\n\nWords.\n\n## Heading")
        == "> **Tip: Mind the tide**\n\nWords.\n\n## Heading"
    )


def test_the_name_of_a_container_above_its_quotation() -> None:
    """A line that only names how the quotation below it looks shows nothing, though nothing closes it."""
    assert markdown(":::tide-rule\n> Words.\n>\n> 1. One") == "> Words.\n>\n> 1. One"
    assert ":::tide" in markdown(":::tide-rule\nWords.").replace("\\", "")


LINES = [":::tip A", ":::", "::::", ":::note", "!!! note", '??? tip "B"', "    inner", "        deep", "words", "", "> [!tip] C", "> quoted",
         "- item", "  inside", "```", "```{note}", '=== "Tab"', ":::tip x :::", "!> mark", "::: {.a}", "| a | b |", ":class: x"]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_no_word_is_lost(lines: list[str]) -> None:
    """Whatever boxes stand around it, each word is in the text as often as in the source."""
    numbered = [f"{line} w{index}" if line.strip() in ("inner", "deep", "words", "inside") else line
                for index, line in enumerate(lines)]  # fmt: skip
    text = convert("First.\n\n" + "\n".join(numbered) + "\n\nLast.", title="題", source="").text
    for index, line in enumerate(numbered):
        if line.endswith(f" w{index}"):
            assert len(re.findall(rf"\bw{index}\b", text)) == 1
    assert text.endswith("Last.") or "```" in lines


BOXES_OF_PAGES = [
    '<div class="admonition tip"><p class="admonition-title">潮汐</p><p>漲了。</p></div>',
    '<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title"><svg></svg>潮汐</p><p>漲了。</p></div>',
    '<div class="theme-admonition theme-admonition-tip"><div class="admonitionHeading_a1"><span><svg></svg></span>潮汐</div>'
    '<div class="admonitionContent_b2"><p>漲了。</p></div></div>',
    '<div class="custom-block tip"><p class="custom-block-title">潮汐</p><p>漲了。</p></div>',
    '<div class="custom-container tip"><p class="custom-container-title">潮汐</p><p>漲了。</p></div>',
    '<div class="hint-container tip"><p class="hint-container-title">潮汐</p><p>漲了。</p></div>',
    '<div class="callout" data-callout="tip"><div class="callout-title"><div class="callout-title-inner">潮汐</div></div>'
    '<div class="callout-content"><p>漲了。</p></div></div>',
    '<div class="callout callout-style-default"><div class="callout-header"><i></i><div>潮汐</div></div><div>漲了。</div></div>',
]


@pytest.mark.parametrize("box", BOXES_OF_PAGES)
def test_boxes_of_pages(box: str) -> None:
    """What the programs that make the boxes wrote in HTML is read as what one writes in their Markdown, and nests."""
    whole = convert(f"<p>前。</p>{box}<p>後。</p>", title="題", source="").markdown
    assert whole == "前。\n\n> **潮汐**\n>\n> 漲了。\n\n後。"
    within = convert(f"<p>前。</p>{box.replace('漲了。', '漲了。' + box)}", title="題", source="").markdown
    assert "\n> > **潮汐**\n> >\n> > 漲了。" in within


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div class="kg-card kg-callout-card"><div class="kg-callout-text">漲了。</div></div>', "> 漲了。"),
        ('<p class="callout-title">潮汐</p><div class="callout">漲了。</div>', "潮汐\n\n漲了。"),
        (
            '<table><tr><td>甲</td><td><div class="admonition">漲了。</div></td></tr></table>',
            "| 甲 | 漲了。 |\n| --- | --- |",
        ),
    ],
)
def test_boxes_without_a_title_and_what_is_none(body: str, expected: str) -> None:
    """A table has no room for a box, and many sites call other things callouts."""
    assert convert(f"<p>前。</p>{body}", title="題", source="").markdown == f"前。\n\n{expected}"


def test_deeply_nested_boxes_are_bounded() -> None:
    """Hundreds of boxes in each other keep their words, a few levels deep."""
    found = convert(":::tip\n" * 500 + "INNER\n" + ":::\n" * 500 + "\nOUTER", title="題", source="")
    assert "INNER" in found.text and found.text.endswith("OUTER")
    assert max(line.count(">") for line in found.markdown.split("\n")) < 20
    found = convert(
        '<div class="admonition">' * 500 + "INNER" + "</div>" * 500 + "OUTER", title="題", source=""
    )
    assert "INNER" in found.text and found.text.endswith("OUTER")
    assert max(line.count(">") for line in found.markdown.split("\n")) < 20
