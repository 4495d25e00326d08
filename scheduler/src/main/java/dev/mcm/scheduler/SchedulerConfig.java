package dev.mcm.scheduler;

import static dev.mcm.shared.config.Constraint.between;

import dev.mcm.scheduler.core.MoveBackoff;
import dev.mcm.scheduler.core.Patience;
import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.config.LeaseConfig;
import dev.mcm.shared.config.PostgresConfig;
import java.time.Duration;

/// Configuration of the Scheduler.
///
/// @param policy settings of its decisions
public record SchedulerConfig(
        PostgresConfig postgres,
        KafkaConfig kafka,
        LeaseConfig lease,
        SchedulerPolicy policy,
        Timing timing) {
    /// @param quiet how long to wait after an event for more of them
    /// @param resync how often to decide without an event: what time alone changes is seen within
    ///   this
    public record Timing(Duration quiet, Duration resync) {}

    static SchedulerConfig read(ConfigReader in) {
        return new SchedulerConfig(
                PostgresConfig.read(in),
                KafkaConfig.read(in),
                LeaseConfig.read(in),
                policy(in),
                timing(in));
    }

    private static SchedulerPolicy policy(ConfigReader in) {
        SchedulerPolicy standard = SchedulerPolicy.DEFAULT;
        return new SchedulerPolicy(
                in.duration(
                                "LOST_AFTER",
                                "How long a plane must be both silent and unreachable before its"
                                        + " replicas are placed elsewhere.")
                        .must(between(Duration.ofSeconds(1), Duration.ofHours(1)))
                        .orDefault(standard.lostAfter()),
                in.integer(
                                "BRAKE_PERCENT",
                                "No plane is declared lost while more than this share of the"
                                        + " planes, and more than one, vanish together.")
                        .must(between(0, 100))
                        .orDefault(standard.brakePercent()),
                in.duration(
                                "BRAKE_SETTLED_AFTER",
                                "A plane that has been lost for longer no longer counts for the"
                                        + " brake.")
                        .must(between(Duration.ZERO, Duration.ofDays(7)))
                        .orDefault(standard.settledAfter()),
                in.duration(
                                "WITNESS_PATIENCE",
                                "How long ago GSM may have listened to a plane, and ATC probed it,"
                                        + " for their word to count; both say so every 3 s.")
                        .must(between(Duration.ofSeconds(5), Duration.ofHours(1)))
                        .orDefault(standard.witnessPatience()),
                patience(in),
                backoff(in),
                in.duration(
                                "HOLD",
                                "How long what frees on a plane is kept for a deployment that waits"
                                        + " for more of it, from less urgent ones; 0s = not at"
                                        + " all.")
                        .must(between(Duration.ZERO, Duration.ofDays(1)))
                        .orDefault(standard.hold()));
    }

    private static Patience patience(ConfigReader in) {
        Patience standard = Patience.DEFAULT;
        return new Patience(
                in.duration(
                                "UNBOUND_PATIENCE",
                                "How long a placed replica may be without a node before another"
                                        + " place is sought.")
                        .must(between(Duration.ofSeconds(1), Duration.ofDays(1)))
                        .orDefault(standard.unbound()),
                in.duration(
                                "UNSCHEDULABLE_PATIENCE",
                                "The same, once the plane itself calls it unschedulable.")
                        .must(between(Duration.ZERO, Duration.ofDays(1)))
                        .orDefault(standard.unschedulable()),
                in.duration(
                                "FAILING_PATIENCE",
                                "How long a replica may fail where others of its version are ready"
                                        + " before another place is sought.")
                        .must(between(Duration.ofSeconds(1), Duration.ofDays(1)))
                        .orDefault(standard.failing()),
                in.duration("NODE_PATIENCE", "How long a replica may fail with its node.")
                        .must(between(Duration.ofSeconds(1), Duration.ofDays(1)))
                        .orDefault(standard.nodeFailing()));
    }

    private static MoveBackoff backoff(ConfigReader in) {
        MoveBackoff standard = MoveBackoff.DEFAULT;
        return new MoveBackoff(
                in.duration(
                                "BACKOFF",
                                "How long a deployment gets nothing new where replicas were given"
                                        + " up; five times as long each time, an hour at most.")
                        .must(between(Duration.ofSeconds(1), Duration.ofHours(1)))
                        .orDefault(standard.firstPause()),
                in.integer(
                                "MOVES_AN_HOUR",
                                "How often within an hour replicas of a deployment may be given up"
                                        + " in the same place.")
                        .must(between(1, 100))
                        .orDefault(standard.mostMoves()));
    }

    private static Timing timing(ConfigReader in) {
        return new Timing(
                in.duration("QUIET", "How long to wait after an event for more of them.")
                        .must(between(Duration.ZERO, Duration.ofSeconds(5)))
                        .orDefault(Duration.ofMillis(5)),
                in.duration(
                                "RESYNC",
                                "How often to decide without an event; what time alone changes is"
                                        + " seen within this.")
                        .must(between(Duration.ofMillis(100), Duration.ofMinutes(5)))
                        .orDefault(Duration.ofSeconds(5)));
    }
}
