package dev.mcm.autoscaler;

import dev.mcm.autoscaler.adapter.kafka.KafkaMetricsSource;
import dev.mcm.autoscaler.adapter.postgres.PostgresAutoscalerStore;
import dev.mcm.autoscaler.core.WatchedDeployments;
import dev.mcm.autoscaler.loop.AutoscalerRound;
import dev.mcm.autoscaler.loop.SleeperAlarm;
import dev.mcm.shared.feed.RowFeed;
import dev.mcm.shared.feed.RowListener;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import java.util.Set;

/// Composition root of the Autoscaler.
public final class AutoscalerApp {
    public static final Service<AutoscalerConfig> SERVICE =
            new Service<>(
                    "autoscaler",
                    "decides how many replicas of each deployment run, from the traffic of all"
                            + " planes",
                    AutoscalerConfig::read,
                    AutoscalerApp::assemble);

    /// Tables whose changes may change a decision.
    public static final Set<Table> WAKING =
            Set.of(Table.DEPLOYMENTS, Table.PLACEMENTS, Table.PLANES, Table.PLANE_STATES);

    private AutoscalerApp() {}

    static void assemble(AutoscalerConfig config, Platform platform) {
        TimeSource time = platform.time();
        AutoscalerConfig.Timing timing = config.timing();

        Database database =
                platform.own(
                        "database",
                        Database.open(config.postgres(), DatabaseName.CONTROL, "autoscaler"));
        LeaseKeeper lease = LeaseKeeper.of(LeaseRole.AUTOSCALER, config.lease(), database, time);

        KafkaClients kafka = KafkaClients.of(config.kafka(), "autoscaler");
        SleeperAlarm alarm = new SleeperAlarm();
        KafkaMetricsSource metrics = new KafkaMetricsSource(kafka, time, platform.meters(), alarm);
        PostgresAutoscalerStore store = new PostgresAutoscalerStore(database, lease::current);
        WatchedDeployments deployments =
                new WatchedDeployments(
                        deployment ->
                                PlaneNames.metricsPartition(
                                        deployment.value(), TopicSpecs.METRICS_PARTITIONS),
                        Math.toIntExact(timing.reasonInterval().toSeconds()));
        AutoscalerRound round =
                new AutoscalerRound(
                        new AutoscalerRound.Ports(store, metrics, lease, time),
                        new AutoscalerRound.Timing(
                                timing.resync(), timing.checkpoint(), timing.catchUp()),
                        deployments,
                        new AutoscalerMetrics(platform.meters()));
        WakeableLoop loop =
                new WakeableLoop(
                        "autoscaler-round",
                        LoopTiming.every(timing.tick()),
                        round,
                        time,
                        platform.meters());
        alarm.connect(round::asleep, loop::wake);

        RowFeed feed =
                new RowFeed(
                        WAKING,
                        RowListener.waking(() -> {
                            round.stale();
                            loop.wake();
                        }));
        TopicTail wakeUps = feed.tail("autoscaler-changes", kafka, time, platform.meters());

        platform.run("lease", lease.onChange(loop::wake));
        platform.lifecycle().add(metrics);
        platform.run("round", loop).run("changes", wakeUps);
        platform.checks().ready("round", round);
        platform.checks().ready("changes", wakeUps);
    }
}
