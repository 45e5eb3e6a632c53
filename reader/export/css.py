"""The style sheets of pages and books."""

from __future__ import annotations

BODY = """
article { overflow-wrap: break-word; }
article a.address { word-break: break-all; }
h1, h2, h3, h4, h5, h6 { line-height: 1.35; font-weight: 600; text-wrap: balance; break-after: avoid; page-break-after: avoid; }

h2 { font-size: 1.3em; margin: 2em 0 .7em; }
h3 { font-size: 1.12em; margin: 1.7em 0 .6em; }
h4, h5, h6 { font-size: 1em; margin: 1.5em 0 .5em; }
p { margin: 0 0 1em; orphans: 2; widows: 2; }
article :lang(zh), article :lang(ja), article:lang(zh), article:lang(ja) { line-break: strict; }
article:lang(zh) > p, article:lang(ja) > p { text-align: justify; text-spacing-trim: trim-start; }
em.wide, :lang(zh) em, :lang(ja) em, :lang(ko) em { font-style: normal; }
em.wide { text-emphasis: filled dot; text-emphasis-position: under right; -webkit-text-emphasis: filled dot; -webkit-text-emphasis-position: under; }
:lang(ja) em.wide { text-emphasis-position: over right; -webkit-text-emphasis-position: over; }
.byline { margin: 0 0 2em; font-size: .86em; color: var(--dim, #666); }
.byline a { color: inherit; }
.ornament { text-align: center; letter-spacing: .5em; color: var(--dim, #666); }
hr { width: 6em; margin: 2em auto; border: 0; border-top: 1px solid var(--line, #ccc); }
blockquote { margin: 1.4em 0; padding: 0 0 0 1em; border-inline-start: 3px solid var(--line, #ccc); }
blockquote > :last-child, .callout > :last-child, aside > :last-child, li > p:last-child { margin-bottom: 0; }
.callout { padding: .8em 1em; border-inline-start-color: var(--link, #28666e); background: var(--soft, #f3f1ea); }
.callout > p:first-child { margin-bottom: .4em; color: var(--link, #28666e); }
figure { margin: 1.8em 0; padding: .9em 1em; background: var(--soft, #f3f1ea); break-inside: avoid; page-break-inside: avoid; }
.plate { margin: 0; font-size: .86em; }
.plate small { color: var(--dim, #666); }
figure img { display: block; max-width: 100%; height: auto; margin: 0 auto; }
figcaption { margin-top: .3em; font-size: .9em; line-height: 1.6; }
.alt { color: var(--dim, #666); }
pre { margin: 1.4em 0; padding: .8em 1em; background: var(--soft, #f3f1ea); overflow-x: auto; font-size: .86em; line-height: 1.5; }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono CJK TC", monospace; font-size: .9em; }
pre code { font-size: 1em; }
.formula { font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", serif; font-size: 1em; }
.table { margin: 1.4em 0; overflow-x: auto; }
table { border-collapse: collapse; font-size: .92em; line-height: 1.5; border-top: 1.5px solid currentColor; border-bottom: 1.5px solid currentColor; }
th, td { padding: .4em .8em; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line, #ccc); }
thead th { border-bottom-color: currentColor; vertical-align: bottom; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
.center { text-align: center; }
dt { font-weight: 600; }
dd { margin: 0 0 .8em 2em; }
ul, ol { padding-inline-start: 1.8em; margin: 0 0 1em; }
li { margin: .25em 0; }
sup { line-height: 0; font-size: .72em; }
.mark { text-decoration: none; padding: 0 .15em; }
.back { text-decoration: none; }
.notes, .keywords, .related, .timeline { margin-top: 2.4em; padding-top: .2em; border-top: 1px solid var(--line, #ccc); font-size: .92em; }
.notes > h2, .keywords > h2, .related > h2, .timeline > h2, .notes > h3, .keywords > h3, .related > h3, .timeline > h3 { font-size: 1em; margin: 1em 0 .5em; color: var(--dim, #666); }
.keywords ul, .timeline ol { list-style: none; padding: 0; }
.keywords li { display: inline-block; margin: 0 1em .2em 0; }
.timeline .time { display: inline-block; min-width: 9.5em; color: var(--dim, #666); font-variant-numeric: tabular-nums; }
.here { font-weight: 600; }
.notice { color: var(--dim, #666); font-style: normal; }
.own { margin: 1.6em 0; padding: .8em 1em; border-inline-start: 3px solid var(--own, #a8741a); background: var(--soft, #f3f1ea); }
.own-head, .labels { color: var(--own, #a8741a); font-size: .86em; }
.own-head { margin: 0 0 .4em; }
.labels { margin: -1.4em 0 2em; }
mark { color: inherit; background: #f7e08a; }
mark.green { background: #c5e6b3; }
mark.blue { background: #bcdcf5; }
mark.red { background: #f7c5bf; }
mark.violet { background: #dccbf2; }
"""
"""what an article's body looks like; the colours are set by the page or the book. Chinese and Japanese have no italics"""

PAGE = (
    """
:root { color-scheme: light dark; --ground: #fbfaf6; --text: #23221f; --dim: #6b675f; --line: #d9d5ca; --soft: #f2efe6;
  --link: #1f5f68; --own: #8a5d10; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #191a1c; --text: #d9d6cf; --dim: #9a968d; --line: #3b3b3d; --soft: #232427; --link: #8cc4cc; --own: #dbb36a; }
  mark { background: #63541b; }
  mark.green { background: #2f5226; }
  mark.blue { background: #234a66; }
  mark.red { background: #6b302b; }
  mark.violet { background: #4b3a6b; }
}
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--text); font-size: 106%; -webkit-text-size-adjust: 100%; }
body { margin: 0; line-height: 1.6; text-autospace: normal;
  font-family: Charter, "Noto Serif", Georgia, "Songti TC", "Noto Serif CJK TC", "Source Han Serif TC", PMingLiU, serif; }
[lang^="zh"], [lang="ja"], [lang="ko"] { line-height: 1.8; }
[lang="zh-Hant"] { font-family: "Songti TC", "Noto Serif CJK TC", "Source Han Serif TC", Georgia, PMingLiU, serif; }
[lang="zh-Hans"] { font-family: "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC", Georgia, SimSun, serif; }
[lang="ja"] { font-family: "Hiragino Mincho ProN", "Noto Serif CJK JP", Georgia, "Yu Mincho", serif; }
[lang="ko"] { font-family: AppleMyungjo, "Noto Serif CJK KR", Georgia, Batang, serif; word-break: keep-all; }
main, header, body > nav { max-width: 38em; margin: 0 auto; padding: 0 1.2em; }
body > header { padding-top: 3.2em; }
body > header h1 { font-size: 1.9em; margin: 0 0 .2em; }
.count { color: var(--dim); margin: 0 0 1.8em; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .18em;
  text-decoration-color: color-mix(in srgb, var(--link) 40%, transparent); }
a:hover { text-decoration-color: currentColor; }
a:focus-visible, input:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.mark:target, aside:target, li:target { background: var(--soft); }
body > nav ol { list-style: none; padding: 0; margin: 0 0 2em; }
body > nav li { display: grid; grid-template-columns: 6em 1fr; gap: 0 1em; align-items: baseline; margin: 0;
  padding: .3em 0; border-bottom: 1px solid var(--line); line-height: 1.55; }
body > nav li > span { display: flex; gap: 1em; align-items: baseline; justify-content: space-between; }
body > nav time { color: var(--dim); font-variant-numeric: tabular-nums; font-size: .84em; }
body > nav .channel { color: var(--dim); font-size: .84em; text-align: end; flex: none; max-width: 11em; }
body > nav a { text-decoration: none; }
body > nav a:hover { text-decoration: underline; }
article { padding: 3em 0 2em; }
article + article { border-top: 1px solid var(--line); margin-top: 2.5em; }
article > h1:first-child, article > h2:first-child { font-size: 1.7em; margin: 0 0 .4em; }
@media (max-width: 34em) {
  body > nav li { grid-template-columns: 1fr; }
  body > nav li time:empty { display: none; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --text: #000; --dim: #555; --line: #bbb; --soft: #f6f6f6; --link: #000; --own: #555; }
  @page { margin: 2cm 2.2cm; }
  html { font-size: 10.5pt; }
  body { line-height: 1.6; }
  main, header, body > nav { max-width: none; padding: 0; }
  body > header { padding-top: 0; }
  .back { display: none; }
  a { color: inherit; text-decoration: none; }
  article a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .72em; color: #555; overflow-wrap: anywhere; }
  .plate a::after { content: " " attr(href); }
  article, article + article { border: 0; margin: 0; padding: 0; }
  article + article { break-before: page; }
  mark { background: none; text-decoration: underline; text-decoration-thickness: 2px; }
}
"""
    + BODY
)
"""of web pages, in light and dark, and on paper. What `:lang()` sets would be set of code and headings, too: attributes leave
them theirs"""

SITE = """
.bar { display: flex; flex-wrap: wrap; gap: .2em 1.4em; padding-top: 1.4em; }
.bar a { font-size: .9em; }
.bar a:first-child { font-weight: 600; color: inherit; margin-inline-end: auto; }
.neighbours { display: flex; justify-content: space-between; gap: 2em; padding-bottom: 3em; line-height: 1.5; }
.neighbours a { font-size: .9em; }
.groups ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4em 1.4em; }
input[type=search] { width: 100%; font: inherit; padding: .4em .7em; color: inherit; background: var(--soft);
  border: 1px solid var(--line); border-radius: .3em; }
body > nav.groups li { display: flex; gap: .4em; border: 0; padding: 0; }
@media print { .bar, .neighbours { display: none; } }
"""
"""of the pages of a site, besides `PAGE`"""

BOOK = (
    """
body { line-height: 1.75; margin: 0; }
article h1, article h2:first-child { font-size: 1.4em; }
.title-page { text-align: center; margin-top: 25%; }
.part ol { list-style: none; padding: 0; }
nav ol { list-style: none; padding-inline-start: 1em; }
nav a, .part a { text-decoration: none; }
aside { margin: .6em 0; }
"""
    + BODY
)
"""of books, whose colours and fonts are the reader's own choice"""

VERTICAL = """
html { writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl; -epub-writing-mode: vertical-rl; }
.title-page { margin: 0 25% 0 0; }
h1, h2, h3, h4, h5, h6 { margin: 0 1.6em 0 .7em; }
article > h2:first-child { margin: 0 0 0 .5em; }
p, ul, ol { margin: 0 0 0 1em; }
article:lang(zh) > p { text-indent: 2em; margin: 0; }
article > p.byline, article:lang(zh) > p.byline { margin: 0 0 0 2.4em; text-indent: 0; }
figure, blockquote, pre, .table, .own { margin: 0 1.4em; padding: 1em .6em; }
figcaption { margin: 0 .3em 0 0; }
hr { width: auto; height: 6em; margin: auto 2em; border-top: 0; border-right: 1px solid #999; }
.notes, .keywords, .related, .timeline { margin: 0 2.4em 0 0; padding: 0 .2em 0 0; border-top: 0; border-right: 1px solid #999; }
em.wide { text-emphasis-position: over right; -webkit-text-emphasis-position: over; }
.timeline .time { min-width: 0; min-height: 9.5em; }
"""
"""makes lines run from top to bottom"""
