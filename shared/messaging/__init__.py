"""How departments hear of each other: the log is the truth, RabbitMQ is a doorbell.

It promises:

- What leaves a department is declared (``language``): which events, as which fields, to whom;
  personal content cannot be declared. Messages are CloudEvents 1.0, one per audience.
- A committed event reaches every audience once and in order (``follower``), whatever the broker
  loses, doubles, delays or reorders, and whoever is killed in between: what a delivery misses is
  pulled from the publisher's own log (``feed``).
- No command waits for the broker (``relay``): it may be away, wiped or silent for days.
- What cannot be heard parks with every later event of its case; nothing else waits for it.
- Questions between departments (``rpc``, ``peers``) carry a proof of who asks, and a deadline.

kombu, nameko and eventlet are known in ``link``, ``sender``, ``embedded``, ``topology``,
``entrypoints``, ``rpc``, ``peers`` and ``relay``, and nowhere else in this package.
"""
