package dev.mcm.scheduler;

import dev.mcm.scheduler.adapter.postgres.PostgresSchedulerStore;
import dev.mcm.scheduler.adapter.postgres.StaleRows;
import dev.mcm.scheduler.loop.SchedulerRound;
import dev.mcm.shared.feed.RowFeed;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import java.util.Set;

/// Composition root of the Scheduler.
public final class SchedulerApp {
    public static final Service<SchedulerConfig> SERVICE =
            new Service<>(
                    "scheduler",
                    "decides which planes run how many replicas of each deployment",
                    SchedulerConfig::read,
                    SchedulerApp::assemble);

    /// Tables whose changes may change a decision.
    public static final Set<Table> WAKING = StaleRows.TABLES;

    private SchedulerApp() {}

    static void assemble(SchedulerConfig config, Platform platform) {
        TimeSource time = platform.time();
        SchedulerConfig.Timing timing = config.timing();

        Database database =
                platform.own(
                        "database",
                        Database.open(config.postgres(), DatabaseName.CONTROL, "scheduler"));
        LeaseKeeper lease = LeaseKeeper.of(LeaseRole.SCHEDULER, config.lease(), database, time);

        StaleRows stale = new StaleRows();
        PostgresSchedulerStore store =
                platform.own(
                        "writes",
                        new PostgresSchedulerStore(
                                database,
                                lease::current,
                                stale,
                                timing.resync(),
                                time,
                                Thread.ofVirtual().name("scheduler-write")::start));
        SchedulerMetrics metrics = new SchedulerMetrics(platform.meters());
        SchedulerRound round = new SchedulerRound(store, config.policy(), lease, time, metrics);
        LoopTiming when = LoopTiming.whenWoken(timing.quiet(), timing.resync());
        WakeableLoop loop =
                new WakeableLoop("scheduler-round", when, round, time, platform.meters());

        KafkaClients kafka = KafkaClients.of(config.kafka(), "scheduler");
        RowFeed feed = new RowFeed(WAKING, stale.listener(loop::wake));
        TopicTail wakeUps = feed.tail("scheduler-changes", kafka, time, platform.meters());
        stale.askWhetherWhole(wakeUps::caughtUp);

        platform.run("lease", lease.onChange(loop::wake))
                .run("round", loop)
                .run("changes", wakeUps);
        platform.checks().ready("round", round);
        platform.checks().ready("changes", wakeUps);
    }
}
