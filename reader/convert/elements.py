"""HTML element names by category: known, void, optional end tag, inline without a Markdown form."""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


KNOWN_ELEMENTS = _names(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote
    body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir
    div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head
    header hgroup hr html i iframe img image input ins isindex kbd keygen label legend li link listing main
    map mark marquee math menu meta meter nav nobr noembed noframes noscript object ol optgroup option
    output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section select
    small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th
    thead time title tr track tt u ul use var video wbr xmp g path circle rect line polygon polyline
    ellipse defs symbol text tspan lineargradient radialgradient stop clippath mask pattern foreignobject
    mi mo mn ms mrow msup msub msubsup mfrac msqrt mroot mstyle mtext mtable mtr mtd annotation semantics
    mfenced munder mover munderover mspace mpadded mphantom menclose merror mmultiscripts mprescripts none
    maction maligngroup malignmark mlabeledtr annotation-xml
    figureicture
    """
)
"""the elements of browsers, including obsolete ones, SVG and MathML, and a misspelt `figure` of one site"""

VOID_ELEMENTS = _names(
    """
    area base br col embed hr img input link meta param source track wbr
    """
)
"""elements without an end tag"""

OPTIONAL_END_TAG = VOID_ELEMENTS | _names(
    """
    p li dt dd tr td th tbody thead tfoot option colgroup
    """
)
"""elements that the next one of their kind closes, so that a series of them does not nest"""

UNFORMATTED_INLINE = _names(
    """
    abbr acronym bdi bdo big cite data dfn font ins label mark nobr output rb rtc ruby small span sub time
    u var wbr blink map math mi mn mo ms mrow msub msubsup msup mfrac msqrt mroot mstyle mtext semantics
    """
)
"""inline elements without a form in Markdown: only their text is kept"""

INLINE = _names(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rt rtc ruby
    s samp small span strike strong sub sup time tt u var wbr blink input map math mi mn mo ms mrow msub
    msubsup msup mfrac msqrt mroot mstyle mtext semantics
    """
)
"""elements that part no words"""
