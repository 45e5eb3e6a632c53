"""Attack the program in every way known, and print what came of it.

    python bench/attack                   all attacks, some hours
    python bench/attack bombs             one of them
    python bench/attack bombs spans.md    one of them, with arguments of its own

An attack is a module of this folder with `main(arguments)`. It prints Markdown for docs/security.md.
"""

from __future__ import annotations

import importlib
import sys

ATTACKS = ("bombs", "damage", "escapes", "full_disk", "keys", "kills", "load", "said")


def main(arguments: list[str]) -> None:
    """Run one attack with its arguments, or all of them."""
    chosen = arguments[:1] or list(ATTACKS)
    for name in chosen:
        if name not in ATTACKS:
            sys.exit(f"There is no attack {name}: {', '.join(ATTACKS)}.")
        print(f"### {name}\n")
        importlib.import_module(name).main(arguments[1:])
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
