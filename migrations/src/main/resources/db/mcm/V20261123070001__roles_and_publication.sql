-- A role per service: reads everything it decides from, writes its own tables only. Passwords are set by the migration job.
DO $$
DECLARE
    service text;
BEGIN
    FOREACH service IN ARRAY ARRAY['mcm_atc', 'mcm_autoscaler', 'mcm_scheduler', 'mcm_gns', 'mcm_gsm'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = service) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', service);
        END IF;
        EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', service);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', service);
        EXECUTE format('GRANT INSERT, UPDATE ON leases TO %I', service);
    END LOOP;
END $$;

ALTER ROLE mcm_gns REPLICATION;

-- Answers given to callers are ATC's own business.
REVOKE SELECT ON api_requests FROM mcm_autoscaler, mcm_scheduler, mcm_gns, mcm_gsm;
REVOKE SELECT ON deployment_specs FROM mcm_gns, mcm_gsm;

GRANT INSERT, UPDATE, DELETE ON organizations, models, instance_types, planes, deployments, api_requests, pushes, plane_probes TO mcm_atc;
GRANT INSERT ON deployment_specs TO mcm_atc;
GRANT INSERT, UPDATE, DELETE ON scale_targets, autoscaler_states TO mcm_autoscaler;
GRANT INSERT, UPDATE, DELETE ON placements, placement_summaries, placement_verdicts, plane_states TO mcm_scheduler;
GRANT USAGE ON SEQUENCE placement_versions TO mcm_scheduler;
GRANT INSERT, UPDATE, DELETE ON plane_liveness, plane_capacity, deployment_observed TO mcm_gsm;
GRANT INSERT, UPDATE, DELETE ON gns_slots TO mcm_gns;

-- What GNS decodes. A test holds the same list and fails on any other table or column.
CREATE PUBLICATION mcm_gns FOR TABLE
    organizations,
    planes,
    deployments,
    scale_targets,
    placements,
    placement_summaries,
    plane_states,
    pushes,
    plane_probes,
    plane_liveness,
    plane_capacity,
    deployment_observed
    WITH (publish = 'insert, update, delete');
