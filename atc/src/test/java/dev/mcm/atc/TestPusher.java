package dev.mcm.atc;

import dev.mcm.atc.adapter.kube.KubePlaneApis;
import dev.mcm.atc.adapter.postgres.Fencing;
import dev.mcm.atc.adapter.postgres.PostgresPlanes;
import dev.mcm.atc.adapter.postgres.PostgresPushLog;
import dev.mcm.atc.adapter.postgres.PostgresPushSource;
import dev.mcm.atc.adapter.postgres.PostgresRemovalLog;
import dev.mcm.atc.adapter.postgres.PostgresRouteSource;
import dev.mcm.atc.adapter.postgres.PostgresUpkeepStore;
import dev.mcm.atc.adapter.postgres.SpecCache;
import dev.mcm.atc.adapter.postgres.StatusReader;
import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.atc.core.status.FailingStartPolicy;
import dev.mcm.atc.loop.Pusher;
import dev.mcm.atc.loop.PusherSettings;
import dev.mcm.atc.port.PusherPorts;
import dev.mcm.atc.port.RowChange;
import dev.mcm.shared.config.LeaseConfig;
import dev.mcm.shared.lifecycle.Lifecycle;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.state.Database;
import dev.mcm.state.lease.LeaseKeeper;
import dev.mcm.state.lease.LeaseRole;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A pusher as the service runs it, without Kafka: tests tell it what has changed.
final class TestPusher {
    private final Lifecycle parts = new Lifecycle();
    private final Pusher role;

    TestPusher(Database database, Path kubeconfigs, Duration resync) throws Exception {
        SystemTime time = SystemTime.SYSTEM;
        LeaseKeeper lease =
                LeaseKeeper.of(
                        LeaseRole.ATC_PUSHER,
                        new LeaseConfig(Duration.ofSeconds(2)),
                        database,
                        time);
        Fencing fencing = new Fencing(lease);
        SpecCache specs = new SpecCache();
        PostgresPushLog log = new PostgresPushLog(database, fencing);
        KubePlaneApis planes =
                parts.own("planes", new KubePlaneApis(kubeconfigs, Duration.ofMillis(500), time));
        PusherPorts ports =
                new PusherPorts(
                        lease,
                        new PostgresPlanes(database),
                        planes,
                        new PostgresPushSource(database, specs),
                        log,
                        log,
                        log,
                        new PostgresRemovalLog(database, fencing),
                        new PostgresRouteSource(database, specs),
                        new PostgresUpkeepStore(
                                database,
                                fencing,
                                new StatusReader(specs),
                                new FailingStartPolicy(Duration.ofSeconds(5))));
        PusherSettings timing =
                new PusherSettings(time, Duration.ofMillis(100), resync, RemovalPolicy.DEFAULT);
        role = new Pusher(ports, timing, Duration.ofSeconds(60), new SimpleMeterRegistry());
        lease.onChange(role::onLease);
        parts.add(lease).add(role);
        parts.start();
    }

    void changed(String table, String... key) {
        role.onChange(new RowChange(Table.of(table).orElseThrow(), List.of(key)));
    }

    void stop() throws Exception {
        parts.stop();
    }
}
