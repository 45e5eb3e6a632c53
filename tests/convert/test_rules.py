"""The selector rules mean the same to lexbor and soupsieve, and apply by host."""

from __future__ import annotations

import soupsieve
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from reader.convert.rules import GENERAL, HOSTS, Rules, rules_for

PAGE = """<div><h1 class="page-title">a</h1><p hidden>b</p><p style="color:red; display: none">c</p>
<p style="DISPLAY:NONE">d</p><ul class="links inline"><li>e</li></ul><ul class="links"><li>f</li></ul>
<div class="code-block code-block-2">g</div><div class="x BarrierFailsafe__full">h</div><div id="atatags-1">i</div>
<section class="q"><ul class="collection-list"><li><a href="/1">j</a></li></ul></section>
<div class="comment-wrapper"><h2 class="title">Comments</h2><div><h2 class="title">k</h2></div></div>
<div class="block block-views related">l</div><figure><img src="a.jpg"><figcaption class="c">m</figcaption></figure>
<ul class="timeline"><li class="timelineItem">n</li></ul><nav class="links">o</nav><p class="column">p</p>
<div class="wp-caption"><p class="wp-caption-text">q</p></div><div class="keywordTag"><a href="/t">#r</a></div>
<div class="admonition"><p class="admonition-title">x</p></div><div class="callout" data-callout="tip"><p class="callout-title">y</p></div>
<div class="callout callout-style-simple"><div class="callout-header">z</div></div>
<div class="theme-admonition"><div class="admonitionHeading_a">z</div></div><div class="cboxes">v</div><div class="cboxes contributor">w</div>
<span class="screen-reader-text">s</span><script>t</script><svg><use></use></svg><noscript>u</noscript></div>"""


def selectors() -> list[str]:
    """Return every selector of the rules."""
    return sorted(
        {
            selector
            for rules in (GENERAL, *HOSTS.values())
            for name in Rules.__match_args__
            for selector in getattr(rules, name)
        }
    )


def test_both_engines_read_a_selector_alike() -> None:
    """lexbor and soupsieve match the same elements."""
    page = LexborHTMLParser(PAGE)
    soup = BeautifulSoup(page.html or "", "lxml")
    for selector in selectors():
        by_lexbor = {
            node.mem_id: (node.tag, node.attributes.get("class") or "") for node in page.css(selector)
        }
        by_soupsieve = [
            (tag.name, " ".join(tag.get("class") or [])) for tag in soupsieve.select(selector, soup)
        ]
        assert sorted(by_lexbor.values()) == sorted(by_soupsieve), selector


def test_a_host_adds_to_the_general_rules() -> None:
    """Subdomains and `www.` share the rules of a host; other hosts with the same ending do not."""
    special = HOSTS["nei.st"].drop[0]
    assert special in rules_for("https://www.nei.st/a").rules.drop
    assert special in rules_for("https://archive.nei.st/a").rules.drop
    assert special not in rules_for("https://beinei.st.example/a").rules.drop
    assert rules_for("not an address").rules == GENERAL
