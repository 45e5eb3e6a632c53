"""Directives and roles of MyST, as Sphinx, Jupyter Book and mystmd write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Article, Link
from reader.convert.dialects.myst import myst_to_markdown
from reader.convert.markdown import convert


def article(body: str) -> Article:
    """Return the article of a body."""
    return convert(body, title="", source="")


def markdown(body: str) -> str:
    """Return the Markdown of a body."""
    return article(body).markdown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("```{note}\nLow **tide**.\n```", "> **Note**\n>\n> Low **tide**."),
        ("~~~{tip} Go early\nLow tide.\n~~~", "> **Tip: Go early**\n>\n> Low tide."),
        ("```{admonition} By the sea\n:class: tip\nLow tide.\n```", "> **By the sea**\n>\n> Low tide."),
        ("````{note}\nOuter.\n```{code-block} python\nx = 1\n```\n````", "> **Note**\n>\n> Outer.\n>\n> ```python\n> x = 1\n> ```"),
        ("```{prf:theorem} Tides\nThey turn.\n```", "> **Theorem Tides**\n>\n> They turn."),
        ("```{image} a b.png\n:alt: Sand\n```", '![](a%20b.png "Sand")'),
        ("```{figure} a.png\n---\nalt: Sand\nname: f\n---\nThe *sand*.\n```", '![The *sand*.](a.png "Sand")'),
        ("```{code-cell} ipython3\n:tags: [hide-input]\n\n% x\n```", "```python\n% x\n```"),
        ("```{math}\n:label: e\na^2\n\n+ b\n```", "```math\na^2\n+ b\n```"),
        ("```{list-table} Tides\n:header-rows: 1\n\n* - Day\n  - Time\n* - One\n  - 12 | 3\n```", "**Tides**\n\n| Day | Time |\n| --- | --- |\n| One | 12 \\| 3 |"),
        ("```{table} Low\nand high\n:name: t\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```", "**Low and high**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ('```{csv-table}\n:header: Day, Time\n\nOne, "1, 2"\n```', "| Day | Time |\n| --- | --- |\n| One | 1, 2 |"),
        ("```{epigraph}\nThe sea.\n\n-- Jo\n```", "> The sea.\n>\n> -- Jo"),
        ("::::{grid} 2\n:::{card} Sand\nWords.\n:::\n:::{card} Sea\n:link: https://a.example\nMore.\n:::\n::::", "**Sand**\n\nWords.\n\n**[Sea](https://a.example)**\n\nMore."),
        (":::{tab-set}\n:::{tab-item} One\nFirst.\n:::\n:::{tab-item} Two\nSecond.\n:::\n:::\nAfter.", "**One**\n\nFirst.\n\n**Two**\n\nSecond.\n\nAfter."),
        ("```{toctree}\n:maxdepth: 1\nThe sea <sea>\nsand\n```", "- [The sea](sea)\n- [sand](sand)"),
        ("```{bibliography}\n```\nAfter.", "After."),
        ("- item\n\n  ```{note}\n  Within.\n  ```", "- item\n\n  > **Note**\n  >\n  > Within."),
        ("(low-tide)=\n# Tide\n\n% remark\n\n+++ {\"a\": 1}\n\nWords.", "# Tide\n\nWords."),
        ("See {doc}`the sea <../sea>`, {ref}`low tide <t>`, {eq}`e`, {cite:p}`lee`.", "See [the sea](../sea), low tide, e, \\[lee\\]."),
        ("{math}`a_b` and {kbd}`Ctrl` and {py:func}`~os.walk`", "$`a_b`$ and `Ctrl` and `os.walk`"),
        ("```{eval-rst}\n.. note:: x\n```", "```rst\n.. note:: x\n```"),
        ("```{note}\nNo end.", "> **Note**\n>\n> No end."),
    ],
)  # fmt: skip
def test_directives_and_roles(body: str, expected: str) -> None:
    """Each comes out as what it stands for."""
    assert markdown(body) == expected


def test_films_and_files() -> None:
    """Players, downloads and included files are links."""
    links = article(
        "```{youtube} dQw4w9WgXcQ\n```\n\n```{literalinclude} a.py\n```\n\n{download}`Chart <c.pdf>`"
    ).links
    assert [link.url for link in links] == ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "a.py", "c.pdf"]
    assert links[2] == Link("Chart", "c.pdf")


@pytest.mark.parametrize(
    "body",
    [
        "```{r}\n#| echo: false\nplot(x)\n```",
        "```{python}\n% x\n```",
        "Write ``{ref}`name` `` so.",
        "````\n```{note}\nA sample.\n```\n````",
        "A {word} and `code`.",
        "100 % of it\n\n% of it",
    ],
)
def test_what_is_no_directive_stays(body: str) -> None:
    """Chunks of R Markdown, samples in code and signs in text are left alone."""
    assert myst_to_markdown(body) == body


PIECES = st.sampled_from(
    ["```{note}\n", "```\n", "````{tab-set}\n", "````\n", ":::{card} t\n", ":::\n", "::::{grid}\n", "```{x}\n", "~~~\n", "- ",
     "  ", "w{}\n", "{ref}`w{}`", "`", "\n", "(w{})=\n", ":class: a\n", "```{figure} w{}\n", "---\n", "* - w{}\n", "```{list-table}\n"]
)  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.lists(PIECES, max_size=14))
def test_no_line_of_text_is_lost(pieces: list[str]) -> None:
    """Whatever stands open or is closed twice."""
    body = "".join(pieces).replace("w{}", "w")
    words = [f"word{number}" for number in range(3)]
    whole = f"{words[0]}\n{body}\n{words[1]}\n\n{words[2]}\n"
    assert [word for word in words if word in myst_to_markdown(whole)] == words


@pytest.mark.parametrize("unit", [":::{card}\n", "```{note}\n", "{ref}`", ":::{x}\n", "`" * 3 + "\n", "``"])
def test_a_megabyte_of_openings(unit: str) -> None:
    """Each line is read a bounded number of times."""
    assert unit.strip("{`:}\n")[:1] in myst_to_markdown(unit * (300_000 // len(unit)))
