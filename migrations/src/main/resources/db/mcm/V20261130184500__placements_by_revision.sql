-- Placements come to be counted by revision: what a replica's pods are made of (see deployment_versions). Ten zeros: not known, of a row from before.
-- workload_kind, workload: the object that runs the replicas on the plane; '' = the Deployment that has its name from deployment and instance type.
-- The old primary key stays for one version more: until it goes, there is one revision for each deployment, plane and instance type. Writer: Scheduler.
ALTER TABLE placements
    ADD COLUMN revision text NOT NULL DEFAULT '0000000000' CHECK (revision ~ '^[0-9a-f]{10}$'),
    ADD COLUMN workload_kind text NOT NULL DEFAULT 'DEPLOYMENT' CHECK (workload_kind IN ('DEPLOYMENT', 'REPLICA_SET')),
    ADD COLUMN workload text NOT NULL DEFAULT '';

CREATE UNIQUE INDEX placements_cell ON placements (deployment_id, plane_id, instance_type, revision);
