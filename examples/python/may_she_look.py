"""May this teacher look along, and if not, what does she read?"""

from datetime import datetime, timedelta, timezone

from monitor import policy

now = datetime.now(timezone.utc)
request = policy.Request(viewer="0a" * 16, pupil="0b" * 16, action=policy.Action.live, purpose=policy.LookPurpose.help)
facts = policy.Facts(
    timekeeping=policy.Timekeeping.sure,
    directory=policy.Directory.fresh,
    employment=policy.Employment.active,
    role=policy.Role.staff,
    schools=policy.Schools.same,
    relation=policy.Basis.teaches_group,
    objection=policy.Objection.none,
    restriction=policy.Restriction.none,
    hours=policy.Hours.open,
    hours_end=now + timedelta(hours=5),
    look_end=now + timedelta(minutes=10),
    viewer=policy.Whereabouts.at_the_site,
    device_user=policy.DeviceUser.this_pupil,
    device=policy.Whereabouts.at_the_site,
    indicator=policy.Indicator.up,
)
morning = policy.decide(request, facts, now)
print("at school:", "yes" if morning else "no")

facts.device = policy.Whereabouts.elsewhere
ruling = policy.decide(request, facts, now)
print("at home:  ", ruling.sentence("en"))
raise SystemExit(0 if morning and ruling.refusal == policy.Refusal.device_elsewhere else 1)
