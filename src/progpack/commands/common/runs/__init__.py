"""Many runs of a program: on captures, counted, written and told while they go on."""
