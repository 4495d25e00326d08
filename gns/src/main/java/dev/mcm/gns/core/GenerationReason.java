package dev.mcm.gns.core;

/// Why a new generation of the slot begins. Every reason but FIRST means that changes may never
/// have been published.
public enum GenerationReason {
    /// There was none.
    FIRST,
    /// The registered slot does not exist: dropped, or left behind by a failover or an upgrade.
    SLOT_MISSING,
    /// Postgres has removed WAL that the slot needed, or has invalidated the slot.
    SLOT_LOST,
    /// The registered slot was made on another Postgres cluster.
    OTHER_SERVER,
    /// Kafka does not hold a position of this generation: its topics were lost.
    LOG_BEHIND,
    /// Kafka holds a position that this database has not reached: it was restored from a backup.
    DATABASE_BEHIND
}
