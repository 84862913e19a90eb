"""Internal: the backend `kernel`: programs in the running kernel, run by BPF_PROG_TEST_RUN."""
