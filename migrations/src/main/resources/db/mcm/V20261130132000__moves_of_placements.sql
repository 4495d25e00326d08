-- What a cell remembers beside its replicas. Writer: Scheduler.
-- grown_at: when replicas or a new version came last, as old as which what the plane does not show yet is; null = as decided_at.
-- moves, moved_at: how often replicas were given up there one after the other, and when last: the cell stays closed for a while.
ALTER TABLE placements
    ADD COLUMN grown_at timestamptz,
    ADD COLUMN moves integer NOT NULL DEFAULT 0,
    ADD COLUMN moved_at timestamptz;
