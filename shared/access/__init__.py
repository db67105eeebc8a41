"""Who is asking, how that is proved between services, and what a role may do.

Promises (the architecture page, access):

- ``actor``: an `Actor` is who acts, in which role, for which unit and villages.
- ``keys``: a `KeyRing` holds the private key of one service and the public keys of all.
- ``context``: `sign` and `verify` carry an actor from one service to another for at most
  sixty seconds of the real clock; only ``identity`` can speak for a human account.
- ``sessions``: whom a session or bearer token stands for, asked of ``identity``.
- ``secrets``: passwords as argon2id, tokens as digests.
- ``rights``: `Rights` reads the one reviewed table. What it does not grant is denied.

Nothing here knows a department, a role or a permission by name: the table is data.
"""
