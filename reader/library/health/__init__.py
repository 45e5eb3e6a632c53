"""The checks of `reader doctor`: one module for each subject, whose functions return findings."""

from reader.library.health.findings import Finding, Severity, Subject

__all__ = ["Finding", "Severity", "Subject"]
