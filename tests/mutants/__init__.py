"""Planted bugs: each is one line of the kernel made wrong, and somebody has to notice.

`python -m tests.mutants` plants them one by one in a copy of the tree and runs the simulation and
the kernel's own tests there; docs/simulation.md says which were found by whom.
"""
