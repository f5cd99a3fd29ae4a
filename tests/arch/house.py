"""Which rules does this house keep, and which line breaks one?

    house.py <rule>... [--root DIR]      rules: layers clock words sizes workplace
    house.py links --binary FILE --never libvpx --never libxcb

Every violation is one line `file:line: rule: what is wrong and what would be right`; exit 1 when there is one.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

CODE = {".hpp", ".cpp", ".h", ".cc"}
PARTS = ("libmonitor", "server-ref", "cli", "bindings", "examples", "tests")
FRONTENDS = ("server-ref", "cli", "bindings", "examples")
NOT_OURS = {".git", "build", "node_modules", "__pycache__", ".pytest_cache", ".cache"}


def files(root, *parts):
    """All files of these parts, without what a build or a package manager put there."""
    for part in parts:
        for here, folders, names in os.walk(root / part):
            folders[:] = sorted(set(folders) - NOT_OURS)
            yield from (Path(here) / name for name in sorted(set(names) - NOT_OURS))  # in a worktree .git is a file


def code(root, *parts):
    return [file for file in files(root, *parts) if file.suffix in CODE]


def lines(file):
    return list(enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1))


def bare(text):
    """A line of C++ without its strings and its // comment: rules are about code."""
    text = re.sub(r'"(\\.|[^"\\])*"', '""', text)
    return text.split("//", 1)[0]


# ---- layers: the map in libmonitor/CMakeLists.txt against every #include

INSIDE = {  # a target of the map, and what its headers are called
    "tomlplusplus::tomlplusplus": ("toml++/",),
    "date::date-tz": ("date/",),
    "PkgConfig::XCB": ("xcb/",),
    "PkgConfig::CAIRO": ("cairo/", "cairo.h", "cairo-xcb.h"),
    "OpenSSL::Crypto": ("openssl/",),
    "OpenSSL::SSL": ("openssl/",),
    "PkgConfig::VPX": ("vpx/",),
    "${YUV_LIBRARY}": ("libyuv", "libyuv.h", "libyuv/"),
    "PkgConfig::ZSTD": ("zstd.h",),
    "ZLIB::ZLIB": ("zlib.h",),
    "Boost::json": ("boost/json", "boost/system/"),
    "Boost::headers": ("boost/asio", "boost/beast", "boost/system/"),
    "Threads::Threads": (),
    "Poco::Net": ("Poco/",),
    "Poco::NetSSL": ("Poco/",),
    "Poco::XML": ("Poco/SAX/", "Poco/DOM/", "Poco/XML/", "Poco/", "expat.h"),  # it stands on expat, and brings it
    "Poco::JSON": ("Poco/JSON/", "Poco/Dynamic/", "Poco/"),
    "Poco::JWT": ("Poco/JWT/",),
    "Poco::Crypto": ("Poco/Crypto/",),
    "Poco::Data": ("Poco/Data/", "Poco/"),
    "Poco::DataSQLite": ("Poco/Data/SQLite/", "sqlite3.h"),
    "Poco::DataPostgreSQL": ("Poco/Data/PostgreSQL/",),
    "Poco::Redis": ("Poco/Redis/", "Poco/Net/SocketAddress.h"),
}
FRONTEND_INSIDE = {
    "server-ref": ("Poco/",),
    "cli": ("CLI/", "toml++/"),
    "bindings": ("pybind11/",),
    "examples": (),
    "examples/classroom": ("Poco/", "openssl/", "xcb/"),
}
POSIX = re.compile(r"^(sys/[a-z_]+|linux/[a-z_]+|netinet/[a-z_]+|arpa/inet|unistd|fcntl|poll|pwd|grp|errno|signal|spawn|netdb|pthread|malloc"
                   r"|systemd/[a-z-]+)\.h$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def rooms(root):
    """The map: room -> (rooms it sees, third parties inside)."""
    text = (root / "libmonitor/CMakeLists.txt").read_text(encoding="utf-8")
    found = {}
    for name, rest in re.findall(r"^monitor_room\((\w+)\b((?:[^)\"]|\"[^\"]*\")*)\)", text, re.M):
        words, into = {"SEES": [], "INSIDE": []}, None
        for word in re.sub(r'"[^"]*"', "", rest).split():
            if word in ("SEES", "INSIDE", "SAYS"):
                into = word
            elif into in words:
                words[into].append(word)
        found[name] = (set(words["SEES"]) | {name, "base"}, words["INSIDE"])
    return found


def std(name):
    return re.fullmatch(r"[a-z_0-9]+", name) is not None


def third_parties(inside):
    return tuple(prefix for target in inside for prefix in INSIDE[target]) + ("fmt/",)


def room_include(rooms_, room, name, door):
    """What is wrong with this #include in a file of that room, or None. `door`: the file is a public header."""
    sees, inside = rooms_[room]
    if name.startswith("monitor/"):
        other = name.split("/")[1]
        if other == "text":
            return "public headers do not include generated words" if door else None
        if other not in rooms_:
            return f"there is no room {other}"
        return None if other in sees else f"{room} does not see {other}: see its line in libmonitor/CMakeLists.txt"
    if std(name):
        return None
    if door:
        return "public headers include the standard library and monitor/… only"
    if name.split("/")[0] in rooms_ and name.endswith(".hpp"):
        other = name.split("/")[0]
        return None if other == room else f"{name} is a private header of {other}"
    if POSIX.match(name) or name.startswith(third_parties(inside)):
        return None
    return f"{room} has no such third party inside: see its line in libmonitor/CMakeLists.txt"


def frontend_include(root, part, name):
    if name.startswith("monitor/"):
        if (root / "libmonitor/include" / name).is_file():
            return None
        return "frontends include public headers only"
    allowed = FRONTEND_INSIDE[part] + ("fmt/",)
    if std(name) or POSIX.match(name) or name.startswith(allowed):
        return None
    if (root / "libmonitor/src" / name).is_file():
        return "frontends include public headers only"
    return f"{part} may not use this third party"


def layers(root):
    map_ = rooms(root)
    if len(map_) < 10:
        yield f"libmonitor/CMakeLists.txt:1: layers: only {len(map_)} monitor_room lines could be read"
        return
    for target in {target for _, inside in map_.values() for target in inside} - INSIDE.keys():
        yield f"libmonitor/CMakeLists.txt:1: layers: house.py does not know which headers {target} has"
    for door, below in ((True, "libmonitor/include/monitor"), (False, "libmonitor/src")):
        for file in code(root, below):
            room = file.relative_to(root / below).parts[0]
            if room not in map_:
                yield f"{file.relative_to(root)}:1: layers: {room} is no room of libmonitor/CMakeLists.txt"
                continue
            for number, text in lines(file):
                found = INCLUDE.match(text)
                if found and not (found[1] == '"' and not door and (file.parent / found[2]).is_file()):
                    if wrong := room_include(map_, room, found[2], door):
                        yield f"{file.relative_to(root)}:{number}: layers: {found[2]}: {wrong}"
    for frontend in FRONTENDS:
        for file in code(root, frontend):
            inside = file.relative_to(root)
            part = "examples/classroom" if inside.parts[:2] == ("examples", "classroom") else frontend
            for number, text in lines(file):
                found = INCLUDE.match(text)
                if not found or (found[1] == '"' and not found[2].startswith("monitor/") and own(root, file, found[2])):
                    continue
                if wrong := frontend_include(root, part, found[2]):
                    yield f"{inside}:{number}: layers: {found[2]}: {wrong}"


def own(root, file, name):
    """A header of the frontend itself, beside the file, below the frontend or made at build time from its word files."""
    top = root / file.relative_to(root).parts[0]
    nearby = (file.parent / name, top / name, top.parent / name, top / "python/src" / name)
    return name.endswith("text/words.hpp") or any(place.is_file() for place in nearby)


# ---- clock: one class asks the system for the time

CLOCK = re.compile(r"\b(system_clock|steady_clock|high_resolution_clock|utc_clock|file_clock)\s*::\s*now\b"
                   r"|\b(gettimeofday|clock_gettime|timespec_get)\s*\(|\b(std::)?time\s*\(\s*(nullptr|NULL|0)\s*\)")


def clock(root):
    for file in code(root, *PARTS):
        inside = file.relative_to(root).as_posix()
        if inside == "libmonitor/src/base/clock.cpp":
            continue
        for number, text in lines(file):
            if CLOCK.search(bare(text)):
                yield f"{inside}:{number}: clock: only libmonitor/src/base/clock.cpp asks the system for the time; take a Clock&"


# ---- words: one word for one thing, and none that says nothing

WORDS = (
    (re.compile(r"\bget_\w+\s*\("), "a function is named for what you get, without get_", CODE),
    (re.compile(r"\bhandle_\w+\s*\("), "a function is named for what it does, not handle_", CODE),
    (re.compile(r"\b(class|struct)\s+\w*(Manager|Helper|Util|Utils)\b"), "name what it is, not Manager, Helper or Util", CODE),
    (re.compile(r"\b(student|Student|leerling|Leerling)\w*\s*[({;=]"), "the word is pupil (docs/glossary.md)", CODE),
    (re.compile(r"\b(class|struct)\s+\w*[Ss]creenshot\w*"), "the word is picture (docs/glossary.md)", CODE),
    (re.compile(r"^using\s+namespace\b(?!.*_literals)"), "no using namespace in a header, outside a function", {".hpp"}),
)
DOORS = (
    (re.compile(r"\bshared_ptr\b"), "no shared_ptr in a public header"),
    (re.compile(r"[(,]\s*(const\s+)?bool\s+\w+\s*[,)=]|[(,]\s*bool\s*[,)]"), "no bool parameter: a two-valued enum says what it means"),
    (re.compile(r"^\s*bool\s+\w+\s*(\{[^}]*\}|=[^=].*)?;"), "no bool option: a two-valued enum whose zero is the cautious one"),
)
BY_LIBRARY = re.compile(r"\bget_(allocator|io_context|executor|deleter|id|override|value|ptr|name|token)\s*\(|\.get_\w+\s*\(|::get_\w+\s*\(|->get_\w+\s*\(")


ENUMERATOR = re.compile(r"\bcase\s+(\w+::)*[A-Za-z_]\w*\s*:(?!:)")
NO_DEFAULT = "a switch over an enum has no default: the compiler names what is new"


def swallowed(file):
    """The lines with a `default:` in a switch whose other labels are enumerators. Over numbers and characters one is needed."""
    over_enum = False
    for number, text in lines(file):
        plain = bare(text)
        if re.search(r"\bswitch\s*\(", plain):
            over_enum = False
        over_enum = over_enum or ENUMERATOR.search(plain) is not None
        if re.search(r"\bdefault\s*:", plain) and over_enum:
            yield number


def words(root):
    for file in code(root, *PARTS):
        inside = file.relative_to(root).as_posix()
        yield from (f"{inside}:{number}: words: {NO_DEFAULT}" for number in swallowed(file))
        for number, text in lines(file):
            plain = bare(text)
            for pattern, advice, kinds in WORDS:
                if file.suffix in kinds and pattern.search(plain) and not BY_LIBRARY.search(plain):
                    yield f"{inside}:{number}: words: {advice}"
            if inside.startswith("libmonitor/include/"):
                for pattern, advice in DOORS:
                    if pattern.search(plain):
                        yield f"{inside}:{number}: words: {advice}"


# ---- sizes: larger is a reason to look for two ideas

LARGEST = {".hpp": 120, ".cpp": 400}


def sizes(root):
    allowed = {}
    listed = root / "tests/arch/sizes.txt"
    for number, text in lines(listed) if listed.is_file() else []:
        if text.strip() and not text.startswith("#"):
            name, most = text.split()
            allowed[name] = (int(most), number)
    for file in code(root, *PARTS):
        inside, length = file.relative_to(root).as_posix(), len(lines(file))
        limit = LARGEST.get(file.suffix, 400)
        most, number = allowed.pop(inside, (limit, 0))
        if length > most:
            yield f"{inside}:{length}: sizes: {length} lines, at most {most}: look for two ideas"
        elif number and length < most:
            better = f"make it {length}" if length > limit else "take the line out"
            yield f"tests/arch/sizes.txt:{number}: sizes: {inside} has only {length} lines now: {better}, the list may only shrink"
    for name, (_, number) in allowed.items():
        yield f"tests/arch/sizes.txt:{number}: sizes: {name} is not there any more: take the line out"


# ---- workplace: nothing of the machine this was written on

TEXT = CODE | {".md", ".txt", ".py", ".pyi", ".cmake", ".in", ".toml", ".json", ".js", ".mjs", ".css", ".html", ".sh", ".csv", ".yml", ""}
WORKPLACE = re.compile(r"(?<![\w.}])/(home|root|wor" + r"k)/[\w.]|\.\./shar" + r"ed\b")


def workplace(root):
    for file in files(root, "."):
        if file.suffix not in TEXT or file.name in ("package-lock.json",):
            continue
        for number, text in lines(file):
            if WORKPLACE.search(text):
                yield f"{file.relative_to(root)}:{number}: workplace: a path of one machine; write it relative, or as an example below /srv"


# ---- links: what a program may not carry

def links(binary, never):
    needed = subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout
    for text in needed.splitlines():
        name = text.split()[0]
        if any(name.startswith(prefix) for prefix in never):
            yield f"{Path(binary).name}:0: links: it depends on {name}; see design rule: never {', '.join(never)}"


RULES = {"layers": layers, "clock": clock, "words": words, "sizes": sizes, "workplace": workplace}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="+", choices=[*RULES, "links"])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--binary")
    parser.add_argument("--never", action="append", default=[])
    given = parser.parse_args()
    broken = []
    for rule in given.rules:
        broken += links(given.binary, given.never) if rule == "links" else RULES[rule](given.root)
    print("\n".join(broken) if broken else f"{', '.join(given.rules)}: kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
