-- Control state: what is asked for, decided and observed. Small rows only; every table has one writer (see the GRANTs in
-- the next file). Tables in the publication are decoded from the WAL: keep their rows at 2 KB or less.

-- Organisations and what they may do. Writer: ATC.
CREATE TABLE organizations (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    display_name text NOT NULL CHECK (length(display_name) <= 100),
    allowed_regions text[] NOT NULL DEFAULT '{}',
    cpu_deployments boolean NOT NULL,
    gpu_deployments boolean NOT NULL,
    revision bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);

-- Models. Writer: ATC.
CREATE TABLE models (
    id text PRIMARY KEY CHECK (id ~ '^m-[a-z0-9]{10}$'),
    organization_id text NOT NULL REFERENCES organizations (id),
    name text NOT NULL CHECK (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    created_at timestamptz NOT NULL,
    UNIQUE (organization_id, name)
);

-- Named shapes. Writer: ATC.
CREATE TABLE instance_types (
    name text PRIMARY KEY CHECK (name ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    cpu_milli bigint NOT NULL CHECK (cpu_milli >= 1),
    memory_mib bigint NOT NULL CHECK (memory_mib >= 1),
    gpu_count integer NOT NULL CHECK (gpu_count >= 0),
    gpu_milli integer NOT NULL CHECK (gpu_milli BETWEEN 0 AND 1000),
    gpu_type text NOT NULL DEFAULT '',
    updated_at timestamptz NOT NULL
);

-- Workload planes. Writer: ATC.
CREATE TABLE planes (
    id text PRIMARY KEY CHECK (id ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    provider text NOT NULL,
    region text NOT NULL,
    api_url text NOT NULL,
    credentials_ref text NOT NULL,
    gateway_url text NOT NULL,
    shares_gpus boolean NOT NULL DEFAULT false,
    cordoned boolean NOT NULL DEFAULT false,
    cordon_reason text NOT NULL DEFAULT '',
    revision bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- Specs by content: hash = SHA-256 of body in hex, body = mcm.type.v1.ResolvedSpec. Insert-only, not published. Writer: ATC.
CREATE TABLE deployment_specs (
    hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
    body bytea NOT NULL,
    created_at timestamptz NOT NULL
);

-- Deployments. Writer: ATC. version counts specs, revision counts every change. Deleting a row removes what was decided
-- and pushed for it (ON DELETE CASCADE), after nothing of it is left on any plane.
CREATE TABLE deployments (
    id text PRIMARY KEY CHECK (id ~ '^d-[a-z0-9]{10}$'),
    organization_id text NOT NULL REFERENCES organizations (id),
    model_id text NOT NULL REFERENCES models (id),
    name text NOT NULL CHECK (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    version bigint NOT NULL CHECK (version >= 1),
    spec_hash text NOT NULL REFERENCES deployment_specs (hash),
    priority integer NOT NULL DEFAULT 0,
    min_replica integer NOT NULL CHECK (min_replica >= 0),
    max_replica integer NOT NULL CHECK (max_replica >= 1 AND max_replica >= min_replica),
    autoscaling_window_seconds integer NOT NULL CHECK (autoscaling_window_seconds BETWEEN 10 AND 3600),
    scale_down_delay_seconds integer NOT NULL CHECK (scale_down_delay_seconds BETWEEN 0 AND 3600),
    concurrency_target integer NOT NULL CHECK (concurrency_target >= 1),
    target_utilization_percentage integer NOT NULL CHECK (target_utilization_percentage BETWEEN 1 AND 100),
    max_scale_down_rate_percent integer NOT NULL CHECK (max_scale_down_rate_percent BETWEEN 1 AND 100),
    lifecycle text NOT NULL CHECK (lifecycle IN ('ACTIVE', 'INACTIVE', 'DELETING')),
    revision bigint NOT NULL DEFAULT 1,
    traceparent text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX deployments_name ON deployments (model_id, name) WHERE lifecycle <> 'DELETING';
CREATE INDEX deployments_newest ON deployments (created_at DESC, id);

-- Answers already given, by caller and request_id. Not published. Writer: ATC.
CREATE TABLE api_requests (
    caller text NOT NULL,
    request_id text NOT NULL CHECK (length(request_id) BETWEEN 1 AND 64),
    method text NOT NULL,
    request_hash text NOT NULL,
    response bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (caller, request_id)
);
CREATE INDEX api_requests_age ON api_requests (created_at);

-- How many replicas each deployment should have. Writer: Autoscaler.
CREATE TABLE scale_targets (
    deployment_id text PRIMARY KEY REFERENCES deployments (id) ON DELETE CASCADE,
    desired integer NOT NULL CHECK (desired >= 0),
    reason text NOT NULL,
    message text NOT NULL CHECK (length(message) <= 500),
    revision bigint NOT NULL,
    decided_at timestamptz NOT NULL
) WITH (fillfactor = 80);

-- Checkpoint of the Autoscaler's windows, so that a restart decides as if it had not happened. Not published. Writer: Autoscaler.
CREATE TABLE autoscaler_states (
    deployment_id text PRIMARY KEY REFERENCES deployments (id) ON DELETE CASCADE,
    state bytea NOT NULL,
    saved_at timestamptz NOT NULL
) WITH (fillfactor = 70);

-- Versions of placements: one sequence, so that a version never comes again, also not after a row was deleted and made anew.
CREATE SEQUENCE placement_versions;

-- How many replicas of a deployment run on a plane. replicas = 0: nothing of it may be there. Writer: Scheduler.
CREATE TABLE placements (
    deployment_id text NOT NULL REFERENCES deployments (id) ON DELETE CASCADE,
    plane_id text NOT NULL REFERENCES planes (id),
    instance_type text NOT NULL,
    replicas integer NOT NULL CHECK (replicas >= 0),
    deployment_version bigint NOT NULL,
    version bigint NOT NULL,
    reason text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, plane_id, instance_type)
) WITH (fillfactor = 80);
CREATE INDEX placements_plane ON placements (plane_id);

-- What became of a deployment's desired scale. Writer: Scheduler.
CREATE TABLE placement_summaries (
    deployment_id text PRIMARY KEY REFERENCES deployments (id) ON DELETE CASCADE,
    desired integer NOT NULL,
    placed integer NOT NULL,
    pending integer NOT NULL,
    reason text NOT NULL,
    decided_at timestamptz NOT NULL
) WITH (fillfactor = 80);

-- Verdict on every plane behind the last decision (JSON array of {plane, reason, message, placed}). Not published. Writer: Scheduler.
CREATE TABLE placement_verdicts (
    deployment_id text PRIMARY KEY REFERENCES deployments (id) ON DELETE CASCADE,
    verdicts jsonb NOT NULL,
    decided_at timestamptz NOT NULL
);

-- What the Scheduler thinks of each plane, from liveness, probes and the brake. Changes on a change of state only. Writer: Scheduler.
CREATE TABLE plane_states (
    plane_id text PRIMARY KEY REFERENCES planes (id),
    state text NOT NULL CHECK (state IN ('PENDING', 'LIVE', 'UNKNOWN', 'LOST')),
    message text NOT NULL,
    since timestamptz NOT NULL
);

-- What has been applied to the planes. Writer: ATC.
CREATE TABLE pushes (
    deployment_id text NOT NULL REFERENCES deployments (id) ON DELETE CASCADE,
    plane_id text NOT NULL REFERENCES planes (id),
    wanted_version bigint NOT NULL,
    applied_version bigint NOT NULL DEFAULT 0,
    error text NOT NULL DEFAULT '' CHECK (length(error) <= 500),
    failed_attempts integer NOT NULL DEFAULT 0,
    attempted_at timestamptz NOT NULL,
    applied_at timestamptz,
    PRIMARY KEY (deployment_id, plane_id)
) WITH (fillfactor = 80);

-- Whether ATC reaches each plane's Kubernetes API. Changes on a change of state only. Writer: ATC.
CREATE TABLE plane_probes (
    plane_id text PRIMARY KEY REFERENCES planes (id),
    reachable boolean NOT NULL,
    message text NOT NULL,
    since timestamptz NOT NULL
);

-- Whether each plane's LSM is heard. Changes on a change of state only. Writer: GSM.
CREATE TABLE plane_liveness (
    plane_id text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('LIVE', 'SILENT')),
    epoch bigint NOT NULL,
    since timestamptz NOT NULL
);

-- Free capacity by plane and GPU model: classes = mcm.type.v1.NodeClasses, at most 64 classes a part. Writer: GSM.
CREATE TABLE plane_capacity (
    plane_id text NOT NULL,
    gpu_type text NOT NULL,
    part integer NOT NULL,
    classes bytea NOT NULL,
    nodes integer NOT NULL,
    total_gpu_milli bigint NOT NULL,
    total_cpu_milli bigint NOT NULL,
    total_memory_mib bigint NOT NULL,
    epoch bigint NOT NULL,
    seq bigint NOT NULL,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (plane_id, gpu_type, part)
) WITH (fillfactor = 70);

-- Pods of a deployment on a plane. Counts leave out terminating, failed and finished pods. ready_updated counts the ready pods
-- of the highest deployment_version seen there. reason and message: of the worst pod. Writer: GSM.
CREATE TABLE deployment_observed (
    deployment_id text NOT NULL,
    plane_id text NOT NULL,
    instance_type text NOT NULL,
    deployment_version bigint NOT NULL,
    pods integer NOT NULL,
    bound integer NOT NULL,
    ready integer NOT NULL,
    ready_updated integer NOT NULL,
    terminating integer NOT NULL,
    reason text NOT NULL,
    message text NOT NULL CHECK (length(message) <= 500),
    epoch bigint NOT NULL,
    seq bigint NOT NULL,
    observed_at timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, plane_id, instance_type)
) WITH (fillfactor = 70);
CREATE INDEX deployment_observed_plane ON deployment_observed (plane_id);

-- Slots that GNS has made: an unregistered slot is an orphan, a registered one is never dropped for being slow. Writer: GNS.
CREATE TABLE gns_slots (
    name text PRIMARY KEY,
    epoch bigint NOT NULL,
    system_identifier text NOT NULL,
    consistent_point text NOT NULL,
    created_at timestamptz NOT NULL
);

-- Who holds each single-active role. epoch is the fencing token. Row-level security: a service sees all and writes its own.
CREATE TABLE leases (
    role text PRIMARY KEY,
    owner name NOT NULL DEFAULT current_user,
    holder text NOT NULL,
    epoch bigint NOT NULL,
    expires_at timestamptz NOT NULL
) WITH (fillfactor = 50);
ALTER TABLE leases ENABLE ROW LEVEL SECURITY;
CREATE POLICY leases_seen_by_all ON leases FOR SELECT USING (true);
CREATE POLICY leases_written_by_owner ON leases FOR ALL USING (owner = current_user) WITH CHECK (owner = current_user);
