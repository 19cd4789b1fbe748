"""What learners' code may not ask of Linux: a filter of system calls (seccomp) for bubblewrap.

A process in namespaces of its own could mount file systems in memory that no limit counts; other
calls hold memory that belongs to no process, or take cores of others. No exercise needs them.

References
----------
``man 2 seccomp``; the numbers are those of the kernel's tables of system calls.
"""

import errno
import platform
import struct

# Names of calls, and their numbers on (x86_64, aarch64).
_FORBIDDEN = {
    "ptrace": (101, 117),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "shmget": (29, 194),
    "add_key": (248, 217),
    "keyctl": (250, 219),
    "sched_setaffinity": (203, 122),  # else it could leave the core that is its own
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "memfd_create": (319, 279),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
}
_CLONE, _CLONE3 = (56, 220), 435
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, and Linux's name
_NEW_USER = 0x10000000  # the flag of clone for a user namespace
_OTHER_ABI = 0x40000000  # numbers from here on belong to another table of x86_64
_LOAD, _EQUAL, _AT_LEAST, _SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST = 0, 4, 16  # where the kernel puts what the filter looks at


def call_filter() -> bytes:
    """Return the filter for this machine, nothing if its numbers are not known here."""
    if platform.machine() not in _MACHINES:
        return b""
    column, architecture = _MACHINES[platform.machine()]
    denied = _FAIL | errno.EPERM
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _OTHER_ABI),
        (_RETURN, 0, 0, denied),
        (_EQUAL, 0, 1, _CLONE3),  # its flags can't be seen: programs fall back to clone
        (_RETURN, 0, 0, _FAIL | errno.ENOSYS),
    ]
    for numbers in _FORBIDDEN.values():
        lines += [(_EQUAL, 0, 1, numbers[column]), (_RETURN, 0, 0, denied)]
    lines += [
        (_EQUAL, 0, 3, _CLONE[column]),
        (_LOAD, 0, 0, _FIRST),
        (_SET, 0, 1, _NEW_USER),
        (_RETURN, 0, 0, denied),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)
