"""Do the stubs name everything there is, and nothing that is not?"""

import ast
import importlib
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "monitor"


def named(node):
    """The public names a stub declares, and those inside its classes."""
    for item in node.body:
        if isinstance(item, (ast.ClassDef, ast.FunctionDef)) and not item.name.startswith("_"):
            yield item.name, [name for name, _ in named(item)] if isinstance(item, ast.ClassDef) else []
        elif isinstance(item, (ast.Assign, ast.AnnAssign)):
            target = item.targets[0] if isinstance(item, ast.Assign) else item.target
            if not target.id.startswith("_"):
                yield target.id, []


def public(thing):
    return {name for name in vars(thing) if not name.startswith("_")}


def differences(module, stub):
    declared = dict(named(ast.parse(stub.read_text(encoding="utf-8"))))
    real = {name for name in public(module) if getattr(getattr(module, name), "__module__", "").startswith("monitor")}
    for name in sorted(real ^ declared.keys()):
        yield f"{stub.name}: {name} is {'not in the stub' if name in real else 'only in the stub'}"
    for name in sorted(real & declared.keys()):
        if isinstance(getattr(module, name), type) and not issubclass(getattr(module, name), Exception):
            inside = public(getattr(module, name)) - {"name", "value"} if hasattr(getattr(module, name), "__members__") else public(getattr(module, name))
            for member in sorted(inside ^ set(declared[name])):
                yield f"{stub.name}: {name}.{member} is {'not in the stub' if member in inside else 'only in the stub'}"


def main():
    wrong = []
    for part in ("policy", "picture", "codec", "capture", "roster", "audit", "retention"):
        wrong += differences(importlib.import_module(f"monitor.{part}"), PACKAGE / f"{part}.pyi")
    print("\n".join(wrong) or "the stubs say what there is")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
