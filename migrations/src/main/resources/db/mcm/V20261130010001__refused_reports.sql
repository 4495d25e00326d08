-- Planes whose LSM reports another cluster than the plane is: what it says is refused. Not published. Writer: GSM.
CREATE TABLE refused_reports (
    plane_id text PRIMARY KEY,
    cluster_id text NOT NULL CHECK (length(cluster_id) <= 253),
    since timestamptz NOT NULL
);

GRANT SELECT ON refused_reports TO mcm_atc, mcm_autoscaler, mcm_scheduler, mcm_gns, mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON refused_reports TO mcm_gsm;
