package dev.mcm.gns;

import dev.mcm.gns.adapter.debezium.DebeziumSource;
import dev.mcm.gns.adapter.kafka.KafkaEventTopics;
import dev.mcm.gns.adapter.postgres.LeasedSlotRegistry;
import dev.mcm.gns.adapter.postgres.PostgresSlotCatalog;
import dev.mcm.gns.core.SlotPolicy;
import dev.mcm.gns.loop.Notifier;
import dev.mcm.gns.loop.NotifierLoop;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.service.Platform;
import dev.mcm.shared.service.Service;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import java.util.Set;
import java.util.stream.Collectors;

/// Composition root of GNS.
public final class GnsApp {
    public static final Service<GnsConfig> SERVICE =
            new Service<>(
                    "gns",
                    "publishes every committed change of the control database to Kafka",
                    GnsConfig::read,
                    GnsApp::assemble);

    private GnsApp() {}

    static void assemble(GnsConfig config, Platform platform) {
        TimeSource time = platform.time();
        GnsMetrics metrics = new GnsMetrics(platform.meters(), time);

        Database database =
                platform.own(
                        "database", Database.open(config.postgres(), DatabaseName.CONTROL, "gns"));
        LeaseKeeper lease = LeaseKeeper.of(LeaseRole.GNS, config.lease(), database, time);

        var registry = new LeasedSlotRegistry(database, lease::current, time);
        var catalog =
                new PostgresSlotCatalog(config.postgres(), config.environment(), registry, time);
        var log =
                new KafkaEventTopics(
                        KafkaClients.of(config.kafka(), "gns"),
                        config.environment(),
                        time,
                        metrics::resent);
        var source =
                new DebeziumSource(
                        config.postgres(), config.pollInterval(), metrics::omittedColumn);

        var ports = new Notifier.Ports(lease, catalog, log, source, metrics);
        Set<String> expected =
                Table.published().stream().map(Table::text).collect(Collectors.toUnmodifiableSet());
        var policy = new SlotPolicy(config.environment(), expected);
        var notifier =
                new NotifierLoop(ports, policy, config.watchInterval(), time, platform.meters());

        platform.run("lease", lease.onChange(notifier::wake)).run("notifier", notifier);
        platform.checks().ready("notifier", notifier);
    }
}
