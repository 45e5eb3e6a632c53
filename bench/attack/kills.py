"""Kills at random moments of indexing and marking: the next run answers right, and no acknowledged mark is lost.

    python bench/attack kills                1,000 kills, seed 1
    python bench/attack kills 200 7          other numbers of kills and of the seed

Half of the kills hit `reader list` while it reads files that changed, now and then into an index that does not exist
yet; the other half hit `reader mark`, which is run again and again. A command that has ended with 0 has acknowledged
its marks. What the killed one marks is there as a whole or not at all.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.attack.changing import differing, is_bad, post_file, title, write_post
from tests.attack.faults import home, run

_POSTS = 300
_MARKED_TOGETHER = 3


class _Victim:
    """An archive, a home, what is known of both, and the commands that are killed there."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._archive = folder / "archive"
        self._cache = folder / "cache"
        self._environment = home(folder)
        self._versions = dict.fromkeys(range(_POSTS), 0)
        self._starred: set[int] = set()
        self._perhaps_starred: set[int] = set()
        """the starred posts if the killed command had done its work"""
        self._run_seconds = 0.0
        self.acknowledged = 0
        self.failures: Counter[str] = Counter()
        for number in self._versions:
            write_post(self._archive, number)
        self._check_run()

    def kill_listing(self) -> bool:
        """Kill `reader list` while it reads what changed; return False if it had ended before."""
        if self._chance.random() < 0.25:
            shutil.rmtree(self._cache)
        self._change()
        return self._is_killed(self._start("list", "--fresh"), self._chance.uniform(0, self._run_seconds))

    def kill_marking(self) -> bool:
        """Kill the one of many `reader mark` that runs at a random moment; return False if one was refused."""
        end = time.monotonic() + self._chance.uniform(0, 3 * self._run_seconds)
        while True:
            numbers = set(self._chance.sample(sorted(self._versions), _MARKED_TOGETHER))
            is_star = self._chance.random() < 0.7
            files = [str(post_file(self._archive, number)) for number in numbers]
            process = self._start("mark", "--star" if is_star else "--unstar", *files)
            self._perhaps_starred = self._starred | numbers if is_star else self._starred - numbers
            if self._is_killed(process, end - time.monotonic()):
                return True
            if process.returncode:
                self._fail("marks refused", str(process.returncode))
                return False
            self._starred = self._perhaps_starred
            self.acknowledged += 1

    def check(self) -> None:
        """Ask as the next run does, and count what is wrong."""
        posts = self._check_run()
        titles = {post["path"].rpartition("/")[2]: post["title"] for post in posts}
        if titles != {post_file(self._archive, n).name: title(n, v) for n, v in self._versions.items()}:
            self._fail("wrong answers", str(titles))
        starred = {int(post["path"][-7:-3]) for post in posts if post["starred"]}
        if starred not in (self._starred, self._perhaps_starred):
            self._fail("lost marks", f"{starred} instead of {self._starred} or {self._perhaps_starred}")
        self._starred = self._perhaps_starred = starred

    def check_all(self) -> None:
        """Compare all answers with those of a fresh index."""
        for question in differing(self._archive, self._environment):
            self._fail("wrong answers", question)

    def _check_run(self) -> list[dict[str, Any]]:
        start = time.monotonic()
        # Files are written in place here, which else is found after some minutes.
        ran = run(
            ["list", "--fresh", "--json", "--no-fold", "--archive", str(self._archive)], self._environment
        )
        # Measured each time: the machine may have other work at one time and none at another.
        self._run_seconds = time.monotonic() - start
        if ran.code or is_bad(ran):
            self._fail("tracebacks", ran.err)
            return []
        posts: list[dict[str, Any]] = json.loads(ran.out)
        return posts

    def _change(self) -> None:
        """Change some posts or all of them, remove one and add one."""
        count = self._chance.choice((5, 50, len(self._versions)))
        for number in self._chance.sample(sorted(self._versions), count):
            self._write(number)
        gone = self._chance.choice(sorted(self._versions.keys() - self._starred))
        post_file(self._archive, gone).unlink()
        del self._versions[gone]
        self._write(max(self._versions) + 1)

    def _write(self, number: int) -> None:
        self._versions[number] = self._versions.get(number, 0) + 1
        write_post(self._archive, number, self._versions[number])

    def _start(self, command: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "reader", command, *arguments, "--archive", str(self._archive)],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _is_killed(self, process: subprocess.Popen[bytes], seconds: float) -> bool:
        """Kill a process after so long; return False if it ended by itself before."""
        try:
            process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return process.returncode == -signal.SIGKILL

    def _fail(self, kind: str, detail: str) -> None:
        self.failures[kind] += 1
        print(f"{kind}: {detail[-2000:]}", flush=True)


def main(arguments: list[str]) -> None:
    """Kill so often, and print a row of the table."""
    count = int(arguments[0]) if arguments else 1000
    seed = int(arguments[1]) if arguments[1:] else 1
    start, kills = time.monotonic(), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="reader-kills-") as folder:
        victim = _Victim(Path(folder), seed)
        while kills.total() < count:
            if kills["list"] <= kills["mark"]:
                kills["list"] += victim.kill_listing()
            else:
                kills["mark"] += victim.kill_marking()
            victim.check()
        victim.check_all()
    failures = ", ".join(f"{times} {kind}" for kind, times in victim.failures.items()) or "0"
    print("| kills of list | of mark | marks acknowledged | seed | seconds | failures |")
    print("| --- | --- | --- | --- | --- | --- |")
    seconds = time.monotonic() - start
    print(
        f"| {kills['list']} | {kills['mark']} | {victim.acknowledged} | {seed} | {seconds:.0f} | {failures} |"
    )
    if victim.failures:
        raise SystemExit(1)
