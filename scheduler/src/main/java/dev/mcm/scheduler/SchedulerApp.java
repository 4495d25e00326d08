package dev.mcm.scheduler;

import dev.mcm.scheduler.adapter.postgres.PostgresSchedulerStore;
import dev.mcm.scheduler.loop.SchedulerRound;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TailPlan;
import dev.mcm.shared.kafka.TailStart;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import dev.mcm.state.lease.LeaseSettings;
import dev.mcm.state.lease.LeaseStore;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Composition root of the Scheduler.
public final class SchedulerApp {
    public static final Service<SchedulerConfig> SERVICE =
            new Service<>(
                    "scheduler",
                    "decides which planes run how many replicas of each deployment",
                    SchedulerConfig::read,
                    SchedulerApp::assemble);

    /// Tables whose changes may change a decision.
    private static final Set<String> TOPICS =
            Stream.of(
                            "organizations",
                            "deployments",
                            "scale_targets",
                            "planes",
                            "plane_liveness",
                            "plane_probes",
                            "plane_capacity",
                            "deployment_observed")
                    .map(table -> TopicSpecs.CHANGES_PREFIX + table)
                    .collect(Collectors.toUnmodifiableSet());

    private SchedulerApp() {}

    static void assemble(SchedulerConfig config, Platform platform) {
        TimeSource time = platform.time();
        SchedulerConfig.Timing timing = config.timing();

        Database database =
                platform.lifecycle()
                        .own(
                                "database",
                                Database.open(
                                        config.postgres(), DatabaseName.CONTROL, "scheduler"));
        LeaseSettings role =
                new LeaseSettings(LeaseRole.SCHEDULER.text(), holder(), timing.leaseTtl());
        LeaseKeeper lease = new LeaseKeeper(role, database, new LeaseStore(), time);

        PostgresSchedulerStore store = new PostgresSchedulerStore(database, lease::current);
        SchedulerMetrics metrics = new SchedulerMetrics(platform.meters());
        SchedulerRound round =
                new SchedulerRound(
                        store, config.policy(), () -> lease.current().isPresent(), time, metrics);
        LoopTiming when = LoopTiming.whenWoken(timing.quiet(), timing.resync());
        WakeableLoop loop =
                new WakeableLoop("scheduler-round", when, round, time, platform.meters());

        KafkaClients kafka = KafkaClients.of(config.kafka(), "scheduler");
        TailPlan changes = new TailPlan("scheduler-changes", TOPICS, new TailStart.End());
        TopicTail wakeUps =
                new TopicTail(changes, kafka, _ -> loop.wake(), time, platform.meters());

        platform.lifecycle().add(lease.onChange(_ -> loop.wake())).add(loop).add(wakeUps);
        platform.checks().ready("round", round);
        platform.checks().ready("changes", wakeUps);
        platform.checks().alive("lease", lease);
        platform.checks().alive("round", loop);
        platform.checks().alive("changes", wakeUps);
    }

    /// Unique to this process.
    private static String holder() {
        return "scheduler-"
                + ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(RandomSource.secure().nextLong());
    }
}
