"""The law of the town's own affairs: staff, plans, stations, money, census, training, meetings."""
