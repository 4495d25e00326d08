package dev.mcm.bench.loop;

import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// An organisation that creates deployments of one replica through the API and watches them.
/// Thread-safe.
final class LoopTenant {
    private static final String ORGANIZATION = "bench";
    private static final long MEMORY_MIB = 512;

    private final AtcConnection atc;
    private final Map<String, Long> active = new HashMap<>();

    LoopTenant(AtcConnection atc) {
        this.atc = atc;
        var _ =
                atc.organizations()
                        .createOrganization(
                                CreateOrganizationRequest.newBuilder()
                                        .setOrganization(
                                                Organization.newBuilder()
                                                        .setId(ORGANIZATION)
                                                        .setDisplayName("Bench")
                                                        .setCpuDeployments(true)
                                                        .setGpuDeployments(true))
                                        .build());
        Thread.ofPlatform().daemon().name("bench-watch").start(this::watch);
    }

    /// Ends with the stack.
    private void watch() {
        try {
            Iterator<WatchDeploymentsResponse> changes =
                    atc.deploymentStream()
                            .watchDeployments(WatchDeploymentsRequest.getDefaultInstance());
            while (changes.hasNext()) {
                WatchDeploymentsResponse response = changes.next();
                long now = SystemTime.SYSTEM.nanoTime();
                response.getChangedList().stream()
                        .filter(each ->
                                each.getStatus() == DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE)
                        .forEach(each -> becameActive(each.getId(), now));
            }
        } catch (StatusRuntimeException _) {
            // The stack stops.
        }
    }

    private synchronized void becameActive(String id, long nanos) {
        active.putIfAbsent(id, nanos);
    }

    /// How many of these have been ACTIVE.
    synchronized int active(List<String> deployments) {
        return (int) deployments.stream().filter(active::containsKey).count();
    }

    /// When the last of these became ACTIVE, by the monotonic clock.
    synchronized long lastActive(List<String> deployments) {
        return deployments.stream().mapToLong(id -> active.getOrDefault(id, 0L)).max().orElse(0);
    }

    /// Creates deployments, each with a model of its own.
    ///
    /// @param callers that call at the same time
    /// @return their ids
    List<String> create(String prefix, int count, int callers, long cpuMilli) throws Exception {
        List<Callable<String>> calls =
                IntStream.range(0, count)
                        .<Callable<String>>mapToObj(i -> () -> create(prefix + "-" + i, cpuMilli))
                        .toList();
        List<String> ids = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(callers)) {
            for (Future<String> call : pool.invokeAll(calls)) {
                ids.add(call.get());
            }
        }
        return ids;
    }

    private String create(String name, long cpuMilli) {
        String model =
                atc.models()
                        .createModel(
                                CreateModelRequest.newBuilder()
                                        .setOrganizationId(ORGANIZATION)
                                        .setName(name)
                                        .build())
                        .getModel()
                        .getId();
        Resources resources =
                Resources.newBuilder().setCpuMilli(cpuMilli).setMemoryMib(MEMORY_MIB).build();
        return atc.deployments()
                .createDeployment(
                        CreateDeploymentRequest.newBuilder()
                                .setModelId(model)
                                .setName(name)
                                .setSpec(
                                        DeploymentSpec.newBuilder()
                                                .setImage("registry.bench/model:1")
                                                .setResources(resources))
                                .setAutoscaling(
                                        AutoscalingSettings.newBuilder()
                                                .setMinReplica(1)
                                                .setMaxReplica(1))
                                .build())
                .getDeployment()
                .getId();
    }
}
