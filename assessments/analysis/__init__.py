"""What answers teach about questions, tests and sheets. Pure: numbers in, numbers out; no Django, no words.

Every ticket draws other items, so nothing here may take it that two people answered the same ones. What people showed
otherwise is therefore measured against the items they had: the share earned *less the share that everybody earned on
the same item*. Where all have the same items this is the classical figure, exactly.
"""
