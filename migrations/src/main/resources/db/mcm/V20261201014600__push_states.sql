-- What ATC's pusher knows of a plane, at most one row per plane. Writer: ATC, the holder of lease atc-pusher, when it changes and every few seconds.
-- Not published: it changes often and wakes nobody. state: a PushState (mcm.type.v1). seen_at: by this server's clock; a row that is not written any
-- more says what was, not what is.
CREATE TABLE push_states (
    plane_id text PRIMARY KEY REFERENCES planes (id) ON DELETE CASCADE,
    state bytea NOT NULL CHECK (length(state) <= 16384),
    seen_at timestamptz NOT NULL
) WITH (fillfactor = 50);

GRANT SELECT ON push_states TO mcm_atc, mcm_autoscaler, mcm_scheduler, mcm_gns, mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON push_states TO mcm_atc;
