package dev.mcm.atc.loop;

/// What became of a push that did not fail.
enum PushOutcome {
    /// What is wanted is there.
    APPLIED,
    /// Nothing is wanted, nothing is there, and nothing is placed any more: the push can be
    /// forgotten.
    GONE,
    /// The spec of a placement is not known: its workload stays as it is until the next decision.
    HELD
}
