class UserError(Exception):
    """Something a person did that cannot be accepted.

    ``str(error)`` is one plain Indonesian sentence for that person: what happened, what is kept, what to do.
    """
