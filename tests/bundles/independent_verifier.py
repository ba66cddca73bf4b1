"""Checks files of the exchange from docs/bundle-format.md alone; shares no code with the program.

``python independent_verifier.py [AGE-SECRET-KEY-1...] FILE...`` prints a line for each; the exit status is 0 if
each is whole, truly signed and keeps to the format. The signer is only as known as its key: compare it. An encrypted
file that no given key opens is judged by its outside alone."""

# fmt: off
import hashlib
import hmac
import json
import re
import sys
import unicodedata
import zlib
from pathlib import Path

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MAGIC = b"\x89XDGN\r\n\x1a\n\x01"
BAD = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
B64 = rb"[A-Za-z0-9+/]"
AGE = rb"age-encryption\.org/v1\n(-> [!-~]+( [!-~]+)*\n(%b{64}\n)*%b{0,63}\n)+--- %b{43}\n" % (B64, B64, B64)
class Refused(Exception):
    """The file is not what the page describes."""
def need(truth, why):
    if not truth:
        raise Refused(why)
def shaped(pattern):
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value))
def text(longest):
    return lambda value: (isinstance(value, str) and len(value) <= longest and not re.search(BAD, value)
                          and unicodedata.is_normalized("NFC", value))
def listed(longest, one, least=0):
    return lambda value: isinstance(value, list) and least <= len(value) <= longest and all(map(one, value))
def record(maybe=(), **fields):
    """An object with exactly these *fields*, those in *maybe* or not."""
    return lambda value: (isinstance(value, dict) and fields.keys() - {*maybe} <= value.keys() <= fields.keys()
                          and all(fields[name](inner) for name, inner in value.items()))
def recipient(value):
    try:
        return bool(shaped("age1[0-9a-z]{58}")(value) and pyrage.x25519.Recipient.from_str(value))
    except pyrage.RecipientError:
        return False
def communes(value):
    return listed(50, CODE, 1)(value) and value == sorted(set(value))
def changes(value):
    return isinstance(value, dict) and len(value) <= 5000 and all(
        PATH(path) and (new is None or isinstance(new, int) or text(100_000)(new)) for path, new in value.items())
def sha(content):
    return hashlib.sha256(content).hexdigest()
LABEL = text(1000)
count, flag = (lambda value: type(value) is int and value >= 0), (lambda value: type(value) is bool)
H32, H64, H128 = (shaped(f"[0-9a-f]{{{digits}}}") for digits in (32, 64, 128))
H32_OR_NONE, H64_OR_NONE = (shaped(f"([0-9a-f]{{{digits}}})?") for digits in (32, 64))
CODE = shaped("[0-9]{5}")
PATH = shaped("[a-z][a-z0-9_]{0,39}(/[0-9a-f]{16,32}/[a-z][a-z0-9_]{0,39})?")
PARENT = record(epoch=H32, ctr=count, chain=H64, received=count, received_chain=H64_OR_NONE)
HEADER = record(
    v=lambda value: count(value) and value == 1, kind=shaped("sync|receipt|pair|cert|totals"), bundle_id=H32,
    device=H64, cert=count, to=listed(4, H64), epoch=H32_OR_NONE, seq=count, prev=H64_OR_NONE, base_ctr=count,
    base_chain=H64_OR_NONE, last_ctr=count, last_chain=H64_OR_NONE, parents=listed(200, PARENT), body_len=count,
    body_sha256=H64, plain_len=count, app=text(32), claimed_time=text(40))
PAYLOAD = record(action=shaped("create|change|remove|restore"), batch=H32_OR_NONE, changes=changes, officer=text(200),
                 reason=text(100_000), time=text(40))
PLACE = {"base": listed(1000, H32), "commune": CODE, "id": shaped("[0-9A-Za-z_-]{1,32}"), "uid": H32, "ctr": count,
         "kind": shaped("[a-z][a-z_]{0,31}")}
OPERATION, ERASED_OPERATION = record(**PLACE, payload=PAYLOAD, salt=H32), record(**PLACE, commit=H64)
STREAM = record(chain=H64, cursor=count, epoch=H32, forked=flag, header_hash=H64_OR_NONE, last_seq=count)
STATE = record(commune=CODE, state_hash=H64)
NEXT_KEY = {"before": H64, "position": count, "recipient": recipient, "signing": H64}
ROTATION = record(rotation=record(**NEXT_KEY, vouched=H128, accepted=H128))
MERGERS = listed(50, record(old=CODE, new=CODE, basis=text(500)))
CODES = record(certificate=record(communes=communes, mergers=MERGERS))
KEY_FILE = record(commune=CODE, name=text(200), recipient=recipient, signing=H64)
CERTIFICATE = record(("mergers", "position"), communes=communes, mergers=MERGERS, office_name=text(200), position=count,
    office_recipient=recipient, office_signing=H64, recipient=recipient, serial=count, signing=H64)
NUMBER = lambda value: value is None or type(value) is int  # noqa: E731
CELL = lambda value: NUMBER(value) or listed(2, NUMBER, 2)(value)  # noqa: E731
COLUMN, ROW = listed(3, lambda value: LABEL(value) or flag(value), 3), listed(6, lambda _: True, 6)
TOTAL = record(subject=shaped("[a-z][a-z0-9-]{0,31}"), period=shaped("[0-9]{0,4}(-[0-9]{2,4})?"), title=LABEL,
               subtitle=LABEL, notes=listed(60, LABEL), columns=listed(200, COLUMN), rows=listed(500, ROW))
def cells_fit(total):
    rates = [column[2] for column in total["columns"]]
    for row in total["rows"]:
        need(all(map(LABEL, row[:4])) and flag(row[4]) and listed(len(rates), CELL, len(rates))(row[5]), "row")
        need(all(isinstance(cell, list) is two for two, cell in zip(rates, row[5], strict=True)), "rates")
    need(all(map(flag, rates)) and len({row[0] for row in total["rows"]}) == len(total["rows"]), "columns or keys")
def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
def strict(line):
    def pairs(found):
        need(len(dict(found)) == len(found), "a key twice")
        return dict(found)
    def whole(digits):
        need(len(digits.lstrip("-")) <= 15, "a huge number")
        return int(digits)
    def depth(value):
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
        return 0 if inner is None else 1 + max(map(depth, inner), default=0)
    need(len(line) <= 1 << 20, "a line over 1 MiB")
    try:
        found = json.loads(line.decode(), object_pairs_hook=pairs, parse_int=whole,
                           parse_float=lambda _: need(False, "a fraction"), parse_constant=lambda _: need(False, "NaN"))
        need(isinstance(found, dict) and depth(found) <= 6, "no object, or nested deeper than 6")
    except (ValueError, RecursionError) as error:
        raise Refused("no JSON") from error
    return found
def signed_by(key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise Refused("signature") from error
def take_apart(content):
    need(len(content) <= 64 << 20 and content.startswith(MAGIC) and len(content) >= 14, "not the magic, or over 64 MiB")
    end = 14 + int.from_bytes(content[10:14], "little")
    need(14 < end <= 14 + 65536 and len(content) >= end + 64, "header length")
    header, body = strict(content[14:end]), content[end + 64 :]
    need(HEADER(header) and canonical(header) == content[14:end], "header")
    needed = {"sync": ("epoch", "seq", "base_chain", "last_chain"), "totals": ("epoch", "seq")}.get(header["kind"], ())
    need(header["last_ctr"] >= header["base_ctr"] and all(header[name] for name in needed), "header numbers")
    need(len(body) == header["body_len"] and sha(body) == header["body_sha256"], "body length or hash")
    signed_by(header["device"], content[end : end + 64], b"xdgn-bundle-v1\0" + content[:end])
    return header, body
def lines_of(header, packed):
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(packed, min(header["plain_len"], 256 << 20) + 1)
    except zlib.error as error:
        raise Refused("no zlib stream") from error
    need(unpacking.eof and not unpacking.unused_data and len(plain) == header["plain_len"], "unpacked length")
    need(plain.endswith(b"\n") and 2 <= plain.count(b"\n") <= 2_000_002, "lines")
    lines = plain[:-1].split(b"\n")
    begin = {name: header[name] for name in ("cert", "device", "epoch", "kind", "seq", "to")}
    need(lines[0] == canonical({"begin": begin}), "the first line is not the header's")
    end = strict(lines[-1]).get("end")
    need(isinstance(end, dict) and count(end.get("n")) and end["n"] == len(lines) - 2, "end line")
    need(end.get("sha256") == sha(plain[: -len(lines[-1]) - 1]), "end hash")
    return [strict(line) for line in lines[1:-1]]
def check_operations(lines, counter=0, chain="", epoch=""):
    for one in lines:
        need((OPERATION(one) or ERASED_OPERATION(one)) and one["base"] == sorted(set(one["base"])), "operation")
        commit = one.get("commit") or hmac.digest(bytes.fromhex(one["salt"]), canonical(one["payload"]), "sha256").hex()
        counter += 1
        need(one["ctr"] == counter, "counter")
        entity, base = f"{one['kind']}:{one['id']}", ",".join(one["base"])
        chain = sha("\0".join((chain, one["uid"], epoch, str(counter), one["commune"], entity, base, commit)).encode())
    return counter, chain
def check_lines(header, lines):
    kind, first = header["kind"], header["base_ctr"]
    if kind == "sync":
        need(first or header["base_chain"] == sha(b"sinhke-chain-v1\0" + header["epoch"].encode()), "the chain's start")
        end = check_operations(lines, first, header["base_chain"], header["epoch"])
        need(end == (header["last_ctr"], header["last_chain"]), "the chain's end")
    elif kind == "receipt":
        check_operations([one for one in lines if "uid" in one])
        others = [one for one in lines if "uid" not in one]
        need(all(STREAM(one) or STATE(one) or ROTATION(one) or CODES(one) for one in others), "receipt line")
        for one in (one["rotation"] for one in others if "rotation" in one):
            said = {name: one[name] for name in NEXT_KEY}
            signed_by(one["before"], bytes.fromhex(one["vouched"]), b"xdgn-office-key-v1\0" + canonical(said))
            signed_by(one["signing"], bytes.fromhex(one["accepted"]), b"xdgn-office-key-v1\0" + canonical(said))
    elif kind == "totals":
        need(all(map(TOTAL, lines)), "total")
        [cells_fit(one) for one in lines]
    else:
        need(len(lines) == 1 and (KEY_FILE if kind == "pair" else CERTIFICATE)(lines[0]), "line")
        need(lines[0]["signing" if kind == "pair" else "office_signing"] == header["device"], "the signer's name")
def read_aloud(role, signing, recipient):
    seed = b"xdgn-fp-v1" + role.encode() + bytes.fromhex(signing) + recipient.encode()
    digits = f"{int(sha(seed), 16) % 10**30:030d}"
    return " ".join((*re.findall("[0-9]{5}", digits), f"{(98 - int(digits) * 100 % 97) % 97:02d}"))
def verify(content, ages=(), signer=""):
    """(header, lines or None if no key opens it); raises Refused."""
    header, body = take_apart(content)
    need(signer in ("", header["device"]), "another signer")
    if header["kind"] not in ("pair", "cert"):
        need(re.match(AGE, body[:65536]), "no binary age body")
        try:
            body = pyrage.decrypt(body, [pyrage.x25519.Identity.from_str(one) for one in ages])
        except pyrage.DecryptError:
            return header, None
    check_lines(header, lines := lines_of(header, body))
    return header, lines
def main(words):
    ages, wrong = [word for word in words if word.startswith("AGE-SECRET-KEY-1")], 0
    for path in (Path(word) for word in words if word not in ages):
        try:
            header, lines = verify(path.read_bytes(), ages)
        except Refused as refused:
            wrong, told = 1, f"REFUSED: {refused}"
        else:
            inside = "not opened" if lines is None else f"{len(lines)} lines"
            told = f"{header['kind']} {header['seq']} of {header['device'][:16]}, {inside}"
        print(f"{path.name}: {told}")
    return wrong
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
