"""Does every house rule see its violation when one is planted?

Copies the sources to a temporary directory, plants one violation at a time, runs the rule and wants its name, the file and the
line in the answer. Prints a table of what was planted and what named it; exit 1 when a rule stayed silent.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# what is planted, the rule that must name it, the file, and the line(s) appended to it
PLANTED = (
    ("a room looks upward", "layers", "libmonitor/src/picture/planted.cpp", '#include "monitor/hub/hub.hpp"'),
    ("a room looks sideways", "layers", "libmonitor/include/monitor/picture/planted.hpp", '#include "monitor/policy/ruling.hpp"'),
    ("a third party in a public header", "layers", "libmonitor/include/monitor/fetch/planted.hpp", "#include <Poco/URI.h>"),
    ("a third party in the wrong room", "layers", "libmonitor/src/policy/planted.cpp", "#include <openssl/evp.h>"),
    ("a private header of another room", "layers", "libmonitor/src/hub/planted.cpp", '#include "store/schema.hpp"'),
    ("a room that is not on the map", "layers", "libmonitor/src/attic/planted.cpp", "#include <vector>"),
    ("a frontend with a key to the cellar", "layers", "cli/planted.cpp", '#include "policy/private.hpp"'),
    ("Poco in the command line", "layers", "cli/planted.cpp", "#include <Poco/URI.h>"),
    ("the system asked for the time", "clock", "libmonitor/src/hub/planted.cpp", "auto t = std::chrono::system_clock::now();"),
    ("a test on the wall clock", "clock", "tests/unit/hub/planted.cpp", "auto t = std::chrono::steady_clock::now();"),
    ("the clock by its C name", "clock", "server-ref/planted.cpp", "auto t = std::time(nullptr);"),
    ("a function called get_", "words", "libmonitor/src/hub/planted.cpp", "int get_lease();"),
    ("a Manager", "words", "libmonitor/src/hub/planted.cpp", "class ViewManager {};"),
    ("a bool parameter", "words", "libmonitor/include/monitor/hub/planted.hpp", "void open(int view, bool hidden);"),
    ("a bool option", "words", "libmonitor/include/monitor/hub/planted.hpp", "    bool hidden{};"),
    ("shared ownership in a door", "words", "libmonitor/include/monitor/hub/planted.hpp", "std::shared_ptr<int> all;"),
    ("a switch that swallows", "words", "libmonitor/src/policy/planted.cpp", "switch (refusal) {\n    case Refusal::other_school: break;\n    default: break;"),
    ("a second word for a pupil", "words", "libmonitor/src/hub/planted.cpp", "struct Student {};"),
    ("a header too long", "sizes", "libmonitor/include/monitor/hub/planted.hpp", "//\n" * 121),
    ("a source too long", "sizes", "libmonitor/src/hub/planted.cpp", "//\n" * 401),
    ("an exception nobody needs any more", "sizes", "tests/arch/sizes.txt", "libmonitor/src/gone.cpp 500"),
    ("a link to nowhere", "docs", "docs/planted.md", "[gone](rooms/attic.md)"),
    ("a link to no heading", "docs", "docs/planted.md", "[gone](rooms.md#the-attic)"),
    ("a header that needs a friend", "headers", "libmonitor/include/monitor/hub/planted.hpp", "std::string name();"),
    ("a path of this machine", "workplace", "docs/planted.md", "see /ho" + "me/somebody/notes"),
)


def copy_to(there):
    for part in ("libmonitor", "server-ref", "cli", "bindings", "examples", "tests", "docs"):
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, there / part, ignore=shutil.ignore_patterns(
                "node_modules", "__pycache__", "build", "*.ivf", "*.png", "state"))


def ask(there, rule, file):
    """The test that holds this rule, on the copy."""
    if rule == "docs":
        return subprocess.run([sys.executable, HERE / "docs.py", "--root", there], capture_output=True, text=True)
    if rule == "headers":  # what the object library headers_alone does with each header
        ran = subprocess.run(["g++", "-std=c++23", "-fsyntax-only", "-x", "c++", "-I", there / "libmonitor/include", there / file],
                             capture_output=True, text=True)
        said = [re.sub(rf"^{re.escape(str(there))}/(.+?:\d+):\d+: error:", r"\1: headers:", line) for line in ran.stderr.splitlines()]
        return subprocess.CompletedProcess([], ran.returncode, "\n".join(said))
    return subprocess.run([sys.executable, HERE / "house.py", rule, "--root", there], capture_output=True, text=True)


def named(there, rule, file, line):
    ran = ask(there, rule, file)
    wanted = rf"^{re.escape(file)}:{line}: {rule}: .+"
    return next((text for text in ran.stdout.splitlines() if re.match(wanted, text)), None) if ran.returncode == 1 else None


def plant(there, rule, file, text):
    place = there / file
    before = place.read_text(encoding="utf-8") if place.is_file() else None
    made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
    place.parent.mkdir(parents=True, exist_ok=True)
    content = (before or "") + text + "\n"
    place.write_text(content, encoding="utf-8")
    answer = named(there, rule, file, len(content.splitlines()))
    if before is None:
        place.unlink()
        for folder in made:
            folder.rmdir()
    else:
        place.write_text(before, encoding="utf-8")
    return answer


def main():
    silent = 0
    with tempfile.TemporaryDirectory() as directory:
        there = Path(directory)
        copy_to(there)
        for what, rule, file, text in PLANTED:
            answer = plant(there, rule, file, text)
            silent += answer is None
            print(f"{what:40} {'NOT SEEN by ' + rule if answer is None else answer}")
    print(f"{len(PLANTED)} planted, {len(PLANTED) - silent} named")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
