-- Why a plane whose LSM is heard is SILENT all the same: what LSM cannot read of it. Empty = it is read, or no heartbeat comes.
-- metrics_reachable: whether LSM can read the metrics of the plane's gateway; shown, decides nothing.
ALTER TABLE plane_liveness
    ADD COLUMN unreadable text NOT NULL DEFAULT '' CHECK (octet_length(unreadable) <= 500),
    ADD COLUMN metrics_reachable boolean NOT NULL DEFAULT true;
