# Two commands are enough: `make run` and `make test`. Everything else is in lms/bootstrap.py.
PYTHON ?= python3
ACTIONS := run test soak lint bench help

.DEFAULT_GOAL := help
.PHONY: $(ACTIONS)

$(ACTIONS):
	@exec $(PYTHON) lms/bootstrap.py $@
