"""Bounds that a child which opens files from anywhere puts on itself before it opens one.

On POSIX resource limits; on Windows a job object of its own: the same memory and time, no further process, no box when
it crashes.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_CRASH = 0x2, 0x8, 0x100, 0x400
    _EXTENDED_LIMITS = 9
    _PER_SECOND = 10_000_000  # Windows counts in units of 100 ns

    class _Basic(ctypes.Structure):
        _fields_ = [
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("smallest_set", ctypes.c_size_t),
            ("largest_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        ]

    class _Extended(ctypes.Structure):
        _fields_ = [
            ("basic", _Basic),
            ("counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        ]

    def bound(memory: int, cpu_seconds: int | None = None) -> bool:
        """Bound this process to *memory* bytes and *cpu_seconds* of work; whether the system took the bounds.

        A Windows that refuses (the process already is in a job that allows none inside) leaves sizes and time, which
        the parent watches.
        """
        system = ctypes.WinDLL("kernel32", use_last_error=True)
        system.CreateJobObjectW.restype = wintypes.HANDLE
        system.GetCurrentProcess.restype = wintypes.HANDLE
        system.SetInformationJobObject.argtypes = [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD]
        system.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        limits = _Extended()
        limits.basic.flags = _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_CRASH
        limits.basic.processes = 1
        limits.process_memory = memory
        if cpu_seconds is not None:
            limits.basic.flags |= _PROCESS_TIME
            limits.basic.process_time = cpu_seconds * _PER_SECOND
        job = system.CreateJobObjectW(None, None)  # stays open as long as the process lives
        if not job or not system.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            return False
        return bool(system.AssignProcessToJobObject(job, system.GetCurrentProcess()))

else:
    import resource

    def bound(memory: int, cpu_seconds: int | None = None) -> bool:
        """Bound this process to *memory* bytes of address space and *cpu_seconds* of work, without a core file."""
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if cpu_seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return True
