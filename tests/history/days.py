#!/usr/bin/env python3
"""Does a school keep its promises on days on which anything may happen?

    days.py PROGRAM [--seeds N] [--first SEED]

Lets PROGRAM (history_days) live through N random days on a clock of its own and write down what happened; check.py, which shares
no code with it, looks for a delivery that a promise forbids, and plant.py whether it would have found one. Then three crooked
servers live through the same days: each has to be caught, by the promise it breaks.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CROOKED = [  # MONITOR_CROOKED, what it does, by which promise it is caught
    (1, "keeps a picture longer than 48 hours", "P5 age"),
    (2, "trusts a directory that nobody could read", "P1 directory"),
    (3, "says a look was written down, and writes nothing", "P12 record"),
]
TOO_FEW = 20  # deliveries a day: less, and the days prove nothing


def live(program, seeds, first, crooked=0):
    """The histories of so many days."""
    into = Path(tempfile.mkdtemp(prefix="history-", dir=os.environ.get("TMPDIR")))
    run = subprocess.run([program, "[.days]"], capture_output=True, text=True, check=False, env={
        **os.environ, "MONITOR_HISTORY": str(into), "MONITOR_SEEDS": str(seeds), "MONITOR_FIRST_SEED": str(first),
        "MONITOR_CROOKED": str(crooked)})
    if run.returncode != 0:
        sys.exit(f"the days did not come to their end:\n{run.stdout[-3000:]}\n{run.stderr[-3000:]}")
    return sorted(into.iterdir())


def judged(script, histories):
    run = subprocess.run([sys.executable, str(HERE / script), *map(str, histories)], capture_output=True, text=True, check=False)
    if run.stderr:
        sys.exit(run.stderr)
    return run.returncode, run.stdout


def gone(histories):
    for one in histories:
        one.unlink()
    histories[0].parent.rmdir()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seeds", type=int, default=24)
    parser.add_argument("--first", type=int, default=1)
    wish = parser.parse_args()
    wrong = []

    histories = live(wish.program, wish.seeds, wish.first)
    status, said = judged("check.py", histories)
    print(f"{wish.seeds} random days from seed {wish.first}:\n{said}")
    if status != 0:
        wrong.append("a forbidden delivery")
    if said.count("\n") and int(said.split(" pictures sent, ")[1].split()[0]) < TOO_FEW * wish.seeds:
        wrong.append("so little was delivered that it proves nothing")

    status, said = judged("plant.py", histories[:80])
    print(said)
    if status != 0:
        wrong.append("a planted violation that was not found")
    gone(histories)

    for number, what, promise in CROOKED:
        histories = live(wish.program, 4, wish.first, number)
        status, said = judged("check.py", histories)
        gone(histories)
        named = said.count(f": {promise}: ")
        print(f"a server that {what}: {promise} named {named} times")
        if status == 0 or not named:
            wrong.append(f"a server that {what}")
    for one in wrong:
        print(f"WRONG: {one}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
