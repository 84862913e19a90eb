"""Runs in the interpreter, watched: what each line of the C source did, and stops on the way.

`progpack.run.stepping.lines` has the lines of a run with their effects,
`progpack.run.stepping.control` has breakpoints and steps,
`progpack.run.stepping.values` has expressions over registers, variables and memory, whose names are
in `progpack.run.stepping.scope`.
"""
