package dev.mcm.atc.loop;

/// What became of a push that did not fail.
enum PushOutcome {
    /// What is wanted is there.
    APPLIED,
    /// Nothing is wanted, nothing is there, and nothing is placed any more: the push can be
    /// forgotten.
    GONE,
    /// Its placements were decided for another version of the spec: it waits for the Scheduler.
    HELD
}
