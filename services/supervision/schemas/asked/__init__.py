"""What supervision's forms and API ask for.

A form asks for what the law wants recorded, and requires only what makes a record at all: what is
missing is a defect of the record (domain.md 0.1), and a form that insists teaches people to invent.
"""
