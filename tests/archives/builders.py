"""Small archives of our own, laid out as the programs that write such archives do: a function a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
HARBOUR = "The harbour was quiet this morning, and the boats stayed at their ropes because of the storm."
PORT = "港口今天早上十分安靜，因為昨晚預報有暴風雨，所有的船都還繫在碼頭邊。"
GANGKOU = "港口今天早上十分安静，因为昨晚预报有暴风雨，所有的船都还系在码头边。"
MINATO = "港は今朝とても静かで、昨夜から嵐の予報が出ていたため、船はみな岸につながれたままだった。"


@dataclass(frozen=True)
class Expected:
    """What a reader must see of one post."""

    path: str
    title: str
    day: str
    """empty if the post has no date"""
    word: str
    """what a search finds it by"""
    author: str = ""
    tags: tuple[str, ...] = ()
    """some of its tags, of any kind"""
    source: str = ""
    has: tuple[str, ...] = ()
    """what its Markdown holds"""
    lacks: tuple[str, ...] = ()
    """what its Markdown does not hold"""
    links: tuple[tuple[str, str], ...] = ()
    """the words of its links to posts of the archive, each with the path of the post; empty for a link to nothing"""


Builder = Callable[[Path], list[Expected]]


def write(archive: Path, path: str, content: str | bytes) -> None:
    """Write a file into an archive."""
    file = archive / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def jekyll(archive: Path) -> list[Expected]:
    """A Jekyll blog: posts, a draft, a page, a collection, layouts, and the built site beside them."""
    write(archive, "_config.yml", "title: Harbour notes\npermalink: /:year/:month/:title/\n")
    write(archive, "Gemfile", "gem 'jekyll'\n")
    write(archive, "_layouts/post.html", "---\nlayout: default\n---\n<article>{{ content }}</article>\n")
    write(archive, "_includes/figure.html", "<figure>{{ include.src }}</figure>\n")
    write(archive, "_includes/note.md", "A note to include.\n")
    write(
        archive,
        "index.html",
        "---\nlayout: default\n---\n{% for post in site.posts %}{{ post.title }}{% endfor %}\n",
    )
    write(
        archive,
        "_site/2024/03/boats/index.html",
        f"<!DOCTYPE html><html><title>Boats</title><p>{HARBOUR}</p></html>",
    )
    write(
        archive,
        "_posts/2024-03-05-boats.md",
        "---\nlayout: post\ntitle: Boats wait for the storm\ndate: 2024-03-05 08:30:00 +0100\ncategories: sea news\n"
        f"author: Ann Lee\ntags: [boats, storm]\n---\n{HARBOUR}\n\n{{% highlight python %}}\nboats = 1\n{{% endhighlight %}}\n\n"
        "![A boat]({{ site.baseurl }}/img/boat.png)\n\n"
        "See [the port]({% post_url 2023-01-02-port %}), [an old page]({{ site.baseurl }}{% link _posts/2022-05-06-old-page.html %}),\n"
        "[by its address](/2023/01/port/), [the draft]({{ '/bridge/' | relative_url }}) and [gone]({% post_url 2020-01-01-gone %}).\n",
    )
    write(
        archive,
        "_posts/2023-01-02-port.markdown",
        f"---\ntitle: 港口的早晨\ntags: 港口\n---\n\n## 早上\n\n{PORT}\n",
    )
    write(
        archive,
        "_posts/2022-05-06-old-page.html",
        f"---\ntitle: An old page\n---\n<p>{MINATO}</p>\n\n    <p>Two *stars*.</p>\n",
    )
    write(archive, "_drafts/bridge.md", "---\ntitle: The bridge\n---\nNot built yet.\n")
    return [
        Expected(
            "_posts/2024-03-05-boats.md",
            "Boats wait for the storm",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee",
            ("boats", "storm", "sea"),
            has=("boats = 1", "/img/boat.png", HARBOUR),
            lacks=("highlight", "site.baseurl", "post_url"),
            links=(
                ("the port", "_posts/2023-01-02-port.markdown"),
                ("an old page", "_posts/2022-05-06-old-page.html"),
                ("by its address", "_posts/2023-01-02-port.markdown"),
                ("the draft", "_drafts/bridge.md"),
                ("gone", ""),
            ),
        ),
        Expected(
            "_posts/2023-01-02-port.markdown",
            "港口的早晨",
            "2023-01-02",
            "安靜",
            tags=("港口",),
            has=("## 早上",),
        ),
        Expected(
            "_posts/2022-05-06-old-page.html",
            "An old page",
            "2022-05-06",
            "静かで",
            has=(MINATO,),
            lacks=("```", "<p>"),
        ),
        Expected("_drafts/bridge.md", "The bridge", "", "built"),
    ]


def hugo(archive: Path) -> list[Expected]:
    """A Hugo site: TOML, YAML and JSON, leaf bundles with pictures beside, layouts, a theme and the built pages."""
    write(archive, "hugo.toml", 'baseURL = "https://harbour.example/"\n')
    write(archive, "archetypes/default.md", "---\ntitle: '{{ .Name }}'\ndate: {{ .Date }}\n---\n")
    write(archive, "layouts/_default/single.html", '{{ define "main" }}{{ .Content }}{{ end }}\n')
    write(
        archive, "themes/plain/layouts/index.html", "<!DOCTYPE html><html><body>{{ .Title }}</body></html>\n"
    )
    write(
        archive,
        "public/posts/boats/index.html",
        f"<!DOCTYPE html><html><title>Boats</title><p>{HARBOUR}</p></html>",
    )
    write(archive, "content/posts/boats/boat.png", PNG)
    write(
        archive,
        "content/posts/boats/index.md",
        '+++\ntitle = "Boats wait"\ndate = 2024-03-05T08:30:00+01:00\ntags = ["boats", "storm"]\nauthors = ["Ann Lee", "Bo Chen"]\n'
        f'draft = false\n[params]\nsubtitle = "A quiet morning"\n+++\n{HARBOUR}\n\n{{{{< figure src="boat.png" caption="A boat at its rope" >}}}}\n\n'
        '[Nothing yet]({{< ref "2023-01-02-no-title" >}}), [the port]({{< relref path="minato.md" lang="ja" >}}), [one up](../2023-01-02-no-title/),\n'
        '[its address](/ja/posts/minato/), [renamed](/old/quiet/) and [gone]({{% ref "/posts/gone.md" %}}).\n',
    )
    write(
        archive,
        "content/posts/2023-01-02-no-title/index.md",
        f"---\ndate: 2023-01-02\naliases: [/old/quiet/]\n---\n{GANGKOU}\n",
    )
    write(
        archive,
        "content/posts/minato.ja.md",
        '{\n  "title": "港の朝",\n  "date": "2022-05-06",\n  "tags": ["港"],\n  "categories": ["ニュース"]\n}\n\n'
        + MINATO
        + "\n",
    )
    return [
        Expected(
            "content/posts/boats/index.md",
            "Boats wait",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee, Bo Chen",
            ("boats", "storm"),
            has=("boat.png", "A boat at its rope"),
            lacks=("+++", "{{<", "relref"),
            links=(
                ("Nothing yet", "content/posts/2023-01-02-no-title/index.md"),
                ("the port", "content/posts/minato.ja.md"),
                ("one up", "content/posts/2023-01-02-no-title/index.md"),
                ("its address", "content/posts/minato.ja.md"),
                ("renamed", "content/posts/2023-01-02-no-title/index.md"),
                ("gone", ""),
            ),
        ),
        Expected(
            "content/posts/2023-01-02-no-title/index.md", "no-title", "2023-01-02", "安静", has=(GANGKOU,)
        ),
        Expected(
            "content/posts/minato.ja.md",
            "港の朝",
            "2022-05-06",
            "静かで",
            tags=("港", "ニュース"),
            lacks=('"title"',),
        ),
    ]


def hexo(archive: Path) -> list[Expected]:
    """A Hexo blog: no opening line, JSON below `;;;`, asset folders, tag plugins, scaffolds and the built site."""
    write(archive, "_config.yml", "title: 港口筆記\n")
    write(archive, "package.json", '{"dependencies": {"hexo": "7.0.0"}}\n')
    write(archive, "scaffolds/post.md", "---\ntitle: {{ title }}\ndate: {{ date }}\n---\n")
    write(
        archive,
        "public/2024/03/05/boats/index.html",
        f"<!DOCTYPE html><html><title>港口</title><p>{PORT}</p></html>",
    )
    write(archive, "source/_posts/boats/boat.png", PNG)
    write(
        archive,
        "source/_posts/boats.md",
        f"title: 港口的早晨\ndate: 2024-03-05 08:30:00\ntags:\n- 港口\n- 船\ncategories:\n- [新聞, 地方]\n---\n{PORT}\n<!-- more -->\n"
        "{% asset_img boat.png 一艘船 %}\n\n{% codeblock lang:js %}\nvar a = 1;\n{% endcodeblock %}\n\n"
        "{% post_link harbour %}、{% post_link harbour '碼頭' %}、[網址](/2023/01/02/harbour/)、[作者](/about/)、"
        "{% post_link gone '不在' %}\n",
    )
    write(
        archive,
        "source/_posts/harbour.md",
        f'"title": "Harbour",\n"date": "2023/01/02 10:00:00",\n"tags": ["boats"]\n;;;\n{HARBOUR}\n',
    )
    write(archive, "source/about/index.md", "---\ntitle: About\ndate: 2020-01-01\n---\nWho writes this.\n")
    return [
        Expected(
            "source/_posts/boats.md",
            "港口的早晨",
            "2024-03-05",
            "安靜",
            tags=("港口", "船", "地方"),
            has=("boat.png", "var a = 1;"),
            lacks=("{%", "codeblock", "tags:"),
            links=(
                ("harbour", "source/_posts/harbour.md"),
                ("碼頭", "source/_posts/harbour.md"),
                ("網址", "source/_posts/harbour.md"),
                ("作者", "source/about/index.md"),
                ("不在", ""),
            ),
        ),
        Expected(
            "source/_posts/harbour.md",
            "Harbour",
            "2023-01-02",
            "quiet this morning",
            tags=("boats",),
            lacks=(";;;",),
        ),
        Expected("source/about/index.md", "About", "2020-01-01", "writes"),
    ]


def pelican(archive: Path) -> list[Expected]:
    """A Pelican blog: a head of keys without a fence, a page in HTML with `meta`, theme and output."""
    write(archive, "pelicanconf.py", "SITENAME = 'Harbour'\n")
    write(
        archive,
        "theme/templates/article.html",
        "<!DOCTYPE html><html>{% block content %}{% endblock %}</html>\n",
    )
    write(archive, "output/boats.html", f"<!DOCTYPE html><html><title>Boats</title><p>{HARBOUR}</p></html>")
    write(
        archive,
        "content/boats.md",
        f"Title: Boats: a history\nDate: 2024-03-05 08:30\nModified: 2024-03-06\nCategory: Sea\nTags: boats, storm\nAuthors: Ann Lee, Bo Chen\n"
        f"Slug: boats\nSummary: A quiet morning.\n\n{HARBOUR}\n\n    :::python\n    print(1)\n\n"
        "See [the port]({filename}minato.html), [from the root]({filename}/minato.html#top), [the old way](|filename|minato.html),\n"
        "[its address]({{ SITEURL }}/minato.html) and [gone]({filename}gone.md).\n",
    )
    write(
        archive,
        "content/minato.html",
        '<html><head><title>港の朝</title><meta name="date" content="2023-01-02 10:00" /><meta name="tags" content="港, 船" />'
        f'<meta name="author" content="山田" /></head><body><p>{MINATO}</p></body></html>',
    )
    return [
        Expected(
            "content/boats.md",
            "Boats: a history",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee, Bo Chen",
            ("boats", "storm"),
            lacks=("Slug",),
            links=(
                ("the port", "content/minato.html"),
                ("from the root", "content/minato.html"),
                ("the old way", "content/minato.html"),
                ("its address", "content/minato.html"),
                ("gone", ""),
            ),
        ),
        Expected(
            "content/minato.html", "港の朝", "2023-01-02", "静かで", "山田", ("港", "船"), has=(MINATO,)
        ),
    ]


def zola(archive: Path) -> list[Expected]:
    """A Zola site: TOML with taxonomies and extra, a page bundle, sections, templates and a shortcode."""
    write(archive, "config.toml", 'base_url = "https://harbour.example"\n')
    write(
        archive,
        "templates/page.html",
        "<!DOCTYPE html><html>{% block content %}{{ page.content }}{% endblock %}</html>\n",
    )
    write(
        archive,
        "public/blog/boats/index.html",
        f"<!DOCTYPE html><html><title>Boats</title><p>{HARBOUR}</p></html>",
    )
    write(archive, "content/blog/_index.md", '+++\ntitle = "Blog"\nsort_by = "date"\n+++\n')
    write(
        archive,
        "content/blog/2024-03-05-boats/index.md",
        '+++\ntitle = "Boats wait"\n[taxonomies]\ntags = ["boats", "storm"]\n[extra]\nauthor = "Ann Lee"\n+++\n'
        f"{HARBOUR}\n\n<!-- more -->\n\nMore of it, and [the port](@/blog/port.md#morning), [the section](@/blog/_index.md), [its address](/harbour/port/),\n"
        "[beside it](../port/) and [gone](@/blog/gone.md).\n",
    )
    write(
        archive,
        "content/blog/port.md",
        f'+++\ntitle = "港口的早晨"\ndate = 2023-01-02\npath = "harbour/port"\n+++\n{PORT}\n',
    )
    return [
        Expected(
            "content/blog/2024-03-05-boats/index.md",
            "Boats wait",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee",
            ("boats", "storm"),
            has=("More of it",),
            lacks=("taxonomies",),
            links=(
                ("the port", "content/blog/port.md"),
                ("the section", "content/blog/_index.md"),
                ("its address", "content/blog/port.md"),
                ("beside it", "content/blog/port.md"),
                ("gone", ""),
            ),
        ),
        Expected("content/blog/port.md", "港口的早晨", "2023-01-02", "安靜"),
        Expected("content/blog/_index.md", "Blog", "", "title:Blog"),
    ]


def eleventy(archive: Path) -> list[Expected]:
    """An 11ty site: Markdown beside templates, tags that are collections, a post in HTML, includes and output."""
    write(archive, "eleventy.config.js", "module.exports = {};\n")
    write(archive, "src/_includes/layout.html", "<!DOCTYPE html><html>{{ content | safe }}</html>\n")
    write(
        archive, "_site/boats/index.html", f"<!DOCTYPE html><html><title>Boats</title><p>{HARBOUR}</p></html>"
    )
    write(
        archive,
        "src/index.html",
        "---\ntitle: Home\n---\n{%- for post in collections.posts -%}{{ post.url }}{%- endfor -%}\n",
    )
    write(
        archive,
        "src/posts/boats.md",
        f"---\ntitle: Boats wait\ndate: 2024-03-05\ntags:\n  - posts\n  - boats\nlayout: layout.html\n---\n{HARBOUR}\n\n"
        "{% raw %}{{ a }}{% endraw %} in {{ title }} and [the port]({{ '/port/' | url }}), [beside it](../minato/), [its file](./minato.md)\n"
        "and [gone]({{ '/posts/gone/' | url }}).\n",
    )
    write(
        archive,
        "src/posts/port.md",
        f"---\ntitle: 港口的早晨\ndate: 2023-01-02\npermalink: /port/index.html\n---\n{PORT}\n",
    )
    write(archive, "src/posts/minato.md", f"---\ntitle: 港の朝\ndate: 2022-05-06\n---\n{MINATO}\n")
    return [
        Expected(
            "src/posts/boats.md",
            "Boats wait",
            "2024-03-05",
            "quiet this morning",
            tags=("boats",),
            has=("{{ a }} in Boats wait", "/port/"),
            lacks=("{% raw", "| url"),
            links=(
                ("the port", "src/posts/port.md"),
                ("beside it", "src/posts/minato.md"),
                ("its file", "src/posts/minato.md"),
                ("gone", ""),
            ),
        ),
        Expected("src/posts/port.md", "港口的早晨", "2023-01-02", "安靜"),
        Expected("src/posts/minato.md", "港の朝", "2022-05-06", "静かで"),
    ]


def astro(archive: Path) -> list[Expected]:
    """An Astro site: a collection of Markdown and MDX in folders and files, a component, public files."""
    write(archive, "astro.config.mjs", "export default {};\n")
    write(archive, "package.json", "{}\n")
    write(archive, "public/test.html", "<!DOCTYPE html><html><title>Test</title></html>\n")
    write(archive, "src/components/Box.astro", "<div><slot /></div>\n")
    write(archive, "src/content/blog/boats/cover.png", PNG)
    write(
        archive,
        "src/content/blog/boats/index.mdx",
        "---\ntitle: Boats wait\npubDate: Mar 05 2024\nupdatedDate: 2024-03-06\nheroImage: ./cover.png\ntags: ['boats']\nauthor: Ann Lee\n---\n"
        "import Box from '../../components/Box.astro';\nimport cover from './cover.png';\nexport const year = 2024;\n\n"
        f'{HARBOUR} {{/* not for readers */}}\n\n<Box client:load title="A box">\n  Words in *it*.\n</Box>\n\n'
        '<Image src={cover} alt="A boat" />\n\n<YouTube id="dQw4w9WgXcQ" />\n\n```js\nimport x from "y";\n```\n\n'
        'See [the port](/blog/port/), [its file](../port.md), <a href="/blog/port">the word</a> and [gone](/blog/gone/).\n',
    )
    write(
        archive,
        "src/content/blog/port.md",
        f"---\ntitle: '港口的早晨'\npubDate: '2023-01-02T10:00:00+08:00'\n---\n{PORT}\n",
    )
    return [
        Expected(
            "src/content/blog/boats/index.mdx",
            "Boats wait",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee",
            ("boats",),
            has=("A box", "Words in", "cover.png", "dQw4w9WgXcQ", 'import x from "y"'),
            lacks=("Box.astro", "not for readers", "<Box", "export const"),
            links=(
                ("the port", "src/content/blog/port.md"),
                ("its file", "src/content/blog/port.md"),
                ("the word", "src/content/blog/port.md"),
                ("gone", ""),
            ),
        ),
        Expected("src/content/blog/port.md", "港口的早晨", "2023-01-02", "安靜"),
    ]


def obsidian(archive: Path) -> list[Expected]:
    """A vault with clippings of Obsidian's web clipper, a daily note, and its settings."""
    write(archive, ".obsidian/app.json", "{}\n")
    write(archive, ".trash/old.md", "Thrown away.\n")
    write(
        archive,
        "Clippings/Boats wait for the storm.md",
        '---\ntitle: "Boats wait for the storm"\nsource: "https://news.example/boats"\nauthor:\n  - "[[Ann Lee]]"\n  - "[[Bo Chen]]"\n'
        'published: 2024-03-05\ncreated: 2024-03-07\ndescription: "A quiet morning."\ntags:\n  - "clippings"\n  - "sea"\n---\n'
        f"{HARBOUR} See [[The bridge|the new bridge]], [[2023-01-02]], [[Daily/2023-01-02#早上|that day]], [[一座橋]],\n[its file](../The%20bridge.md), [[Gone]] and ==this==.\n\n> [!note] A note\n> Words in it. %%hidden%%\n",
    )
    write(archive, "Daily/2023-01-02.md", f"# 一月二日\n\n{GANGKOU} #港口\n")
    write(archive, "The bridge.md", "---\naliases: [一座橋]\n---\nNot built yet.\n")
    return [
        Expected(
            "Clippings/Boats wait for the storm.md",
            "Boats wait for the storm",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee, Bo Chen",
            ("sea",),
            "https://news.example/boats",
            has=("the new bridge", "Words in it."),
            lacks=("[[", "%%", "=="),
            links=(
                ("the new bridge", "The bridge.md"),
                ("2023-01-02", "Daily/2023-01-02.md"),
                ("that day", "Daily/2023-01-02.md"),
                ("一座橋", "The bridge.md"),
                ("its file", "The bridge.md"),
                ("Gone", ""),
            ),
        ),
        Expected("Daily/2023-01-02.md", "一月二日", "2023-01-02", "安静", tags=("港口",)),
        Expected("The bridge.md", "The bridge", "", "built"),
    ]


def logseq(archive: Path) -> list[Expected]:
    """A graph of Logseq: pages with properties, outlines with macros and blocks, journals, and its settings."""
    write(archive, "logseq/config.edn", "{}\n")
    write(
        archive,
        "pages/Sea___Boats.md",
        f"title:: Boats wait\ntags:: [[boats]], storm\nalias:: ships\nparent:: [[Sea/Port|above]]\n\n- {HARBOUR}\n  id:: 692d8283-7f1d-44cf-81b0-bb25c469a64e\n"
        "- See [[Jan 2nd, 2023]], [[Sea/Port|the port]] and [[gone]].\n- #+BEGIN_NOTE\n  Words in it.\n  #+END_NOTE\n- {{cloze hidden}}\n",
    )
    write(archive, "pages/Sea___Port.md", f"- {PORT} [[ships]]\n")
    write(archive, "journals/2023_01_02.md", f"- {GANGKOU} [[Sea/Boats]] #港口\n")
    return [
        Expected(
            "pages/Sea___Boats.md",
            "Boats wait",
            "",
            "quiet this morning",
            tags=("boats", "storm"),
            has=(HARBOUR, "Words in it.", "hidden"),
            lacks=("::", "{{", "BEGIN"),
            links=(
                ("above", "pages/Sea___Port.md"),
                ("Jan 2nd, 2023", "journals/2023_01_02.md"),
                ("the port", "pages/Sea___Port.md"),
                ("gone", ""),
            ),
        ),
        Expected("pages/Sea___Port.md", "Sea/Port", "", "安靜", links=(("ships", "pages/Sea___Boats.md"),)),
        Expected(
            "journals/2023_01_02.md",
            "2023_01_02",
            "2023-01-02",
            "安静",
            tags=("港口",),
            links=(("Sea/Boats", "pages/Sea___Boats.md"),),
        ),
    ]


def wordpress_to_markdown(archive: Path) -> list[Expected]:
    """What wordpress-export-to-markdown writes: a folder a post, pictures in `images`, quoted values."""
    write(archive, "posts/2024/03/boats/images/boat.jpg", PNG)
    write(
        archive,
        "posts/2024/03/boats/index.md",
        '---\ntitle: "Boats wait for the storm"\ndate: 2024-03-05\ncategories: \n  - "sea"\ntags: \n  - "boats"\n  - "storm"\n'
        f'coverImage: "boat.jpg"\n---\n\n{HARBOUR}\n\n![A boat](images/boat.jpg)\n\n<iframe width="560" src="https://www.youtube.com/embed/'
        'dQw4w9WgXcQ"></iframe>\n\n[Who](/about/), [by its day](/2020/01/01/storm/), [on its own site](https://harbour.example/2020/01/01/storm/) and [gone](/gone/).\n',
    )
    write(
        archive, "posts/2020/01/storm/index.md", f'---\ntitle: "Storm"\ndate: 2020-01-01\n---\n\n{MINATO}\n'
    )
    write(archive, "pages/about/index.md", '---\ntitle: "About"\ndate: 2020-01-01\n---\n\nWho writes this.\n')
    return [
        Expected(
            "posts/2024/03/boats/index.md",
            "Boats wait for the storm",
            "2024-03-05",
            "quiet this morning",
            tags=("sea", "boats", "storm"),
            has=("images/boat.jpg", "dQw4w9WgXcQ"),
            links=(
                ("Who", "pages/about/index.md"),
                ("by its day", "posts/2020/01/storm/index.md"),
                ("gone", ""),
            ),
        ),
        Expected("posts/2020/01/storm/index.md", "Storm", "2020-01-01", "静かで"),
        Expected("pages/about/index.md", "About", "2020-01-01", "writes"),
    ]


def jekyll_exporter(archive: Path) -> list[Expected]:
    """What the WordPress plug-in Jekyll Exporter writes: many keys, bodies with HTML in Markdown."""
    write(archive, "_config.yml", "name: 港口筆記\n")
    write(
        archive,
        "_posts/2024-03-05-%e6%b8%af%e5%8f%a3.md",
        "---\nid: 12\ntitle: '港口的早晨 &#8211; 一'\ndate: '2024-03-05T08:30:00+08:00'\nauthor: 陳波\nexcerpt: ''\nlayout: post\n"
        "guid: 'https://harbour.example/?p=12'\npermalink: /2024/03/05/port/\ncategories:\n    - 新聞\ntags:\n    - 港口\n---\n\n"
        f'{PORT}\n\n<figure class="wp-block-image">![船](https://harbour.example/wp-content/uploads/boat.jpg)<figcaption>一艘船</figcaption>'
        "</figure>\n\n<!-- wp:heading -->\n\n## 下午\n\n[往事](/2023/01/02/minato/)、[網址](https://harbour.example/2023/01/02/minato/?utm_source=feed)、"
        "[不在](/2020/01/01/gone/)\n",
    )
    write(
        archive,
        "_posts/2023-01-02-minato.md",
        "---\nid: 9\ntitle: 港の朝\ndate: '2023-01-02T10:00:00+09:00'\nguid: 'https://harbour.example/?p=9'\npermalink: /2023/01/02/minato/\n---\n"
        f"{MINATO}\n",
    )
    return [
        Expected(
            "_posts/2024-03-05-%e6%b8%af%e5%8f%a3.md",
            "港口的早晨 – 一",
            "2024-03-05",
            "安靜",
            "陳波",
            ("新聞", "港口"),
            "https://harbour.example/2024/03/05/port/",
            has=("uploads/boat.jpg", "一艘船", "下午"),
            lacks=("wp:heading",),
            links=(
                ("往事", "_posts/2023-01-02-minato.md"),
                ("網址", "_posts/2023-01-02-minato.md"),
                ("不在", ""),
            ),
        ),
        Expected(
            "_posts/2023-01-02-minato.md",
            "港の朝",
            "2023-01-02",
            "静かで",
            source="https://harbour.example/2023/01/02/minato/",
        ),
    ]


def single_file(archive: Path) -> list[Expected]:
    """Pages saved by SingleFile and by a browser with a folder of parts, one in an old encoding."""
    nav = '<nav><a href="/">Front page</a><a href="/world">World desk</a></nav>'
    write(
        archive,
        "Boats wait (5_3_2024).html",
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://news.example/boats \n saved date: Thu Mar 07 2024"
        ' 10:00:00 GMT+0100 (CET)\n--><meta charset=utf-8>\n<title>Boats wait - The Example</title><meta property=og:site_name content="The'
        ' Example"><script type=application/ld+json>{"@graph":[{"@type":"NewsArticle","headline":"Boats wait","datePublished":'
        '"2024-03-05T08:30:00+01:00","author":[{"@type":"Person","name":"Ann Lee"}],"keywords":["boats","storm"]}]}</script>'
        f'{nav}<article><h1>Boats wait</h1><p>{HARBOUR}</p><p>{HARBOUR[:-1]}, <a href="https://news.example/a/gangkou?utm_source=home">they say</a>, <a href="/a/gangkou">too</a>, '
        f'<a href="/a/gone">or not</a>.</p><img src="data:image/png;base64,{"A" * 5000}"'
        ' alt="A boat"></article><footer>All rights are reserved</footer>',
    )
    write(
        archive,
        "港口.htm",
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0027)https://news.example/a/gangkou -->\n<html><head><meta http-equiv=Content-Type"
            ' content="text/html; charset=gb2312"><title>港口的早晨_新闻</title><meta name="keywords" content="港口,船"></head><body>'
            f'<div class="menu"><a href="/">首页</a></div><div id="main"><h1>港口的早晨</h1><div class="date">2023-01-02 10:00</div>'
            f'<div class="text"><p>{GANGKOU}</p><p>渔民们聚在街角的小店里，一边喝热茶，一边谈论新桥的工程，工程下个月开始。</p></div></div></body></html>'
        ).encode("gb18030"),
    )
    write(
        archive,
        "港口_files/saved_resource.html",
        "<!DOCTYPE html><html><title>Advert</title><p>Buy a boat</p></html>",
    )
    return [
        Expected(
            "Boats wait (5_3_2024).html",
            "Boats wait",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee",
            ("boats", "storm"),
            "https://news.example/boats",
            has=(HARBOUR, "A boat"),
            lacks=("Front page", "All rights"),
            links=(("they say", "港口.htm"), ("too", "港口.htm"), ("or not", "")),
        ),
        Expected(
            "港口.htm",
            "港口的早晨",
            "2023-01-02",
            "安静",
            tags=("港口", "船"),
            source="https://news.example/a/gangkou",
            lacks=("首页",),
        ),
    ]


def pocket_and_readwise(archive: Path) -> list[Expected]:
    """Exports of reading lists: Pocket's page of links, an article of Readwise with its head, highlights below."""
    write(
        archive,
        "pocket/ril_export.html",
        '<!DOCTYPE html>\n<html>\n\t<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>Pocket Export</title>'
        '</head>\n\t<body>\n\t\t<h1>Unread</h1>\n\t\t<ul>\n\t\t\t<li><a href="https://news.example/boats" time_added="1709625600" tags="sea">'
        'Boats wait for the storm</a></li>\n\t\t</ul>\n\t\t<h1>Read Archive</h1>\n\t\t<ul>\n\t\t\t<li><a href="https://news.example/port" '
        'time_added="1672653600" tags="">港口的早晨</a></li>\n\t\t</ul>\n\t</body>\n</html>\n',
    )
    write(
        archive,
        "readwise/Articles/Boats wait.md",
        '---\ntitle: "Boats wait"\nauthor: "[[Ann Lee]]"\nurl: https://news.example/boats\npublished_date: 2024-03-05\nsaved_at: 2024-03-07\n'
        f'tags: ["boats"]\nsummary: A quiet morning.\n---\n# Boats wait\n\n![](https://img.example/boat.png)\n\n## Highlights\n\n- {HARBOUR} '
        "([View Highlight](https://read.example/h/1))\n",
    )
    write(archive, "readwise/notes.json", json.dumps({"no": "post"}))
    return [
        Expected(
            "pocket/ril_export.html",
            "Pocket Export",
            "",
            "Boats wait for the storm",
            has=("https://news.example/boats", "港口的早晨", "Read Archive"),
            links=(("Boats wait for the storm", "readwise/Articles/Boats wait.md"), ("港口的早晨", "")),
        ),
        Expected(
            "readwise/Articles/Boats wait.md",
            "Boats wait",
            "2024-03-05",
            "quiet this morning",
            "Ann Lee",
            ("boats",),
            "https://news.example/boats",
            has=("Highlights", "read.example/h/1"),
        ),
    ]


BUILDERS: tuple[Builder, ...] = (
    *(
        jekyll,
        hugo,
        hexo,
        pelican,
        zola,
        eleventy,
        astro,
        obsidian,
        logseq,
        wordpress_to_markdown,
        jekyll_exporter,
        single_file,
        pocket_and_readwise,
    ),
)
