"""Reading the rosters that villages send: file bytes in, rows with their outcome out.

Nothing here touches a database or records an event. A file that cannot be a roster is refused
whole (`shared.law.Refusal`); a row that cannot be taken over is rejected with its reason; what is
merely odd is taken as it stands, with a warning. Begin at `reading.read_roster`.
"""
