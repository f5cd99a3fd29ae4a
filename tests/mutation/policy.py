"""Does a test notice when a rule of policy is taken away or turned round?

    tests/mutation/policy.py --build DIR [--only WORD] [--list]

Each change is made in a copy of one source of libmonitor/src/policy; that one file is compiled again, linked with the objects of a
build in which test_policy is up to date, and the tests are run. Prints for every change the test that caught it; exit 1 when one
lives on. Takes minutes: not part of the everyday tests.
"""

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "libmonitor/src/policy"
RULE = re.compile(r"Rule\{\w+::(\w+),\s*\[\]\([^)]*\)\s*noexcept\s*\{\s*return\s+(?P<body>.*?);\s*\}\}", re.S)
TERMS = re.compile(r"case AdminAct::(?P<act>\w+): return \{(?P<who>[^,}]+)(?:, Touches::(?P<touches>\w+))?(?:, Needs::(?P<needs>\w+))?\};")
EVERYBODY = "admin | board | officer | colleague | support | operator_"


@dataclass
class Change:
    file: str
    what: str
    text: str  # of the whole file, changed


def rules(file):
    """Every rule taken away, turned round, and tried before the one in front of it."""
    text = (SOURCES / file).read_text(encoding="utf-8")
    found = list(RULE.finditer(text))
    assert len(found) > 5, f"{file}: the rules could not be read"
    for rule in found:
        start, end = rule.span("body")
        yield Change(file, f"{rule[1]}: taken away", text[:start] + "true" + text[end:])
        yield Change(file, f"{rule[1]}: turned round", text[:start] + f"!({rule['body']})" + text[end:])
    for first, second in zip(found, found[1:]):
        between = text[first.end():second.start()]
        if f"{first[1]}: tried after {second[1]}" in NEVER_BOTH:
            continue
        swapped = text[:first.start()] + second[0] + between + first[0] + text[second.end():]
        yield Change(file, f"{first[1]}: tried after {second[1]}", swapped)


def terms():
    """For every act: nobody may, everybody may, and its conditions left out."""
    text = (SOURCES / "acts.cpp").read_text(encoding="utf-8")
    found = list(TERMS.finditer(text))
    assert len(found) > 20, "acts.cpp: the terms could not be read"
    for row in found:
        def changed(what, new):
            return Change("acts.cpp", f"{row['act']}: {what}", text[:row.start()] + f"case AdminAct::{row['act']}: return {{{new}}};" + text[row.end():])
        touches, needs = row["touches"] or "people", row["needs"] or "nothing"
        conditions = f"Touches::{touches}, Needs::{needs}"
        yield changed("nobody may", f"0, {conditions}")
        yield changed("everybody may", f"{EVERYBODY}, {conditions}")
        if needs != "nothing":
            yield changed(f"without {needs}", f"{row['who']}, Touches::{touches}")
        if "asked" in row["who"]:
            yield changed("never by the operator", f"{row['who'].replace(' | asked', '')}, {conditions}")
            yield changed("by the operator unasked", f"{row['who'].replace('asked', 'operator_')}, {conditions}")
        # Whether it touches people matters only to who is there for the technique.
        if re.search(r"support|technique|operator_", row["who"]):
            other = "people" if touches == "things" else "things"
            yield changed(f"counts as {other}", f"{row['who']}, Touches::{other}, Needs::{needs}")


# Two rules that no question breaks at once: which of them is tried first cannot be told.
NEVER_BOTH = {
    "duty_not_theirs_to_grant: tried after no_permission": "granting a duty shows no personal data",
    "no_permission: tried after no_request": "what is asked for in writing needs no permission besides",
    "only_the_school_sees: tried after only_their_groups_see": "a detail has one audience",
}

# What stands in the functions that rules call: file, what is changed, from, to.
PARTS = [
    ("ruling.cpp", "a basis nobody knows is one", "case Basis::replaces_teacher: return true;\n    }\n    return false;",
     "case Basis::replaces_teacher: return true;\n    }\n    return true;"),
    ("ruling.cpp", "standing in is no basis", "case Basis::replaces_teacher: return true;", "case Basis::replaces_teacher: return false;"),
    ("ruling.cpp", "no purpose is a purpose", "case LookPurpose::none: return false;", "case LookPurpose::none: return true;"),
    ("ruling.cpp", "a test is no purpose", "case LookPurpose::test: return true;", "case LookPurpose::test: return false;"),
    ("ruling.cpp", "live needs no purpose", "case Action::live: return known(request.purpose);", "case Action::live: return true;"),
    ("ruling.cpp", "tabs need a purpose", "case Action::open_tabs: return true;", "case Action::open_tabs: return known(request.purpose);"),
    ("ruling.cpp", "a promised strip is none", "indicator == Indicator::first || indicator == Indicator::up", "indicator == Indicator::up"),
    ("ruling.cpp", "a strip that is up is none", "indicator == Indicator::first || indicator == Indicator::up", "indicator == Indicator::first"),
    ("ruling.cpp", "an end counts as ahead when it is now", "return end && now < *end;", "return end && now <= *end;"),
    ("ruling.cpp", "no end is an end ahead", "return end && now < *end;", "return !end || now < *end;"),
    ("ruling.cpp", "any lesson lifts", "facts.remote_lesson == RemoteLesson::in_force", "facts.remote_lesson != RemoteLesson::none"),
    ("ruling.cpp", "a lesson never ends", "== RemoteLesson::in_force && lies_ahead(facts.remote_end, now)", "== RemoteLesson::in_force"),
    ("ruling.cpp", "no lesson lifts", "facts.remote_lesson == RemoteLesson::in_force", "facts.remote_lesson == RemoteLesson::parents_not_told"),
    ("ruling.cpp", "a look may last as long as it likes", " && *facts.look_end <= now + longest_look", ""),
    ("ruling.cpp", "a look of exactly ten minutes is too long", "*facts.look_end <= now + longest_look", "*facts.look_end < now + longest_look"),
    ("ruling.cpp", "a grid needs the end of a look", "return request.action != Action::live || ", "return "),
    ("ruling.cpp", "a permit outlives the lesson", "if (lifted) end = std::min(end, *facts.remote_end);", ""),
    ("ruling.cpp", "a permit outlives the look", "if (request.action == Action::live) end = std::min(end, *facts.look_end);", ""),
    ("ruling.cpp", "only the viewer's place asks for the lesson's end", " || facts.device != Whereabouts::at_the_site;", ";"),
    ("ruling.cpp", "only the device's place asks for the lesson's end", "facts.viewer != Whereabouts::at_the_site || facts.device", "facts.device"),
    ("acts.cpp", "the operator is anyone", "return operator_ | asked;", "return asked | " + EVERYBODY + ";"),
    ("acts.cpp", "the school asks nothing of the operator", "return operator_ | asked;", "return operator_;"),
    ("acts.cpp", "what is done for the school needs a permission", " || for_the_school(r, f)) return true;", ") return true;"),
    ("acts.cpp", "what is done for the school needs no request", "== Needs::written_request || for_the_school(r, f);", "== Needs::written_request;"),
    ("acts.cpp", "who works at the school asks it in writing", "return f.actor == Actor::operator_ && (terms", "return (terms"),
    ("acts.cpp", "an administrator is none", "holds(f.school_admin, admin) | ", ""),
    ("acts.cpp", "a board's administrator is none", "holds(f.board_admin, board) | ", ""),
    ("acts.cpp", "a privacy officer is none", "holds(f.privacy_officer, officer) |", ""),
    ("acts.cpp", "support is none", "holds(f.support, support) | ", ""),
    ("acts.cpp", "everyone is a colleague", "(f.role == Role::staff ? colleague : 0U)", "colleague"),
    ("acts.cpp", "no school is a school", "if (r.school == SchoolId{}) return false;", ""),
    ("acts.cpp", "nobody is a colleague", "f.actor == Actor::colleague && r.who != StaffId{}", "f.actor == Actor::colleague"),
    ("acts.cpp", "duties may be granted to oneself", "act == AdminAct::grant_duty || act == AdminAct::permit_support", "act == AdminAct::permit_support"),
    ("acts.cpp", "support may be permitted to oneself", "act == AdminAct::grant_duty || act == AdminAct::permit_support", "act == AdminAct::grant_duty"),
    ("acts.cpp", "no duty can be granted", "case GrantedDuty::none: return false;", "case GrantedDuty::none: return true;"),
    ("acts.cpp", "a school makes administrators of its board", "return f.actor == Actor::operator_;\n        case GrantedDuty::school_admin", "return true;\n        case GrantedDuty::school_admin"),
    ("acts.cpp", "support needs no permission", "const bool technical = on == ActBasis::support || on == ActBasis::operator_;", "const bool technical = on == ActBasis::operator_;"),
    ("acts.cpp", "the operator needs no permission", "const bool technical = on == ActBasis::support || on == ActBasis::operator_;", "const bool technical = on == ActBasis::support;"),
    ("acts.cpp", "a permission is never given", "f.permission == SupportPermission::given && f.permission_end", "f.permission_end"),
    ("acts.cpp", "a permission never ends", " && f.permission_end && now < *f.permission_end;", ";"),
    ("acts.cpp", "a permission holds at its end", "now < *f.permission_end", "now <= *f.permission_end"),
    ("contacts.cpp", "a detail nobody knows is one", "case Detail::address: return true;\n    }\n    return false;", "case Detail::address: return true;\n    }\n    return true;"),
    ("contacts.cpp", "a viewer nobody knows is one", "case Viewer::unknown: return false;", "case Viewer::unknown: return true;"),
    ("contacts.cpp", "a permission is never given", "permission == SupportPermission::given && end", "end"),
    ("contacts.cpp", "a permission never ends", " && end && now < *end;", ";"),
    ("contacts.cpp", "a permission holds at its end", "end && now < *end", "end && now <= *end"),
    ("contacts.cpp", "staff see what was chosen for parents", "viewer != Viewer::staff && viewer != Viewer::support", "viewer != Viewer::support"),
    ("contacts.cpp", "pupils count as the school", "return viewer != Viewer::staff && viewer != Viewer::support;", "return viewer == Viewer::guardian;"),
    ("contacts.cpp", "one's own is not known to be", "return f.whose == Whose::ones_own;", "return f.whose != Whose::somebody_elses;"),
    ("contacts.cpp", "who left keeps a filter", " || by.belonging != Belonging::current) return {};", ") return {};"),
    ("contacts.cpp", "nobody has a filter", "if (by.person == PersonId{} || ", "if ("),
    ("contacts.cpp", "no school has a filter", "by.school == SchoolId{} || ", ""),
    ("contacts.cpp", "an unknown viewer has a filter", "!known(by.viewer) || ", ""),
    ("contacts.cpp", "support sees a list without permission", "by.viewer == Viewer::staff || runs(by.permission, by.permission_end, now)", "true"),
    ("contacts.cpp", "staff see no list", "by.viewer == Viewer::staff || runs(", "runs("),
    ("contacts.cpp", "a list of another school", " || kept.school != filter.school", ""),
    ("contacts.cpp", "a detail of nobody", " || kept.person == PersonId{}", ""),
    ("contacts.cpp", "a list of details nobody knows", " || !known(kept.detail)", ""),
    ("contacts.cpp", "one's own is not in the list", "if (kept.person == filter.person) return true;", ""),
    ("contacts.cpp", "what is restricted is in the list", " || kept.restriction != Restriction::none) return false;", ") return false;"),
    ("contacts.cpp", "only one's own reaches further", "if (filter.reach == Reach::own || kept", "if (kept"),
    ("contacts.cpp", "the school's list is the parents'", "filter.reach == Reach::everyone || kept.audience", "kept.audience"),
    ("contacts.cpp", "what everyone may see is not in the list", " || kept.audience == Audience::the_whole_school) return true;", ") return true;"),
    ("contacts.cpp", "what is shared with groups is for all", "kept.audience == Audience::my_groups && std::ranges::any_of", "kept.audience == Audience::my_groups || std::ranges::any_of"),
    ("contacts.cpp", "groups see what was not shared with them", "return kept.audience == Audience::my_groups && std::ranges", "return std::ranges"),
]


def parts():
    for file, what, old, new in PARTS:
        text = (SOURCES / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file}: `{old}` stands there {text.count(old)} times: mend this list"
        yield Change(file, what, text.replace(old, new))


def changes():
    for file in ("ruling.cpp", "acts.cpp", "contacts.cpp"):
        yield from rules(file)
    yield from terms()
    yield from parts()


class Build:
    """How one file is compiled and the tests are linked, as the build itself does it."""

    def __init__(self, directory, scratch):
        self.directory, self.scratch = directory, scratch
        self.compile = {Path(one["file"]).name: one["command"]
                        for one in json.loads((directory / "compile_commands.json").read_text(encoding="utf-8"))
                        if Path(one["file"]).parent == SOURCES}
        steps = subprocess.run(["ninja", "-C", str(directory), "-t", "commands", "test_policy"], capture_output=True, text=True, check=True)
        link = next(line for line in reversed(steps.stdout.splitlines()) if " -o bin/test_policy" in line)
        self.link = link.removeprefix(": && ").split(" && ")[0]  # without what the build does with the finished program

    def tests(self, change):
        """The test program with this change; None when the compiler refuses it."""
        source, made, program = self.scratch / change.file, self.scratch / "changed.o", self.scratch / "tests"
        source.write_text(change.text, encoding="utf-8")
        words = [word for word in shlex.split(self.compile[change.file]) if not word.startswith(("-W", "-g", "-D_FORTIFY")) and "ccache" not in word]
        words[words.index("-o") + 1] = str(made)
        words[words.index("-c") + 1] = str(source)
        for option in ("-MT", "-MF"):
            if option in words:
                del words[words.index(option):words.index(option) + 2]
        words = [word for word in words if word not in ("-MD", "-O2")] + ["-O0", "-w"]  # compiled once, run for a moment
        if subprocess.run(words, cwd=self.directory, capture_output=True).returncode != 0:
            return None
        link = self.link.replace("bin/test_policy", str(program))
        link = re.sub(rf"\S*room_policy\.dir/(?:\./)?src/policy/{re.escape(change.file)}\.o", str(made), link)
        subprocess.run(link, shell=True, cwd=self.directory, capture_output=True, check=True)
        return program


def caught_by(program):
    """The name of the first test that fails; None: all pass."""
    ran = subprocess.run([str(program), "-a", "-r", "junit"], capture_output=True, text=True, timeout=300)
    if ran.returncode == 0:
        return None
    found = re.search(r'<testcase [^>]*name="([^"]*)"[^>]*>\s*<(?:failure|error)', ran.stdout)
    return found[1] if found else f"it ended with {ran.returncode}"


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--build", type=Path, help="a build directory in which test_policy is up to date")
    words.add_argument("--only", default="", help="changes whose file or name holds this")
    words.add_argument("--list", action="store_true", help="name the changes, make none")
    given = words.parse_args()
    chosen = [one for one in changes() if given.only in one.file or given.only in one.what]
    if given.list or given.build is None:
        print("\n".join(f"{one.file:13} {one.what}" for one in chosen))
        print(f"{len(chosen)} changes")
        return 0 if given.list else 2
    lived = []
    with tempfile.TemporaryDirectory() as scratch:
        build = Build(given.build.resolve(), Path(scratch))
        whole = Change("ruling.cpp", "nothing", (SOURCES / "ruling.cpp").read_text(encoding="utf-8"))
        program = build.tests(whole)
        if program is None or (by := caught_by(program)):
            print(f"the tests fail before anything is changed: {by if program else 'it does not compile'}")
            return 2
        for one in chosen:
            program = build.tests(one)
            by = "the compiler" if program is None else caught_by(program)
            lived += [] if by else [one]
            print(f"{one.file:13} {one.what:60} {by or 'LIVES ON'}", flush=True)
    for what, why in NEVER_BOTH.items():
        print(f"not tried: {what}: {why}")
    print(f"{len(chosen)} changes, {len(chosen) - len(lived)} caught, {len(lived)} live on")
    return 1 if lived else 0


if __name__ == "__main__":
    sys.exit(main())
