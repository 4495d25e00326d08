-- When the witnesses of a plane looked last, by this server's clock: GSM, who listens to its LSM, and ATC, who probes its API. Not published: they
-- change every few seconds and wake nobody. The word of a witness that has not looked for a while counts neither for nor against the plane.
-- unbroken_since: since when it has looked without a longer break.
CREATE TABLE plane_liveness_seen (
    plane_id text PRIMARY KEY REFERENCES planes (id) ON DELETE CASCADE,
    seen_at timestamptz NOT NULL,
    unbroken_since timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE plane_probes_seen (
    plane_id text PRIMARY KEY REFERENCES planes (id) ON DELETE CASCADE,
    seen_at timestamptz NOT NULL,
    unbroken_since timestamptz NOT NULL
) WITH (fillfactor = 50);

-- An operator's word on a plane, at most one; the Scheduler obeys while it is in force. Writer: ATC.
-- until: by this server's clock; NULL = until it is taken back, which only LOST may be.
CREATE TABLE plane_orders (
    plane_id text PRIMARY KEY REFERENCES planes (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('LOST', 'ALIVE', 'BRAKE_OVERRIDE')),
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    declared_by text NOT NULL CHECK (length(declared_by) <= 300),
    until timestamptz CHECK (until IS NOT NULL OR kind = 'LOST'),
    created_at timestamptz NOT NULL
);

-- brake: what the Scheduler remembers of planes that vanished together. BRAKED = the brake held it; HELD = one of those has come back since, so that
-- only an operator's word makes it LOST.
ALTER TABLE plane_states
    ADD COLUMN brake text NOT NULL DEFAULT 'NONE' CHECK (brake IN ('NONE', 'BRAKED', 'HELD'));

-- organizations: whose replicas may run there; empty = everybody's. Writer: ATC, as of the table's other columns.
ALTER TABLE planes
    ADD COLUMN organizations text[] NOT NULL DEFAULT '{}';

GRANT SELECT ON plane_liveness_seen, plane_probes_seen, plane_orders TO mcm_atc, mcm_autoscaler, mcm_scheduler, mcm_gns, mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON plane_liveness_seen TO mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON plane_probes_seen, plane_orders TO mcm_atc;

ALTER PUBLICATION mcm_gns ADD TABLE plane_orders;
