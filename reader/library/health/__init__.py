"""What `reader doctor` looks at: one module a subject, each with functions that return findings."""

from reader.library.health.findings import Finding, Severity, Subject

__all__ = ["Finding", "Severity", "Subject"]
