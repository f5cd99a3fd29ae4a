"""One invented school in a directory of its own, and the command as a person types it."""

import json
import os
import random
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

# What the operator does for a school, somebody asked for.
ASKED = ("--requested", "2026-11-20")

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

[[residency.endpoint]]
host = "idp.example"
region = "westeurope"
"""

EDEX = """<?xml version="1.0" encoding="UTF-8"?>
<EDEX>
  <school><schooljaar>{year}</schooljaar><brincode>99XX</brincode><xsdversie>2.1</xsdversie></school>
  <vestigingen>
    <vestiging key="hoofd"><naam>Hoofdgebouw</naam></vestiging>
    <vestiging key="noord"><naam>Noord</naam></vestiging>
  </vestigingen>
  <groepen><groep key="5a"><naam>Groep 5A</naam><jaargroep>5</jaargroep></groep></groepen>
  <leerlingen>
    <leerling key="p1">
      <achternaam>Bakker</achternaam><roepnaam>Sanne</roepnaam>
      <groep key="5a"/><vestiging key="hoofd"/><gebruikersnaam>sanne.b</gebruikersnaam>
    </leerling>
    <leerling key="p2">
      <achternaam>Visser</achternaam><roepnaam>Tim</roepnaam>
      <groep key="5a"/><vestiging key="hoofd"/><gebruikersnaam>tim.v</gebruikersnaam>
    </leerling>
  </leerlingen>
  <leerkrachten>
    <leerkracht key="s1">
      <achternaam>Vries</achternaam><voorvoegsel>de</voorvoegsel><roepnaam>Anouk</roepnaam>
      <gebruikersnaam>a.devries</gebruikersnaam><groepen><groep key="5a"/></groepen>
    </leerkracht>
  </leerkrachten>
</EDEX>
"""


def school_year():
    """The one that is running: what belongs to an old one is past its term at once."""
    from datetime import date
    today = date.today()
    first = today.year if today.month >= 8 else today.year - 1
    return f"{first}-{first + 1}"


def free_port():
    """Below those Linux gives to whoever connects somewhere: a test beside this one cannot take it before it is used."""
    while True:
        with socket.socket() as probe:
            port = random.randrange(10000, 32000)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Office:
    def __init__(self, directory):
        self.directory = directory
        self.program = Path(os.environ["MONITOR_BIN"]) / "monitor"
        self.settings()
        self.people(EDEX.format(year=school_year()))

    def settings(self, text=None, url="http://127.0.0.1:1", tls="plain_loopback"):
        (self.directory / "monitor.toml").write_text(text or SETTINGS.format(url=url, tls=tls), encoding="utf-8")

    def people(self, text):
        (self.directory / "EDEX.xml").write_text(text, encoding="utf-8")

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
        return self.json("roster", "apply", "EDEX.xml")

    def sites(self):
        """Where the school is and when it is open: what no administration says."""
        self.json("site", "set", "Hoofdgebouw", "--network", "10.1.0.0/16", "--network", "2001:db8::/32", "--open", "mon-fri 08:30-15:15")
        self.json("site", "set", "Noord", "--network", "10.2.0.0/16", "--open", "tue 08:30-14:00")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Many tests begin alike: `prepared(office, set_up)` sets up once, and copies that into the office of each."""
    places = {}

    def copied(office, set_up):
        if set_up not in places:
            places[set_up] = tmp_path_factory.mktemp(set_up.__name__)
            set_up(Office(places[set_up]))
        shutil.copytree(places[set_up], office.directory, dirs_exist_ok=True)
        return office
    return copied
