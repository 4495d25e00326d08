-- How a deployment's replicas give way to others: of a new version, another instance type, another plane. Not part of the spec: another value moves
-- nothing. The defaults are those of the API, for rows from before and for an ATC that does not know the columns. Writer: ATC.
ALTER TABLE deployments
    ADD COLUMN max_surge_percent integer NOT NULL DEFAULT 25 CHECK (max_surge_percent BETWEEN 1 AND 100),
    ADD COLUMN max_unavailable_percent integer NOT NULL DEFAULT 0 CHECK (max_unavailable_percent BETWEEN 0 AND 100),
    ADD COLUMN when_full text NOT NULL DEFAULT 'REPLACE' CHECK (when_full IN ('REPLACE', 'WAIT')),
    ADD COLUMN progress_deadline_seconds integer NOT NULL DEFAULT 1800 CHECK (progress_deadline_seconds BETWEEN 60 AND 86400);
