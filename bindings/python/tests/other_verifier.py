"""Is docs/formats/audit.md enough to check a log? A verifier of its own: Python's standard library and that page, nothing else.

    python3 bindings/python/tests/other_verifier.py log.txt log.key [checkpoint.txt …]
"""

import base64
import sys
from hashlib import sha256

# ---- ECDSA P-256 (FIPS 186-5), slow and plain

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) % P
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(k, point):
    total = None
    while k:
        if k & 1:
            total = add(total, point)
        point = add(point, point)
        k >>= 1
    return total


def signed(key, message, signature):
    x, y = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (0 < r < N and 0 < s < N) or (y * y - x**3 + 3 * x - B) % P:
        return False
    digest, inverse = int.from_bytes(sha256(message).digest(), "big"), pow(s, -1, N)
    point = add(times(digest * inverse % N, G), times(r * inverse % N, (x, y)))
    return point is not None and point[0] % N == r


def sign(secret, message):
    """For tests: the nonce is a hash of secret and message."""
    digest = int.from_bytes(sha256(message).digest(), "big")
    nonce = int.from_bytes(sha256(secret.to_bytes(32, "big") + message).digest(), "big") % (N - 1) + 1
    r = times(nonce, G)[0] % N
    return r.to_bytes(32, "big") + (pow(nonce, -1, N) * (digest + r * secret) % N).to_bytes(32, "big")


def public(secret):
    x, y = times(secret, G)
    return b"\x04" + x.to_bytes(32, "big") + y.to_bytes(32, "big")


# ---- the tree (RFC 6962 §2.1)

def node(left, right):
    return sha256(b"\x01" + left + right).digest()


def root(leaves):
    """Of runs of 2^n leaves, largest first."""
    runs = []
    for leaf in leaves:
        runs.append((1, leaf))
        while len(runs) > 1 and runs[-1][0] == runs[-2][0]:
            (count, right), (_, left) = runs.pop(), runs.pop()
            runs.append((2 * count, node(left, right)))
    if not runs:
        return sha256().digest()
    total = runs.pop()[1]
    while runs:
        total = node(runs.pop()[1], total)
    return total


def commitment(part, index, salt, content):
    return sha256(bytes([part]) + index.to_bytes(8, "big") + salt + content).digest()


# ---- the texts

NAME, TYPE = "libmonitor.audit", b"\xffecdsa-p256-sha256-p1363"


def key_id(key):
    return sha256(NAME.encode() + b"\n" + TYPE + key).digest()[:4]


def key_text(key):
    return f"{NAME}+{key_id(key).hex()}+{base64.b64encode(TYPE + key).decode()}"


def read_key(text):
    key = base64.b64decode(text.strip().split("+", 2)[2], validate=True)[len(TYPE):]
    assert key_text(key) == text.strip(), "not the public key of a log"
    return key


def note(origin, size, root_hash, instant, secret):
    body = f"{origin}\n{size}\n{base64.b64encode(root_hash).decode()}\ninstant {instant}\n"
    signature = base64.b64encode(key_id(public(secret)) + sign(secret, body.encode())).decode()
    return f"{body}\n\u2014 {NAME} {signature}\n"


def read_note(text, key):
    origin, size, root_text, instant, empty, signature, end = text.split("\n")
    mark, name, blob = signature.split(" ")
    blob = base64.b64decode(blob, validate=True)
    assert (mark, name, empty, end) == ("\u2014", NAME, "", "") and blob[:4] == key_id(key), "not a checkpoint of this key"
    assert signed(key, "\n".join([origin, size, root_text, instant, ""]).encode(), blob[4:]), "the signature does not fit"
    return origin, int(size), base64.b64decode(root_text, validate=True)


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def read_line(text):
    index, leaf, kind, *rest = text.split(" ")
    index, leaf = int(index), bytes.fromhex(leaf)
    if kind == "erased":
        return index, leaf, leaf
    lasting = commitment(2, index, unpadded(rest[0]), unpadded(rest[1]))
    personal = commitment(3, index, unpadded(rest[2]), unpadded(rest[3])) if kind == "whole" else bytes.fromhex(rest[2])
    return index, leaf, sha256(b"\x00" + lasting + personal).digest()


def problems(text, key, kept=()):
    """What is wrong with an export, as sentences; empty: nothing."""
    found = []
    title, origin, checkpoints, count, *lines = text.split("\n")
    assert title == "libmonitor audit export 1" and lines.pop() == "", "not an export"
    notes, lines = lines[:6 * int(checkpoints.split(" ")[1])], lines[6 * int(checkpoints.split(" ")[1]):]
    leaves = []
    for place, line in enumerate(lines):
        index, leaf, of_content = read_line(line)
        if index != place:
            found.append(f"line {index} stands at {place}")
        if leaf != of_content:
            found.append(f"line {index} was changed")
        leaves.append(leaf)
    if len(lines) != int(count.split(" ")[1]):
        found.append("another number of lines than the head says")
    covered = 0
    for witness in ["\n".join(notes[at:at + 6]) + "\n" for at in range(0, len(notes), 6)] + list(kept):
        try:
            whose, size, signed_root = read_note(witness, key)
        except (AssertionError, ValueError) as error:
            found.append(str(error))
            continue
        if whose != origin:
            found.append("a checkpoint of another log")
        elif size > len(leaves):
            found.append(f"{size} lines were signed, {len(leaves)} are there")
        elif root(leaves[:size]) != signed_root:
            found.append(f"the first {size} lines are not those that were signed")
        covered = max(covered, size)
    if covered < len(leaves):
        found.append("lines that nobody signed")
    return found


if __name__ == "__main__":
    text, key, *kept = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
    wrong = problems(text, read_key(key), kept)
    print("\n".join(wrong) or "nothing is wrong")
    sys.exit(1 if wrong else 0)
