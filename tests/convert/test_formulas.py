"""Formulas: the TeX once, letter for letter, in Markdown, text and on the screen."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
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
        ("both $x_0$ $y_0$ are", "y_0"),
        ("for $n > 0$, all", "n > 0"),
        ("a $`a_b * c_d`$ of GitLab", "a_b * c_d"),
        ("is \\(c*d*e\\) here", "c*d*e"),
        ("is \\\\(c_1*d_1\\\\) here", "c_1*d_1"),
        ("in a line $$e^{i\\pi} + 1 = 0$$ of words", "e^{i\\pi} + 1 = 0"),
        ("**bold $a_1*b_1$ words**", "a_1*b_1"),
        ("| a | b |\n| - | - |\n| $x_1*y_1$ | z |", "x_1*y_1"),
        ("the $n$th of them", "n"),
        ("a 2$\\times$2 matrix", "\\times"),
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
        "Set US$a/b$ to it, and $HOME/$USER to that.",
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


def test_bars_in_tables() -> None:
    """The bars of a formula in a table divide no cells."""
    found = article("| a | b |\n| - | - |\n| $|x|$ | $\\{y | y > 0\\}$ |\n| c | d |")
    assert found.text == "a\nb\n|x|\n\\{y | y > 0\\}\nc\nd"
    assert "$`\\|x\\|`$" in found.markdown
    assert any("|x|" in line for line in screen(found))


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


MATH = "<math><mi>x</mi><semantics><msup><mi>x</mi><mn>2</mn></msup>{}</semantics></math>"
ANNOTATION = '<annotation encoding="application/x-tex">x^2_1</annotation>'
DRAWN = '<span class="katex-html" aria-hidden="true"><span>x</span><span>2</span></span>'


def page(inner: str) -> Article:
    """Return the article of a page with `inner` between words of a paragraph."""
    return article(f"<div><p>Before {inner} after.</p><p>More.</p></div>")


@pytest.mark.parametrize(
    "inner",
    [
        f'<span class="katex"><span class="katex-mathml">{MATH.format(ANNOTATION)}</span>{DRAWN}</span>',
        MATH.format(ANNOTATION),
        f'<mjx-container class="MathJax"><mjx-math><mjx-mi>x</mjx-mi></mjx-math><mjx-assistive-mml>{MATH.format(ANNOTATION)}'
        "</mjx-assistive-mml></mjx-container>",
        '<script type="math/tex">x^2_1</script>',
        '<script type="math/tex">% <![CDATA[\nx^2_1 %]]></script>',
        '<span class="MathJax_Preview">x2</span><span class="MathJax" id="m1"><span>x2</span></span>'
        '<script type="math/tex">x^2_1</script>',
        '<span class="mwe-math-element"><span style="display: none;"><math alttext="{\\displaystyle x^2_1}"><mi>x</mi></math></span>'
        '<img class="mwe-math-fallback-image-inline" alt="{\\displaystyle x^2_1}" src="https://w.example/a.svg"></span>',
        '<img class="latex" alt="x^2_1" src="https://s0.wp.com/latex.php?latex=x%5E2_1&bg=ffffff">',
        '<img eeimg="1" alt="[公式]" src="https://www.zhihu.com/equation?tex=x%5E2_1">',
        '<img src="https://latex.codecogs.com/gif.latex?x%5E2_1">',
        '<span class="math inline">\\(x^2_1\\)</span>',
        '<span class="math inline">x^2_1</span>',
        '<d-math>x^2_1</d-math>',
        '<math-renderer class="js-inline-math">$x^2_1$</math-renderer>',
        '<span data-latex="x^2_1"><b>x</b></span>',
        "\\(x^2_1\\)",
        '$x^2_1$<script src="https://cdn.example/MathJax.js"></script>',
        '<a href="https://b.example/">\\(x^2_1\\)</a>',
    ],
)  # fmt: skip
def test_formulas_of_pages(inner: str) -> None:
    """However a page draws a formula, its TeX stands once in the sentence, and nothing of the drawing beside it."""
    found = page(inner)
    assert found.text == "Before x^2_1 after.\nMore."
    assert found.markdown.count("$`x^2_1`$") == 1
    assert not found.images


@pytest.mark.parametrize(
    "inner",
    [
        '<script type="math/tex; mode=display">x^2_1</script>',
        f'<span class="katex-display"><span class="katex">{MATH.format(ANNOTATION)}{DRAWN}</span></span>',
        "$$x^2_1$$",
        "\\[ x^2_1 \\]",
        '<div class="latex-rendered" data-attrs=\'{"persistentExpression":"x^2_1"}\'></div>',
        f'<mjx-container display="true">{MATH.format(ANNOTATION)}</mjx-container>',
    ],
)
def test_display_formulas_of_pages(inner: str) -> None:
    """A formula that a page sets apart is a block."""
    found = page(inner)
    assert "Before\n\n```math\nx^2_1\n```\n\nafter." in found.markdown
    assert found.text == "Before\nx^2_1\nafter.\nMore."


def test_formulas_over_line_breaks() -> None:
    """An editor's line breaks in a formula are lines of it; elsewhere they stay."""
    found = page("one<br>two $$x_1<br>= 2$$ three<br>four")
    assert "```math\nx_1\n= 2\n```" in found.markdown
    assert "one\\\ntwo" in found.markdown and "three\\\nfour" in found.markdown


@pytest.mark.parametrize(
    "inner",
    [
        "costs $5, or $6 with a <b>math</b> book",
        "a face \\(^o^)/ and \\(words in here\\) are",
        "<code>\\(x^2_1\\)</code> and <code>$x_1$</code> are",
        'a <span class="math">lesson in numbers and <b>words</b></span> is',
        '<img class="photo" alt="x^2" src="https://b.example/a.jpg"> is',
    ],
)
def test_words_of_pages_are_no_formulas(inner: str) -> None:
    """Money, faces, code and photographs are no formulas."""
    found = page(inner)
    assert not re.search(r"(?<![\w`])\$`|```math", found.markdown)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<mfrac><mn>1</mn><mn>2</mn></mfrac>", "1/2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn><mi>c</mi></mrow></mfrac>", "(a+b)/(2c)"),
        ("<msup><mi>e</mi><mrow><mi>k</mi><mi>t</mi></mrow></msup>", "e^(kt)"),
        ("<msup><mi>x</mi><mn>10</mn></msup>", "x^10"),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>-</mo><mi>b</mi><mo>)</mo></mrow><mn>2</mn></msup>", "(a-b)^2"),
        ("<msqrt><mi>x</mi></msqrt>", "√x"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x+1)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "∛x"),
        ("<mroot><mi>x</mi><mn>5</mn></mroot>", "⁵√x"),
        ("<msub><mi>x</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>", "x_(i+1)"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i^2"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>", "∑_(i=1)^n i"),
        ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder><mi>f</mi>", "lim_(x→0) f"),
        ("<mi>sin</mi><mo>\u2061</mo><mi>x</mi>", "sin x"),
        ("<mn>2</mn><mo>\u2062</mo><mi>x</mi>", "2x"),
        ("<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr>"
         "</mtable><mo>)</mo>", "(1 2; 3 4)"),
        ("<mfenced open='[' separators=';'><mi>a</mi><mi>b</mi></mfenced>", "[a; b)"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", "x\u0304"),
        ("<msup><mi>f</mi><mo>′</mo></msup>", "f′"),
        ("<mi>𝑥</mi><mo>&lt;</mo><mi>y</mi>", "x<y"),
        ("<mtext>if </mtext><mi>x</mi><mspace width='1em'/><mi>y</mi><mphantom><mi>z</mi></mphantom>", "if x y"),
        ("<mmultiscripts><mi>C</mi><mn>6</mn><none/><mprescripts/><none/><mn>14</mn></mmultiscripts>", "^14C_6"),
        ("<mi>無</mi><unknown><mi>a</mi></unknown>", "無a"),
    ],
)  # fmt: skip
def test_mathml_without_tex(inner: str, text: str) -> None:
    """MathML that keeps no TeX is read as it is written by hand."""
    assert page(f"<math>{inner}</math>").text == f"Before {text} after.\nMore."


def test_deep_and_long_formulas_come_to_an_end() -> None:
    """Formulas of any depth and length are bounded, and the words around them stay."""
    deep = "<mrow>" * 2500 + "<mi>q</mi>" + "</mrow>" * 2500
    assert "q" in page(f"<math>{deep}</math>").text
    tex = "x_1+" * 100_000
    assert page(f'<script type="math/tex">{tex}</script>').text.endswith("after.\nMore.")
    assert page(f"\\({tex}\\)").text.count("x_1+") == 100_000
    assert article(f"Before ${tex}$ after.").text.endswith("$ after.")


@given(st.lists(st.sampled_from(["<math>", "</math>", "<mi>x</mi>", "<mfrac>", "</mfrac>", "<msup>", "</msup>", "$", "$$", "\\(", "\\)", "<br>",
                                 "<p>", "</p>", "字", "<span class='katex'>", "</span>", "<mtable>", "<mtr>", "<annotation encoding='tex'>x_1</annotation>",
                                 "<script type='math/tex'>", "</script>", "<mjx-container>", "</mjx-container>", "&lt;",
                                 "<img class=latex alt='a'>", "<mroot>", "<munderover>", "<mmultiscripts>", "<mprescripts/>", "x_1"]), max_size=30)
       .map("".join))  # fmt: skip
@example("<span class='katex'><annotation encoding='tex'>x_1</annotation><script type='math/tex'>")
@example("<mjx-container><annotation encoding='tex'>x_1</annotation><script type='math/tex'>")
def test_any_page_comes_out(inner: str) -> None:
    """Converting never raises, and the words after any formula stay."""
    assert "END" in article(f"<div><p>BEGIN {inner}</p><p></script>END</p></div>").text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It is $$\n\\frac{a}{b}\n- c\n$$ where $a$ is $$\nx_1\n$$ $$\ny^2\n$$.", "It is\n\n```math\n\\frac{a}{b}\n- c\n```\n\nwhere $`a`$ is\n\n```math\nx_1\n```\n\n```math\ny^2.\n```"),
        ("- tide $$\n  x_1 + 2\n  $$ goes\n- out", "- tide\n\n  ```math\n  x_1 + 2\n  ```\n\n  goes\n- out"),
        ("one $$x_1$$\ny_1\n$$z$$ two", "one $`x_1`$ y\\_1 $`z`$ two"),
        ("words $$\nthat nothing closes\n\nmore", "words $$ that nothing closes\n\nmore"),
    ],
)  # fmt: skip
def test_dollars_at_the_ends_of_lines(body: str, expected: str) -> None:
    """Formulas that Pandoc's writers wrap within a paragraph stand apart."""
    assert convert(body, title="", source="").markdown == expected
