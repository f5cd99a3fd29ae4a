"""What happened around a school, replayed from a history (docs/formats/history.md), one event after another.

It knows who works here, which networks and hours a place has, who is at which device, what the strip said, what stands in the
record and which pictures were sent. What was promised about them is said in check.py.
"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
KNOWN_WITHIN = 2 * SECOND      # P1: from the change being known
ON_ITS_WAY = 2 * SECOND        # between real machines: what was sent before the other end could know better
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

    def __init__(self, *at_first):
        self.turns = [(float("-inf"), one) for one in at_first]

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
        self.group, self.id = None, None
        self.since = None          # the view opened
        self.over = None           # it ended


class World:
    def __init__(self):
        self.roster, self.sites, self.against = Kept(), {}, {}
        self.accounts, self.read, self.directory_read = Kept(), None, None
        self.stand_ins, self.lessons, self.sessions = [], {}, {}
        self.devices, self.views, self.sent, self.records = {}, {}, {}, {}
        self.newest = {}           # pupil -> number of the newest grid key that was delivered to anybody
        self.shown = {}            # number -> when it was first delivered
        self.at_device = {}        # pupil -> devices in the order in which the pupil came to them
        self.left = {}             # pupil -> when the pupil last left a device
        self.way = 0               # how long a message may be on its way: on a clock of the test's own, not at all
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

    def on_real_clock(self, _):
        self.way = ON_ITS_WAY

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
        self.against.setdefault((e["pupil"], e["what"]), Kept(False)).now(e["t"], bool(e["on"]))

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
        self.leave(e)

    def leave(self, e):
        for pupil, devices in self.at_device.items():
            if e["device"] in devices:
                devices.remove(e["device"])
                self.left[pupil] = e["t"]

    def on_revoked(self, e):
        self.device(e).revoked = e["t"]

    def on_user(self, e):
        self.leave(e)
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
            "t": e["t"], "stream": e["stream"], "part": e["part"],
            "device": e["device"], "address": device.address, "user": device.user,
            "leased": lease is not None and e["tick"] - lease[0] <= LEASE_LASTS and e["stream"] in lease[1],
            "up": e["lease"] in device.up, "who": lease[2] if lease else set(),
        }

    def on_viewer_came(self, e):
        self.views[e["line"]] = View(e["staff"], (e["session"], e["tick"]), e["address"])

    def on_asked(self, e):
        self.views[e["line"]].group = e["group"]

    def on_view(self, e):
        view = self.views[e["line"]]
        view.id, view.since, view.over = e["view"], e["t"], None

    def on_ended(self, e):
        """The school said so: nothing is on its way behind that."""
        if not e["pupil"]:
            self.views[e["line"]].over = float("-inf")

    def on_viewer_gone(self, e):
        view = self.views[e["line"]]
        view.over = e["t"] if view.over is None else view.over

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
