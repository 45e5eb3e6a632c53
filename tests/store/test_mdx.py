"""MDX: what is code of a page goes, and every word that a reader of the page sees stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.load import from_bytes
from reader.store.lone_components import lone_components_to_markdown
from reader.store.mdx import mdx_to_markdown


def squeezed(text: str) -> str:
    """Return converted MDX with one empty line between blocks."""
    return re.sub(r"\n{3,}", "\n\n", mdx_to_markdown(text)).strip("\n")


@pytest.mark.parametrize(
    "statement",
    [
        "import Layout from '../layout'",
        'import "./styles.css"',
        "import * as React from 'react';",
        'import {\n  Callout,\n\n  Tabs,\n} from "@/components"',
        "import type { Props } from './types'",
        "export const meta = {\n  title: 'It\\'s {here}',\n\n  tags: [\"a\", `b}`],\n}",
        "export const year = 2024",
        "export const words =\n  'a string'",
        "export default ({ children }) => <Layout meta={meta}>{children}</Layout>",
        "export function Box() {\n  // it's a comment with }\n  /* and { another */\n  return <div>\n\n  text</div>\n}",
        "export { default } from './other'\nexport * from './more'",
    ],
)
def test_statements_go(statement: str) -> None:
    """Imports and exports go whole, of one line or many, and nothing beside them does."""
    assert squeezed(f"{statement}\n\nWords.\n\n{statement}\n\nMore words.\n") == "Words.\n\nMore words."


@pytest.mark.parametrize(
    "text",
    [
        "import duties rose in May.",
        "export of rice fell.",
        "importance and exports",
        "```js\nimport a from 'a'\nexport const b = {c}\n<Foo>{d}</Foo>\n```",
        "- item\n\n  ~~~\n  {x} <Y>\n  ~~~",
        "`import a from 'b' {c} <D>` and ``{`}``",
        "The sum $\\frac{a}{b}$ and\n\n$$\n\\sum_{i=0}^{n} {x}\n$$",
        "3 < 4 and 5 > 4, a{b unclosed, <not a tag",
        "\\{escaped\\} and \\<Escaped>",
        "<https://news.example/a> and <ann@news.example>",
        "## A heading {#its-id}",
        "{{< figure src=a.png >}} and {% include b %}",
    ],
)
def test_what_is_no_mdx_stays(text: str) -> None:
    """Prose, code, formulas, templates and addresses are as written."""
    assert mdx_to_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {/* a\n\ncomment */} b", "a  b"),
        ("a {'string'} b {\"c\"} {`d`} {' '}e", "a string b c d  e"),
        ("it is {year} now", "it is `year` now"),
        ("{props.children}", ""),
        (':::tip{title="Look"}\nWords.\n:::', ':::tip{title="Look"}\nWords.\n:::'),
        ("{[1, 2].map(n => <b>word</b>)}", "`````jsx\n[1, 2].map(n => <b>word</b>)\n`````"),
        ("{'\\u6e2f\\u53e3'}", "港口"),
    ],
)
def test_expressions(text: str, expected: str) -> None:
    """Comments go, strings are text, and code with words in it is shown as code."""
    assert squeezed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '<Callout type="warning" title="Look">\n  Words **bold**.\n</Callout>',
            "> [!warning] Look\n> Words **bold**.",
        ),
        ("<Tip>Words</Tip>", "> [!tip]\n> Words"),
        ("<>\nWords\n</>", "Words"),
        ("<Tabs.Item label='npm'>run</Tabs.Item>", "<p><strong>npm</strong></p>\n\nrun"),
        ('<Card title="A &amp; B" description="C" />', "<p><strong>A &amp; B</strong></p>\n\n<p>C</p>"),
        ('Go <Link href="/x">there</Link>.', 'Go <a href="/x">there</a>.'),
        ('<Image src="/a.png" alt="A boat" width={20} />', '<p><img src="/a.png" alt="A boat"></p>'),
        (
            'import cover from "./c.png"\n\n<Image src={cover.src} alt="A" caption="B" />',
            '<figure><img src="./c.png" alt="A"><figcaption>B</figcaption></figure>',
        ),
        ("<Img src={require('./a.jpg')} />", '<p><img src="./a.jpg" alt=""></p>'),
        ("<Video src={`${base}/a.mp4`} />", '<p><video src="/a.mp4" title="" controls></video></p>'),
        (
            '<YouTube id="dQw4w9WgXcQ" title="A film" />',
            '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="A film"></iframe>',
        ),
        (
            '<Tweet id="123" />',
            '<p><a href="https://twitter.com/i/status/123">https://twitter.com/i/status/123</a></p>',
        ),
        (
            '<Embed url="https://a.example/x" title="A page" />',
            '<p><a href="https://a.example/x">A page</a></p>',
        ),
        ("<CodeBlock lang='js'>{`a = {};\nb`}</CodeBlock>", "`````js\na = {};\nb\n`````"),
        (
            '<Quote author="Ann Lee" source="A book">\nWords\n</Quote>',
            "Words\n\n<p>Ann Lee</p>\n\n<p>A book</p>",
        ),
        (
            '<FAQ items={[{q: "What is it?", a: "A boat <3"}, {id: "x1"}]} style={{ font: "a b" }} />',
            "<p>What is it?</p>\n\n<p>A boat &lt;3</p>",
        ),
        (
            '<Gallery images={["/a.jpg", "https://a.example/x"]} />',
            '<p><img src="/a.jpg" alt=""></p>\n\n<p><a href="https://a.example/x">https://a.example/x</a></p>',
        ),
        ("<Toc />\n\n<Sign {...props} onClick={() => go('<b>')} />", ""),
        (
            '<div className="a" style={{color: "red"}}>\n    Words *in* it\n</div>',
            '<div class="a">\n\nWords *in* it\n\n</div>',
        ),
        ("a <span hidden={false} title={'t'}>b</span><br />c", 'a <span title="t">b</span><br>c'),
        ("<style>{`a { b: c }`}</style>\nWords", "Words"),
        ("<Unclosed>\nWords\n\n</Other> more", "Words\n\n more"),
        (
            "<Box>\n\n      Words.\n\n    More.\n\n- item\n\n      in the item\n</Box>",
            "Words.\n\nMore.\n\n- item\n\n      in the item",
        ),
    ],
)
def test_components(text: str, expected: str) -> None:
    """Components are reduced to their words, titles, pictures, videos and addresses."""
    lines = [line.rstrip() for line in squeezed(text).split("\n")]
    assert "\n".join(lines).strip() == expected.replace("      Words", "Words")


def test_a_post(tmp_path: Path) -> None:
    """The body of a .mdx file is read so, and that of Markdown which begins with words is not."""
    data = b"---\ntitle: One\n---\nimport A from 'a'\n\n<A title='T'>Words</A>\n"

    mdx = from_bytes(tmp_path, "a.MDX", data, is_whole=True)
    assert (mdx.post.title, "import" in mdx.body, "T</strong>" in mdx.body) == ("One", False, True)
    markdown = data.replace(b"import", b"Words.\n\nimport")
    assert "import A" in from_bytes(tmp_path, "a.md", markdown, is_whole=True).body


@pytest.mark.parametrize(
    "imports",
    [
        "import A from 'a';",
        "import A from 'a'; import B from \"b\";",
        "import b from 'b'\nimport {B, A} from 'a'",
        "import b from 'b'\n\nimport * as A from 'a'",
    ],
)
def test_a_markdown_file_with_components(tmp_path: Path, imports: str) -> None:
    """Docusaurus reads it as MDX: a component that is imported before the text is used in it."""
    data = f"---\ntitle: One\n---\n\n{imports}\n\nWords.\n\n<A title='T'>More</A>\n".encode()
    body = from_bytes(tmp_path, "a.md", data, is_whole=True).body
    assert ("import" in body, "T</strong>" in body) == (False, True)
    unused = data.replace(b"<A", b"<a").replace(b"</A", b"</a")
    assert "import" in from_bytes(tmp_path, "a.md", unused, is_whole=True).body


def test_a_markdown_file_with_jsx(tmp_path: Path) -> None:
    """An element with an expression as its attribute tells it, but not in code, and not in a page of the web."""
    jsx = "Words.\n\n<span style={{float: 'right'}}>More</span> <Video src={film} title='T' />\n"
    body = from_bytes(tmp_path, "a.md", f"---\ntitle: a\n---\n{jsx}".encode(), is_whole=True).body
    assert ("{" in body, "More" in body) == (False, True)
    for head, text in (
        ("title: a", f"```jsx\n{jsx}\n```\n"),
        ("title: a", "Write `<span style={{a: 1}}>`."),
        ("title: a", "<img src={{ site.url }}/a.png> <a href={{ url }}>b</a>"),
        ("from: https://a.example/b", f"<div>{jsx}</div>"),
    ):
        assert from_bytes(tmp_path, "a.md", f"---\n{head}\n---\n{text}".encode(), is_whole=True).body == text


@pytest.mark.parametrize(
    "part", ["<a {", "{", "<A>", "`", "<a x='", "{'", "export const a = {", "/*{", "$$ ", "<a b={`", "</a>"]
)
def test_hostile_repetition(part: str) -> None:
    """Thousands of unclosed pieces come to an end, with the words between them."""
    assert "words" in mdx_to_markdown(f"words {part * 20_000} words")


PIECES = [
    "<A>",
    "</A>",
    "<b c={d}>",
    "{",
    "}",
    "'",
    '"',
    "`",
    "\n",
    "\n\n",
    "import a from 'b'",
    "export const x =",
    "```",
    "$",
    "\\",
    "/*",
    "*/",
    "<Image src='s' />",
    "  ",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=30))
def test_any_text(pieces: list[str]) -> None:
    """Nothing raises."""
    mdx_to_markdown("".join(pieces))


@given(
    st.lists(
        st.sampled_from(["<A>", "</A>", "<B.C t='u'>", "</B.C>", "{/* c */}", "\n\n", "<br/>", "<>", "</>"]),
        max_size=20,
    )
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    """Every word between tags is there, in order."""
    words = [f"word{number}" for number in range(len(pieces) + 1)]
    text = words[0] + "".join(f" {piece} {word}" for piece, word in zip(pieces, words[1:], strict=True))
    assert re.findall(r"word\d+", mdx_to_markdown(text)) == words


def test_an_exported_object_stands_for_front_matter(tmp_path: Path) -> None:
    """Posts of Next.js export what others write into front matter; real front matter comes before it."""
    exported = (
        "import A from 'a'\n\nexport const metadata = {\n  title: 'It\\'s a boat: {one}',\n  date: new Date(\"2024-03-05\"),\n"
        "  tags: ['sea', \"sun\"], author: `Ann Lee`,\n  nested: { title: 'No' }, count: 3,\n}\n\nWords.\n"
    )
    post = from_bytes(tmp_path, "a.mdx", exported.encode(), is_whole=True)

    assert (post.post.title, post.post.author, post.body.strip()) == (
        "It's a boat: {one}",
        "Ann Lee",
        "Words.",
    )
    assert post.post.date is not None
    assert {tag.name for tag in post.post.tags} >= {"sea", "sun"}
    assert post.post.warnings == ()
    headed = from_bytes(tmp_path, "a.mdx", b"---\ntitle: Mine\n---\n" + exported.encode(), is_whole=True)
    assert (headed.post.title, headed.post.author) == ("Mine", "")
    assert from_bytes(
        tmp_path, "a.mdx", b"export const meta = {\n  title: 'a'\n\nWords", is_whole=True
    ).post.title


@pytest.mark.parametrize(
    ("body", "is_mdx"),
    [
        ("\nimport Boat from '@site/Boat';\n\n<Boat>\nTwo masts.\n</Boat>\n", True),
        ('import Boat from "./boat"\nimport Tabs from "x"\n\n<Boat /> Two masts.\n', True),
        ("import Boat from './boat';\n\nTwo masts, and no element of the name.\n", False),
        ("Words.\n\nimport Boat from './boat';\n\n<Boat />\n", False),
        ("import boat from the yard\n\n<boat>Two masts.</boat>\n", False),
    ],
)
def test_markdown_that_imports_its_components(tmp_path: Path, body: str, is_mdx: bool) -> None:
    """Docusaurus reads .md files as MDX; what only looks so stays as it is."""
    loaded = from_bytes(tmp_path, "a.md", f"---\ntitle: One\n---\n{body}".encode(), is_whole=True)
    assert ("import" not in loaded.body) == is_mdx
    if not is_mdx:
        assert loaded.body == body


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('## A <Badge text="new" :type="kind"/>', "## A new"),
        ('<Film src="https://a.example/b.mp4" @click="go" />', "https://a.example/b.mp4"),
        ('`<Badge text="new"/>`\n\n```\n<Badge text="new"/>\n```', '`<Badge text="new"/>`\n\n```\n<Badge text="new"/>\n```'),
        ('<Badge text="new"> and {x}', '<Badge text="new"> and {x}'),
    ],
)  # fmt: skip
def test_lone_components_in_markdown(written: str, shown: str) -> None:
    """As VuePress has them, where they hold nothing; braces and code around them stay."""
    assert shown in lone_components_to_markdown(written)
