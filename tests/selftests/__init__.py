"""The kernel's own BPF programs as judges: tools/testing/selftests/bpf of Debian's linux-source.

Nothing of them is in this tree. ``source`` takes them out of the package and compiles them,
``tags`` reads what they expect, ``child`` runs an object's programs compiled, interpreted and in
the running kernel, ``judge`` starts such children and compares, ``page`` writes docs/selftests.md.

    python -m tests.selftests               all, and the page: `make selftests`
    python -m tests.selftests --sample      what CI looks at
"""
