"""Dialects of Markdown: wiki links, marks, attributes, abbreviations, fences, and verse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article
from reader.convert.dialects.verse import is_verse
from reader.convert.markdown import convert


def article(body: str) -> Article:
    """Return the article of a Markdown body."""
    return convert(f"A first paragraph.\n\n{body}", title="題", source="")


def markdown(body: str) -> str:
    """Return the Markdown of a body's article, without the first paragraph."""
    return article(body).markdown.removeprefix("A first paragraph.").strip("\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See [[Harbour log]].", "See [Harbour log](wiki:Harbour%20log)."),
        ("See [[港口 日誌|那本日誌]]。", "See [那本日誌](wiki:%E6%B8%AF%E5%8F%A3%20%E6%97%A5%E8%AA%8C)。"),
        ("See [[Log#Third day]].", "See [Log > Third day](wiki:Log#Third%20day)."),
        ("See [[Log#^a1b2c3|there]].", "See [there](wiki:Log)."),
        ("See [[notes/Log.md]].", "See [notes/Log](wiki:notes/Log)."),
        ("| a | b |\n| - | - |\n| [[Log\\|x]] | y |", "| a | b |\n| --- | --- |\n| [x](wiki:Log) | y |"),
        ("See ![[Log]] here.", "See [Log](wiki:Log) here."),
        ("![[a boat.png|300]]", "![](a%20boat.png)"),
        ("![[boat.jpg|A boat]]", '![](boat.jpg "A boat")'),
        ("See [[Log | that one]].", "See [that one](wiki:Log)."),
        ("[[a]]\r\n{: .x}\r\n", "[a](wiki:a)"),
        ("[[a]][[b]]", "[a](wiki:a)[b](wiki:b)"),
        # no wiki links
        ("A note [[1]](https://b.example/).", "A note [\\[1\\]](https://b.example/)."),
        ("A note [[1]].\n\n[1]: https://b.example/", "A note \\[[1](https://b.example/)\\]."),
        ("A note [[12]].", "A note \\[\\[12\\]\\]."),
        ("`[[ -f x ]]` and [[ -f x ]]", "`[[ -f x ]]` and \\[\\[ -f x \\]\\]"),
        ("```\n[[a]]\n```", "```\n[[a]]\n```"),
        # marks, comments, block ids
        ("Some ==marked *words*== here.", "Some *marked words* here."),
        ("這是==「重點」==文字。", "這是*「重點」*文字。"),
        ("x==1 and y==2, a == b == c", "x==1 and y==2, a == b == c"),
        ("Words %%hidden%% more.", "Words more."),
        ("Words.\n\n%%\nhidden\n\nmore\n%%\n\nEnd.", "Words.\n\nEnd."),
        ("50%% of 100%% is", "50%% of 100%% is"),
        ("A line. ^a1b2c3", "A line."),
        ("- one ^first\n- two", "- one\n- two"),
        ("It is x ^ y and ^_^", "It is x ^ y and ^\\_\\^"),
        ("H~2~O and x^2^ and ~~gone~~", "H2O and x^2 and ~~gone~~"),
        ("++added words++ to C++ or C++.", "added words to C++ or C++."),
        (":smile: and :no_such_name: at 10:30:45", "😄 and :no\\_such\\_name: at 10:30:45"),
        # what Zenn and Hashnode embed
        ("@[youtube](abcdefghijk)", "▶ [Video: youtube.com](https://www.youtube.com/watch?v=abcdefghijk)"),
        ("@[card](https://b.example/x)", "<https://b.example/x>"),
        ("%[https://b.example/x]", "<https://b.example/x>"),
        ("[[Low tide|sea.tide.low#ebb]] [[a|sea.tide.low]] [[b|dendron://sea/c.d]]", "[Low tide](wiki:sea.tide.low#ebb) [a](wiki:sea.tide.low) [b](wiki:c.d)"),
        ("[[Node|node.js]] [[Tide^a1b2|low]]", "[node.js](wiki:Node) [low](wiki:Tide)"),
        ("@[code js{2-3}](./x.js) and\n\n<<< @/y.js#part{2}\n\n<<< not this", "[./x.js](./x.js) and\n\n[y.js](y.js)\n\n<<< not this"),
        ("[https://b.example/x:embed:cite] [https://b.example/y:title=A boat]", "<https://b.example/x> [A boat](https://b.example/y)"),
        ("[f:id:mei:20240501120000j:plain]", "![](https://cdn-ak.f.st-hatena.com/images/fotolife/m/mei/20240501/20240501120000.jpg)"),
        ("[https://b.example/x:title](/y) [https://b.example]", "[https://b.example/x:title](/y) \\[<https://b.example>\\]"),
        ("%[https://vimeo.com/12345]", "▶ [Video: vimeo.com](https://vimeo.com/12345)"),
        ("`@[card](x)`, @[someone](x), a%[b]", "`@[card](x)`, @[someone](x), a%\\[b\\]"),
        ('![Boats at sea](b.png align="left" width="30")', '![](b.png "Boats at sea")'),
        # edits and keys
        ("{++new++} {--gone--} and {~~old~>newer~~} {==seen==} {>>why<<}", "new ~~gone~~ and ~~old~~ newer *seen* (why)"),
        ("Press ++ctrl+alt+del++, a+b and 1++2.", "Press `Ctrl+Alt+Del`, a+b and 1++2."),
        # kramdown and Pandoc
        ("| a | b |\n| - | - |\n| c | d |\n|=====\n| - | e |", "| a | b |\n| --- | --- |\n| c | d |\n| - | e |"),
        ("+---+----+\n| a | b  |\n+===+====+\n| c | d  |\n|   | e  |\n+---+----+", "| a | b |\n| --- | --- |\n| c | d e |"),
        ("+---+---+\n| a | b |\n+---+---+\n| c | d |\n| e | f |\n+---+---+", "| a | b |\n| --- | --- |\n| c | d |\n| e | f |"),
        ("One.\n^\nTwo.", "One.\n\nTwo."),
        ('--8<-- "notes/tide.md"', "[notes/tide.md](notes/tide.md)"),
        ("HTML is there.\n*[HTML]: Hyper\n*[XX]: never\nMore.", "HTML (Hyper) is there. More. XX: never"),
        ("A paragraph.\n{: .lead #x}\n\nMore.", "A paragraph.\n\nMore."),
        ("[words](https://b.example/){:target=\"_blank\"} on", "[words](https://b.example/) on"),
        ("**words**{: .x} on", "**words** on"),
        ('![](a.png){:.icon width="70"}', "![](a.png)"),
        ('![](a.png){: .a\nwidth="70" height="7"}', "![](a.png)"),
        ('![](a.png) {:.icon width="70"}', "![](a.png)"),
        ('<img src="a.png">{:.icon}', "![](a.png)"),
        ("a (b) {:b=>2, :c=>3}", "a (b) {:b=>2, :c=>3}"),
        ("## A heading {#an-id .class}", "## A heading"),
        ('## A heading { #an-id data-label="Words" }', "## A heading"),
        ("[:material-bug: Report](/b) :octicons-tag-24: 1:02-03:04", "[Report](/b) 1:02-03:04"),
        (":material-bug:{ .red } Report", "Report"),
        ("Words.\n{ .annotate }\n\n{ x }", "Words.\n\n{ x }"),
        ("[a](/b){ .button rel=nofollow }", "[a](/b)"),
        ("## Sets {a, b}", "## Sets {a, b}"),
        ("[small]{.smallcaps} *x*{.y} {not me}", "small *x* {not me}"),
        ("* The contents\n{:toc}\n\nText.", "Text."),
        ("[TOC]\n\nText.", "Text."),
        ("[[_TOC_]]\n\nText. [toc] stays", "Text. \\[toc\\] stays"),
        ("{::comment}\nhidden\n{:/comment}\n\nText.", "Text."),
        ("{::nomarkdown}\nText.\n{:/}", "Text."),
        ("`{: .x}` stays", "`{: .x}` stays"),
        ("The HTML of HTML.\n\n*[HTML]: Hypertext\n*[CSS]: Sheets", "The HTML (Hypertext) of HTML.\n\nCSS: Sheets"),
        ("用 OCR 辨識。\n\n*[OCR]: 文字辨識", "用 OCR（文字辨識） 辨識。"),
        ("- a\n  collapsed:: true\n  id:: 6400-aa\n- b", "- a\n- b"),
        # pictures, films, sounds
        ("![A boat](a.png =100x200)", '![](a.png "A boat")'),
        ("![A boat](a.png \"t\" =50%x)", '![](a.png "A boat")'),
        ("![A boat|200](a.png)", '![](a.png "A boat")'),
        ("![A boat](a.png){width=50%}", '![](a.png "A boat")'),
        ("x = ![A](a.png) = 3", "x =\n\n![](a.png \"A\")\n\n= 3"),
        # code and tasks
        ("```{r echo=FALSE}\nx <- 1\n```", "```r\nx <- 1\n```"),
        ("``` {.python .numberLines}\nx\n```", "```python\nx\n```"),
        ("```js {1,3-4}\nx\n```", "```js\nx\n```"),
        ("```mermaid\ngraph\n```", "```mermaid\ngraph\n```"),
        ("- [-] dropped\n- [/] half\n- [x] done\n- [-]", "- [ ] dropped\n- [ ] half\n- [x] done\n- \\[-\\]"),
        # emphasis beside Chinese
        ("**甲乙****丙丁**，又**“庚辛！”**2008 年。", "**甲乙丙丁**，又**“庚辛**！”2008 年。"),
        ("ภาษา**ไทย(thai)**ครับ", "ภาษา**ไทย(thai)**ครับ"),
        ("**one****two** a****b", "**onetwo** a\\*\\*\\*\\*b"),
        ("這是**中文(英文)**2008 與2008**“庚”**又", "這是**中文(英文**)2008 與2008“**庚”**又"),
        # verse
        ("床前明月光，\n疑是地上霜。", "床前明月光，\\\n疑是地上霜。"),
        ("The sea is wide\nThe boat is small\nAnd no one calls", "The sea is wide\\\nThe boat is small\\\nAnd no one calls"),
        ("one\\\ntwo  \nthree", "one\\\ntwo\\\nthree"),
    ],
)  # fmt: skip
def test_each_dialect(body: str, expected: str) -> None:
    """What a program writes beyond CommonMark becomes what it says, and what only looks like it stays."""
    assert markdown(body) == expected


def test_wiki_links_are_links() -> None:
    """A wiki link is among the links of the article, with its words."""
    links = article("[[Harbour log#Day|words]]").links
    assert [(link.text, link.url) for link in links] == [("words", "wiki:Harbour%20log#Day")]


def test_links_to_headings_of_the_page() -> None:
    """A link to a heading of the same note leads to that heading."""
    assert "[Third day](#Third%20day)" in markdown("[[#Third day]]\n\n## Third day\n\nx")


@pytest.mark.parametrize(
    "address", ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://vimeo.com/12345"]
)
def test_films_embedded_as_pictures(address: str) -> None:
    """An address of a film in the place of a picture becomes the line of a film."""
    body = article(f"![]({address})")
    assert body.markdown.count("▶ [") == 1
    assert address in [link.url for link in body.links]
    assert not body.images


def test_words_of_code_titles_stay() -> None:
    """The file name or title of a code block stands beside it."""
    for info in ('python title="boat.py"', "python:boat.py", "{.python filename=boat.py}"):
        found = markdown(f"```{info}\nx = 1\n```")
        assert found.count("boat.py") == 1
        assert "```python\nx = 1\n```" in found


@pytest.mark.parametrize(
    "paragraph",
    [
        "海上生明月\n天涯共此時",
        "비가 온다\n바다는 조용하다\n배는 오지 않는다",
        "輕輕的我走了，\n正如我輕輕的來；\n我輕輕的招手，",
        "Harbour Office\n12 Quay Street\nPort Example",
        "The boats have left the quay before the day,\nAnd with them half the songs I ever knew,\nTheir sails a narrow line across the bay,\nTheir lanterns few.",
        "Tell me, where is the boat,\nThe boat with the yellow sail,\nGone with the morning tide?",
    ],
)
def test_verse(paragraph: str) -> None:
    """Short lines that end as verse, lyrics and addresses do are verse."""
    assert is_verse(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The harbour office keeps a log of all the boats\nthat come and go, and of those that are only\nsaid to.",
        "The Harbour Office keeps a log. It names All\nBoats that come and go. Those that Are Only\nSaid to are named in another one, kept.",
        "It came.\nIt went.\nIt was a boat.",
        "港務局保存一本日誌，記下所有進港與出港的船隻，以及只在傳說裡出現的那些船，\n還有它們的主人。",
        "[![A](https://b.example/a.svg)](https://b.example)\n[![B](https://b.example/b.svg)](https://b.example)\n[![C](c.svg)](d)",
        "詳細請參閱 [港務局的公告](https://b.example/news/2024/05/harbour-closed)\n和[日誌](https://b.example/log)",
        "第一句在這裡。\n第二句在這裡。",
        "we write one clause to a line,\nas some people do,\nso that changes are easy to see",
    ],
)
def test_prose_is_no_verse(paragraph: str) -> None:
    """Wrapped prose, sentences line by line, and rows of badges are no verse."""
    assert not is_verse(paragraph)


SIGNS = ["[[", "]]", "![[", "==", "++", "%%", "^", "~", "{:", "}", "{", "::", ":::", "note", "|", "\n", "\n\n", "> ", "[!tip]",
         "!!! ", "$", "$$", "\\(", "\\)", "\\[", "\\]", "`", "```", "*[", "]: ", "a", "字", " ", "    ", "- ", "[TOC]", "\\begin{align}",
         "\\end{align}", "!", "(", ")", "1", "=", "x^2", ":smile:", "\x02", "\x0e", "{{", "{%"]  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=40).map("".join))
def test_words_are_never_lost(body: str) -> None:
    """Whatever signs stand around it, converting never raises, and a word after them is there."""
    found = article(f"{body}\n\nUNMISTAKABLE words.")
    assert "UNMISTAKABLE" in found.text or "%%" in body or "comment" in body


@pytest.mark.parametrize("sign", ["[[", "==a", "++a", "%%a ", ":::tip\n", "!!! note\n", "$a", "$$a\n", "\\(a", "x^2", "a~2", ":a:",
                                  "[a]{.b", "![a](b =1", "> [!note] a\n\n", "\\begin{align}\n", "$`a", "*[A]: b\n"])  # fmt: skip
def test_a_body_of_one_sign(sign: str) -> None:
    """A body of nothing but an opening sign comes to an end."""
    body = sign * (15_000 // len(sign))
    assert article(body).text


SIMPLE_TABLE = "| Day | Tide |\n| --- | --- |\n| One | low |\n| 二日 | high \\| dry |"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("  Day  Tide\n-----  -----------\n  One  low\n 二日  high | dry\n", SIMPLE_TABLE),
        (
            "Day    Tide\n-----  -----------\nOne    low\n二日   high | dry\n-----  -----------\n",
            SIMPLE_TABLE,
        ),
        (
            "-----  -----------\nDay    Tide\nOne    low\n二日   high | dry\n-----  -----------\n",
            SIMPLE_TABLE,
        ),
        (
            "-------------\nDay    Tide\n------ ------\nOne    low\n\n二日   high |\n       dry\n-------------\n",
            SIMPLE_TABLE,
        ),
        (
            "Words\n\n---- ----\n\nOther words, which are long\n",
            "Words\n\n---\n\nOther words, which are long",
        ),
        (
            "```\nx\n\nDay Tide\n--- ----\nOne low\n\ny\n```",
            "```\nx\n\nDay Tide\n--- ----\nOne low\n\ny\n```",
        ),
    ],
)
def test_tables_between_lines_of_hyphens(body: str, expected: str) -> None:
    """Words stand in the column in which they begin, over several lines where blank ones part the rows."""
    assert markdown(body) == expected


PIPE_TABLE = "| a | b |\n| --- | --- |\n| 1 | 2 |"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("| a | b |\n|---\n| 1 | 2", PIPE_TABLE),
        ("|---+---|\n| a | b |\n|---+---|\n| 1 | 2 |", PIPE_TABLE),
        ("| a | b |\n|---+---|\n| 1 | 2 |", PIPE_TABLE),
        ("| a | b |\n| 1 | 2 |", PIPE_TABLE),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n[The *sand*]", f"{PIPE_TABLE}\n\nThe *sand*"),
        ("[The sand][s]\n| a | b |\n|---|---|\n| 1 | 2 |", f"The sand\n\n{PIPE_TABLE}"),
        ("| | Two ||\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |", "| a | Two<br>b | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |"),
        ("a | b\nand so on", "a | b and so on"),
        ("+---+---+\n| a b   |\n+---+---+", "```\n+---+---+\n| a b   |\n+---+---+\n```"),
    ],
)  # fmt: skip
def test_tables_beyond_githubs_rules(body: str, expected: str) -> None:
    """A short rule, none, heads of several rows and captions in brackets; cells over several columns are code."""
    assert markdown(body) == expected


TABLE_SIGNS = ["| ", " |", "---", "-- --", " ", "\n", "\n\n", "+--", "[", "]", "字", "a", "```\n", "   ", "\\"]  # fmt: skip


@given(st.lists(st.sampled_from(TABLE_SIGNS), max_size=30).map("".join))
def test_words_among_signs_of_tables_are_never_lost(body: str) -> None:
    """Whatever bars and hyphens stand around it, a word is shown once."""
    assert convert(f"{body}harbour\n\nWords.", title="", source="").text.count("harbour") == 1


def test_notes_of_hatena() -> None:
    """Double parentheses are notes in Japanese, where they do not belong to a formula or a call."""
    assert (
        markdown("潮です((引く[港](https://a.example/)))。")
        == "潮です[^1]。\n\n[^1]: 引く[港](https://a.example/)"
    )
    for text in ("式はf((潮))です", "数は((1))です", "(((潮)))です", "潮((引))"):
        assert markdown(text) == text


def test_line_blocks() -> None:
    """The lines of Pandoc's line blocks are lines; rows of a table are none."""
    assert markdown("| one line\n| two\n|\n| three") == "one line\\\ntwo\n\nthree"
    assert markdown("| a | b |\n| c | d |") == "| a | b |\n| --- | --- |\n| c | d |"


def test_what_may_be_an_exponent_is_no_block_id() -> None:
    """Short marks and numbers stay in the text; a longer one at the end of a block goes."""
    for text in ("^x", "e ^2", "2 ^10", "n ^th"):
        assert convert(f"{text}\n\nWords.\n", title="", source="").text.startswith(text)
    assert convert("Some words ^a1b2c3\n\nWords.\n", title="", source="").text == "Some words\nWords."


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("One %%not this%% two.", "One two."),
        ("==港== %%註%%。", "港。"),
        ("One %%x%%", "One"),
        ("一%%註%%二。", "一二。"),
    ],
)
def test_a_comment_leaves_no_gap(written: str, shown: str) -> None:
    """The blank before a comment goes with it where another one, a mark or nothing follows."""
    assert convert(f"{written}\n\nWords.\n", title="", source="").text == f"{shown}\nWords."
