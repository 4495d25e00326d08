package dev.mcm.local.stack;

import java.time.Duration;

/// How fast the loop notices things. A local stack has short ways, so its intervals may be shorter
/// than a production's.
///
/// @param heartbeat LSM's heartbeat interval
/// @param metrics LSM's scrape interval
/// @param rollup how often GSM rolls observed objects up, at most
/// @param silentAfter without heartbeat a plane is SILENT
/// @param lostAfter silent and its API unreachable for this long, a plane is LOST
/// @param witnessPatience how long ago GSM and ATC may have looked at a plane for their word to
///   count
/// @param probe how often ATC probes a plane's API
/// @param resync how often ATC compares each plane as a whole with the database
/// @param startPatience how long trouble of a start lasts before it is called a failure
/// @param leaseTtl after a hard kill a successor takes over this much later
public record StackTiming(
        Duration heartbeat,
        Duration metrics,
        Duration rollup,
        Duration silentAfter,
        Duration lostAfter,
        Duration witnessPatience,
        Duration probe,
        Duration resync,
        Duration startPatience,
        Duration leaseTtl) {
    /// Services' own defaults, but for a lease that is taken over soon.
    public static StackTiming relaxed() {
        return new StackTiming(
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                Duration.ofMinutes(3),
                Duration.ofSeconds(5));
    }

    /// For the demo and for tests.
    public static StackTiming fast() {
        return new StackTiming(
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(8),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(90),
                Duration.ofSeconds(3));
    }
}
