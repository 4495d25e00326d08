package dev.mcm.atc;

import dev.mcm.atc.adapter.grpc.AccessTable;
import dev.mcm.atc.adapter.grpc.AdminEndpoint;
import dev.mcm.atc.adapter.grpc.DeploymentEndpoint;
import dev.mcm.atc.adapter.grpc.InstanceTypeEndpoint;
import dev.mcm.atc.adapter.grpc.ModelEndpoint;
import dev.mcm.atc.adapter.grpc.OrganizationEndpoint;
import dev.mcm.atc.adapter.grpc.PlaneAdmission;
import dev.mcm.atc.adapter.grpc.PlaneEndpoint;
import dev.mcm.atc.adapter.grpc.WatchHub;
import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.port.PlaneTopics;
import dev.mcm.shared.grpc.AccessInterceptor;
import dev.mcm.shared.grpc.AuthInterceptor;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Transactions;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import java.nio.file.Path;
import java.util.List;

/// The API: its services, and who may call them.
record AtcApi(Stored stored, WatchHub watches, PlaneTopics topics, PlaneAdmission admission) {
    /// What it reads and writes.
    record Stored(Transactions database, Transactions observed, DeploymentReader reader) {}

    List<BindableService> services(TimeSource time, IdSource ids) {
        Transactions database = stored.database();
        return List.of(
                new OrganizationEndpoint(database, time),
                new ModelEndpoint(database, time, ids),
                new InstanceTypeEndpoint(database, time),
                new PlaneEndpoint(database, time, topics, admission),
                new AdminEndpoint(database),
                new DeploymentEndpoint(
                        database, stored.reader(), time, ids, watches, stored.observed()));
    }

    /// Every call passes these: who calls, then what that caller may call.
    static List<ServerInterceptor> guards(Path tokens, TimeSource time) {
        return List.of(
                AuthInterceptor.ofFile(tokens, time), new AccessInterceptor(AccessTable.rows()));
    }
}
