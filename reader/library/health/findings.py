"""A finding of `reader doctor`: what was checked, its state, what that means and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.language import later


class Subject(StrEnum):
    """What a finding is about, in the order in which findings are told."""

    ARCHIVE = "archive"
    INDEX = "index"
    MARKS = "marks"
    SETTINGS = "settings"
    TERMINAL = "terminal"
    MACHINE = "machine"


TITLES = {
    Subject.ARCHIVE: later("Archives"),
    Subject.INDEX: later("Index"),
    Subject.MARKS: later("Marks"),
    Subject.SETTINGS: later("Settings and keys"),
    Subject.TERMINAL: later("Terminal"),
    Subject.MACHINE: later("Machine"),
}
"""what each subject is called"""


class Severity(StrEnum):
    """How much a finding matters."""

    OK = "ok"
    """nothing is wrong"""
    NOTE = "note"
    """the reader copes; knowing it may help"""
    MENDABLE = "mendable"
    """`reader doctor --fix` mends it, as it can be built again"""
    PROBLEM = "problem"
    """needs a person"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked."""

    subject: Subject
    name: str
    """what was looked at, for programs: does not change with the language"""
    severity: Severity
    message: str
    """how it is and what that means, a sentence in the language in force"""
    remedy: str = ""
    """what to do, a sentence; empty where there is nothing to do"""
    places: Sequence[str] = ()
    """the files, folders or lines that it is about, all of them"""


def needs_person(findings: Sequence[Finding]) -> bool:
    """Return whether any of the findings needs a person."""
    return any(finding.severity is Severity.PROBLEM for finding in findings)
