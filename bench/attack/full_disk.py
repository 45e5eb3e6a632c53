"""A disk that is full at each of so many moments of a first index and of marking: no traceback, no answer wrong.

    python bench/attack full_disk [MOMENTS] [ARCHIVE]

The folders of index and marks are on a small tmpfs of ever more room where one may be mounted; else no file may become
longer than that. After each moment there is room again, and whatever was said to be done must be there.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.attack.faults import home, index_of, run

_LIST = ("list", "--json")
_MARK = ("mark", "--star")
_LEAST = 4096


def main(arguments: list[str]) -> None:
    """Fill the disk at so many moments, and print what came of it."""
    moments = int(arguments[0]) if arguments else 50
    archive = arguments[1] if len(arguments) > 1 else str(Path(__file__).resolve().parents[2] / "posts")
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "whole")
        answer = run([*_LIST, "--archive", archive], home(whole))
        post = run(["list", "--archive", archive], home(whole)).out.split("\n")[0].split("\t")[-1]
        most = 3 * index_of(whole).stat().st_size
        outcomes: Counter[str] = Counter()
        for moment in range(moments):
            place = Path(folder, str(moment))
            room = _LEAST + most * moment // moments
            with _small(place, room) as limit:
                ran = run([*_LIST, "--archive", archive], home(place), most_bytes=limit)
                marked = run([*_MARK, post, "--archive", archive], home(place), most_bytes=limit)
                starred = run([*_LIST, "is:starred", "--archive", archive], home(place), most_bytes=limit)
                later = run([*_LIST, "is:starred", "--archive", archive], home(place))
            for each in (ran, marked, starred, later):
                if "Traceback" in each.err or each.code < 0:
                    print(f"{room} bytes: {each.code} {each.err}", flush=True)
                    outcomes["traceback or killed"] += 1
            if ran.out != answer.out:
                outcomes["wrong answer"] += 1
                print(f"{room} bytes: {ran}"[:500], flush=True)
            if marked.code == 0 and not (starred.code == later.code == 0):
                outcomes["mark lost"] += 1
                print(f"{room} bytes: mark lost {starred.err} {later.err}", flush=True)
            outcomes["right, and said" if "it takes" in ran.err else "right"] += 1
            outcomes["mark kept" if marked.code == 0 else "mark refused with a sentence"] += 1
    print("\n| outcome | moments |\n| --- | --- |")
    for outcome, times in sorted(outcomes.items()):
        print(f"| {outcome} | {times} |")


@contextlib.contextmanager
def _small(place: Path, room: int) -> Iterator[int | None]:
    """Make a folder with little room; yield None, or the longest file that is to be allowed instead."""
    place.mkdir(parents=True)
    size = f"size={-(-room // 4096) * 4}k"
    mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        yield room
        return
    try:
        yield None
    finally:
        subprocess.run(["umount", str(place)], check=False)


if __name__ == "__main__":
    main(sys.argv[1:])
