"""The benchmark that the mail of 28 April 2022 did not have: one command, one file.

    python -m benchmarks.mail -o FILE

See `benchmarks/mail/__main__.py`.
"""
