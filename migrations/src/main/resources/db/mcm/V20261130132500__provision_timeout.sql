-- How long a plane's own node autoscaler may take to bring a node for a pod that waits; 0 = it has none. Writer: ATC.
ALTER TABLE planes ADD COLUMN provision_timeout_seconds integer NOT NULL DEFAULT 0 CHECK (provision_timeout_seconds >= 0);
