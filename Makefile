# Every target is one task script, so that Windows can call the same scripts without make.
PYTHON ?= python3
TASKS := $(PYTHON) packaging/tasks

.PHONY: run setup test check bench campaign mutants package package-windows package-test tour clean
run: ; @$(TASKS)/run.py
setup: ; @$(TASKS)/setup.py
test: ; @$(TASKS)/test.py
check: ; @$(TASKS)/check.py
bench: ; @$(TASKS)/bench.py
campaign: ; @$(TASKS)/campaign.py
mutants: ; @$(TASKS)/mutants.py
package: ; @$(TASKS)/package.py
package-windows: ; @$(TASKS)/package_windows.py
package-test: ; @$(TASKS)/package_test.py
tour: ; @$(TASKS)/run.py tour tour
clean: ; @$(TASKS)/clean.py
