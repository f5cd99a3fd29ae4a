"""What does the administration of a school deliver, and what is wrong with it? Pure: no network, nothing is kept.

    delivery = roster.read_edexml("EDEX.xml", now=datetime.now(timezone.utc))
    delivery.pupils[0].name                      # Personal(…): a name is not printed by accident
    delivery.pupils[0].name.reveal(roster.Purpose.operate)
"""

from ._monitor.roster import (  # noqa: F401
    Child, Difference, Employment, Finding, Group, GroupKind, Guardian, Import, Move, Part, Personal, Pupil, Purpose, Relation,
    Severity, Site, Staff, Step, Tally, Verdict, Wanted, add_guardians, check, difference, merge_oneroster, read_edexml, read_gkv,
    read_oneroster, read_sds, read_uwlr, verdict)
