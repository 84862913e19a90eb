"""The native runtime under sanitizers, driven by libFuzzer.

The C of ``jit/runtime`` is built by clang with the address and the undefined-behaviour sanitizer
and linked with a harness, which lays out maps, contexts, packets and stacks as Python does, with
poisoned memory between all of them. An input is a list of steps of two actors: helpers, accesses,
callbacks, tail calls, and what Python does with maps. Before each helper the harness asks the
checks that compiled code asks, and goes on only when they say yes. What is wrong shows

* as an error of a sanitizer: an access outside of an area, of a map that has gone, undefined
  behaviour;
* as an escape: a check lets a program have bytes that it was not given, or takes something else
  for a map; a packet that leaves its buffer; a timer of one program that calls another's function;
* after the last step: a broken table, a lock that is taken, a record that nobody holds.

The actors are two stacks of one thread. A step can name the access of memory at which the other
takes over, so an interleaving is part of its input and is found again. In the second build
(``race``) they are threads, and the thread sanitizer looks on.

====================  ============================================================================
``candidates.py``     the maps: objects that clang makes, each judged by progpack's own checks
``table.py``          what Python knows, as a C header: a helper's row is its prototype
``world.c``           memory, maps, actors, and what holds after every input
``grace.c``           maps inside of maps, and when what was taken out goes
``steps.c``           what a step does; the table at its end has those that are no helpers
``fuzz.c``            turns, and how inputs are changed
``corpus.zip``        inputs that reach as much as all that were found, and how old faults went
``escapes.py``        faults that were there, to be put back and found
====================  ============================================================================

    make fuzz TIME=7200 JOBS=2           new inputs for some time, from the corpus
    python -m tests.sanitize cover       lines of the runtime that the corpus reaches
    python -m tests.sanitize minimise    a new corpus, from the old one and what make fuzz found
    python -m tests.sanitize escapes     the old faults, put back one at a time

Lines that no input reaches: what is said after 2**28 looks at a lock (the harness takes a step away
that waits so long), keys that differ with one hash of 32 bits, what a field wider than 512 bytes of
arguments does, and give-backs that another check refuses before.

An input that was found again: ``build/sanitize/fuzz build/sanitize/finding-crash-...``.
"""
