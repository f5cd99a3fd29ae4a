"""Does every relative link in the documents lead somewhere, to the very heading it names?

    docs.py [--root DIR]     one line `file:line: docs: …` a broken link; exit 1 when there is one
"""

import argparse
import re
import sys
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NOT_OURS = {".git", "build", "node_modules", ".cache"}


def anchors(file):
    """The headings of a page as its reader's browser spells them."""
    found = set()
    for text in file.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"#+ (.+)", text):
            plain = re.sub(r"[`*]", "", heading[1].strip().lower())
            found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return found


def broken(root):
    pages = [page for page in sorted(root.rglob("*.md")) if not NOT_OURS.intersection(page.relative_to(root).parts)]
    for page in pages:
        fenced = False
        for number, text in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            fenced ^= text.lstrip().startswith("```")
            for target in [] if fenced else LINK.findall(re.sub(r"`[^`]*`", "", text)):
                if re.match(r"[a-z]+:", target):
                    continue
                path, _, anchor = target.partition("#")
                to = (page.parent / path).resolve() if path else page
                where = f"{page.relative_to(root)}:{number}: docs:"
                if not to.exists():
                    yield f"{where} {target}: there is no such file"
                elif anchor and to.suffix == ".md" and anchor not in anchors(to):
                    yield f"{where} {target}: that page has no such heading"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    found = list(broken(parser.parse_args().root))
    print("\n".join(found) if found else "docs: every link leads somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
