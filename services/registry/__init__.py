"""The town office and its villages: who is in care, under which decision, since and until when.

It decides when a person has to report and to sign, when a term ends, whether an agreement stands,
and who belongs to a case: group, station, worker. It never decides that somebody uses drugs, never
orders, ends or shortens a measure (the county police do, by document), and never judges a test.
"""
