"""The style sheets of pages and books."""

from __future__ import annotations

BODY = """
figure { margin: 1.2em 0; padding: .6em .9em; border-left: 3px solid var(--rule); }
figcaption { margin-top: .3em; color: var(--quiet); font-size: .92em; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em; }
blockquote { margin: 1.2em 0; padding: 0 1.2em; border-left: 3px solid var(--rule); color: var(--quiet); }
.box { color: inherit; padding: .6em 1.2em; background: var(--box); }
.box-title { font-weight: 600; }
pre { overflow-x: auto; padding: .8em 1em; background: var(--box); line-height: 1.45; font-size: .9em; }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .92em; }
table { border-collapse: collapse; margin: 1.2em 0; font-size: .94em; }
th, td { border: 1px solid var(--rule); padding: .3em .6em; text-align: left; vertical-align: top; }
hr { border: 0; border-top: 1px solid var(--rule); margin: 2em 0; }
em { font-style: italic; }
:lang(zh) em, :lang(ja) em, :lang(ko) em { font-style: normal; text-emphasis: filled dot; -webkit-text-emphasis: filled dot; }
:lang(zh-Hant) em { text-emphasis-position: under right; }
sup { line-height: 0; }
.notes { margin-top: 2em; border-top: 1px solid var(--rule); font-size: .9em; }
.notes aside { display: flex; gap: .8em; }
.notes .number { color: var(--quiet); }
.byline, .keywords { color: var(--quiet); font-size: .92em; }
"""
"""what an article's body looks like; the colours are set by the page or the book"""

PAGE = (
    """
:root { color-scheme: light dark; --ground: #fbfaf7; --text: #1c1b19; --quiet: #5f5b54; --link: #1d4f91;
  --rule: #d9d4c9; --box: #f1eee7; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16171a; --text: #e4e1da; --quiet: #a39e94; --link: #8fb8ee; --rule: #3a3c42; --box: #1f2126; }
}
* { box-sizing: border-box; }
html { font-size: 112.5%; }
body { margin: 0; background: var(--ground); color: var(--text);
  font-family: Charter, "Bitstream Charter", "Noto Serif", Georgia, "Songti TC", "Noto Serif CJK TC", "Source Han Serif TC",
    PMingLiU, serif; line-height: 1.7; text-spacing-trim: trim-start; hanging-punctuation: allow-end; overflow-wrap: anywhere; }
:lang(zh-Hans) { font-family: Charter, Georgia, "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
:lang(ja) { font-family: Charter, Georgia, "Hiragino Mincho ProN", "Noto Serif CJK JP", "Yu Mincho", serif; }
main, header, nav { max-width: 38em; margin: 0 auto; padding: 0 1.2em; }
:lang(zh) p, :lang(ja) p { text-align: justify; line-height: 1.85; }
h1, h2, h3, h4 { line-height: 1.35; text-wrap: balance; }
h1 { font-size: 1.5em; margin: 2em 0 .4em; }
h2 { font-size: 1.35em; margin: 0 0 .3em; }
header .count { color: var(--quiet); margin: 0 0 1.5em; }
nav ol { list-style: none; padding: 0; margin: 0; }
nav li { margin: .35em 0; display: flex; gap: 1em; }
nav time { color: var(--quiet); flex: none; width: 6.2em; font-variant-numeric: tabular-nums; font-size: .85em; padding-top: .15em; }
nav .channel { color: var(--quiet); font-size: .85em; }
nav a { color: inherit; text-decoration: none; }
nav a:hover { text-decoration: underline; }
article { padding: 3.5em 0 2em; border-top: 1px solid var(--rule); margin-top: 3em; }
article:only-child { border: 0; margin-top: 0; padding-top: 2.5em; }
article > h2 + .byline { margin-top: 0; }
.note { background: var(--box); padding: .6em 1.2em; margin: 1.2em 0; }
.keywords span { margin-right: .9em; white-space: nowrap; }
@media print {
  :root { --ground: #fff; --text: #000; --quiet: #444; --link: #000; --rule: #bbb; --box: #f4f4f4; }
  html { font-size: 10.5pt; }
  main, header, nav { max-width: none; padding: 0; }
  article { break-before: page; border: 0; margin: 0; padding: 0; }
  h2, h3, h4 { break-after: avoid; }
  figure, pre, table, blockquote { break-inside: avoid; }
}
"""
    + BODY
)
"""of web pages, in light and dark, and on paper"""

SITE = """
.bar { display: flex; gap: 1.4em; padding-top: 1.2em; }
.bar a { font-size: .9em; }
.bar a:first-child { font-weight: 600; }
.neighbours { display: flex; justify-content: space-between; gap: 2em; padding-bottom: 3em; }
.neighbours a { font-size: .9em; }
.groups ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4em 1.4em; }
input[type=search] { width: 100%; font: inherit; padding: .4em .7em; color: inherit; background: var(--box);
  border: 1px solid var(--rule); border-radius: .3em; }
.keywords a { color: inherit; }
@media print { .bar, .neighbours { display: none; } }
"""
"""of the pages of a site, besides `PAGE`"""

BOOK = (
    """
html { --quiet: #555; --link: inherit; --rule: #999; --box: transparent; }
body { line-height: 1.7; }
h1 { font-size: 1.3em; }
h2 { font-size: 1.15em; margin-top: 2em; }
h1, h2, h3, h4 { line-height: 1.35; page-break-after: avoid; break-after: avoid; }
article + article { margin-top: 3em; }
"""
    + BODY
)
"""of books, whose colours and fonts are the reader's own choice"""

VERTICAL = """
html { writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl; -epub-writing-mode: vertical-rl; }
"""
"""makes lines run from top to bottom"""
