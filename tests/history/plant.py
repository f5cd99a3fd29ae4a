#!/usr/bin/env python3
"""Would check.py find it? Each way to break a promise, planted in histories that keep all of them.

    plant.py [--where-it-fits] HISTORY.jsonl...        prints each way, where it was planted and how often it was named

Exit 1 when one was not. A way is planted at up to three deliveries that it fits; each has to be named, at that delivery, by the
promise it breaks. A way that fits nowhere is missed too, unless a history is too short for that to mean anything.
"""

import argparse
import copy
import json
import sys

import check
from world import COVERED, HOUR, MINUTE, SECOND, amsterdam

MOMENT = 2 * SECOND + 1        # long enough ago to be known


class Place:
    """A delivery in a history, and what it has to do with."""

    def __init__(self, events, at, world):
        self.events, self.at, self.e = events, at, events[at]
        self.view, self.picture = world.views[self.e["line"]], world.sent.get(self.e["n"])
        self.device = self.picture["device"]
        self.sent_at = next(n for n in range(at, -1, -1) if events[n]["e"] == "sent" and events[n]["n"] == self.e["n"])
        self.lease = events[self.sent_at]["lease"]
        self.roster = world.roster.turns[-1][1]
        self.staff = self.roster["staff"].get(self.view.staff)
        self.site = self.roster["groups"].get(self.view.group)
        self.sites = {key: kept.turns[-1][1] for key, kept in world.sites.items()}
        self.lesson = world.lift(self.e["t"], self.view.group)
        self.lifted = not world.at_place(self.e["t"], self.view.address, self.view.group)
        changes = (world.roster, world.accounts, *world.sites.values(), *world.against.values())
        self.settled = self.view.since is not None and self.picture["t"] - self.view.since >= world.way
        self.quiet = self.e["t"] - max(one.turns[-1][0] for one in changes if one.turns) > 2 * MOMENT
        self.newest = world.newest.get(self.e["pupil"])
        self.older = [n for n, one in world.sent.items()
                      if one["user"] == self.e["pupil"] and n in world.shown and n != self.newest]


def fresh(place):
    return place.e["age"] == 0 and place.e["stream"] == "grid"


def live(place):
    return place.e["stream"] == "live"


def at_school(place):
    return fresh(place) and place.lesson is not True


def kept(place):
    return place.e["age"] > 0


def lifted(place):
    return fresh(place) and place.lifted


# ---- how to plant: each changes the copied events, and says at which index the delivery then is

def before(place, at, what, ago=MOMENT):
    """That happened, so long before the event at that index."""
    e = place.events[at]
    place.events.insert(at, dict(what, t=e["t"] - ago, tick=e["tick"] - ago))
    place.at += 1


def later(place, by, wall_only=False):
    for e in place.events[place.at:]:
        e["t"] += by
        e["tick"] += 0 if wall_only else by


def change(place, kind, where, **fields):
    for e in place.events[:place.at]:
        if e["e"] == kind and all(e.get(key) == value for key, value in where.items()):
            e.update(fields)


def drop(place, kind, **where):
    gone = [n for n, e in enumerate(place.events[:place.at]) if e["e"] == kind and all(e.get(k) == v for k, v in where.items())]
    for n in reversed(gone):
        del place.events[n]
    place.at -= len(gone)


def roster(place, edit):
    last = next(e for e in reversed(place.events[:place.at]) if e["e"] == "roster")
    new = copy.deepcopy(last)
    edit(new)
    return new


def set_one(all_of, user, **fields):
    for one in all_of:
        if one["user"] == user:
            one.update(fields)


def ended_at_school(place):
    before(place, place.at, roster(place, lambda r: set_one(r["staff"], place.view.staff, active=False)))


def not_named_any_more(place):
    staff = [one for user, one in place.roster["staff"].items() if user != place.view.staff]
    before(place, place.at, roster(place, lambda r: r.update(staff=staff)))


def account_off(place):
    accounts = [{"object": one["object"], "enabled": user != place.view.staff} for user, one in place.roster["staff"].items()]
    before(place, place.at, {"e": "directory", "accounts": accounts})


def account_gone(place):
    others = [one for user, one in place.roster["staff"].items() if user != place.view.staff]
    accounts = [{"object": one["object"], "enabled": True} for one in others]
    before(place, place.at, {"e": "directory", "accounts": accounts})


def pupil_elsewhere(place):
    before(place, place.at, roster(place, lambda r: set_one(r["pupils"], place.e["pupil"], groups=["Groep 8D"])))


def teaches_another(place):
    drop(place, "stands_in", staff=place.view.staff)
    before(place, place.at, roster(place, lambda r: set_one(r["staff"], place.view.staff, groups=["Groep 8D"])))


def logged_in(user):
    return lambda place: before(place, place.sent_at, {"e": "user", "device": place.device, "user": user}, 0)


def another_pupil(place):
    other = next(one for one in place.roster["pupils"] if one != place.e["pupil"])
    logged_in(other)(place)


def site(place, key, **fields):
    before(place, place.at, dict(copy.deepcopy(place.sites[key]), **fields))


def shared_network(place):
    before(place, place.at, dict(copy.deepcopy(place.sites[place.site]), key="another place"))


def holiday(place):
    today = amsterdam(place.e["t"]).date().isoformat()
    site(place, place.site, holidays=[[today, today]])


def closes(place):
    week = place.sites[place.site]["week"] if fresh(place) else {}
    return week and all(until <= 23 * 60 for day in week.values() for _, until in day)


def at_night(place):
    hour = amsterdam(place.e["t"]).hour
    later(place, (23 - hour) * HOUR)


def lesson(place, **fields):
    change(place, "lesson", {}, **fields)


def no_strip(place):
    before(place, place.sent_at, {"e": "stopped", "device": place.device, "lease": place.lease, "why": COVERED}, 0)


def other_stream(place):
    streams = ["live"] if place.e["stream"] == "grid" else ["grid"]
    change(place, "lease", {"device": place.device, "lease": place.lease}, streams=streams)


def old_lease(place):
    """What was sent comes sixteen seconds after the last word of the school."""
    for e in place.events[place.sent_at:]:
        e["t"] += 16 * SECOND
        e["tick"] += 16 * SECOND


def asked_again(place):
    """Where the school asks that device once more; None at the end of a day."""
    return next((n for n, e in enumerate(place.events)
                 if n > place.at and e["e"] == "lease" and e["device"] == place.device), None)


def nobody_looks(place):
    """The pages go; the school goes on asking."""
    n = asked_again(place)
    before(place, n, roster(place, lambda r: r.update(staff=[])))
    place.at = n + 1
    e = place.events[place.at]
    place.events[place.at + 1:] = [{"e": "end", "t": e["t"] + MOMENT, "tick": e["tick"] + MOMENT}]


def recorded_after(place):
    gone = [e for e in place.events[:place.at] if e["e"] == "recorded" and e["view"] == place.view.id]
    drop(place, "recorded", view=place.view.id)
    place.events[place.at + 1:place.at + 1] = [dict(e, t=place.e["t"], tick=place.e["tick"]) for e in gone]


def one_before(place):
    place.e["n"] = place.older[-1]


def two_days_old(place):
    later(place, 48 * HOUR)
    before(place, place.at, roster(place, lambda r: None))


WAYS = [  # what was planted, the promise that must be named, where it fits, how
    ("an employment ended", "P1 employment", fresh, ended_at_school),
    ("an employment ended, and a live look goes on", "P1 employment", live, ended_at_school),
    ("somebody the administration names no more", "P1 employment", fresh, not_named_any_more),
    ("an account that was switched off", "P1 account", fresh, account_off),
    ("an account that is gone", "P1 account", live, account_gone),
    ("a directory nobody read for a day", "P1 directory", fresh, lambda p: later(p, 24 * HOUR + 1)),
    ("a clock that leapt 27 hours", "P1 clock", fresh, lambda p: later(p, 27 * HOUR, wall_only=True)),
    ("a session that was ended", "P1 session", fresh,
     lambda p: before(p, p.at, {"e": "session_over", "session": p.view.session[0]})),
    ("a page that was closed", "P1 view over", fresh, lambda p: before(p, p.at, {"e": "closed", "line": p.e["line"]})),
    ("a pupil who left the group", "P1 group", fresh, pupil_elsewhere),
    ("a teacher of another group", "P1 group", fresh, teaches_another),
    ("a member of staff at the device", "P2 staff screen", fresh, logged_in("anouk.devries")),
    ("somebody nobody knows at the device", "P2 staff screen", live, logged_in("nobody.knows")),
    ("another pupil's screen", "P2 another's screen", fresh, another_pupil),
    ("a picture that no device sent", "P2 nobody's picture", fresh, lambda p: p.e.update(n=10**9)),
    ("a device that was revoked", "P2 device revoked", fresh, lambda p: before(p, p.at, {"e": "revoked", "device": p.device})),
    ("a last picture of who is at no device", "P2 nobody at the device", kept,
     lambda p: [before(p, p.at, {"e": "device_gone", "device": one}) for one in
                {e["device"] for e in p.events[:p.at] if e["e"] == "device_came"}]),
    ("a teacher at home", "P3 teacher elsewhere", at_school,
     lambda p: change(p, "viewer_came", {"line": p.e["line"]}, address="192.0.2.9")),
    ("a device at home", "P3 device elsewhere", at_school,
     lambda p: change(p, "device_came", {"device": p.device}, address="192.0.2.9")),
    ("an address that two places share", "P3 device elsewhere", at_school, shared_network),
    ("a network that is no longer the school's", "P3 teacher elsewhere", lambda p: live(p) and p.lesson is not True,
     lambda p: site(p, p.site, networks=[])),
    ("parents who were not told", "P4 parents first", lifted, lambda p: drop(p, "lesson_told")),
    ("a letter that nobody says was sent", "P4 parents first", lifted, lambda p: change(p, "lesson_told", {}, by="")),
    ("a lesson whose beginning is not in the record", "P4 not begun", lifted, lambda p: drop(p, "lesson_began")),
    ("a lesson that has not begun", "P4 not begun", lifted, lambda p: lesson(p, begins=p.e["t"] + 1, ends=p.e["t"] + HOUR)),
    ("a lesson that is over by the clock", "P4 ended", lifted, lambda p: lesson(p, ends=p.e["t"])),
    ("a lesson that somebody ended", "P4 ended", lifted,
     lambda p: [before(p, p.at, {"e": "lesson_over", "id": e["id"]}) for e in list(p.events[:p.at]) if e["e"] == "lesson"]),
    ("a lesson without an end", "P4 end", lifted, lambda p: lesson(p, ends=None)),
    ("a lesson without a reason", "P4 owner and reason", lifted, lambda p: lesson(p, reason="")),
    ("a lesson without an owner", "P4 owner and reason", lifted, lambda p: lesson(p, owner="")),
    ("a lesson of more than five school days", "P4 too long", lifted, lambda p: lesson(p, ends=p.e["t"] + 10 * 24 * HOUR)),
    ("a place that closed", "hours", fresh, lambda p: site(p, p.site, week={str(day): [] for day in range(7)})),
    ("a holiday", "hours", fresh, holiday),
    ("a delivery after the end of hours", "hours", closes, at_night),
    ("a last picture of two days ago", "P5 age", kept, two_days_old),
    ("a picture before the last one", "P5 history", lambda p: kept(p) and p.older, one_before),
    ("a live picture that was kept", "P5 history", live, lambda p: later(p, MINUTE)),
    ("a picture that nothing asked for", "P10 lease", fresh, lambda p: drop(p, "lease", device=p.device)),
    ("a stream that was not asked for", "P10 lease", live, other_stream),
    ("a lease that was over", "P10 lease", fresh, old_lease),
    ("a lease that was taken back", "P10 lease", fresh,
     lambda p: before(p, p.sent_at, {"e": "stop", "device": p.device, "lease": p.lease}, 0)),
    ("a lease while nobody may look", "P10 lease for nobody", lambda p: fresh(p) and asked_again(p), nobody_looks),
    ("a look at one screen after ten minutes", "P10 look over", live, lambda p: later(p, 10 * MINUTE)),
    ("a picture before the strip is up", "P11 indicator", fresh, lambda p: drop(p, "indicated", device=p.device)),
    ("a strip that was covered", "P11 indicator", live, no_strip),
    ("a strip that names somebody else", "P11 named", lambda p: fresh(p) and p.settled,
     lambda p: change(p, "lease", {"device": p.device}, who=["Somebody Else"])),
    ("a look that was not written down", "P12 record", fresh, lambda p: drop(p, "recorded", view=p.view.id)),
    ("a look that was written down afterwards", "P12 record", fresh, recorded_after),
    ("a look that was written down for somebody else", "P12 record", live,
     lambda p: change(p, "recorded", {"view": p.view.id}, staff="kees.janssen")),
    ("a look at one screen without a purpose", "P12 purpose", live,
     lambda p: change(p, "recorded", {"view": p.view.id, "action": "live"}, purpose="none")),
    ("an objection", "rights: objection", fresh,
     lambda p: before(p, p.at, {"e": "against", "pupil": p.e["pupil"], "what": 1, "on": 1})),
    ("a restriction", "rights: restriction", live,
     lambda p: before(p, p.at, {"e": "against", "pupil": p.e["pupil"], "what": 2, "on": 1})),
]
# And what is no violation: the server may need two seconds to know.
ALLOWED = [
    ("an employment ended two seconds ago", fresh, lambda p: before(
        p, p.at, roster(p, lambda r: set_one(r["staff"], p.view.staff, active=False)), 2 * SECOND - 1)),
    ("a directory that was read a day ago, to the second", fresh, lambda p: None),
]


def places(history):
    """The deliveries of a history that nothing happened around."""
    world = check.Promises()
    for at, e in enumerate(history):
        world.read_clock(e)
        if e["e"] == "delivered":
            place = Place(history, at, world)
            if place.quiet and place.staff:
                yield place
            world.delivered(e)
        world.take(e)


def planted(place, how):
    """The promises that are named at the delivery once that is planted."""
    new = copy.copy(place)
    new.events = copy.deepcopy(place.events)
    new.e = new.events[new.at]
    how(new)
    found, _, _ = check.check(json.dumps(e) for e in new.events[:new.at + 2])
    return {promise for number, promise, _ in found if number == new.at + 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--where-it-fits", action="store_true")
    parser.add_argument("histories", nargs="+")
    wish = parser.parse_args()
    missed, nowhere = 0, 0
    every = []
    for name in wish.histories:
        with open(name, encoding="utf-8") as lines:
            every += places([json.loads(line) for line in lines])
    for what, promise, fits, how in WAYS:
        at = [place for place in every if fits(place)]
        at = at[:: max(1, len(at) // 3)][:3]
        if not at and wish.where_it_fits:
            nowhere += 1
            print(f"fits nowhere: {promise}: {what}")
            continue
        named = sum(promise in planted(place, how) for place in at)
        missed += named < len(at) or not at
        print(f"{'' if at and named == len(at) else 'MISSED '}{promise}: {what}: named {named} of {len(at)}")
    for what, fits, how in ALLOWED:
        at = [place for place in every if fits(place)][:3]
        wrong = sum(bool(planted(place, how)) for place in at)
        missed += wrong
        print(f"{'WRONG ' if wrong else ''}allowed: {what}: named {wrong} of {len(at)}")
    promises = {promise for _, promise, _, _ in WAYS}
    print(f"{len(WAYS)} ways to break {len(promises)} rules, {missed} missed, {nowhere} fit nowhere; "
          f"{len(every)} deliveries to plant at")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
