"""What is known of many programs, in a file that is written from one tree and compared in another.

A rebuild that is to change nothing changes nothing in this file::

    python -m tests.golden write /tmp/before.gz       in the old tree
    python -m tests.golden compare /tmp/before.gz     in the new one

The file stays outside of the tree: it belongs to the machine that it was written on (installed
packages, the running kernel's types) and to no release.
"""
