-- What has happened to a deployment and cannot be seen from what is: its status needs it. Not published. Writer: ATC.
-- ready_version: highest version of the spec of which a replica was ever ready; 0 = none was.
-- at_zero: it came to run no replica on purpose, and none has been ready since.
CREATE TABLE deployment_milestones (
    deployment_id text PRIMARY KEY REFERENCES deployments (id) ON DELETE CASCADE,
    ready_version bigint NOT NULL,
    at_zero boolean NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 80);

GRANT SELECT, INSERT, UPDATE, DELETE ON deployment_milestones TO mcm_atc;

-- Which push versions have been given out: an object on a plane with a higher one comes from a newer database than this.
GRANT SELECT ON SEQUENCE placement_versions TO mcm_atc;
