"""Tests of kernels in virtual machines."""
