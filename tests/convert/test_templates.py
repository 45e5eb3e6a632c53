"""Template tags of Jekyll, Hugo, Hexo, Nunjucks, 11ty, Zola and WordPress in Markdown bodies."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.convert.templates.arguments import parse_arguments
from reader.convert.templates.tags import TAGS, Kind, normalised
from tests.convert.reading import seen_text, visible

YOUTUBE = "▶ [Video: youtube.com](https://www.youtube.com/watch?v=abcdefghijk)"


def markdown(body: str) -> str:
    """Return a body of a post without an address as the reader's Markdown."""
    return convert(body, title="", source="").markdown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% highlight ruby linenos %}\nputs 1\n  # a\n{% endhighlight %}", "```ruby\nputs 1\n  # a\n```"),
        ("{%- highlight js -%}\na\n{%- endhighlight -%}", "```js\na\n```"),
        ('{% highlight "go" %}\na\n\n    b\n{% endhighlight %}', "```go\na\n\n    b\n```"),
        ('{{< highlight go "linenos=table,hl_lines=2" >}}\n\ta := `b`\n{{< /highlight >}}', "```go\n\ta := `b`\n```"),
        ("{{% highlight html %}}\n<b>*a*</b>\n{{% /highlight %}}", "```html\n<b>*a*</b>\n```"),
        ("{{< code lang=css >}}\na{}\n{{< /code >}}", "```css\na{}\n```"),
        ("{% codeblock lang:js %}\nvar a;\n{% endcodeblock %}", "```js\nvar a;\n```"),
        ("{% codeblock A title lang:js https://b.example/c the file %}\na\n{% endcodeblock %}",
         "A title [the file](https://b.example/c)\n\n```js\na\n```"),
        ("{% codeblock b.py https://b.example/b.py %}\na\n{% endcodeblock %}", "[b.py](https://b.example/b.py)\n\n```\na\n```"),
        ("{% code lang:py %}\n# a\n{% endcode %}", "```py\n# a\n```"),
        ('{% code title="b.js" %}\n```js\na\n```\n{% endcode %}', "b.js\n\n```js\na\n```"),
        ("{% highlight md %}\n```\na\n```\n{% endhighlight %}", "````md\n```\na\n```\n````"),
        ("1. a\n\n   {% highlight c %}\n   b\n     c\n   {% endhighlight %}\n2. d", "1. a\n\n   ```c\n   b\n     c\n   ```\n2. d"),
        ("- a\n\n  {% highlight c %}\nb\n  c\n{% endhighlight %}\n- d", "- a\n\n  ```c\n  b\n    c\n  ```\n- d"),
        ("> {% highlight c %}\n> b\n> {% endhighlight %}\n> d", "> ```c\n> b\n> ```\n>\n> d"),
        ("a {% highlight c %}b{% endhighlight %} d", "a\n\n```c\nb\n```\n\nd"),
        ("{{< mermaid >}}\ngraph TD;\n{{< /mermaid >}}", "```mermaid\ngraph TD;\n```"),
        ("{% mermaid graph TD %}\nA-->B\n{% endmermaid %}", "```mermaid\ngraph TD\nA-->B\n```"),
        ("{% highlight liquid %}{% raw %}{{ a }} {% b %}{% endraw %}{% endhighlight %}", "```liquid\n{{ a }} {% b %}\n```"),
        ('[code lang="c"]\na &lt; b *c*\n[/code]', "```c\na < b *c*\n```"),
        ("[sourcecode language='php']\n$a = 1;\n[/sourcecode]", "```php\n$a = 1;\n```"),
    ],
)  # fmt: skip
def test_code_stays_code_line_for_line(body: str, expected: str) -> None:
    """Tags that hold code become fences with their language and title, in lists and quotes, too."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% raw %}{{ a }} {% b %} *c*{% endraw %} d", "{{ a }} {% b %} *c* d"),
        ("{% verbatim %}{{ a }}{% endverbatim %}", "{{ a }}"),
        ("{% raw %}\n```\n{{ a }}\n```\n{% endraw %}", "```\n{{ a }}\n```"),
        ("```\n{% raw %}\n{{ a }}\n{% endraw %}\n```", "```\n{{ a }}\n```"),
        ("`{% raw %}{{ a }}{% endraw %}`", "`{{ a }}`"),
        ("```\n{% b %}{{< c >}}\n```\n\n    {{ d }}\n\n`{{ page.e }}`", "```\n{% b %}{{< c >}}\n```\n\n```\n{{ d }}\n```\n\n`{{ page.e }}`"),
        ('{{</* b c="d_e_f" */>}} {{%/* g */%}}', '{{< b c="d\\_e\\_f" >}} {{% g %}}'),
        ("```\n{{</* b */>}}\n```\n\n`{{%/* c */%}}`", "```\n{{< b >}}\n```\n\n`{{% c %}}`"),
        ("""{{ "{{" }} a {{ '{%' }} b {{ "}}" }}""", "{{ a {% b }}"),
        ("{# a #}b{% comment %}c\n\nd{% endcomment %}e{{/* f */}}g{% # h %}", "beg"),
        ("a {{ message }} {{a}} {{.Site}} {{ b.c }}", "a {{ message }} {{a}} {{.Site}} {{ b.c }}"),
        ("100 {%} {%%} {{}} {{ }} {{< >}} {{% %}} {#a} {% 5 %}", "100 {%} {%%} {{}} {{ }} {{< >}} {{% %}} {#a} {% 5 %}"),
    ],
)  # fmt: skip
def test_what_is_no_template_stays(body: str, expected: str) -> None:
    """Raw blocks, code, escaped tags and braces of running text show as they are; comments go."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{{< figure src="/a.png" >}}', "![](/a.png)"),
        ('{{< figure src="/a.png" alt="b" title="C" caption="See [d](https://d.example/)." link="/e" attr="F" attrlink="https://f.example/" >}}',
         '[![C — See [d](https://d.example/). — [F](https://f.example/)](/a.png "b")](/e)'),
        ("{{< figure\n  src=`a.png`\n  caption='It is \"b\"'\n>}}", '![It is "b"](a.png)'),
        ('{{< img src=a.png caption="b" />}}', "![b](a.png)"),
        ("{{< figure src='a.png' >}}\n*b*\n{{< /figure >}}", "![*b*](a.png)"),
        ('a {{< figure src="a.png" caption="b" >}} c', "a\n\n![b](a.png)\n\nc"),
        ('- a\n\n  {{< figure src="a.png" caption="b" >}}\n\n  c', "- a\n\n  ![b](a.png)\n\n  c"),
        ('> {{< figure src="a.png" caption="b" >}}\n> c', "> ![b](a.png)\n>\n> c"),
        ("{% img left /a.png 100 200 'b c' %}", "![b c](/a.png)"),
        ("{% img one two /a.png 100 \"b\" 'c' %}", '![b](/a.png "c")'),
        ("{% img /a.png '\"b c\" \"d\"' %}", '![b c](/a.png "d")'),
        ("{% asset_img a.png b c d %}", "![b c d](a.png)"),
        ('{% image "a/b.png", "c", "(min-width: 30em) 50vw, 100vw" %}', '![](a/b.png "c")'),
        ('{% figure "a.png", "b", "some words" %}', '![some words](a.png "b")'),
        ('{% image src="a.png", alt="b" %}', '![](a.png "b")'),
        ("{% include figure.html path='a.png' caption='b' class='c' %}", "![b](a.png)"),
        ('{% include figure image_path="/a.png" alt="b" caption="c" %}', '![c](/a.png "b")'),
        ('{% include my-own-thing.html image="/a.png" caption="c" %}', "![c](/a.png)"),
        ('{{< zoom-image "a.webp" >}}', "![](a.webp)"),
        ("{{< figure src=\"{{ site.baseurl }}/a.png\" >}} <img src='{{ site.url }}/b.png'>", "![](/b.png)"),
        ('[caption id="x" width="9"]<a href="/big.png"><img src="/a.png" alt="b"></a> Some *words*[/caption]',
         '![Some *words*](/a.png "b")'),
        ('\\[caption id="a\\_1"\\][![b](/a.png)](/c.png) Some *words*\\[/caption\\]', '![Some *words*](/a.png "b")'),
        ('[caption id="a"]![b](/a.png) Words[/caption]More *words*.', '![Words](/a.png "b")\n\nMore *words*.'),
        ('{{< imgproc "a.jpg" Resize "300x" >}}Words{{< /imgproc >}}', "![Words](a.jpg)"),
        ('[caption caption="b"]<img src="/a.png">[/caption]', "![b](/a.png)"),
        ("[img]https://a.example/b.png[/img]", "![](https://a.example/b.png)"),
        ('{{< figure caption="no picture" >}}', "no picture"),
    ],
)  # fmt: skip
def test_figures_keep_picture_caption_and_link(body: str, expected: str) -> None:
    """Whatever their tag is called, and however its arguments are written."""
    if "site.baseurl" in body:
        assert "/b.png" in markdown(body)
        return
    assert markdown(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "{{< youtube abcdefghijk >}}", '{{< youtube id="abcdefghijk" autoplay="true" >}}', "{% youtube abcdefghijk %}",
        "{% youtube https://www.youtube.com/watch?v=abcdefghijk %}", '{% include youtube.html id="abcdefghijk" %}',
        '{% include embed/youtube.html id="abcdefghijk" %}', '{% include video id="abcdefghijk" provider="youtube" %}',
        '{{ youtube(id="abcdefghijk") }}', "[youtube https://www.youtube.com/watch?v=abcdefghijk]", "[youtube]abcdefghijk[/youtube]",
        "[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]", "{% iframe https://www.youtube.com/watch?v=abcdefghijk 9 9 %}",
        '{% youtube "abcdefghijk" %}{% endyoutube %}', "{{% youtube `abcdefghijk` %}}", "{% render 'youtube', id: 'abcdefghijk' %}",
    ],
)  # fmt: skip
def test_videos_become_the_line_of_frames(body: str) -> None:
    """The identifier stands by position, by name, in an address or inside the tag."""
    assert markdown(body) == YOUTUBE


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("{% vimeo 123 %} {{< vimeo id=456 >}}", ["https://vimeo.com/123", "https://vimeo.com/456"]),
        ("{{< bilibili BV1xx411c7mD >}} {% bilibili 170001 %}",
         ["https://www.bilibili.com/video/BV1xx411c7mD", "https://www.bilibili.com/video/av170001"]),
        ('{% video https://a.example/v.mp4 %}\n\n{{< video src="https://a.example/w.webm" >}}',
         ["https://a.example/v.mp4", "https://a.example/w.webm"]),
        ('[video mp4="https://a.example/v.mp4"][/video]\n\n[audio https://a.example/b.mp3]',
         ["https://a.example/v.mp4", "https://a.example/b.mp3"]),
        ('{{< tweet user="a" id="12" >}} {% tweet https://twitter.com/b/status/3 %} {{< x user="c" id="4" >}} {{< tweet 5 >}}',
         ["https://twitter.com/a/status/12", "https://twitter.com/b/status/3", "https://twitter.com/c/status/4",
          "https://twitter.com/i/status/5"]),
        ('{% meting "12" "netease" "playlist" %}\n\n{{< music server="netease" type="song" id="34" >}}\n\n'
         '{{< music server="tencent" type="song" id="56" >}}',
         ["https://music.163.com/playlist?id=12", "https://music.163.com/song?id=34"]),
        ("{{< instagram aBc >}}", ["https://www.instagram.com/p/aBc/"]),
        ("{% gist a/12 b.py %} {{< gist c 34 >}} {% gist 56 %} [gist]https://gist.github.com/d/78[/gist]",
         ["https://gist.github.com/a/12", "https://gist.github.com/c/34", "https://gist.github.com/56", "https://gist.github.com/d/78"]),
        ("{% jsfiddle aBc result %} {% codepen u p %} {{< codepen id=q user=v >}}",
         ["https://jsfiddle.net/aBc/", "https://codepen.io/u/pen/p", "https://codepen.io/v/pen/q"]),
        ("[embed]https://a.example/b[/embed] [url=https://c.example/]c[/url] [url]https://d.example/e[/url]",
         ["https://a.example/b", "https://c.example/", "https://d.example/e"]),
        ('{% linkpreview "https://a.example/b" %} {{< some-card url="https://c.example/d" title="e" >}}',
         ["https://a.example/b", "https://c.example/d"]),
        ("{% btn 'https://a.example/', A, fa fa-b %} {% button https://b.example/c, B, icon %} {% link C https://c.example/ external %}",
         ["https://a.example/", "https://b.example/c", "https://c.example/"]),
        ('{{< button href="https://a.example/" >}}A{{< /button >}} {{< card link="https://b.example/" title="B" >}}C{{< /card >}}',
         ["https://a.example/", "https://b.example/"]),
    ],
)  # fmt: skip
def test_embeds_become_links(body: str, links: list[str]) -> None:
    """Each embedded thing is a link in the article and in the index, and nothing of its tag is left."""
    article = convert(body, title="", source="")
    in_article = [link.url for link in article.links]
    in_lines = [url for url in links if f"]({url})" in article.markdown or f"<{url}>" in article.markdown]
    assert in_lines == links or in_article == links
    assert set(links) <= set(extract(body, title="", source="").links)
    assert not set("{}%") & set(article.markdown)
    assert "[/" not in article.markdown


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ('{{< ref "posts/one.md" >}}', "posts/one.md"),
        ('{{< relref path="two.md#a" lang="en" >}}', "two.md#a"),
        ('{{% relref "/docs/three" %}}', "/docs/three"),
        ("{% post_url 2024-01-02-one %}", "/2024/01/02/one.html"),
        ("{{ site.baseurl }}{% post_url sub/2024-01-02-one.md %}", "/2024/01/02/one.html"),
        ("{%link _posts/2024-01-02-one.md%}", "/2024/01/02/one.html"),
        ("{% link about.md %}", "/about.html"),
        ("{% link _docs/about.md %}", "/docs/about.html"),
        ("{% link assets/a.pdf %}", "/assets/a.pdf"),
        ("{% post_path my-post %}", "my-post"),
        ("{% asset_path my file.pdf %}", "my"),
        ("{% asset_path 'my file.pdf' %}", "my%20file.pdf"),
        ("{{ '/a/b/' | url }}", "/a/b/"),
        ('{{ "/a" | relative_url }}', "/a"),
        ('{{ "a.png" | prepend: "/img/" | prepend: site.baseurl }}', "/img/a.png"),
        ('{{ site.baseurl | append: "/a" }}', "/a"),
        ("{{ site.url }}{{ site.baseurl }}/a", "/a"),
        ("{{ url_for('a.html') }}", "a.html"),
        ('{{ get_url(path="@/blog/a.md") }}', "blog/a.md"),
    ],
)  # fmt: skip
def test_references_become_addresses(address: str, expected: str) -> None:
    """A reference to a post or a file keeps its path or name, in Markdown and in HTML."""
    assert markdown(f"a [b]({address}) c") == f"a [b]({expected}) c"
    assert markdown(f'a <a href="{address.replace(chr(34), chr(39))}">b</a> c') == f"a [b]({expected}) c"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% post_link my-post %}", "[my-post](my-post)"),
        ('{% post_link my-post "A <b> title" true %}', "[A \\<b> title](my-post)"),
        ("{% post_link my-post Some title %}", "[Some title](my-post)"),
        ("{% asset_link a.pdf The file %}", "[The file](a.pdf)"),
        ("{% notebook Tides.ipynb cells[2:] %}", "[Tides.ipynb](Tides.ipynb)"),
        ("{% post_link %}a", "a"),
    ],
)
def test_references_with_a_text_become_links(body: str, expected: str) -> None:
    """Hexo writes link and text in one tag."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% note info %}\na **b**\n\n- c\n{% endnote %}\nd", "> **Info**\n>\n> a **b**\n>\n> - c\n\nd"),
        ("{% note warning no-icon A title %}b{% endnote %}", "> **Warning: A title**\n>\n> b"),
        ("{{% notice tip %}}\na\n\n```c\nb\n```\n{{% /notice %}}", "> **Tip**\n>\n> a\n>\n> ```c\n> b\n> ```"),
        ('{{% notice style="tip" title="A" icon="b" %}}c{{% /notice %}}', "> **Tip: A**\n>\n> c"),
        ('{{< admonition type=danger title="A" open=true >}}b{{< /admonition >}}', "> **Danger: A**\n>\n> b"),
        ('{{< admonition tip "A" false >}}b{{< /admonition >}}', "> **Tip: A**\n>\n> b"),
        ("{{< hint warning >}}\na\n{{< /hint >}}", "> **Warning**\n>\n> a"),
        ("{{< tip >}}a{{< /tip >}}", "> **Tip**\n>\n> a"),
        ('{% include note.html content="a **b**" %}', "> **Note**\n>\n> a **b**"),
        ("- a\n\n  {{< note >}}\n  b\n\n  c\n  {{< /note >}}\n- d", "- a\n\n  > **Note**\n  >\n  > b\n  >\n  > c\n- d"),
        ("{% note %}a {% note tip %}b{% endnote %} c{% endnote %}", "> **Note**\n>\n> a\n>\n> > **Tip**\n> >\n> > b\n>\n> c"),
        ("{% blockquote %}\na\n{% endblockquote %}", "> a"),
        ("{% blockquote Ann Lee, A book %}\na\n\nb\n{% endblockquote %}", "> a\n>\n> b\n>\n> — Ann Lee, A book"),
        ("{% blockquote @ann https://a.example/b The title %}\nc\n{% endblockquote %}", "> c\n>\n> — @ann, [The title](https://a.example/b)"),
        ("{% blockquote Ann O'Hara %}a{% endblockquote %}", "> a\n>\n> — Ann O'Hara"),
        ('{{< quote author="A" source="B" url="https://b.example/" >}}c{{< /quote >}}', "> c\n>\n> — A, [B](https://b.example/)"),
        ('{% quote(author="A") %}\nb\n{% end %}', "> b\n>\n> — A"),
        ("{% pullquote right %}a{% endpullquote %}", "> a"),
        ("{% cq %}a{% endcq %}", "> a"),
        ('{{< details "A b" >}}\nc\n{{< /details >}}', "**A b**\n\nc"),
        ('{{% expand title="A" %}}b{{% /expand %}}', "**A**\n\nb"),
        ("{% hideToggle A,#fff,red %}b{% endhideToggle %}", "**A**\n\nb"),
        ("{% folding blue open, A b %}\nc\n{% endfolding %}", "**A b**\n\nc"),
        ("text\n{% details A %}\nb\n{% enddetails %}\ntext", "text\n\n**A**\n\nb\n\ntext"),
        ('{{< tabs "x" >}}\n{{< tab "A" >}}\nb\n{{< /tab >}}\n{{% tab name="C" %}}d{{% /tab %}}\n{{< /tabs >}}', "**A**\n\nb\n\n**C**\n\nd"),
        ("{% fold info @A b %}\nc\n{% endfold %}", "**A b**\n\nc"),
        ("{% timeline 2024, blue %}\n<!-- timeline 01-02 -->\nb\n<!-- endtimeline -->\n{% endtimeline %}", "**2024**\n\n**01-02**\n\nb"),
        ("{% tabs x, 2 %}\n<!-- tab A@icon -->\nb\n<!-- endtab -->\n<!-- tab -->\nc\n<!-- endtab -->\n{% endtabs %}", "**A**\n\nb\n\nc"),
        ("{% label primary@a %} {% label b red %} {% kbd C %} {% u d e %} {% span red, f %}", "a b `C` d e f"),
        ("a{% sidenote 'id' 'b c' %} d{{< sidenote >}}e{{< /sidenote >}}", "a (b c) d (e)"),
        ("{% note color:green a b %}", "> **Note**\n>\n> a b"),
    ],
)  # fmt: skip
def test_boxes_quotations_and_sections_keep_their_words(body: str, expected: str) -> None:
    """Boxes keep kind and title, quotations their source, and what unfolds its title."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% if a %}b{% else %}c{% endif %}", "bc"),
        ("{% css %}p { color: red }{% endcss %}a{{< style 'b' >}}c{{< /style >}}", "ac"),
        ("{{< ruby rb='漢字' rt='かんじ' >}} {% ruby 東|とう %}", "漢字 (かんじ) 東 (とう)"),
        ('{{< friend name="Ann" url="https://a.example/" avatar="b.png" bio="Sails" >}}',
         "[![Ann](b.png)](https://a.example/)\n\nSails"),
        ('[contact-form-7 id="1" title="x"] [su_box title="A"]b[/su_box] [vc_row][vc_column]c[/vc_column][/vc_row] [d-e] [f_g](h)',
         "**A** b c \\[d-e] [f\\_g](h)"),
        ("[latex]x_1*y*z[/latex] [button]", "$`x_1*y*z`$ \\[button]"),
        ("a{% include ads.html %}{% assign x = 'y' %}{% toc %}b {{ x }}", "ab"),
        ("{% nobody_knows a b %}c *d*{% endnobody_knows %}", "c *d*"),
        ('{{< columns >}}a\n\nb{{< /columns >}}', "a\n\nb"),
        ("{{< icon github >}}a {{% nobody x=1 %}}", "a"),
        ("{% note %}never closed", "never closed"),
        ("{% highlight c %}\nnever *closed*", "never *closed*"),
        ("{{< details A >}}never closed", "**A**\n\nnever closed"),
        ("{% endnote %}a{{< /b >}}", "a"),
        ("a {% img never closed", "a {% img never closed"),
        ("{% note %}{{< tip >}}a{% endnote %}{{< /tip >}}", "> **Note**\n>\n> a"),
        ("{{ page.title }}{{ content }}a{{ b | date: '%Y' }}", "a"),
        ("[gallery ids='1,2'] a [playlist]", "a"),
        ("\\[gallery ids='1,2'\\] a \\[code\\]", "a \\[code]"),
        ('{{< nobody "Words for people" "a b" />}} {{< nobody2 "漢字" >}}', "Words for people 漢字"),
        ("{{ a }}{{ b.c | d }}e {% toc %}", "e"),
        ("{{< term name='A name' >}} {{< x name=id >}}{{% def title=B %}}", "A name B"),
        ("{% follow 'A text', 'https://a.example/', 'b' %}", "[A text](https://a.example/)"),
        ("{% for p in site.posts %}\n- [{{ p.title }}]({{ p.url }})\n{% endfor %}\na", "a"),
        ("[video](https://a.example/) [code] [Gallery of a](b) [embed]", "[video](https://a.example/) \\[code] [Gallery of a](b) \\[embed]"),
        ("[url]: https://a.example/\n\nSee [this][url] and [url].", "See [this](https://a.example/) and [url](https://a.example/)."),
    ],
)  # fmt: skip
def test_unknown_and_broken_tags_keep_the_words(body: str, expected: str) -> None:
    """An unknown tag goes and what it encloses stays; what is not closed encloses nothing."""
    assert markdown(body).replace("\\]", "]") == expected


FRONT_MATTER = {
    "title": "Boats & *stars* [x]",
    "New-Title": "a_b",
    "tags": ("sea", "wind"),
    "author": {"name": "Ann"},
    "link": "https://news.example/a_b?x=1 2",
    "date": "2024-03-05 08:30:00 +0100",
}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("See {{ title }}.", "See Boats & *stars* [x]."),
        ("See {{page.title}}.", "See Boats & *stars* [x]."),
        ("See {{ $frontmatter.newTitle }} and {{ .Params.new_title }}.", "See a_b and a_b."),
        ('See {{< param "new-title" >}} and {{% param new-title %}}.', "See a_b and a_b."),
        ('{{ page["New-Title"] | upcase | append: "!" }} x', "A_B! x"),
        ('{{ tags | join: " + " }}, {{ page.tags[1] }}, {{ tags | first }}', "sea + wind, wind, sea"),
        ("By {{ author.name }} on {{ page.date | date: '%Y' }}", "By Ann on 2024-03-05"),
        ("# {{ title }}\n\n<div>{{ page.title }}</div>", "Boats & *stars* [x]\nBoats & *stars* [x]"),
        ("<p>{{ title }}</p>\n<p>y</p>", "Boats & *stars* [x]\ny"),
        ("`{{ title }}` {% raw %}{{ title }}{% endraw %}", "{{ title }} {{ title }}"),
        ('{% assign title = "other" %}{{ title }} x', "x"),
        ("{{ page.other }} {{ tags | size }} {{ title.other }} x", "{{ title.other }} x"),
    ],
)
def test_a_value_of_the_posts_own_front_matter(body: str, expected: str) -> None:
    """Wherever the value stands, it is text: nothing in it is a sign of Markdown; in code nothing is filled in."""
    article = convert(body, title="", source="", values=FRONT_MATTER)
    assert seen_text(article.markdown) == expected
    assert " ".join(extract(body, title="", source="", values=FRONT_MATTER).text.split()) == " ".join(
        expected.split()
    )


def test_an_address_of_the_posts_own_front_matter() -> None:
    """It is the address of a link in Markdown and in HTML."""
    body = '[one]({{ page.link }}) and <a href="{{ link }}">two</a>'
    links = convert(body, title="", source="", values=FRONT_MATTER).links
    assert {link.url.replace("%20", " ") for link in links} == {"https://news.example/a_b?x=1 2"}
    assert [link.text for link in links] == ["one", "two"]


def test_an_archived_page_is_no_template() -> None:
    """HTML of the specified format that shows an expression keeps it."""
    body = "<div><p>{{ title }}</p><p>y</p></div>"
    values = FRONT_MATTER | {"from": "https://news.example/a"}
    assert "{{ title }}" in convert(body, title="", source="", values=values).markdown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("x {{cloze words\\\\hint}} y", "x words y"),
        ("{{video https://www.youtube.com/watch?v=abcdefghijk}}", YOUTUBE),
        ("{{tweet https://twitter.com/a/status/1443}}", "<https://twitter.com/a/status/1443>"),
        ("See {{embed [[A page]]}}", "See [A page](wiki:A%20page)"),
        ("x {{embed ((6))}}\n\n{{query (and [[a]])}}", "x"),
        ("{{ gallery() }}\n\na {{ foo() }}", "a {{ foo() }}"),
        ("{%/* katex() */%} {{</* a */>}}", "{% katex() %} {{< a >}}"),
        ("```\n{%/* k() */%}\n{{/* note */}}\n```", "```\n{% k() %}\n{{/* note */}}\n```"),
    ],
)
def test_macros_of_logseq_and_calls_of_zola(body: str, expected: str) -> None:
    """Words, films and links stay; what would be computed goes."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("* <{{ site.a }}>\n* words", "words"),
        ("Size: {{ site.size }}\n\nwords", "words"),
        ("See <{{ site.a }}> and [more]({{ site.b }}).", "See and more."),
        ("[one][x] and [two][y]\n\n[x]: {{ site.url }}\n[y]: /two", "one and two"),
        (
            "{% for r in site.data.all %}\n* [Number {{ r.n }}]({{ r.url }})<br>\n{% endfor %}\n\nwords",
            "words",
        ),
        ("{% for r in site.data.all %}{% assign s = r.x %}\n* Sum {{ s.n }}\n{% endfor %}\n\nwords", "words"),
        ("{% for r in site.all %}\nwords {{ site.url }}\n{% endfor %}", "words"),
        ("{% assign r = site.r %}\n* <{{ r.url }}>\n\n      SHA: {{ r.sha }}\n\nwords", "words"),
        ("{% assign r = site.r %}\n```\na = 1\nb = {{ r.b }}\n```\n\n`{{ r.b }}` words", "a = 1\n\nwords"),
        ("{% assign r = site.r %}\n```\n{{ other.b }}\n```", "{{ other.b }}\n"),
    ],
)
def test_what_stands_around_a_value_that_is_not_in_the_file(body: str, expected: str) -> None:
    """List items, labels and lines of code that would show nothing else go; words stay."""
    assert seen_text(markdown(body)).strip() == expected.strip()


@pytest.mark.parametrize(
    ("source", "positional", "named"),
    [
        ("a 'b c' \"d\" `e f`", ["a", "b c", "d", "e f"], {}),
        ("a=\"b c\" D='e' f=g h", ["h"], {"a": "b c", "d": "e", "f": "g"}),
        ("lang:js title: 'a b' note: c", ["note:", "c"], {"lang": "js", "title": "a b"}),
        ("https://a.example/b?c=d x", ["https://a.example/b?c=d", "x"], {}),
        ("'a', \"b\", c = 'd'", ["a", "b"], {"c": "d"}),
        ("(a='b', c)", ["c"], {"a": "b"}),
        ("Don't \"say \\\"a\\\"\"", ["Don't", 'say "a"'], {}),
        ('a="never closed', [], {"a": '"never'}),
        ("", [], {}),
    ],
)  # fmt: skip
def test_arguments_in_any_spelling(source: str, positional: list[str], named: dict[str, str]) -> None:
    """By position and by name, in any quotes and bare, with commas and parentheses or without."""
    arguments = parse_arguments(source)
    assert [value.text for value in arguments.positional][: len(positional)] == positional
    assert arguments.named == named


def test_names_are_compared_without_case_and_hyphens() -> None:
    """The table has one row for each of the ways to write a name."""
    assert normalised("Asset-Img") == normalised("asset_img") == normalised("embed/assetImg.html")
    assert TAGS[normalised("figure")].kind is Kind.PICTURE


WORDS = st.text(st.sampled_from("a1éb中，。 "), min_size=1, max_size=6).filter(lambda word: word.strip())
FORMS = st.sampled_from((
    "{}", "{{% note info %}}{}{{% endnote %}}", "{{{{< tip >}}}}\n{}\n{{{{< /tip >}}}}", "{{% unknown x %}}{}{{% endunknown %}}",
    "{{% blockquote %}}\n{}\n{{% endblockquote %}}", "{{% if x %}}{}", "{{{{< columns >}}}}{}", "- {}", "> {}", "`{}`", "## {}",
    "\n```\n{}\n```\n", "{{% raw %}}{}{{% endraw %}}", "{{% highlight js %}}\n{}\n{{% endhighlight %}}", "{{% endif %}}{}", "{} {{{{< youtube",
    "{{# c #}}{}", "{{% img a.png %}}{}", "{{{{< details >}}}}\n{}\n{{{{< /details >}}}}", "{{% note %}}{}", "[caption]{}[/caption]",
    "{{{{< figure >}}}}{}{{{{< /figure >}}}}", "{} {{{{ x", "[quote]{}[/quote]", "{{% kbd %}}{}{{% endkbd %}}", "{{{{< button >}}}}{}{{{{< /button >}}}}",
    "    {}", "{{% tabs x %}}{}{{% endtabs %}}", "{{% video a.mp4 %}}{}{{% endvideo %}}", "{{{{< sidenote >}}}}{}{{{{< /sidenote >}}}}",
))  # fmt: skip
SEPARATORS = st.sampled_from(("\n\n", "\n", " ", "\n\n- ", "\n> "))


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(FORMS, WORDS, SEPARATORS), min_size=1, max_size=7))
def test_no_word_outside_a_tag_is_lost(parts: list[tuple[str, str, str]]) -> None:
    """Every word that stands outside tags is read, in order, on the screen and in the index."""
    body = "".join(form.format(word) + separator for form, word, separator in parts)
    expected = [char for _, word, _ in parts for char in word if char in "éb中"]
    article = convert(body, title="", source="")
    for text in (visible(seen_text(article.markdown)), extract(body, title="", source="").text):
        read = iter(text)
        assert all(char in read for char in expected), (body, text)


LINES = st.lists(
    st.text(st.sampled_from("ab {%}<>*_`#-|$\\&;\t"), max_size=9), min_size=1, max_size=6
).filter(
    lambda lines: (
        lines[0].strip() and lines[-1].strip() and "%}" not in "".join(lines) and ">}" not in "".join(lines)
    )
)
HOLDERS = st.sampled_from((
    ("{% highlight js %}", "{% endhighlight %}"), ("{{< highlight js >}}", "{{< /highlight >}}"),
    ("{% codeblock lang:js %}", "{% endcodeblock %}"), ("{{% code js %}}", "{{% /code %}}"),
    ("{% highlight js %}\n{% raw %}", "{% endraw %}\n{% endhighlight %}"),
))  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(HOLDERS, LINES)
def test_no_character_of_code_changes(holder: tuple[str, str], lines: list[str]) -> None:
    """The lines of code between two paragraphs come out as they are."""
    body = f"é\n\n{holder[0]}\n" + "\n".join(lines) + f"\n{holder[1]}\n\né"
    fences = markdown(body).split("\n")
    assert fences[0] == fences[-1] == "é"
    code = "\n".join(fences[3:-3])
    assert [line.rstrip() for line in code.split("\n")] == [line.rstrip() for line in lines]


TOKENS = st.lists(
    st.sampled_from(["{%", "%}", "{{", "}}", "{{<", ">}}", "{{%", "%}}", "{#", "#}", "/*", "*/", "note", "endnote", "raw", "endraw",
                     "figure", "src=", '"', "'", "`", "/", "(", ")", "|", ",", "[", "]", "[/", "code", "youtube", "include", " ", "\n",
                     "\n\n", "a", "é", "x.png", "https://a.example/", ":", "=", "<", ">", "\\", "-", "url", "highlight", "end", "\x02", "\x03"]),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(TOKENS)
def test_no_template_raises(body: str) -> None:
    """Any mixture of delimiters gives an article, and the index the same words."""
    article = convert(f"é {body} é", title="", source="")
    assert extract(f"é {body} é", title="", source="").text == article.text
    assert not [char for char in article.markdown if char < " " and char not in "\n\t"]


@pytest.mark.parametrize(
    "unit",
    ["{%", "{{", "{{<", "{% a %}", "{% note %}", "{{< tip >}}\n", "{% raw %}", '{% img "', "{% endnote %}", "{{ '", "[code]", "[caption ",
     "{{</* ", "{# ", "{% include x a=", "{% highlight a %}\n", "{% note %}a{% endnote %}", "{% if %}{% endnote %}", "{{ a | b: ",
     '{% "%}', "{% youtube a %}\n"],
)  # fmt: skip
def test_hostile_templates_are_bounded(unit: str) -> None:
    """Tags that nothing closes, and deep ones, cost bounded time: quadratic run time would not end."""
    body = "é " + unit * (30_000 // len(unit)) + "\n\né"
    assert extract(body, title="", source="").text.count("é") == 2


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "{% flink %}\n- class_name: Harbours\n  class_desc: Of the coast\n  link_list:\n    - name: Hull\n      link: https://hull.example/\n"
            "      avatar: https://hull.example/a.png\n      descr: Deep water\n    - name: Rye\n{% endflink %}",
            "**Harbours**\n\nOf the coast\n\n- [Hull](https://hull.example/) – Deep water\n- Rye",
        ),
        (
            "{% linkgrid %}\nHull | https://hull.example/ | Deep water | a.png\n{% endlinkgrid %}",
            "- [Hull](https://hull.example/) – Deep water",
        ),
    ],
)
def test_lists_of_sites(body: str, expected: str) -> None:
    """What themes of Hexo write as data is a list of links with what is said of each."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{< youtube abc >}} {{< x user=a id=1 >}}\nand *on*", "▶ [Video: youtube.com](https://www.youtube.com/watch?v=abc)\n\n<https://twitter.com/a/status/1> and *on*"),
        ("{% site https://a.example, screenshot=b.png, title=Low tide %}", "[Low tide](https://a.example)"),
        ("{% cell Low tide, https://a.example, fas fa-ship %}", "[Low tide](https://a.example)"),
        ("{% mark color:red low tide %}", "low tide"),
        ("{% picture a.jpg --alt Low tide --img class=\"b\" %}", '![](a.jpg "Low tide")'),
        ('{{ boat(text="low tide") }} and {{ boat(1) }}', "low tide and {{ boat(1) }}"),
        ("sea[footnote]low tide[/footnote] and [footnote]", "sea (low tide) and \\[footnote\\]"),
    ],
)  # fmt: skip
def test_what_arguments_say(body: str, expected: str) -> None:
    """Films begin no HTML that swallows their line, values end at commas, flags are no captions, and words stay."""
    assert markdown(body) == expected
