# What each word does is in infra/setup and infra/checks; this file only names them.
PYTHON := .venv/bin/python

.PHONY: run test differential hostile check words bench lock clean

run:  ## Set up what is missing, then run everything on http://localhost:8000 (GATEHOUSE_PORT)
	@infra/setup/python infra.setup run
	@exec .venv/bin/gatehouse run

test:  ## Set up what is missing, then run all tests
	@infra/setup/python infra.setup test
	@$(PYTHON) -m infra.testing $(ARGS)

differential:  ## Compare 100,000 generated reads with a second implementation (DIFFERENTIAL_CASES, DIFFERENTIAL_SEED)
	@infra/setup/python infra.setup test
	@DIFFERENTIAL_CASES=$${DIFFERENTIAL_CASES:-100000} DIFFERENTIAL_SEED=$${DIFFERENTIAL_SEED:-random} \
		$(PYTHON) -m infra.testing -s tests/core/reads/differential

check:  ## Style, types, boundaries, sizes, staleness
	@infra/setup/python infra.setup test
	@$(PYTHON) -m infra.checks

words:  ## Bring the catalogues of the house and of each plugin up to date with the strings of the code
	@infra/setup/python infra.setup test
	@$(PYTHON) -m frontend_api.locale.extraction $(ARGS)

bench:  ## Measure the house and its reads; writes var/bench.json. Parts alone: ARGS="house reads hostile desk nights forecast"
	@infra/setup/python infra.setup test
	@$(PYTHON) -m tests.bench $(ARGS)

hostile:  ## Attack the API: what each attack costs, how that grows, and 10,000 generated operations
	@infra/setup/python infra.setup test
	@$(PYTHON) -m tests.frontend_api.graphql.hostile $(ARGS)

lock:  ## Write the locked requirements anew from pyproject.toml and package.json
	@infra/setup/python infra.setup test
	@$(PYTHON) -m infra.lock

clean:  ## Remove what was built; the data in var stays
	@rm -rf .venv node_modules frontend_api/static/vendor build *.egg-info .mypy_cache .ruff_cache .pytest_cache
