-- Raw observed objects. They churn; no replication slot decodes this database. Writer of everything: GSM.

-- The newest record of every object of every plane; body = mcm.event.v1.ObservedObject. A deleted object keeps its row
-- (gone = true) for a while, so that a late record cannot bring it back.
CREATE TABLE observed_objects (
    plane_id text NOT NULL,
    kind smallint NOT NULL,
    uid text NOT NULL,
    epoch bigint NOT NULL,
    seq bigint NOT NULL,
    deployment_id text NOT NULL DEFAULT '',
    gone boolean NOT NULL DEFAULT false,
    body bytea NOT NULL,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (plane_id, kind, uid)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
CREATE INDEX observed_objects_deployment ON observed_objects (deployment_id) WHERE deployment_id <> '';

-- Snapshot that has begun and not ended, by plane and kind.
CREATE TABLE open_snapshots (
    plane_id text NOT NULL,
    kind smallint NOT NULL,
    epoch bigint NOT NULL,
    begin_seq bigint NOT NULL,
    PRIMARY KEY (plane_id, kind)
);

-- Where GSM goes on reading: written in the same transaction as the rows. owner_epoch is the lease's fencing token.
CREATE TABLE consumer_offsets (
    topic text NOT NULL,
    part integer NOT NULL,
    next_offset bigint NOT NULL,
    owner_epoch bigint NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (topic, part)
) WITH (fillfactor = 50);

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mcm_gsm') THEN
        CREATE ROLE mcm_gsm LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mcm_atc') THEN
        CREATE ROLE mcm_atc LOGIN;
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO mcm_gsm, mcm_atc;
GRANT SELECT, INSERT, UPDATE, DELETE ON observed_objects, open_snapshots, consumer_offsets TO mcm_gsm;
GRANT SELECT ON observed_objects TO mcm_atc;
