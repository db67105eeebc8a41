"""Pages and JSON of a department: one Flask application each, inside its nameko workers.

Promised to departments: whoever asks is known and allowed (deny by default), every request that
changes something is one act however often it is sent, whatever was typed wrongly comes back with a
plain sentence and nothing lost, no exception's text reaches a reader, and every page works without
JavaScript, at 360 pixels, in Chinese and in English.
"""
