"""Can an administrator let devices in, see them, and end them?"""

import base64
import json
import ssl
import subprocess


def opened(token):
    assert token.startswith("monitor1.")
    body = token.removeprefix("monitor1.")
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def test_a_token_says_where_the_school_is_and_holds_a_secret(office):
    office.apply()
    ran = office.run("device", "enrol", "--site", "Hoofdgebouw")
    assert ran.returncode == 0
    token = opened(ran.stdout.strip())
    assert token["url"] == "ws://127.0.0.1:1/agent"
    assert len(base64.urlsafe_b64decode(token["secret"] + "=")) == 32
    again = opened(office.run("device", "enrol", "--site", "Hoofdgebouw").stdout.strip())
    assert again["secret"] != token["secret"]
    assert [line["act"] for line in office.json("audit", "show")["lines"]] == ["device_token_made", "device_token_made"]


def test_what_still_works_is_listed_and_can_be_withdrawn_and_no_list_says_what_it_is(office):
    office.apply()
    secret = opened(office.run("device", "enrol", "--site", "Noord", "--uses", "30", "--hours", "8").stdout.strip())["secret"]
    ran = office.run("device", "tokens", "--json")
    [token] = json.loads(ran.stdout)["tokens"]
    assert (token["site"], token["uses_left"]) == ("Noord", 30) and secret not in ran.stdout
    assert office.run("device", "withdraw", "no-id").returncode == 2
    assert office.run("device", "withdraw", token["id"]).returncode == 0
    assert office.run("device", "withdraw", token["id"]).returncode == 3
    assert office.json("device", "tokens")["tokens"] == []


def test_a_token_carries_the_pin_of_a_certificate_of_ones_own(office):
    office.settings(url="https://school.example", tls="own")
    office.apply()
    ran = office.run("device", "enrol", "--site", "Hoofdgebouw")
    assert ran.returncode == 6 and "start the server once" in ran.stderr
    tls = office.directory / "state/tls"
    tls.mkdir(mode=0o700)
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30",
                    "-subj", "/CN=school.example", "-keyout", tls / "key.pem", "-out", tls / "certificate.pem"],
                   check=True, capture_output=True)
    token = opened(office.run("device", "enrol", "--site", "Hoofdgebouw").stdout.strip())
    assert token["url"] == "wss://school.example/agent"
    der = subprocess.run("openssl x509 -pubkey -noout -in certificate.pem | openssl pkey -pubin -outform der | sha256sum",
                         shell=True, cwd=tls, check=True, capture_output=True, text=True).stdout.split()[0]
    assert base64.urlsafe_b64decode(token["pin"] + "=" * (-len(token["pin"]) % 4)).hex() == der
    assert ssl.PEM_cert_to_DER_cert((tls / "certificate.pem").read_text(encoding="ascii"))


def test_which_site_must_be_said_when_there_are_several(office):
    office.apply()
    ran = office.run("device", "enrol")
    assert ran.returncode == 2 and '"Hoofdgebouw", "Noord"' in ran.stderr
    assert office.run("device", "enrol", "--site", "Zuid").returncode == 3


def test_uses_and_hours_have_limits(office):
    assert office.run("device", "enrol", "--uses", "0").returncode == 2
    assert office.run("device", "enrol", "--hours", "721").returncode == 2


def test_a_school_without_devices_has_an_empty_list(office):
    office.apply()
    assert office.json("device", "list")["devices"] == []
    assert office.run("device", "revoke", "0123abcd", "--yes").returncode == 3


def test_the_school_may_be_named_and_an_unknown_one_is_not_found(office):
    office.apply()
    assert office.json("device", "list", "--school", "99XX")["school"] == "99XX"
    assert office.run("device", "list", "--school", "12AB").returncode == 3


def test_where_nothing_was_ever_kept_there_is_nothing_to_list(office):
    ran = office.run("device", "list")
    assert ran.returncode == 3 and "roster apply" in ran.stderr
    assert not (office.directory / "state").exists()
