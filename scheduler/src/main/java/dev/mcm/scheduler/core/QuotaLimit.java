package dev.mcm.scheduler.core;

/// One limit of a ResourceQuota.
///
/// @param quota its name
/// @param hard the most that there may be, in the unit of the resource
/// @param used what the plane shows of it
public record QuotaLimit(QuotaResource resource, String quota, long hard, long used) {
    /// "20 of 64 GPUs".
    String left(long beside) {
        return Math.max(0, hard - used - beside) + " of " + resource.amount(hard);
    }
}
