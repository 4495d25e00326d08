-- Several revisions of a deployment run on a plane while one gives way to another: the key that knew one goes, the one by revision takes its place.
-- Services that know the column write by the same four columns. Rows that say no revision are given it: see deployment_versions. Writer: Scheduler.
-- contract: V20261130184500
ALTER TABLE placements
    DROP CONSTRAINT placements_pkey,
    ADD CONSTRAINT placements_pkey PRIMARY KEY USING INDEX placements_cell;

UPDATE placements p SET
    revision = coalesce(v.revisions[array_position(v.instance_types, p.instance_type)], p.revision)
FROM deployment_versions v
WHERE v.deployment_id = p.deployment_id AND v.number = p.deployment_version AND p.revision = '0000000000';

UPDATE placements SET workload = deployment_id || '-' || instance_type WHERE workload = '';
