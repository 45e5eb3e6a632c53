from __future__ import annotations

from reader.text.late import import_late

# Beautiful Soup imports it for its selectors, which nothing here uses: its patterns take as long to compile as a
# post takes to be shown.
import_late("soupsieve")
