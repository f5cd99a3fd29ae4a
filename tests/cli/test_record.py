"""Does a real server go on while the disk under its record is full or does not sync, and is the record whole afterwards?"""

import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import free_port

SERVER = Path(os.environ["MONITOR_BIN"]) / "monitor-server"
SETTINGS = """
[server]
listen = "127.0.0.1:{port}"
public_url = "http://127.0.0.1:{port}"
state = "state"
tls = "plain_loopback"

[audit]
directory = "record"
stream = "record.json"

[[provider]]
name = "Demo"
issuer = "http://127.0.0.1:1/provider"
client_id = "demo"
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("strace") or not SERVER.exists(), reason="needs root, strace and the server")


class Server:
    def __init__(self, office):
        self.office = office
        self.port = free_port()
        self.settings()
        self.process = None

    def settings(self, more=""):
        self.office.settings(SETTINGS.format(port=self.port) + more)

    def start(self):
        self.said = (self.office.directory / "server.txt").open("w+", encoding="utf-8")
        # A tracer is in the way of the leak check at the end of a sanitized build, and of nothing else.
        environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}
        self.process = subprocess.Popen([SERVER, "--config", "monitor.toml"], cwd=self.office.directory, stdout=subprocess.DEVNULL,
                                        stderr=self.said, env=environment)
        self.until(lambda: "serving" in self.log())

    def log(self):
        return (self.office.directory / "server.txt").read_text(encoding="utf-8")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0, self.log()

    def page(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sign-in", timeout=10) as answer:
            return answer.status

    def until(self, holds):
        end = time.monotonic() + 40
        while not holds():
            assert self.process.poll() is None and time.monotonic() < end, self.log()
            time.sleep(0.1)

    def passed_on(self):
        path = self.office.directory / "record.json"
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@pytest.fixture
def server(office):
    made = Server(office)
    yield made
    if made.process and made.process.poll() is None:
        made.process.kill()
        made.process.wait()


@needs_root
def test_a_server_starts_while_its_record_cannot_be_opened_and_opens_it_when_it_can(server, office):
    place = office.directory / "record"
    (place / "audit.db").mkdir(parents=True)
    place.chmod(0o700)
    server.start()
    assert server.page() == 200
    assert "nobody can look along" in server.log()
    (place / "audit.db").rmdir()
    server.until(lambda: (place / "audit.db").exists())
    server.stop()
    assert office.run("audit", "verify").returncode == 0


@needs_root
def test_a_disk_that_does_not_sync_leaves_the_pages_and_nothing_is_corrupt(server, office):
    server.start()
    record = office.directory / "record/audit.db"
    strace = subprocess.Popen(["strace", "-q", "-f", "-p", str(server.process.pid), "-e", "trace=fsync,fdatasync", "-e",
                               "inject=fsync,fdatasync:error=EIO", "-P", record, "-P", f"{record}-wal", "-o", office.directory / "strace"])
    status = Path(f"/proc/{server.process.pid}/status")
    server.until(lambda: "TracerPid:\t0\n" not in status.read_text())
    assert server.page() == 200
    server.process.send_signal(signal.SIGTERM)  # its last line cannot be written, and that is said
    assert server.process.wait(20) == 0
    strace.wait(20)
    assert "record" in server.log()
    server.start()
    server.stop()
    acts = [line["act"] for line in office.json("audit", "show", "--operator")["lines"]]
    assert acts[0] == "server_started" and acts[-2:] == ["server_started", "server_stopped"]
    assert office.run("audit", "verify").returncode == 0


@needs_root
def test_lines_are_passed_on_once_also_those_of_before_and_other_settings_are_told(server, office):
    server.start()
    server.stop()
    server.settings("# other\n")
    server.start()
    server.until(lambda: len(server.passed_on()) == 4)
    server.stop()
    lines = server.passed_on()
    assert [line["act"] for line in lines] == ["server_started", "server_stopped", "server_started", "settings_changed"]
    assert [line["index"] for line in lines] == [0, 1, 2, 3]
    assert all(line["school"] == "operator" and line["remains"] == "lasting" for line in lines)
