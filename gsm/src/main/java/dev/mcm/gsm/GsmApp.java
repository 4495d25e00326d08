package dev.mcm.gsm;

import dev.mcm.gsm.adapter.kafka.KafkaStateTopics;
import dev.mcm.gsm.adapter.postgres.PostgresObservedStore;
import dev.mcm.gsm.adapter.postgres.PostgresPlaneDirectory;
import dev.mcm.gsm.adapter.postgres.PostgresRefusalLog;
import dev.mcm.gsm.adapter.postgres.PostgresRollupStore;
import dev.mcm.gsm.core.LivenessPolicy;
import dev.mcm.gsm.loop.GsmLoops;
import dev.mcm.shared.feed.RowFeed;
import dev.mcm.shared.feed.RowListener;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.table.Table;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.observed.ObservedDeploymentStore;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneLivenessStore;
import dev.mcm.state.plane.PlaneQuotaStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.plane.SightingStore;
import java.util.Set;

/// How GSM is put together.
public final class GsmApp {
    /// GSM as a deployable program.
    public static final Service<?> SERVICE =
            new Service<>(
                    "gsm",
                    "stores what all planes report and rolls it up into the control database",
                    GsmConfig::read,
                    GsmApp::assemble);

    /// Tables whose changes say which planes are followed.
    public static final Set<Table> WAKING = Set.of(Table.PLANES);

    private GsmApp() {}

    private static void assemble(GsmConfig config, Platform platform) {
        GsmConfig.Timing timing = config.timing();
        Database control =
                platform.own(
                        "control database",
                        Database.open(config.control(), DatabaseName.CONTROL, "gsm"));
        Database observed =
                platform.own(
                        "observed database",
                        Database.open(config.observed(), DatabaseName.OBSERVED, "gsm"));
        KafkaClients kafka = KafkaClients.of(config.kafka(), "gsm");
        KafkaStateTopics topics = platform.own("state topics", new KafkaStateTopics(kafka));

        LeaseKeeper lease = LeaseKeeper.of(LeaseRole.GSM, config.lease(), control, platform.time());
        PostgresRollupStore.Tables tables =
                new PostgresRollupStore.Tables(
                        new PlaneCapacityStore(),
                        new ObservedDeploymentStore(),
                        new ObservedCellStore(),
                        new PlaneQuotaStore(),
                        new PlaneLivenessStore(),
                        SightingStore.ofLiveness());
        GsmLoops.Ports ports =
                new GsmLoops.Ports(
                        new PostgresObservedStore(observed),
                        held -> new PostgresRollupStore(control, tables, held),
                        topics,
                        kafka,
                        new PostgresPlaneDirectory(
                                control, new PlaneStore(), new PlaneIdentityStore()),
                        held -> new PostgresRefusalLog(control, held));
        GsmLoops.Rules rules =
                new GsmLoops.Rules(
                        new LivenessPolicy(timing.silentAfter(), timing.unreadableAfter()),
                        timing.rollupInterval(),
                        timing.goneRetention());
        GsmLoops loops = new GsmLoops(ports, lease::current, rules, platform);

        WakeableLoop following = loops.control();
        WakeableLoop listening = loops.listen();
        WakeableLoop rollingUp = loops.rollUp();
        RowFeed feed = new RowFeed(WAKING, RowListener.waking(following::wake));
        TopicTail planeEvents = feed.tail("gsm-planes", kafka, platform.time(), platform.meters());
        platform.run("lease", lease.onChange(following::wake));
        platform.lifecycle().add(loops.ending());
        platform.run("control", following)
                .run("listen", listening)
                .run("rollup", rollingUp)
                .run("changes", planeEvents);
        platform.checks().ready("planes", loops.readiness());
        platform.checks().alive("state", loops.reading());
    }
}
