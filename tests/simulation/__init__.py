"""A whole town in one process, by the dice of one seed: no real second passes, nothing is repeated.

`python -m tests.simulation --seeds 5000`; docs/simulation.md says what happens to it and what is
looked at afterwards.
"""
