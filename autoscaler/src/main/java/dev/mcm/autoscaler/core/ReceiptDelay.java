package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Of which second a report tells that was received at one moment: of that one, unless it has come
/// later than the plane's reports usually do. Planes' clocks may be wrong, so what counts is how
/// much longer than the shortest of the last minutes the way from written to received was. Not
/// thread-safe.
public final class ReceiptDelay {
    /// Less is what a busy network does.
    private static final Duration NOTEWORTHY = Duration.ofSeconds(2);

    /// The shortest way is known from this period and the one before it.
    private static final Duration PERIOD = Duration.ofMinutes(5);

    private record Shortest(Instant since, Duration before, Duration lately) {
        Duration way() {
            return before.compareTo(lately) < 0 ? before : lately;
        }

        Shortest and(Duration way, Instant now) {
            if (now.isBefore(since.plus(PERIOD))) {
                return new Shortest(since, before, way.compareTo(lately) < 0 ? way : lately);
            }
            return new Shortest(now, lately, way);
        }
    }

    private final Map<PlaneId, Shortest> shortest = new HashMap<>();

    /// @param writtenAt by the plane's clock
    /// @param now of the receipt
    public long second(PlaneId plane, Instant writtenAt, Instant now) {
        Duration way = Duration.between(writtenAt, now);
        Shortest known =
                shortest.merge(
                        plane, new Shortest(now, way, way), (before, _) -> before.and(way, now));
        Duration late = way.minus(known.way());
        return late.compareTo(NOTEWORTHY) < 0
                ? now.getEpochSecond()
                : now.minus(late).getEpochSecond();
    }
}
