"""Formulas: the TeX once, letter for letter, in Markdown, text and on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article
from reader.convert.markdown import convert
from reader.typeset.document import Options
from reader.typeset.prepare import prepare


def article(body: str) -> Article:
    """Return the article of a body."""
    return convert(body, title="題", source="")


def screen(found: Article, width: int = 40) -> list[str]:
    """Return the lines of an article on a screen."""
    document = prepare(found).set(Options(width=width))
    return ["".join(span.text for span in line.spans).rstrip() for line in document.lines]


@pytest.mark.parametrize(
    ("body", "tex"),
    [
        ("設 $f_1*g_2*h$ 為", "f_1*g_2*h"),
        ("Let $a*b*c$ be", "a*b*c"),
        ("so $\\sum_{i=1}^{n} a_i \\\\ b$.", "\\sum_{i=1}^{n} a_i \\\\ b"),
        ("that $x$ is", "x"),
        ("for $n > 0$, all", "n > 0"),
        ("a $`a_b * c_d`$ of GitLab", "a_b * c_d"),
        ("is \\(c*d*e\\) here", "c*d*e"),
        ("is \\\\(c_1*d_1\\\\) here", "c_1*d_1"),
        ("in a line $$e^{i\\pi} + 1 = 0$$ of words", "e^{i\\pi} + 1 = 0"),
        ("**bold $a_1*b_1$ words**", "a_1*b_1"),
        ("| a | b |\n| - | - |\n| $x_1*y_1$ | z |", "x_1*y_1"),
        ("一個 $\\text{速度} = v$ 的", "\\text{速度} = v"),
        ("Let $\\{{x}\\} {#1}$ and {{ site.url }} be", "\\{{x}\\} {#1}"),
        ("set $S=\\{%a%\\}$ of", "S=\\{%a%\\}"),
        ("with $a`b^2$ not", ""),
    ],
)
def test_inline_formulas(body: str, tex: str) -> None:
    """A formula within a sentence stays there, as TeX, once."""
    found = article(body)
    if not tex:
        assert "$" in found.text
        return
    assert found.text.count(tex) == 1
    assert f"$`{tex}`$" in found.markdown
    assert tex in " ".join(screen(found, 200))
    assert "$" not in " ".join(screen(found, 200))


@pytest.mark.parametrize(
    ("body", "tex"),
    [
        ("$$\na_{1} * b_{2} * c\\\\\n\\alpha < \\beta\n$$", "a_{1} * b_{2} * c\\\\\n\\alpha < \\beta"),
        ("$$\\begin{pmatrix}1 & 2 \\\\ 3 & 4\\end{pmatrix}$$", "\\begin{pmatrix}1 & 2 \\\\ 3 & 4\\end{pmatrix}"),
        ("Words\n$$\nx\n= 1\n- 2\n$$\nmore.", "x\n= 1\n- 2"),
        ("\\[\nx = 1\n\\]", "x = 1"),
        ("\\\\[ x_1 = 1 \\\\]", "x_1 = 1"),
        ("Words \\[ x_1 = 1 \\] more.", "x_1 = 1"),
        ("\\begin{align}\na &= b_1 \\\\\n  &= *c*\n\\end{align}", "\\begin{align}\na &= b_1 \\\\\n  &= *c*\n\\end{align}"),
        ("```math\nx_1 * y_1\n```", "x_1 * y_1"),
        ("$$x_1*y$$ {#eq-one}", "x_1*y"),
    ],
)  # fmt: skip
def test_display_formulas(body: str, tex: str) -> None:
    """A formula that stands apart is a block of its own, in which nothing is a list, heading or line break."""
    found = article(f"Before.\n\n{body}\n\nAfter.")
    assert f"```math\n{tex}\n```" in found.markdown
    assert "\n".join(line.strip() for line in tex.split("\n")) in found.text
    assert found.text.startswith("Before.") and found.text.endswith("After.")


def test_formulas_in_lists_and_quotes() -> None:
    """A display formula in a list or a quotation belongs to it."""
    assert article("- a\n\n  $$\n  x_1 = 2\n  $$\n- b").markdown == "- a\n\n  ```math\n  x_1 = 2\n  ```\n- b"
    assert article("> a\n>\n> $$\n> x_1\n> $$").markdown == "> a\n>\n> ```math\n> x_1\n> ```"


@pytest.mark.parametrize(
    "body",
    [
        "It costs $5 and $10.",
        "From US$1 to HK$10, or NT$300.",
        "Between $100–$200 a day, $3-$4 an hour.",
        "He paid $5, she paid 6$.",
        "他花了$5，她花了$6。",
        "賣20$，買30$。",
        "Set $HOME and $PATH, or $HOME/bin:$PATH.",
        "The $5 million, or $6 billion, question (about $7).",
        "Prices: $1,000/$2,000.",
        "A cash-tag $AAPL and $GOOG",
        "Restaurants are $ or $$ or $$$.",
        "Some \\(words in brackets\\) and \\[more of them\\].",
        "An escaped \\$x_1\\$ dollar",
        "$ not a formula $",
    ],
)
def test_money_and_variables_are_no_formulas(body: str) -> None:
    """Amounts of money, variables of shells and escaped brackets stay words."""
    found = article(f"{body}\n\nMore.")
    assert "`" not in found.markdown
    assert found.text == body.replace("\\", "") + "\nMore."


def test_formulas_are_not_broken() -> None:
    """A formula of ordinary length stands on one line of the screen, unless it is wider than that."""
    tex = "a + b - c * d = e + f"
    found = article(f"這一句話說的是一個很長很長的式子 ${tex}$ 而且還沒有完。")
    for width in range(24, 60):
        assert any(tex in line for line in screen(found, width))
    assert "".join("".join(screen(found, 16)).split()).count("".join(tex.split())) == 1


def test_code_between_dollars() -> None:
    """Code of an HTML page that happens to stand between dollars is no formula."""
    found = article("<div><p>pay $<code>x</code>$ now</p><p>b</p></div>")
    assert "pay $x$ now" in screen(found)[0]


PIECES = ["$", "$$", "\\(", "\\)", "\\[", "\\]", "`", "```math", "x_1", "*y*", "= 2", "\n", "\n\n", " ", "字", "5", "{{", "}}", "\\", "\\begin{align}",
          "\\end{align}", "|", "> ", "- ", "a^2"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_letters_are_never_lost(body: str) -> None:
    """Whatever stands around dollars, no letter or digit is lost, in the text and in the Markdown."""
    found = article(f"Begin {body} end")
    letters = [char for char in f"Begin {body} end" if char in "字xya"]
    for place in (found.text, found.markdown):
        assert [char for char in place.replace("math", "").replace("begin{align}", "").replace("end{align}", "")
                if char in "字xya"] == letters or "{{" in body or "align" in body or "math" in body  # fmt: skip
