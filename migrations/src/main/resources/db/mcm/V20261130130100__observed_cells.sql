-- What a plane shows of the replicas of one cell and version, with ages. A row ends when the plane shows neither the workload
-- nor a pod of it. Small on purpose: groups (a mcm.type.v1.CellGroups) are put together until they fit. Writer: GSM.
CREATE TABLE observed_cells (
    deployment_id text NOT NULL,
    plane_id text NOT NULL,
    instance_type text NOT NULL,
    spec_version bigint NOT NULL,
    unbound integer NOT NULL,
    starting integer NOT NULL,
    ready integer NOT NULL,
    failing integer NOT NULL,
    terminating integer NOT NULL,
    groups bytea NOT NULL CHECK (octet_length(groups) <= 1500),
    epoch bigint NOT NULL,
    seq bigint NOT NULL,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, plane_id, instance_type, spec_version)
) WITH (fillfactor = 70);
CREATE INDEX observed_cells_plane ON observed_cells (plane_id);

GRANT SELECT ON observed_cells TO mcm_atc, mcm_autoscaler, mcm_scheduler, mcm_gns, mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON observed_cells TO mcm_gsm;

ALTER PUBLICATION mcm_gns ADD TABLE observed_cells;
