"""Runs in the interpreter, watched: what each line of the C source did, and stops on the way.

`progpack.run.stepping.lines` has the lines of a run with their effects,
`progpack.run.stepping.control` has breakpoints and steps,
`progpack.run.stepping.values` reads registers, variables and memory by the object's types.
"""
