"""Idioms of single sites."""

from __future__ import annotations

from reader.article import Article, Link
from reader.convert.markdown import convert

BOX = (
    "<section class='c collection'><ul class='collection-list'><li><a href='https://site.example/medium/paper/boat'>Boat</a>"
    "<a href='https://site.example/medium/paper'>The Paper</a></li><li><a href='//site.example/city/tainan'>Tainan</a>"
    "<a href='https://site.example/medium/paper/sea'>Sea</a></li><li><a href='/medium/k3vxq0abz9'>Wind</a>"
    "<a href='/medium/old-weekly?source=no7'>The Weekly</a><a href='/medium/sun-over-the-sea'>Sun</a></li></ul></section>"
)
ORNAMENT = (
    "<section class='w'><h1 class='Lede__Hed'>一二<div class='mirrorRotateLevel'>一</div></h1></section>"
)


def article(inner: str, site: str) -> Article:
    """Return the article of a page of a site."""
    body = f"<article><p>字</p>{inner.replace('site.example', site)}</article>"
    return convert(body, title="", source=f"https://{site}/medium/paper/this")


def test_lists_of_articles_are_not_related_articles() -> None:
    """A box of related articles also names the section of each, which is no article."""
    assert article(BOX, "nei.st").related == (
        Link("Boat", "https://nei.st/medium/paper/boat"),
        Link("Tainan", "https://nei.st/city/tainan"),
        Link("Sea", "https://nei.st/medium/paper/sea"),
        Link("Wind", "https://nei.st/medium/k3vxq0abz9"),
        Link("Sun", "https://nei.st/medium/sun-over-the-sea"),
    )


def test_the_ornament_of_a_site_is_dropped_there_alone() -> None:
    """Another site may use the same names for its article."""
    assert article(ORNAMENT, "nei.st").text == "字"
    assert "一二" in article(ORNAMENT, "b.example").text
