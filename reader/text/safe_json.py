"""JSON that is safe to look at on a terminal."""

from __future__ import annotations

import json

from reader.text.late import late

# JSON escapes C0 itself. A terminal would act on these, they change the direction of text, or nobody sees them.
_UNSAFE = late(
    "[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    "\U000e0000-\U000e007f]"
)


def to_json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON without characters that a terminal would act on."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(lambda unsafe: json.dumps(unsafe[0])[1:-1], text)
