"""Was this log changed, cut, put in another order or wound back, and where?

    report = audit.verify("log.txt", key=Path("log.key").read_text().strip(), checkpoints=[kept_note])
    if not report:
        for finding in report.findings:
            print(finding.flaw.name, finding.first, finding.last, finding.place)
"""

from ._monitor.audit import (  # noqa: F401
    Checkpoint, Finding, Flaw, Report, checkpoint, consistency, consistent, entries, included, inclusion, leaf, root, verify)
