"""What an office does in a day, from one end of the town to the other, by the doors it really has.

Each journey runs twice: in one process, and as separate processes over RabbitMQ and PostgreSQL.
"""
