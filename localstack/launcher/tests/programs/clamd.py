#!/usr/bin/env python3
"""Speaks clamd's protocol over TCP and knows the signatures in its folder; unpacks nothing."""
import re
import socket
import struct
import sys
from pathlib import Path

config = dict(line.split(" ", 1) for line in Path(sys.argv[1].removeprefix("--config-file=")).read_text().splitlines())


def signatures() -> dict:
    text = (Path(config["DatabaseDirectory"]) / "claim.ndb").read_text()
    return {name: bytes.fromhex(content) for name, content in re.findall(r"^(\S+):0:\*:(\S+)$", text, re.MULTILINE)}


def answer(stream) -> str:
    command = b"".join(iter(lambda: stream.read(1), b"\0"))
    if command == b"zRELOAD":
        known.clear()
        known.update(signatures())
    if command != b"zINSTREAM":
        return {b"zPING": "PONG", b"zRELOAD": "RELOADING"}[command]
    content = b""
    while length := struct.unpack(">I", stream.read(4))[0]:
        content += stream.read(length)
    return next((f"stream: {name}.UNOFFICIAL FOUND" for name, signature in known.items() if signature in content), "stream: OK")


known = signatures()
with socket.create_server((config["TCPAddr"], int(config["TCPSocket"]))) as server:
    while True:
        with server.accept()[0] as connection, connection.makefile("rb") as stream:
            connection.sendall(answer(stream).encode() + b"\0")
