package dev.mcm.state.placement;

/// Kind of the object that runs replicas on a plane; the names are stored in
/// `placements.workload_kind`.
public enum WorkloadKind {
    /// Of a placement from before there were revisions: its plane replaces its pods by itself when
    /// their template changes.
    DEPLOYMENT,
    /// Of one revision: what runs in it never changes.
    REPLICA_SET
}
