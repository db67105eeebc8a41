"""Duties of a department: when they fall due, when they were missed, who is alarmed; each once.

A department says what its files owe (`Duty`); the rounds of its clock write what time alone has
brought about into the list of duties that goes with each file (`CaseDuties`). What is written
follows from the log alone: a clock that runs twice, late, after an outage, or that was set back,
writes the same.
"""
