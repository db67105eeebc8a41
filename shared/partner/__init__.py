"""What an office has that does its part in cases which another office opened and leads.

Promised to such an office: one file per case, opened when the case is first heard of, in whatever
order its news arrives; needs that were passed on to it, each taken up once and answered once; and
lists of both, with what is due by when and by which rule. What the office does for a person is its
own to say: no event of this package tells more than that somebody asked and was answered.
"""
