"""Runs facecheck's command line in a process that cannot reach a network and notes what it writes.

``python -m trust.guarded NOTES COMMANDS`` runs a JSON list of command lines and writes to the file
NOTES, for each, its exit code and the paths that were opened for writing. Python's own sockets are
refused; on Linux the kernel ends the process when any library connects or sends.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

NETWORK = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "socket.bind",
    "urllib.Request",
    "http.client.connect",
)
CALLS = {
    "x86_64": (0xC000003E, (42, 44, 46, 307)),
    "aarch64": (0xC00000B7, (203, 206, 211, 269)),
}
"""By machine: its mark, and the numbers of connect, sendto, sendmsg and sendmmsg. A socket alone is
let through: MediaPipe's library makes one while it loads, and leaves it at that."""
KILLED = -31
"""How a process ends that the kernel stopped at a call (SIGSYS)."""

_wrote: list[str] = []


def refuse(event: str, arguments: Any) -> None:
    """Python asks before it opens anything."""
    if event in NETWORK and not _local(arguments):
        raise PermissionError(f"{event} {arguments[1:]}")
    if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        mode, flags = arguments[1] or "", arguments[2] or 0
        if set("wxa+") & set(mode) or flags & (os.O_WRONLY | os.O_RDWR):
            _wrote.append(os.fsdecode(arguments[0]))
    if event == "sqlite3.connect":
        _wrote.append(os.fsdecode(arguments[0]))


def _local(arguments: Any) -> bool:
    """Whether an address is a socket in the file system, which a window or a loudspeaker uses."""
    return len(arguments) > 1 and isinstance(arguments[1], str | bytes)


class _Rule(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("yes", ctypes.c_ubyte),
        ("no", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("rules", ctypes.POINTER(_Rule)))


def forbid_in_kernel() -> bool:
    """Let the kernel end this process where it connects or sends; False where it cannot."""
    known = CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    arch, calls = known
    load, equal, leave = 0x20, 0x15, 0x06
    allow, kill = 0x7FFF0000, 0x80000000
    # A rule jumps over so many that follow: yes, no.
    rules = [(load, 0, 0, 4), (equal, 0, len(calls) + 1, arch), (load, 0, 0, 0)]
    rules += [(equal, len(calls) - i, 0, call) for i, call in enumerate(calls)]
    rules += [(leave, 0, 0, allow), (leave, 0, 0, kill)]
    made = (_Rule * len(rules))(*(_Rule(*rule) for rule in rules))
    program = _Program(len(rules), made)
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, set_seccomp, filtered = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(set_seccomp, filtered, ctypes.byref(program), 0, 0) == 0)


def main() -> None:
    """Run the commands."""
    notes, commands = Path(sys.argv[1]), json.loads(sys.argv[2])
    kernel = forbid_in_kernel()
    sys.addaudithook(refuse)
    from facecheck.cli import run

    found = []
    for command in commands:
        _wrote.clear()
        code = run(command)
        found.append({"code": code, "wrote": sorted(set(_wrote))})
    notes.write_text(json.dumps({"kernel": kernel, "runs": found}))


if __name__ == "__main__":
    main()
