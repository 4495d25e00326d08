# Short names for what developers do. The gate itself is one command, ./mvnw verify, and needs no make.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*/\1/p' $(MAKEFILE_LIST))

MVNW := ./mvnw
VENV := protos/target/python-venv
BUF := protos/node_modules/.bin/buf
DATABASE ?= mcm
NOW = $(shell date -u +%Y%m%d%H%M%S)
SHELL_FILES := mvnw mcm bin/jdk.sh .ci/run $(wildcard bin/*.sh) $(wildcard testkit/servers/images/*/*.sh) testkit/servers/images/kafka/run

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: ## Unit tests
	$(MVNW) test

integration: ## Integration tests from clean: real Postgres, Kafka and the whole loop, on this machine, without Docker
	$(MVNW) verify -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false

integration-minikube: ## The same in minikube, from clean: deletes cluster `minikube`, makes it, deploys with skaffold, tests
	bin/minikube.sh down one || true
	bin/minikube.sh up one
	bin/run_mcm_integration_test.sh

verify: ## Everything that must hold before a merge
	.ci/run

lint: lint-protos lint-java lint-shell lint-deploy ## Checks protos, format, shell scripts, and what deploys

lint-protos: $(BUF)
	cd protos && node_modules/.bin/buf lint && node_modules/.bin/buf format -d --exit-code
	@tag=$$(git describe --tags --abbrev=0 2>/dev/null || true); \
	if [ -n "$$tag" ]; then echo "buf breaking against $$tag"; \
	  cd protos && node_modules/.bin/buf breaking --against "../.git#tag=$$tag,subdir=protos"; \
	else echo "buf breaking: no tag to compare with yet"; fi

lint-java:
	$(MVNW) -q spotless:check

lint-shell:
	@for file in $(SHELL_FILES); do bash -n "$$file"; done
	@if command -v shellcheck >/dev/null; then shellcheck -x -S warning $(SHELL_FILES); else echo "shellcheck is not installed: syntax checked only"; fi

lint-deploy:
	@bin/lint-deploy.sh

tools: ## Says which tools are here, and installs those of `make lint` into .mcm/tools
	@bin/tools.sh

tools-lint: ## Installs what `make lint` uses to check workflows, compose, skaffold and charts
	@bin/tools.sh lint

$(BUF): protos/package.json
	cd protos && npm install --no-package-lock --no-audit --no-fund
	@touch $@

format: $(BUF) ## Formats Java and protos
	$(MVNW) -q spotless:apply
	cd protos && node_modules/.bin/buf format -w

generate: generate-java generate-python ## Java stubs (not committed) and Python bindings (committed)

generate-java:
	$(MVNW) -q -Dfast -pl protos generate-sources

generate-python: $(VENV)/.ready
	$(VENV)/bin/python protos/python/generate.py
	$(VENV)/bin/python -m unittest discover -s protos/python/tests

test-python: ## Installs the Python bindings beside protobuf 5, 6 and 7 with the oldest and the newest grpcio, and tests them there
	python3 protos/python/matrix.py

# The generator has wheels for these versions of Python only; the bindings run on any from 3.10 on.
GENERATOR_PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.10; do \
  if $$p -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null; then echo $$p; break; fi; done)

$(VENV)/.ready: protos/python/requirements.txt
	@test -n "$(GENERATOR_PYTHON)" || { echo "make generate: no Python (expected: 3.10, 3.11 or 3.12)" >&2; exit 2; }
	$(GENERATOR_PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install -q -r protos/python/requirements.txt
	echo "$(CURDIR)/protos/python" > "$$($(VENV)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/mcm_protos.pth"
	touch $@

migrate: ## Writes the next migration from the difference between the Hibernate model and the migrations: make migrate NAME=add_priority
	$(MVNW) -q -Dfast -pl state -am test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath
	@. bin/jdk.sh && MCM_LOG_LEVEL=ERROR "$$JAVA_HOME/bin/java" -Dorg.jboss.logging.provider=slf4j \
	  -cp "state/target/test-classes:state/target/classes:$$(cat state/target/test.classpath)" \
	  dev.mcm.state.schema.DiffMain "$(or $(NAME),model)" "$(NOW)"

migrate-new: ## Makes an empty migration: make migrate-new NAME=add_priority [DATABASE=mcm_observed]
	@. bin/jdk.sh && "$$JAVA_HOME/bin/java" migrations/src/main/java/dev/mcm/migrations/NewMigrationMain.java "$(NAME)" "$(DATABASE)" "$(NOW)"

migrate-hash: ## Brings mcm.sum of the migrations up to date
	@. bin/jdk.sh && "$$JAVA_HOME/bin/java" migrations/src/main/java/dev/mcm/migrations/SumMain.java

migrate-apply: ## Applies the migrations to the server named by MCM_MIGRATIONS_ADMIN_URL, _ADMIN_USER and _ADMIN_PASSWORD
	$(MVNW) -q -Dfast -DskipTests -pl migrations -am package
	@. bin/jdk.sh && PATH="$$JAVA_HOME/bin:$$PATH" migrations/target/dist/bin/migrations

charts-golden: ## Renews the kept renders of the Helm charts; read the difference before you commit it
	$(MVNW) -q -Dfast -pl it-tests -am test -Dtest=ChartRenderTest -Dsurefire.failIfNoSpecifiedTests=false -Dmcm.golden.write=true

kube-tools: ## Builds a real Kubernetes for tests from its Go modules, once, outside the tree; then ./mvnw verify -Pkube
	bin/kube-tools.sh

# The programs that play request sequences against a real and a simulated API server; needs `make kube-tools` once.
DIFFERENTIAL = $(MVNW) -q -Dfast -pl testkit/kubeplane -am test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath \
  && . bin/jdk.sh && MCM_LOG_LEVEL=ERROR "$$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -cp "testkit/kubeplane/target/test-classes:testkit/kubeplane/target/classes:$$(cat testkit/kubeplane/target/test.classpath)" dev.mcm.testkit.plane.differential.DifferentialMain
RECORDING := testkit/kubeplane/src/test/resources/dev/mcm/testkit/plane/differential/kube-apiserver-answers.json.xz

suite-cases: ## Plays all cases from the field (dev.mcm.it.cases) against the whole suite, the long ones too; CASE=NAME plays one
	$(MVNW) verify -pl it-tests -am -Dtest=NoUnitTest -Dit.test='$(or $(CASE),*)CaseIT' -Dmcm.it.without= -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false

suite-differential: ## Plays SEEDS (1000) request sequences from FROM (1) on against a real and a simulated API server
	@$(DIFFERENTIAL) suite $(or $(FROM),1) $(or $(SEEDS),1000) "$(or $(REPORT),testkit/kubeplane/target/differential.json)" "$$(git describe --always --dirty)"

suite-sim: ## Plays SEEDS (10000) scenarios from FROM (1) on, Scheduler and Autoscaler on one clock with modelled planes; SEED=N tells of one
	@$(MVNW) -q -Dfast -DskipTests -pl it-tests/sim -am package
	@. bin/jdk.sh && export JAVA_HOME MCM_LOG_LEVEL=ERROR JAVA_OPTS=-XX:TieredStopAtLevel=4 && \
	it-tests/sim/target/dist/bin/sim $(or $(SEED),$(or $(FROM),1) $(or $(SEEDS),10000) "$(or $(REPORT),it-tests/sim/target/sim.json)" "$$(git describe --always --dirty)")

suite-upgrade: ## Builds LSM and GSM of REV (the parent commit) and plays them with those of this tree, both ways round
	bin/suite-upgrade.sh

record-differential: ## Records a real API server's answers to SEEDS (30) sequences, and to those that once differed, for the unit tests
	@$(DIFFERENTIAL) record $(or $(FROM),1) $(or $(SEEDS),30) $(RECORDING)

images: ## Builds the image of every component; bin/images.sh --local-base where there is no registry
	bin/images.sh

image-suite: ## Images, the loop test and the Testcontainers tests against them, and the charts on a real node; skipped where there is no Docker
	bin/image-suite.sh

local-infra-start: ## Postgres and a Kafka-compatible broker in containers, for MCM_TEST_SERVERS=compose
	bin/local-infra.sh start

local-infra-stop: ## Stops them and deletes their data
	bin/local-infra.sh stop

clean: ## Deletes what was built; .mcm/ (data of the local stack) stays
	$(MVNW) -q clean
	rm -rf protos/node_modules protos/target
