"""Every call of the memory fails at every step of every life cycle.

`python -m tests.faults` counts the injections, by life cycle and architecture.
"""
