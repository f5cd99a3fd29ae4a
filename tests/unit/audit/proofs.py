"""Which proofs does RFC 6962 §2.1 give for the reference log? Its own code, for the expected values in proof_test.cpp.

    python3 tests/unit/audit/proofs.py
"""

from hashlib import sha256

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]


def mth(d):
    if not d:
        return sha256().digest()
    if len(d) == 1:
        return sha256(b"\0" + d[0]).digest()
    k = split(len(d))
    return sha256(b"\1" + mth(d[:k]) + mth(d[k:])).digest()


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m, d):
    if len(d) == 1:
        return []
    k = split(len(d))
    return path(m, d[:k]) + [mth(d[k:])] if m < k else path(m - k, d[k:]) + [mth(d[:k])]


def subproof(m, d, known):
    if m == len(d):
        return [] if known else [mth(d)]
    k = split(len(d))
    return subproof(m, d[:k], known) + [mth(d[k:])] if m <= k else subproof(m - k, d[k:], False) + [mth(d[:k])]


if __name__ == "__main__":
    data = [bytes.fromhex(text) for text in INPUTS]
    for m, n in (0, 8), (5, 8), (2, 3), (1, 5):
        print("inclusion", m, n, *(h.hex()[:8] for h in path(m, data[:n])))
    for m, n in (1, 1), (1, 8), (6, 8), (2, 5):
        print("consistency", m, n, *(h.hex()[:8] for h in subproof(m, data[:n], True)))
