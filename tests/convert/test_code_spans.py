"""What counts as code in a Markdown text, and that masking changes nothing of it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.convert.code_spans import find_code
from reader.convert.masking import mask_code

PIECES = ("`", "``", "```", "~~~", "```py", "\n", "\n\n", "    ", "  ", "\t", "- ", "1. ", "> ", "a", "é", "\\", "<pre>", "</pre>",
          "<!--", "-->", "{% raw %}", "{% endraw %}", "{% highlight js %}", "{% endhighlight %}", "{{< code >}}",
          "{{< /code >}}", "{{ x }}", "{# c #}", "{% comment %}", "{% endcomment %}", "{%", "%}", "[^1]: ", "!!! note", '"')  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def outside(text: str) -> str:
    """Return a text with `¤` in place of each piece of code, templates included."""
    pieces, position = [], 0
    for code in find_code(text):
        pieces += [text[position : code.start], "¤"]
        position = code.end
    return "".join((*pieces, text[position:]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c ``d ` e`` f", "a ¤ c ¤ f"),
        ("a \\`b` c", "a \\`b` c"),
        ("a `b\nc` d", "a ¤ d"),
        ("a `b\n\nc` d", "a `b\n\nc` d"),
        ("a `b\n```\nc ` d\n```\ne", "a `b\n¤\ne"),
        ("a\n```py\nb\n\n~~~\nc\n```\nd", "a\n¤\nd"),
        ("~~~\n```\n~~~\n`a`", "¤\n¤"),
        ("````\n```\n````\na", "¤\na"),
        ("```\nnever closed\n\n# a", "¤"),
        ("a\n\n    b\n\n    c\nd", "a\n\n¤\nd"),
        ("a\n    b", "a\n    b"),
        ("- a\n\n    b\n\n      code\n\nc", "- a\n\n    b\n\n¤\n\nc"),
        ("- ```\n  a\n  ```\n- b", "- ¤\n- b"),
        ("1. a\n   ```\n   b\nc", "1. a\n   ¤\nc"),
        ("> ```\n> a\n> ```\n> b", "> ¤\n> b"),
        ("> ```\n> a\nb", "> ¤\nb"),
        ("[^1]: a\n\n    b", "[^1]: a\n\n    b"),
        ('!!! note "x"\n\n    a\n\n        b', '!!! note "x"\n\n    a\n\n¤'),
        ("a <pre>b\n\n*c*</PRE> d <code>e</code>", "a ¤ d ¤"),
        ("<pre>never closed `a`", "<pre>never closed ¤"),
        ("a <!-- b `c` --> d", "a ¤ d"),
        ("{% raw %}`a\n\n```\nb{% endraw %} c", "¤ c"),
        ("```\n{% raw %}\n```\na\n```\n{% endraw %}\n```", "¤\na\n¤"),
        ("{%- highlight js -%}\na\n```\n{%- endhighlight -%}\nb", "¤\nb"),
        ("{{< highlight go >}}a{{< /highlight >}} b {{% code %}}c{{% /code %}}", "¤ b ¤"),
        ('{{< code file="a.go" >}} a {{< code >}}b{{< /code >}}', '{{< code file="a.go" >}} a ¤'),
        ("{% highlight liquid %}{% raw %}{% endhighlight %}{% endraw %}{% endhighlight %}a", "¤a"),
        ("{% highlight js %}\nnever closed `a`", "{% highlight js %}\nnever closed ¤"),
        ("{% x `a %} b` c", "{% x `a %} b` c"),
        ("{# a `b #} c` {{/* d */}} {% comment %}d{% endcomment %}e", "¤ c` ¤ ¤e"),
        ("{#id} and \\{# a #}", "{#id} and \\{# a #}"),
    ],
)  # fmt: skip
def test_code_is_found(text: str, expected: str) -> None:
    """Whatever begins first wins, and what is not closed is no code."""
    assert outside(text) == expected


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_masking_and_restoring_change_nothing(text: str) -> None:
    """A text that no pass changed comes back as it was, and its pieces do not overlap."""
    codes = list(find_code(text))
    assert all(first.end <= second.start for first, second in pairwise(codes))
    assert all(code.start < code.end for code in codes)
    masked = mask_code(text)
    assert masked.restore(masked.text) == text


def test_code_follows_its_placeholder_into_a_quote() -> None:
    """A pass may put text into a quote: each line of the code gets its sign."""
    masked = mask_code("a\n\n```\nb\n\nc\n```\n\n    d\n    e")
    quoted = re.sub("(?m)^", "> ", masked.text)
    assert masked.restore(quoted) == "> a\n> \n> ```\n> b\n> \n> c\n> ```\n> \n>     d\n>     e"


def test_code_leaves_a_list_with_its_placeholder() -> None:
    """The indentation of a list goes where the code leaves it."""
    masked = mask_code("- a\n\n  ```\n  b\n    c\n  ```")
    assert masked.restore(masked.text.replace("- ", "").replace("\n  ", "\n")) == "a\n\n```\nb\n  c\n```"


@pytest.mark.parametrize(
    "unit",
    ["`", "``a`", "```\n", "{% raw %}", "{%", "{{", "{{<", "<pre>", "<!--", "{% highlight a %}", "- ", "> ", "    a\n\n", "{# ",
     '{% "%}', "[^1]: a\n\n    b\n", "~~~\n> ", "{{< code >}}{% raw %}"],
)  # fmt: skip
def test_hostile_texts_are_bounded(unit: str) -> None:
    """Openings that nothing closes cost linear time: quadratic run time would not end."""
    text = unit * (150_000 // len(unit))
    masked = mask_code(text)
    assert masked.restore(masked.text) == text
    assert sum(1 for _ in find_code(text)) <= len(text)
