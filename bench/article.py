"""All figures about reading an article, in one run: fidelity, line breaking, speed.

    python bench/article.py ORACLE ARCHIVE

ORACLE is the independent checker of converted posts; ARCHIVE a folder of real posts.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_BENCH = Path(__file__).parent


def main() -> int:
    """Run the three benches one after the other; the worst of their exit codes."""
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    oracle, archive = sys.argv[1:]
    steps = (
        ("What is on the page", ["fidelity.py", oracle, archive]),
        ("How it is set", ["typesetting.py", archive]),
        ("How fast it is", ["reading.py", archive]),
    )
    codes = []
    for title, (script, *arguments) in steps:
        print(f"\n== {title}", flush=True)
        codes.append(subprocess.run([sys.executable, _BENCH / script, *arguments], check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
