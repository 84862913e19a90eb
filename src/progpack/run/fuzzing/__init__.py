"""The search for packets that break a program: coverage-guided, in a native loop.

`progpack.run.fuzzing.search` looks for a packet, `progpack.run.fuzzing.judge` says what breaks a
program, `progpack.run.fuzzing.shrink` makes what was found small, and
`progpack.run.fuzzing.written` writes it as a capture and as a test.
"""
