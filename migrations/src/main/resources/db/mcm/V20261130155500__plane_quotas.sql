-- What the ResourceQuotas of an organisation's namespace on a plane leave. No row = nothing limits it, or LSM may not read quotas there.
-- Small: limits is a mcm.type.v1.QuotaLimits, of each resource the limit that leaves least. Writer: GSM.
CREATE TABLE plane_quotas (
    plane_id text NOT NULL,
    organization_id text NOT NULL,
    limits bytea NOT NULL CHECK (octet_length(limits) <= 1500),
    epoch bigint NOT NULL,
    seq bigint NOT NULL,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (plane_id, organization_id)
) WITH (fillfactor = 70);

GRANT SELECT ON plane_quotas TO mcm_atc, mcm_autoscaler, mcm_scheduler, mcm_gns, mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON plane_quotas TO mcm_gsm;

ALTER PUBLICATION mcm_gns ADD TABLE plane_quotas;
