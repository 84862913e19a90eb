"""One face for programs, wherever they run: `load` and its objects, over backends.

A backend makes an object of a spec and gives a handle for each program and map. The names are
``compiled`` (this process), ``interpreter`` (plain Python), ``isolated`` (a process of its own),
``arch:NAME`` (a process of another CPU) and ``kernel`` (the running one). A new one is a line of
`progpack.run.backends` and a class with the methods of `progpack.run.protocols.Backend`.
"""
