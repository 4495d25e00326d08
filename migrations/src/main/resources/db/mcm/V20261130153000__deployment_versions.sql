-- Versions of deployments' specs: what each was, what its pods are made of, who gave it and when. Insert-only; rows go with their deployment.
-- instance_types, revisions: of the spec's options, in order of preference; a revision is 10 hex digits over what a pod of the option is made of. It is
-- computed once, by whoever writes the row: readers take it from here. created_by: empty = not known, of a version from before this table; created_at is
-- then not earlier than when it was given. Not published: names stay inside, and every version comes with a change of deployments. Writer: ATC.
CREATE TABLE deployment_versions (
    deployment_id text NOT NULL REFERENCES deployments (id) ON DELETE CASCADE,
    number bigint NOT NULL CHECK (number >= 1),
    spec_hash text NOT NULL REFERENCES deployment_specs (hash),
    instance_types text[] NOT NULL CHECK (cardinality(instance_types) <= 16),
    revisions text[] NOT NULL CHECK (cardinality(revisions) = cardinality(instance_types)),
    created_by text NOT NULL CHECK (length(created_by) <= 300),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, number)
);

GRANT SELECT ON deployment_versions TO mcm_atc, mcm_autoscaler, mcm_scheduler;
GRANT INSERT ON deployment_versions TO mcm_atc;
