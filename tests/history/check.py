#!/usr/bin/env python3
"""Was a picture ever delivered that the promises forbid?

    check.py HISTORY.jsonl...        prints what was looked at, and each forbidden delivery; exit 1 when there is one

It reads (docs/formats/history.md) what the world did (who works here, which networks and hours a place has, who is at which
device, what the strip said, what stands in the record) and every picture that reached a teacher's page, and states P1-P5 and
P10-P12 in its own way. No code is shared with the server, and no ruling of the server is read. P14 is about contact details: no
picture has any.

What changed less than two seconds ago may still be unknown (P1); what the clock alone decides may not. Between real machines a
message takes its time: what two of them say to each other in the same two seconds may cross.
"""

import argparse
import json
import sys
from collections import Counter
from datetime import timedelta
from ipaddress import ip_address, ip_network

from world import (DIRECTORY_GOOD_FOR, KNOWN_WITHIN, LOOK_LASTS, PICTURE_LIVES, PURPOSES, SESSION_ASKED_EVERY, SESSION_LASTS,
                   World, amsterdam, windows)

class Promises(World):
    # ---- what was promised

    def works_here(self, t, staff):
        def employed(roster):
            return staff in roster["staff"] and roster["staff"][staff]["active"]
        if not self.roster.ever(t, employed):
            return "P1 employment"
        if self.accounts.turns:
            objects = {one["staff"][staff]["object"] for _, one in self.roster.turns if staff in one["staff"]}
            if not self.accounts.ever(t, lambda accounts: any(accounts.get(one) for one in objects)):
                return "P1 account"
        return None

    def directory_is_fresh(self, t):
        read = self.directory_read if self.accounts.turns else self.read
        return read is not None and t - read <= DIRECTORY_GOOD_FOR

    def related(self, t, view, pupil):
        def teaches(roster):
            return view.group in roster["staff"].get(view.staff, {}).get("groups", [])
        def member(roster):
            return view.group in roster["pupils"].get(pupil, [])
        stands_in = any(staff == view.staff and group == view.group and t < until for staff, group, until in self.stand_ins)
        return self.roster.ever(t, member) and (stands_in or self.roster.ever(t, teaches))

    def place(self, group):
        roster = self.roster.turns[-1][1]
        return self.sites.get(roster["groups"].get(group))

    def at_place(self, t, address, group):
        """Inside a network of the group's place, and of no other place."""
        place = self.place(group)
        if place is None or address is None:
            return False
        inside = lambda site: any(ip_address(address) in ip_network(one) for one in site["networks"])
        others = [site for site in self.sites.values() if site is not place]
        return place.ever(t, inside) and all(site.ever(t, lambda one: not inside(one)) for site in others)

    def lift(self, t, group):
        """True: a lesson of the group is in force; else which parts of P4 fail, of each lesson that was set."""
        why = set()
        for lesson in self.lessons.values():
            if group not in lesson["groups"]:
                continue
            if not lesson["owner"] or not lesson["reason"]:
                why.add("P4 owner and reason")
            elif not lesson["ends"] or not lesson["begins"] < lesson["ends"]:
                why.add("P4 end")
            elif self.school_days(lesson, group) > 5:
                why.add("P4 too long")
            elif t >= lesson["ends"]:
                why.add("P4 ended")
            elif lesson["over"] is not None and t - lesson["over"] > KNOWN_WITHIN:
                why.add("P4 ended")
            elif lesson["told"] is None:
                why.add("P4 parents first")
            elif lesson["began"] is None or t < lesson["begins"]:
                why.add("P4 not begun")
            else:
                return True
        return why

    def school_days(self, lesson, group):
        """As the place's hours were when the lesson was set, or are now: the fewest."""
        first, last = amsterdam(lesson["begins"]).date(), amsterdam(lesson["ends"] - 1).date()
        days = [first + timedelta(days=one) for one in range(min((last - first).days, 366) + 1)]
        turns = self.place(group).turns
        return min(sum(bool(windows(site, day)) for day in days) for _, site in turns)

    def in_hours(self, t, group):
        place = self.place(group)
        local = amsterdam(t)
        minute = local.hour * 60 + local.minute
        return place is not None and place.ever(
            t, lambda site: any(begin <= minute < end for begin, end in windows(site, local.date())))

    def is_open(self, t, view):
        return view.since is not None and (view.over is None or t - view.over < self.way)

    def forbidden(self, e):
        """Every promise that this delivery breaks."""
        t, view, pupil = e["t"], self.views[e["line"]], e["pupil"]
        picture = self.sent.get(e["n"])
        if picture is None:
            yield "P2 nobody's picture"
            return
        yield from self.who(e, view, pupil)
        yield from self.where(t, view, self.shown_at(e, picture))
        yield from self.whose(t, e, picture)
        yield from self.captured(t, e, view, picture)
        yield from self.written(e, view)

    def shown_at(self, e, picture):
        """Where a device must be in the school: the sender, and of a picture that was kept one of where the pupil is now."""
        if e["age"] == 0 and e["t"] - picture["t"] <= self.way:
            return [picture["address"]]
        return [self.devices[one].address for one in self.at_device.get(e["pupil"], [])]

    def who(self, e, view, pupil):
        t = e["t"]
        if self.doubt:
            yield "P1 clock"
        if not self.directory_is_fresh(t):
            yield "P1 directory"
        if broken := self.works_here(t, view.staff):
            yield broken
        if not self.is_open(t, view):
            yield "P1 view over"
        ended = self.sessions.get(view.session[0])
        if ended is not None and t - ended > KNOWN_WITHIN or e["tick"] - view.session[1] > SESSION_LASTS + SESSION_ASKED_EVERY:
            yield "P1 session"
        if not self.related(t, view, pupil):
            yield "P1 group"
        for what in (1, 2):
            if (pupil, what) in self.against and self.against[pupil, what].ever(t, lambda on: on):
                if not self.against[pupil, what].ever(t, lambda on: not on):
                    yield "rights: objection" if what == 1 else "rights: restriction"

    def where(self, t, view, addresses):
        """The teacher is in the school, and so is a device at one of these addresses."""
        if not self.in_hours(t, view.group):
            yield "hours"
        away = [] if self.at_place(t, view.address, view.group) else ["teacher"]
        if not any(self.at_place(t, one, view.group) for one in addresses):
            away.append("device")
        lift = self.lift(t, view.group) if away else True
        if lift is not True:
            yield from (f"P3 {who} elsewhere" for who in away)
            yield from lift

    def whose(self, t, e, picture):
        """P2, P5: of this pupil, at whose device no one else is now; and the last one only."""
        roster = self.roster
        is_staff = any(picture["user"] in {user.lower() for user in one["staff"]} for one in roster.recent(picture["t"]))
        known = roster.ever(picture["t"], lambda one: picture["user"] in one["pupils"])
        if is_staff or not known:
            yield "P2 staff screen"
        elif picture["user"] != e["pupil"]:
            yield "P2 another's screen"
        if not self.at_device.get(e["pupil"]) and t - self.left.get(e["pupil"], float("-inf")) >= self.way:
            yield "P2 nobody at the device"
        device = self.devices[picture["device"]]
        if device.revoked and e["age"] == 0 and t - device.revoked > KNOWN_WITHIN:
            yield "P2 device revoked"
        if t - picture["t"] >= PICTURE_LIVES:
            yield "P5 age"
        if e["age"] > 0 or self.shown.get(e["n"], t) < t - self.way or t - picture["t"] > self.way:
            if picture["stream"] != "grid" or picture["part"] != "key" or self.newest.get(e["pupil"]) != e["n"]:
                yield "P5 history"

    def captured(self, t, e, view, picture):
        if not picture["leased"]:
            yield "P10 lease"
        if not picture["up"]:
            yield "P11 indicator"
        names = {one["staff"][view.staff]["name"] for one in self.roster.recent(t) if view.staff in one["staff"]}
        looked = view.since is None or picture["t"] - view.since >= self.way  # long enough for the strip to know
        if e["age"] == 0 and looked and t - picture["t"] <= self.way and not names & picture["who"]:
            yield "P11 named"

    def written(self, e, view):
        record = self.records.get(view.id, {}).get((e["pupil"], e["stream"]))
        if record is None or record[0] != view.staff:
            yield "P12 record"
            return
        if e["stream"] == "live":
            if record[1] not in PURPOSES:
                yield "P12 purpose"
            if e["tick"] - record[2] >= LOOK_LASTS:
                yield "P10 look over"

    def delivered(self, e):
        picture = self.sent.get(e["n"])
        if picture and picture["stream"] == "grid" and picture["part"] == "key":
            self.newest[e["pupil"]] = e["n"]
        self.shown.setdefault(e["n"], e["t"])

    def would_forbid(self, sent):
        """What stands between this picture and the pages that asked for a group of its pupil."""
        for line, view in self.views.items():
            roster = self.roster.turns[-1][1]
            if view.group and view.group in roster["pupils"].get(self.sent[sent["n"]]["user"], ["?"]):
                e = dict(sent, line=line, pupil=self.sent[sent["n"]]["user"], age=0)
                yield from (one for one in set(self.forbidden(e)) if one not in ("P1 view over", "P12 record"))

    # ---- P10 of the lease itself: somebody entitled looks while a device is asked. One that is taken back at once lets nothing
    # be captured.

    def asked_for_nothing(self, e):
        """At that moment, or by what came to be known in the time a message takes."""
        pupil = self.device(e).user
        for view in self.views.values():
            if not any(self.who(e, view, pupil)) and not any(self.where(e["t"], view, [self.device(e).address])):
                return None
        return "P10 lease for nobody"


def check(lines):
    """The findings [(line number, promise, event)], what was looked at, and how often a picture was sent that a promise kept
    from a page: a rule that nothing ever came up against would prove little."""
    world, found, counts, kept_back, leases = Promises(), [], Counter(), Counter(), []
    for number, line in enumerate(lines, 1):
        event = json.loads(line)
        counts[event["e"]] += 1
        while leases and (event["t"], event["tick"]) != leases[0][1] and event["tick"] - leases[0][1][1] >= world.way:
            number_then, _, lease = leases.pop(0)
            if lease["lease"] in world.device(lease).leases and (promise := world.asked_for_nothing(lease)):
                found.append((number_then, promise, lease))
        world.read_clock(event)
        if event["e"] == "delivered":
            found += [(number, promise, event) for promise in world.forbidden(event)]
            counts["kept ones"] += event["age"] > 0
            world.delivered(event)
        elif event["e"] == "lease":
            if world.asked_for_nothing(event):
                leases.append((number, (event["t"], event["tick"]), event))
        world.take(event)
        if event["e"] == "sent":
            kept_back.update(world.would_forbid(event))
    return found, counts, kept_back


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("histories", nargs="+")
    total, back, bad = Counter(), Counter(), 0
    for name in parser.parse_args().histories:
        with open(name, encoding="utf-8") as lines:
            found, counts, kept_back = check(lines)
        total += counts
        back += kept_back
        bad += len(found)
        for number, promise, event in found:
            print(f"{name}:{number}: {promise}: {json.dumps(event)}")
    print("kept from a page because of: " + ", ".join(f"{promise} {count}" for promise, count in sorted(back.items())))
    print(f"{sum(total.values()) - total['kept ones']} events, {total['sent']} pictures sent, {total['delivered']} delivered "
          f"({total['kept ones']} of them kept ones), {total['lease']} leases, {bad} forbidden")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
