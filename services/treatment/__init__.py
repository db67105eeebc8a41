"""The designated health institution: where treatment is to be had, and who was told.

It decides how each treatment need that was passed on to it ends. Health data stays here: nobody
else is told more than that somebody was informed, or that a need was answered. It never sees a
test, a breach or the decision behind a case.
"""
