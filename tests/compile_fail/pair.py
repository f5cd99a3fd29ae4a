"""Does this file compile as it is, and fail for the right reason with -DWRONG?

    pair.py FILE -- COMPILER FLAGS...
"""

import re
import subprocess
import sys


def compiled(command, file, *more):
    return subprocess.run([*command, *more, "-fsyntax-only", "-fdiagnostics-color=never", file],
                          capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})


def main():
    file, dashes, *command = sys.argv[1:]
    if dashes != "--":
        sys.exit(__doc__)
    expected = re.findall(r"^// must say: (.+)$", open(file, encoding="utf-8").read(), re.M)
    if not expected:
        sys.exit(f"{file}: no line `// must say: …`")
    right = compiled(command, file)
    if right.returncode:
        sys.exit(f"{file}: should compile as it is:\n{right.stderr}")
    wrong = compiled(command, file, "-DWRONG")
    if not wrong.returncode:
        sys.exit(f"{file}: compiles with -DWRONG: what it forbids is possible")
    missing = [words for words in expected if not re.search(words, wrong.stderr)]
    if missing:
        sys.exit(f"{file}: fails with -DWRONG, but nobody says {missing}:\n{wrong.stderr}")
    print("\n".join(line for line in wrong.stderr.splitlines() if "error:" in line))


if __name__ == "__main__":
    main()
