"""The social affairs centre: what a family lacks, and what of it the town can give.

It decides whether a family has been assessed, which kinds of help it is eligible for, and how each
need that was passed on to it ends. It never sees a test, a breach or the decision behind a case,
and what it learns of a family's money and health leaves it for nobody.
"""
