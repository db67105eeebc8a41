"""Identity: who works here, in which role, for which unit, and whether it is really they who ask.

It decides who may sign in, and for whom a session or a bearer token speaks; every other service
takes its word, signed, for at most a minute. What a role may then do is the table's to say
(`services/rights.toml`) and the other departments' to enforce. No data of any case is kept here.
"""
