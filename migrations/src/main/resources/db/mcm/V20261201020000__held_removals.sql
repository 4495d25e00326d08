-- Leftovers that ATC's pusher has found on a plane and does not remove before an operator has released them: they are too many for nobody to have
-- ordered it. A row per plane and deployment. Writer: ATC; the holder of lease atc-pusher replaces a plane's rows by what it has found, the API
-- releases. Not published. objects: of the deployment there, when it was found or, where it is released, when that was. released_at: NULL = held.
CREATE TABLE held_removals (
    plane_id text NOT NULL REFERENCES planes (id) ON DELETE CASCADE,
    deployment_id text NOT NULL,
    objects integer NOT NULL CHECK (objects > 0),
    found_at timestamptz NOT NULL,
    released_at timestamptz,
    released_by text NOT NULL DEFAULT '' CHECK (length(released_by) <= 300),
    release_reason text NOT NULL DEFAULT '' CHECK (length(release_reason) <= 500),
    PRIMARY KEY (plane_id, deployment_id)
);

-- Deployments that were deleted and whose rows are gone. Writer: ATC. Not published. What is left of one on a plane that comes back is removed
-- because somebody has ordered it; of a deployment that is in no table nobody has.
CREATE TABLE reaped_deployments (
    deployment_id text PRIMARY KEY,
    reaped_at timestamptz NOT NULL
);

GRANT SELECT ON held_removals, reaped_deployments TO mcm_atc, mcm_autoscaler, mcm_scheduler, mcm_gns, mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON held_removals, reaped_deployments TO mcm_atc;
