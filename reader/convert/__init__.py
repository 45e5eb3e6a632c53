"""Turns the bodies of posts into articles."""

from __future__ import annotations

from reader.text.late import import_late

# Beautiful Soup imports both, for selectors and for bytes, of which it is given neither here. Compiling the patterns of
# soupsieve alone takes as long as a post takes to be shown.
import_late("soupsieve")
import_late("chardet")
