"""Do the documents of a school come out as the code and its settings say, and can its terms only get shorter?"""

import json
from pathlib import Path

import pytest
from conftest import ASKED

DOCUMENTS = ["page", "register", "bijsluiter", "agreement", "dpia"]
ROOT = Path(__file__).resolve().parents[2]


def test_the_register_of_any_school_is_the_one_in_docs(office):
    assert office.run("privacy", "register", "--format", "markdown").stdout == (ROOT / "docs/privacy/register.md").read_text("utf-8")
    english = office.run("privacy", "register", "--language", "en").stdout
    assert english == (ROOT / "docs/privacy/register.en.md").read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_is_made_in_each_form(office, document):
    office.apply()
    for words in ([], ["--school", "99XX"], ["--language", "en"]):
        markdown = office.run("privacy", document, *words)
        assert markdown.returncode == 0, markdown.stderr
        assert markdown.stdout.startswith("# ") and "{" not in markdown.stdout
        assert not any(name in markdown.stdout for name in ("Sanne", "Visser", "a.devries", "Anouk"))
    for words, language in (["--school", "99XX"], "nl"), (["--language", "en"], "en"):
        parsed = json.loads(office.run("privacy", document, *words, "--format", "json").stdout)
        assert parsed["schema"] == 1 and parsed["sections"] and parsed["language"] == language
    page = office.run("privacy", document, "--school", "99XX", "--format", "html").stdout
    assert page.startswith("<!doctype html>") and "<script" not in page and "http" not in page.split("</style>")[0]


def test_a_document_of_a_school_has_its_name_its_terms_and_its_places(office):
    office.apply()
    office.json("retention", "set", "last_picture", "2h", *ASKED)
    page = office.run("privacy", "page", "--school", "99XX").stdout
    assert "hoogstens 2 uur" in page and "het inloggen: Azure West-Europa (Nederland)" in page
    assert "LET OP: deze server draait zonder TLS" in office.run("privacy", "agreement", "--school", "99XX").stdout
    assert office.run("privacy", "page", "--school", "98YY").returncode == 3


def test_json_is_also_asked_for_as_everywhere(office):
    assert office.json("privacy", "dpia")["title"].startswith("Bijlage bij de DPIA")
    assert office.run("privacy", "page", "--format", "pdf").returncode == 2


def test_a_page_is_public_when_the_school_says_so_and_the_log_knows_first(office):
    office.apply()
    assert office.json("privacy", "publish")["address"].endswith("/privacy/99XX")
    assert office.json("privacy", "withdraw") == {"schema": 1, "school": "99XX", "published": False}
    details = [line["detail"] for line in office.json("audit", "show")["lines"]]
    assert details[-2:] == ["privacy page published", "privacy page withdrawn"]


# ---- terms

def test_a_term_gets_shorter_and_goes_back(office):
    office.apply()
    before = {term["kind"]: term for term in office.json("retention", "terms")["terms"]}
    assert before["last_picture"] == {"kind": "last_picture", "in_force": "48h", "most": "48h", "may_be": "1h..48h"}
    assert before["pupil"] == {"kind": "pupil", "in_force": "school year", "most": "school year", "may_be": "-"}
    assert office.json("retention", "set", "last_picture", "24h", *ASKED)["in_force"] == "24h"
    assert office.json("retention", "set", "audit_entry", "90d", *ASKED)["in_force"] == "90d"
    now = {term["kind"]: term["in_force"] for term in office.json("retention", "terms")["terms"]}
    assert now["last_picture"] == "24h" and now["audit_entry"] == "90d"
    assert office.json("retention", "set", "last_picture", "ceiling", *ASKED)["in_force"] == "48h"
    details = [line["detail"] for line in office.json("audit", "show")["lines"]]
    assert {"term last_picture 24h requested 2026-11-20", "term last_picture ceiling requested 2026-11-20"} <= set(details)


@pytest.mark.parametrize("kind, term, says", [
    ("last_picture", "49h", "1h..48h"), ("last_picture", "0h", "1h..48h"), ("audit_entry", "89d", "90d..365d"),
    ("pupil", "10d", "fixed"), ("pictures", "1h", "no kind"), ("session", "soon", "no term"), ("session", "-1h", ""),
])
def test_a_term_that_cannot_be_is_refused_and_nothing_changes(office, kind, term, says):
    office.apply()
    before = office.json("retention", "terms")
    ran = office.run("retention", "set", kind, term)
    assert ran.returncode == 2 and says in ran.stderr
    assert office.json("retention", "terms") == before


def test_the_report_says_what_was_erased_by_rule(office):
    office.apply()
    assert office.json("retention", "report") == {"schema": 1, "days": 365, "erased": []}
    secret = office.json("admin", "invite", "--hours", "1")
    assert secret
    assert office.run("retention", "report", "--days", "0").returncode == 2


# ---- places

def test_doctor_says_what_stands_where(office):
    office.apply()
    office.sites()
    found = {check["subject"]: check for check in office.json("doctor")["checks"]}
    assert found["place server"]["health"] == found["place storage"]["health"] == found["place sign-in"]["health"] == "ok"


def test_doctor_names_what_stands_outside_europe(office):
    text = (office.directory / "monitor.toml").read_text("utf-8")
    office.settings(text=text.replace('region = "westeurope"', 'region = "eastus"'))
    ran = office.run("doctor", "--json")
    assert ran.returncode == 1
    place = next(check for check in json.loads(ran.stdout)["checks"] if check["subject"] == "place sign-in")
    assert place["health"] == "wrong" and "eastus" in place["found"] and "azure.md" in place["advice"]
