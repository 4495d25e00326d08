package dev.mcm.gsm;

import dev.mcm.gsm.adapter.kafka.KafkaStateTopics;
import dev.mcm.gsm.adapter.postgres.PostgresObservedStore;
import dev.mcm.gsm.adapter.postgres.PostgresPlaneDirectory;
import dev.mcm.gsm.adapter.postgres.PostgresRefusalLog;
import dev.mcm.gsm.adapter.postgres.PostgresRollupStore;
import dev.mcm.gsm.core.LivenessPolicy;
import dev.mcm.gsm.loop.GsmLoops;
import dev.mcm.shared.change.RowFeed;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import dev.mcm.state.lease.LeaseSettings;
import dev.mcm.state.lease.LeaseStore;
import dev.mcm.state.observed.ObservedDeploymentStore;
import dev.mcm.state.plane.PlaneCapacityStore;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneLivenessStore;
import dev.mcm.state.plane.PlaneStore;
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
                platform.lifecycle()
                        .own(
                                "control database",
                                Database.open(config.control(), DatabaseName.CONTROL, "gsm"));
        Database observed =
                platform.lifecycle()
                        .own(
                                "observed database",
                                Database.open(config.observed(), DatabaseName.OBSERVED, "gsm"));
        KafkaClients kafka = KafkaClients.of(config.kafka(), "gsm");
        KafkaStateTopics topics =
                platform.lifecycle().own("state topics", new KafkaStateTopics(kafka));

        LeaseSettings role = new LeaseSettings(LeaseRole.GSM.text(), holder(), timing.leaseTtl());
        LeaseKeeper lease = new LeaseKeeper(role, control, new LeaseStore(), platform.time());
        PostgresRollupStore.Tables tables =
                new PostgresRollupStore.Tables(
                        new PlaneCapacityStore(),
                        new ObservedDeploymentStore(),
                        new PlaneLivenessStore());
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
        RowFeed feed = new RowFeed(WAKING, _ -> following.wake());
        TopicTail planeEvents =
                new TopicTail(
                        feed.plan("gsm-planes"), kafka, feed, platform.time(), platform.meters());
        platform.lifecycle()
                .add(lease.onChange(_ -> following.wake()))
                .add(loops.ending())
                .add(following)
                .add(listening)
                .add(rollingUp)
                .add(planeEvents);
        platform.checks().ready("planes", loops.readiness());
        platform.checks().alive("lease", lease);
        platform.checks().alive("control", following);
        platform.checks().alive("listen", listening);
        platform.checks().alive("rollup", rollingUp);
        platform.checks().alive("state", loops.reading());
        platform.checks().alive("changes", planeEvents);
    }

    /// Unique to this process.
    private static String holder() {
        return "gsm-"
                + ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(RandomSource.secure().nextLong());
    }
}
