-- Which cluster a plane is. Writer: ATC, as of the table's other columns.
-- cluster_id: uid of the cluster's namespace kube-system; one cluster is one plane. NULL = never learnt.
-- identity_message: what is wrong, with both ids; empty = nothing.
ALTER TABLE planes
    ADD COLUMN cluster_id text CONSTRAINT planes_cluster_id_key UNIQUE CHECK (cluster_id <> '' AND length(cluster_id) <= 100),
    ADD COLUMN identity text NOT NULL DEFAULT 'UNKNOWN' CHECK (identity IN ('UNKNOWN', 'KNOWN', 'UNREADABLE', 'TAKEN', 'CHANGED')),
    ADD COLUMN identity_message text NOT NULL DEFAULT '' CHECK (length(identity_message) <= 500),
    ADD COLUMN identity_since timestamptz NOT NULL DEFAULT now();
