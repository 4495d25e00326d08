-- Which revision a cell's pods and workload say they are of; ten zeros = they say none, as those from before revisions, or GSM is
-- older than this column. Not in the key: one version of a deployment has one revision for an instance type.
ALTER TABLE observed_cells ADD COLUMN revision text NOT NULL DEFAULT '0000000000';
