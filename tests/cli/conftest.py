"""One invented school in a directory of its own, and the command as a person types it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

SETTINGS = """
[server]
listen = "127.0.0.1:1"
public_url = "{url}"
state = "state"
tls = "{tls}"

[[provider]]
name = "Demo"
issuer = "https://idp.example"
client_id = "demo"
"""

PEOPLE = """
year = "{year}"
[school]
brin = "99XX"
name = "Basisschool De Regenboog"
[[site]]
key = "hoofd"
name = "Hoofdgebouw"
networks = ["10.1.0.0/16", "2001:db8::/32"]
[site.hours]
monday = ["08:30-12:00", "13:00-15:15"]
holidays = [{{first = "2026-12-19", last = 2027-01-03}}]
[[site]]
key = "noord"
name = "Noord"
networks = ["10.2.0.0/16"]
[site.hours]
tuesday = ["08:30-14:00"]
[[group]]
key = "5a"
name = "Groep 5A"
site = "hoofd"
[[pupil]]
key = "p1"
name = "Sanne B."
user = "sanne.b"
groups = ["5a"]
[[pupil]]
key = "p2"
name = "Tim V."
user = "tim.v"
groups = ["5a"]
[[staff]]
key = "s1"
name = "Anouk de Vries"
user = "a.devries"
employment = "active"
account = {{tenant = "https://idp.example", object = "o-1"}}
groups = ["5a"]
"""


def school_year():
    """The one that is running: what belongs to an old one is past its term at once."""
    from datetime import date
    today = date.today()
    first = today.year if today.month >= 8 else today.year - 1
    return f"{first}-{first + 1}"


class Office:
    def __init__(self, directory):
        self.directory = directory
        self.program = Path(os.environ["MONITOR_BIN"]) / "monitor"
        self.settings()
        self.people(PEOPLE.format(year=school_year()))

    def settings(self, text=None, url="http://127.0.0.1:1", tls="plain_loopback"):
        (self.directory / "monitor.toml").write_text(text or SETTINGS.format(url=url, tls=tls), encoding="utf-8")

    def people(self, text):
        (self.directory / "people.toml").write_text(text, encoding="utf-8")

    def run(self, *words, language="C", stdin=subprocess.DEVNULL):
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": language, "HOME": str(self.directory)}
        return subprocess.run([self.program, *words], cwd=self.directory, env=environment, stdin=stdin, capture_output=True,
                              text=True, timeout=60)

    def json(self, *words):
        ran = self.run(*words, "--json")
        assert ran.returncode == 0, ran.stderr
        answer = json.loads(ran.stdout)
        assert answer["schema"] == 1
        return answer

    def apply(self):
        return self.json("roster", "apply", "--format", "toml", "people.toml")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)
