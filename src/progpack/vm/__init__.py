"""Internal: kernels in virtual machines: fetched, booted once, resumed for verdicts and runs."""
