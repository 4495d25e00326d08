-- A start that fails is followed from when it is first seen: trouble that passes is not a failure. Writer: ATC.
-- starting_since: since when replicas are wanted and none is ready. failing_version: version that does not start; 0 = none.
-- failing_since: when its trouble was first seen; failing_calm_since: since when it is not seen any more; failing_lasting: it
-- has lasted so long that it counts as a failure; failing_trouble: what was seen last.
ALTER TABLE deployment_milestones
    ADD COLUMN starting_since timestamptz,
    ADD COLUMN failing_version bigint NOT NULL DEFAULT 0,
    ADD COLUMN failing_since timestamptz,
    ADD COLUMN failing_calm_since timestamptz,
    ADD COLUMN failing_lasting boolean NOT NULL DEFAULT false,
    ADD COLUMN failing_trouble text NOT NULL DEFAULT '' CHECK (length(failing_trouble) <= 1000);

-- Replicas that count as placed and stay where a rule no longer allows them, for want of another place. Writer: Scheduler.
ALTER TABLE placement_summaries ADD COLUMN misplaced integer NOT NULL DEFAULT 0;
