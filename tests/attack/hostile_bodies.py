"""Bodies made to take minutes or gigabytes, by kind: each repeats a piece until it has the size that is asked for."""

from __future__ import annotations

from typing import NamedTuple

FIRST, LAST = "前文", "後文"
"""words before and after the hostile part, which must be readable"""
_HEAD = "---\ntitle: 港口\ndate: 2024-02-07T22:30:00.000Z\nfrom: https://example.org/1\ntags: [ 港 ]\n---\n"


class HostileBody(NamedTuple):
    """A body that repeats a piece."""

    name: str
    piece: str
    """repeated; `{}` in it stands for the number of the repetition"""
    before: str = ""
    after: str = ""
    most: int = 10_000_000
    """bytes beyond which it only grows longer"""
    words: tuple[str, ...] = (FIRST, LAST)
    """what must be readable: a comment or an element that is never closed hides what follows"""

    def hostile(self, size: int) -> str:
        """Return the hostile part, of about `size` bytes."""
        size = min(size, self.most)
        numbered = self.piece.replace("{}", "{0:x}") if "{}" in self.piece else ""
        longest = len(self.piece.encode()) + numbered.count("{0:x}") * (len(f"{size:x}") - 2)
        if not numbered:
            return self.before + self.piece * (size // longest) + self.after
        pieces = (self.piece.replace("{}", f"{number:x}") for number in range(size // longest))
        return self.before + "".join(pieces) + self.after


class Html(HostileBody):
    """A body of HTML."""

    form = "html"

    def text(self, size: int) -> str:
        """Return the text of a file."""
        return f"{_HEAD}<div><p>{FIRST}</p>{self.hostile(size)}<p>{LAST}</p></div>\n"


class Markdown(HostileBody):
    """A body of Markdown."""

    form = "markdown"

    def text(self, size: int) -> str:
        """Return the text of a file."""
        return f"{_HEAD}\n{FIRST} **一**\n\n{self.hostile(size)}\n\n{LAST} **二**\n"


class Field(HostileBody):
    """A field of the front matter, or several."""

    form = "field"

    def text(self, size: int) -> str:
        """Return the text of a file."""
        return f"---\n{self.hostile(size)}\n---\n\n{FIRST} **一**\n\n{LAST} **二**\n"


HTML = (
    Html("distinct-formats", "<p><b id=n{}>w "),
    Html("same-formats", "<p><b><i>w "),
    Html("fonts", "<p><font color=c{}>w"),
    Html("formats-in-cells", "<td><b id=n{}>w", "<table><tr>"),
    Html("misnested", "<b>1<p>2</b>3</p>"),
    Html("misnested-links", "<a href=/{}><div>x"),
    Html("adoption", "<a><b><div></a>w"),
    Html("open-divs", "<div>w"),
    Html("deep", "<div>", after="</div>" * 2_000),
    Html("open-spans", "<span class=a{}>w"),
    Html("quotes-with-paragraphs", "<blockquote><p>w"),
    Html("lists-in-lists", "<ul><li>w"),
    Html("definitions", "<dl><dt>a<dd>b"),
    Html("definitions-in-definitions", "<dl><dd>"),
    Html("items", "<li>w"),
    Html("lists", "<ul><li>w</ul>"),
    Html("ordered-lists", "<ol><li>w</ol>"),
    Html("ordered-items", "<li>w", "<ol><li>w</ol><ol>", "</ol>"),
    Html("options", "<option>w", "<select>", "</select>"),
    Html("buttons", "<button>w"),
    Html("headings", "<h1>w"),
    Html("nobr", "<nobr>w"),
    Html("tables", "<table><tr><td>w"),
    Html("tables-without-cells", "<table>w"),
    Html("columns", "<td>c", "<table><tr>", "</table>"),
    Html("rows", "<tr><td>a<td>b<td>c", "<table>", "</table>"),
    Html("spans", "<td colspan=1000 rowspan=65000>c", "<table><tr>", "</table>"),
    Html("wide-rows", "<tr>" + "<td>cell" * 200, "<table>", "</table>"),
    Html("foster-parents", "<table>a<b>", most=100_000),
    Html("unknown", "<z{}>w</z{}>"),
    Html("unknown-open", "<z{}>w"),
    Html("custom", "<a-b{} src=/a.jpg></a-b{}>"),
    Html("attributes", " a{}=b", "<p", ">w</p>"),
    Html("long-attribute", "x", '<p title="', '">w</p>'),
    Html("open-attribute", "x", '<p title="', words=(FIRST,)),
    Html("classes", "c{} ", '<p class="', '">w</p>'),
    Html("styles", "a:b;", '<p style="', 'display:block">w</p>'),
    Html("pictures", '<img src="/{}.jpg" alt="p">'),
    Html("pictures-of-sets", "a{}.jpg 1x,", '<img srcset="', '">'),
    Html("frames", '<iframe src="https://example.org/{}"></iframe>'),
    Html("links", '<a href="/{}">w</a> '),
    Html("anchors", '<a id="n{}" href="#m{}">1</a><a id="m{}" href="#n{}">2</a>'),
    Html("long-word", "w"),
    Html("long-address", "a", '<a href="https://example.org/', '">w</a>'),
    Html("blanks-in-pre", " ", "<pre>left", "right</pre>"),
    Html("nbsp-in-pre", "&nbsp;", "<pre>left", "right</pre>"),
    Html("lines-in-pre", "w\n", "<pre>", "</pre>"),
    Html("form-feeds-in-pre", "\f", "<pre>left", "right</pre>"),
    Html("form-feeds", "\f", "<p>left", "right</p>"),
    Html("soft-hyphens", "\u00ad", "<p>left", "right</p>"),
    Html("zero-width", "w\u200b", "<p>", "</p>"),
    Html("separators", "\u2028", "<p>left", "right</p>"),
    Html("combining", "\u0301", "<p>e", "</p>"),
    Html("marks-on-letters", "e\u0301\u0327", "<p>", "</p>"),
    Html("selectors", "字\ufe0f", "<p>", "</p>"),
    Html("selectors-of-ideographs", "字\U000e0101", "<p>", "</p>"),
    Html("selectors-alone", "\ufe0f", "<p>e", "</p>"),
    Html("blanks-beside-chinese", "字 ", "<p>", "</p>"),
    Html("right-to-left", "\u05d0b", "<p>", "</p>"),
    Html("direction-marks", "\u202e\u2066a", "<p>", "</p>"),
    Html("thai", "\u0e01\u0e33\u0e25\u0e31\u0e07", "<p>", "</p>"),
    Html("emoji", "\U0001f468\u200d", "<p>", "</p>"),
    Html("references", "&amp", "<p>", "</p>"),
    Html("digits", "1", "<p>&#", ";</p>"),
    Html("comments", "<!--", words=(FIRST,)),
    Html("comments-closed", "<!--w-->"),
    Html("cdata", "<![CDATA[w", most=1_000_000),
    Html("scripts", "<script>", after="</script>"),
    Html("styles-of-pages", "p{color:red}", "<style>", "</style>"),
    Html("templates", "<template><p>w", words=(FIRST,)),
    Html("svg", "<svg><g><text>w"),
    Html("math", "<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"),
    Html("deep-math", "<msqrt>", "<math>", "</math>"),
    Html("noscript", "<noscript><img src=/a.jpg></noscript>"),
    Html("details", "<details><summary>w</summary>"),
    Html("ruby", "<ruby>字<rt>w"),
    Html("superscripts", "<sup>1</sup>"),
    Html("breaks", "<br>"),
    Html("rules", "<hr>"),
    Html("figures", "<figure><img src=/a.jpg><figcaption>w"),
    Html("bbcode", "[b][url=/{}]w"),
    Html("angles", "<"),
    Html("angles-closed", "<>"),
    Html("mails", "<a data-cfemail=4a>w</a>"),
    Html("hashtags", "#w{} "),
    Html("addresses", "https://example.org/{} "),
    Html("times", "0:{} w ", "0:00 a "),
    Html("style-parens", "(", '<p style="background:url(', '">w</p>'),
    Html("styled-open", '<span style="font-weight:bold">w'),
    Html("annotation", "<math><annotation-xml encoding=text/html><div>w"),
    Html("named-references", "&CounterClockwiseContourIntegral;", "<p>", "</p>"),
    Html("escaped-tags", "&lt;p&gt;w&lt;/p&gt;", "<p>", "</p>"),
    Html("escaped-escapes", "&amp;amp;amp;", "<p>", "</p>"),
    Html("ruby-many", "<rt>w", "<ruby>字", "</ruby>"),
    Html("notes-of-notes", '<p id="fn{}">w <sup><a href="#fn{}0">1</a></sup></p>'),
    Html("notes-same", '<sup><a href="#fn">1</a></sup>', "", '<p id="fn">w</p>'),
    Html("terms-and-words", "<dt>w<dd>v", "<dl>", "</dl>"),
    Html("abbreviations", '<abbr title="w{}">w</abbr> '),
    Html("captions", "<caption>w", "<table>", "</table>"),
    Html("heads", "<thead><tr><th>w<tbody><tr><td>v", "<table>", "</table>"),
    Html("pre-strings", "'\"", '<pre><code class="language-python">', "</code></pre>"),
    Html("jamo", "\u1100\u1161\u11a8", "<p>", "</p>"),
    Html("flags", "\U0001f1f9\U0001f1fc", "<p>", "</p>"),
    Html("apostrophes", "’s", "<p>U.S.", "</p>"),
    Html("menus", "<menu><li>w"),
    Html("br-lines", "w<br>", "<p>", "</p>"),
    Html("mathml-scripts", "<msup><mi>w</mi>", "<math>", "</math>"),
    Html(
        "tweets",
        '<blockquote class="twitter-tweet">w<a href=https://twitter.com/a/status/{}>v</a></blockquote>',
    ),
)
MARKDOWN = (
    Markdown("prose", "The ferry left the pier before the storm. **Nobody** saw its `lights`.\n\n"),
    Markdown("open-strong", "**a "),
    Markdown("tables-with-captions", "[v]\n| a | b |\n|---|---|\n| c | d |\n\n"),
    Markdown("tables-between-hyphens", "a    b\n---- ----\nc    d\n\n"),
    Markdown("emphasis", "*a_b"),
    Markdown("delimiters", "*_"),
    Markdown("stars", "*"),
    Markdown("strikes", "~~a "),
    Markdown("brackets", "["),
    Markdown("pairs-of-brackets", "[]("),
    Markdown("nested-brackets", "[a", after="](b)" * 2_000),
    Markdown("pictures-open", "![a]("),
    Markdown("links-of-angles", "[a](<b"),
    Markdown("references", "[a{}][b{}]\n\n"),
    Markdown("definitions", "[a{}]: /b{}\n"),
    Markdown("footnotes", "[^{}]\n\n[^{}]: w\n\n"),
    Markdown("footnotes-open", "[^{}]: w\n\n"),
    Markdown("inline-notes", "^[a"),
    Markdown("backticks", "`" * 3 + "a`"),
    Markdown("runs-of-backticks", "`a``b```c"),
    Markdown("fences", "```\n"),
    Markdown("fences-of-tildes", "~~~\n"),
    Markdown("quotes", ">"),
    Markdown("quotes-of-lines", "> > > > w\n"),
    Markdown("lists", "- "),
    Markdown("indents", " ", "- a\n", "- b"),
    Markdown("items", "1. w\n"),
    Markdown("rules", "- - -\n"),
    Markdown("table", "|a|b|c|\n", "|a|b|c|\n|-|-|-|\n"),
    Markdown("table-columns", "a|", "|" + "-|" * 2_000 + "\n|" + "-|" * 2_000 + "\n"),
    Markdown("headings", "# w\n"),
    Markdown("setext", "w\n=\n"),
    Markdown("autolinks", "<a:"),
    Markdown("html-blocks", "<div>\n\n"),
    Markdown("html-inline", "a <b "),
    Markdown("entities", "&#x41;&"),
    Markdown("digits", "1", "&#", ";"),
    Markdown("escapes", "\\*"),
    Markdown("line-breaks", "a\\\n"),
    Markdown("formulas", "$a "),
    Markdown("formula", "\\frac{a}{b}*", "$$", "$$"),
    Markdown("braces", "\\a{", "$", "$"),
    Markdown("wiki", "[[w{}|"),
    Markdown("wiki-closed", "[[w{}]] "),
    Markdown("marks", "==a "),
    Markdown("percents", "%%a"),
    Markdown("callouts", "> [!note] w\n> a\n\n"),
    Markdown("admonitions", "!!! note\n    w\n\n"),
    Markdown("containers", ":::note\n"),
    Markdown("kramdown", "{: .a}\n"),
    Markdown("emoji", ":a"),
    Markdown("liquid", "{% if a %}"),
    Markdown("liquid-open", "{% a"),
    Markdown("raw", "{% raw %}"),
    Markdown("shortcodes", "{{< a >}}"),
    Markdown("braces-open", "{{ a"),
    Markdown("definition-lists", "a\n: b\n"),
    Markdown("tasks", "- [ ] w\n"),
    Markdown("embedded", "A", "![p](data:image/png;base64,", ")"),
    Markdown("imports", "import A{} from 'a'\n"),
    Markdown("components", "<Abc{}>\n"),
    Markdown("blanks", " ", "left", "right"),
    Markdown("line-ends", "\n"),
    Markdown("no-breaks", "\u00a0", "left", "right"),
    Markdown("triple-closed", "***a*** "),
    Markdown("definition-titles", '[a{}]: /b "c\n'),
    Markdown("reference-pairs", "[a][a] ", after="\n\n[a]: /b 't'\n"),
    Markdown("reference-long", "[a][", after="]\n\n[a]: /b"),
    Markdown("notes-of-notes", "[^{}]: w [^{}0]\n\n"),
    Markdown("notes-circle", "w[^a] ", after="\n\n[^a]: w [^b]\n\n[^b]: v [^a]\n"),
    Markdown("notes-in-notes", "[^{}]: [^{}]: ", "w[^0]\n\n"),
    Markdown("inline-notes-nested", "^[", after="]" * 2000),
    Markdown("list-of-fence", "- ```\n"),
    Markdown("lists-deeper", "- w\n  - v\n    - u\n      - t\n"),
    Markdown("stars-and-dashes", "* w\n- v\n"),
    Markdown("fence-yaml", "a: &b\n", "```yaml\n", "```"),
    Markdown("table-escapes", "\\|a", "|a|b|\n|-|-|\n|", "|"),
    Markdown("html-mixed", "<b>*a</b>* "),
    Markdown("tex-fractions", "\\frac{", "$", "$"),
    Markdown("tex-macros", "\\newcommand{\\a}{\\a\\a}", "$", "\\a$"),
    Markdown("spoilers-of-reddit", ">!a "),
    Markdown("directives-open", ":a["),
    Markdown("link-titles", '[a](b "'),
    Markdown("mdx-braces", "{", "import A from 'a'\n\n<Abc b={", "/>"),
    Markdown("chinese-emphasis", "**字，**"),
    Markdown("chinese", "港口的船在風暴之前離開了碼頭，沒有人看見它的燈。"),
)
FIELDS = (
    Field("title", "t", "title: "),
    Field("author", "a", "title: t\nauthor: "),
    Field("address", "a", "title: t\nfrom: https://example.org/"),
    Field("tag", "t", "title: t\ntags: [", "]"),
    Field("tag-hashes", "#", "title: t\ntags: [", " a]"),
    Field("tags", "t{}, ", "title: t\ntags: [", "z]"),
    Field("list", "- t{}\n", "title: t\ntags:\n"),
    Field("date", "2", "title: t\ndate: "),
    Field("date-words", "May ", "title: t\ndate: "),
    Field("description", "w ", "title: t\ndescription: "),
    Field("keys", "k{}: v\n", "title: t\n"),
    Field("aliases", "a{}: &a{} [*a, *a]\n", "title: t\na: &a [x]\n"),
    Field("mappings", "{a: ", "title: t\nb: "),
    Field("lists", "[", "title: t\nb: "),
    Field("quotes", "\\n", 'title: "', '"'),
    Field("open-quote", "a", 'title: "'),
    Field("block", "  w\n", "title: t\ndescription: |\n"),
    Field("authors", "  - name: a{}\n", "title: t\nauthors:\n"),
    Field("nested", "a{}.", "title: t\n", ": b"),
    Field("title-entities", "&amp;", "title: "),
    Field("question", "? ", "title: t\na:\n  "),
    Field("flow", "{a: [", "title: t\nb: "),
    Field("merges", "<<: *a\n", "title: t\na: &a {b: c}\n"),
    Field("documents", "...\n", "title: t\n"),
    Field("address-host", "a.", "title: t\nfrom: https://"),
    Field("author-and", "a and ", "title: t\nauthor: "),
    Field("escapes-wide", "\\U0001f600", 'title: "', '"'),
)
BODIES: tuple[Html | Markdown | Field, ...] = (*HTML, *MARKDOWN, *FIELDS)
MEDIUM, LARGE, HUGE = 300_000, 1_990_000, 7_990_000
"""bytes: below that from which every body is converted under limits, near the most that is converted at all, and near the
most that is read of a file"""
