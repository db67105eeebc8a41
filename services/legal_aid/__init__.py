"""The justice office: law education, and how each legal need that was passed on to it ends.

It decides who was educated in the law, and when that is due again. It never sees a test, a breach,
anybody's health or the decision behind a case.
"""
