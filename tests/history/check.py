#!/usr/bin/env python3
"""Was a picture ever delivered that the promises forbid?

    check.py HISTORY.jsonl...        prints what was looked at, and each forbidden delivery; exit 1 when there is one

It reads what the world did (who works here, which networks and hours a place has, who is at which device, what the strip said,
what stands in the record) and every picture that reached a teacher's page, and states P1-P5 and P10-P12 in its own way. No code
is shared with the server, and no ruling of the server is read. P14 is about contact details: no picture has any.

What changed less than two seconds ago may still be unknown (P1); what the clock alone decides may not.
"""

import argparse
import json
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address, ip_network
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
KNOWN_WITHIN = 2 * SECOND      # P1: from the change being known
DIRECTORY_GOOD_FOR = 24 * HOUR
PICTURE_LIVES = 48 * HOUR
LEASE_LASTS = 15 * SECOND
LOOK_LASTS = 10 * MINUTE
SESSION_LASTS = 10 * HOUR
SESSION_ASKED_EVERY = MINUTE
LEAP = 26 * HOUR
PURPOSES = {"help", "safety", "progress", "test"}
COVERED = 5                    # why a device stopped: its strip could not stand


def amsterdam(instant):
    return datetime.fromtimestamp(instant / 1000, timezone.utc).astimezone(AMSTERDAM)


def windows(site, day):
    """When the place is open on that day."""
    if any(first <= day.isoformat() <= last for first, last in site["holidays"]):
        return []
    return site["week"][str((day.weekday() + 1) % 7)]


class Kept:
    """A thing that changes: what it is, and what it was a moment ago."""

    def __init__(self):
        self.turns = []

    def now(self, instant, value):
        self.turns.append((instant, value))

    def recent(self, instant):
        """Every value it had in the last two seconds: any of them may be what the server knows."""
        values = []
        for since, value in reversed(self.turns):
            values.append(value)
            if since <= instant - KNOWN_WITHIN:
                break
        return values

    def ever(self, instant, good):
        return any(good(value) for value in self.recent(instant))


class Device:
    def __init__(self):
        self.address, self.user, self.lease, self.revoked = None, None, None, False
        self.up = set()            # leases whose strip is up
        self.leases = {}           # number -> (received, streams, who)

    def gone(self):
        self.address, self.user, self.lease, self.up = None, None, None, set()
        self.leases = {}


class View:
    def __init__(self, staff, session, address):
        self.staff, self.session, self.address = staff, session, address
        self.group, self.id, self.open = None, None, False
        self.look = None           # (pupil, purpose) asked
        self.live = {}             # pupil -> since when the record has the look at one screen


class World:
    def __init__(self):
        self.roster, self.sites, self.against = Kept(), {}, {}
        self.accounts, self.read, self.directory_read = Kept(), None, None
        self.stand_ins, self.lessons, self.sessions = [], {}, {}
        self.devices, self.views, self.sent, self.records = {}, {}, {}, {}
        self.newest = {}           # pupil -> number of the newest grid key that was delivered to anybody
        self.shown = {}            # number -> when it was first delivered
        self.at_device = {}        # pupil -> devices in the order in which the pupil came to them
        self.doubt = None          # (since tick, how far it leapt)
        self.last = None

    # ---- what happened

    def read_clock(self, event):
        t, tick = event["t"], event["tick"]
        if self.last:
            leap = (t - self.last[0]) - (tick - self.last[1])
            if leap > LEAP:
                self.doubt = (tick, leap)
        if self.doubt and tick - self.doubt[0] >= 24 * HOUR:
            self.doubt = None
        self.last = (t, tick)

    def take(self, event):
        self.read_clock(event)
        getattr(self, "on_" + event["e"], lambda _: None)(event)

    def on_roster(self, e):
        pupils = {one["user"]: one["groups"] for one in e["pupils"]}
        staff = {one["user"]: one for one in e["staff"]}
        groups = {one["key"]: one["site"] for one in e["groups"]}
        self.roster.now(e["t"], {"pupils": pupils, "staff": staff, "groups": groups})
        self.read = e["t"]

    def on_site(self, e):
        self.sites.setdefault(e["key"], Kept()).now(e["t"], e)

    def on_directory(self, e):
        self.accounts.now(e["t"], {one["object"]: one["enabled"] for one in e["accounts"]})
        self.directory_read = e["t"]

    def on_against(self, e):
        self.against.setdefault((e["pupil"], e["what"]), Kept()).now(e["t"], bool(e["on"]))

    def on_stands_in(self, e):
        midnight = amsterdam(e["t"]).replace(hour=0, minute=0, second=0, microsecond=0)
        tomorrow = (midnight.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=AMSTERDAM)
        self.stand_ins.append((e["staff"], e["group"], int(tomorrow.timestamp() * 1000)))

    def on_lesson(self, e):
        self.lessons[e["id"]] = dict(e, told=None, began=None, over=None)

    def on_lesson_told(self, e):
        self.lessons[e["id"]]["told"] = e["t"] if e.get("by") else None

    def on_lesson_began(self, e):
        self.lessons[e["id"]]["began"] = e["t"]

    def on_lesson_over(self, e):
        self.lessons[e["id"]]["over"] = e["t"]

    def on_session_over(self, e):
        self.sessions[e["session"]] = e["t"]

    def device(self, e):
        return self.devices.setdefault(e["device"], Device())

    def on_device_came(self, e):
        self.device(e).gone()
        self.device(e).address = e["address"]

    def on_device_gone(self, e):
        self.device(e).gone()
        for devices in self.at_device.values():
            if e["device"] in devices:
                devices.remove(e["device"])

    def on_revoked(self, e):
        self.device(e).revoked = e["t"]

    def on_user(self, e):
        for devices in self.at_device.values():
            if e["device"] in devices:
                devices.remove(e["device"])
        self.device(e).user = e["user"].lower()
        self.at_device.setdefault(e["user"].lower(), []).append(e["device"])

    def on_lease(self, e):
        device = self.device(e)
        device.lease = e["lease"]
        device.leases[e["lease"]] = (e["tick"], set(e["streams"]), set(e["who"]))

    def on_stop(self, e):
        device = self.device(e)
        if device.lease == e["lease"]:
            device.lease = None
        device.leases.pop(e["lease"], None)
        device.up.discard(e["lease"])

    on_stopped = on_stop

    def on_indicated(self, e):
        if e["lease"] in self.device(e).leases:
            self.device(e).up.add(e["lease"])

    def on_sent(self, e):
        device = self.device(e)
        lease = device.leases.get(e["lease"])
        self.sent[e["n"]] = {
            "t": e["t"], "device": e["device"], "user": device.user, "stream": e["stream"], "part": e["part"],
            "leased": lease is not None and e["tick"] - lease[0] <= LEASE_LASTS and e["stream"] in lease[1],
            "up": e["lease"] in device.up, "who": lease[2] if lease else set(),
        }

    def on_viewer_came(self, e):
        self.views[e["line"]] = View(e["staff"], (e["session"], e["tick"]), e["address"])

    def on_asked(self, e):
        self.views[e["line"]].group = e["group"]

    def on_view(self, e):
        self.views[e["line"]].id, self.views[e["line"]].open = e["view"], True

    def on_look(self, e):
        self.views[e["line"]].look = (e["pupil"], e["purpose"]) if e["pupil"] else None

    def on_ended(self, e):
        if e["pupil"]:
            self.views[e["line"]].look = None
        else:
            self.views[e["line"]].open = False

    def on_viewer_gone(self, e):
        self.views[e["line"]].open = False

    on_closed = on_viewer_gone

    def on_recorded(self, e):
        known = self.records.setdefault(e["view"], {})
        for pupil in e["granted"]:
            known.setdefault((pupil, e["action"]), (e["staff"], e["purpose"], e["tick"]))
        for pupil in e["refused"]:
            known.pop((pupil, e["action"]), None)
        if e["act"] == "look_ended" and e["action"] == "live":
            for key in [key for key in known if key[1] == "live"]:
                del known[key]

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
        """The device that must be in the school: the sender, and of a picture that was kept one of where the pupil is now."""
        fresh = e["age"] == 0 and self.devices[picture["device"]].address
        return [picture["device"]] if fresh else self.at_device.get(e["pupil"], [])

    def who(self, e, view, pupil):
        t = e["t"]
        if self.doubt:
            yield "P1 clock"
        if not self.directory_is_fresh(t):
            yield "P1 directory"
        if broken := self.works_here(t, view.staff):
            yield broken
        if not view.open:
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

    def where(self, t, view, devices):
        """Of a picture that was kept: at one of the devices where the pupil is now."""
        if not self.in_hours(t, view.group):
            yield "hours"
        away = [] if self.at_place(t, view.address, view.group) else ["teacher"]
        if not any(self.at_place(t, self.devices[one].address, view.group) for one in devices):
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
        if not self.at_device.get(e["pupil"]):
            yield "P2 nobody at the device"
        device = self.devices[picture["device"]]
        if device.revoked and e["age"] == 0 and t - device.revoked > KNOWN_WITHIN:
            yield "P2 device revoked"
        if t - picture["t"] >= PICTURE_LIVES:
            yield "P5 age"
        if e["n"] in self.shown and self.shown[e["n"]] < t or t > picture["t"]:
            if picture["stream"] != "grid" or picture["part"] != "key" or self.newest.get(e["pupil"]) != e["n"]:
                yield "P5 history"

    def captured(self, t, e, view, picture):
        if not picture["leased"]:
            yield "P10 lease"
        if not picture["up"]:
            yield "P11 indicator"
        names = {one["staff"][view.staff]["name"] for one in self.roster.recent(t) if view.staff in one["staff"]}
        if t == picture["t"] and not names & picture["who"]:
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

    # ---- P10 of the lease itself: somebody entitled looks while a device is asked. One that is taken back in the same instant
    # lets nothing be captured.

    def asked_for_nothing(self, e):
        pupil = self.device(e).user
        for view in self.views.values():
            if view.open and not any(self.who(e, view, pupil)) and not any(self.where(e["t"], view, [e["device"]])):
                return None
        return "P10 lease for nobody"


def check(lines):
    """The findings [(line number, promise, event)], what was looked at, and how often a picture was sent that a promise kept
    from a page: a rule that nothing ever came up against would prove little."""
    world, found, counts, kept_back, leases = World(), [], Counter(), Counter(), []
    for number, line in enumerate(lines, 1):
        event = json.loads(line)
        counts[event["e"]] += 1
        if world.last != (event["t"], event["tick"]):
            found += [one for one in leases if one[2]["lease"] in world.device(one[2]).leases]
            leases = []
        world.read_clock(event)
        if event["e"] == "delivered":
            found += [(number, promise, event) for promise in world.forbidden(event)]
            counts["kept ones"] += event["age"] > 0
            world.delivered(event)
        elif event["e"] == "lease":
            if promise := world.asked_for_nothing(event):
                leases.append((number, promise, event))
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
