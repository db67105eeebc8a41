"""The police station and the three work stations: tests, talks, visits, absences, breaches.

It decides which test window is open, what is due and overdue, what counts as refused and how often,
when a breach is serious, and that it has to be reported to the police. It never decides that a
person relapsed, never orders isolation, and never ends a case: the county police do, by document.
"""
