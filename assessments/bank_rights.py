"""Who works at the bank of items: it is one for the whole nation, and its keys are nobody else's to see."""

from datetime import date

from lms.people import scope
from lms.people.models import User
from lms.people.scope import Action


def may_write(user: User, *, on: date) -> bool:
    """An author of the nation writes and takes into use what a nakes has read."""
    return scope.may_nationwide(user, Action.AUTHOR, on=on)


def may_review(user: User, *, on: date) -> bool:
    """A nakes of the nation reads it."""
    return scope.may_nationwide(user, Action.REVIEW, on=on)


def may_see(user: User, *, on: date) -> bool:
    return may_write(user, on=on) or may_review(user, on=on)
