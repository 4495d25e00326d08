package dev.mcm.local.demo;

import dev.mcm.local.trace.TraceFolder;
import dev.mcm.local.trace.TraceNode;
import dev.mcm.local.trace.TraceService;
import dev.mcm.local.trace.TraceTask;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the demo runs, made from the traces: the planes, the deployments, and the traffic at one of
/// them.
///
/// - Planes: node `i` of the openb trace goes to plane `i mod k`, k = nodes / 95; the first four
///   planes are built (about 95 nodes each).
/// - Eight GPU services of the DLRM trace (role HN) with the trace's own requests per instance.
///   Together they ask for 10 % of the planes' GPUs, shared out in proportion to their instances in
///   the trace, at least one replica each.
/// - Four services with the shapes of multi-GPU openb tasks (2, 4, 8 and 8 GPUs), two replicas
///   each.
/// - Two CPU-only services of the DLRM trace (role CN), three replicas each.
/// - Traffic: six minutes of the Azure chat trace, twelve times faster (see [Arrival]), at the
///   first GPU service.
public record DemoInput(
        List<DemoPlane> planes, List<DemoDeployment> deployments, List<Arrival> traffic) {
    static final int SPEED = 12;
    static final Duration TRACE_FROM = Duration.ofMinutes(2);
    static final Duration TRACE_LENGTH = Duration.ofMinutes(6);

    private static final int NODES_PER_PLANE = 95;
    private static final int WHOLE_NODE = 8;
    private static final double GPU_SHARE = 0.10;
    private static final List<List<String>> PLACES =
            List.of(
                    List.of("aws-use1", "aws", "us-east-1"),
                    List.of("gcp-usw4", "gcp", "us-west4"),
                    List.of("azure-weu", "azure", "westeurope"),
                    List.of("onprem-fra", "onprem", "fra"));

    public DemoInput {
        planes = List.copyOf(planes);
        deployments = List.copyOf(deployments);
        traffic = List.copyOf(traffic);
    }

    public static DemoInput from(TraceFolder traces) {
        List<DemoPlane> planes = planes(traces.nodes());
        List<DemoDeployment> deployments =
                Stream.of(
                                gpuServices(traces.services(), planes),
                                multiGpuTasks(traces.tasks(), planes),
                                cpuServices(traces.services()))
                        .flatMap(List::stream)
                        .toList();
        return new DemoInput(
                planes,
                deployments,
                Arrival.replay(traces.requests(), TRACE_FROM, TRACE_LENGTH, SPEED));
    }

    /// The deployment that gets the traffic.
    DemoDeployment target() {
        return deployments.getFirst();
    }

    private static List<DemoPlane> planes(List<TraceNode> nodes) {
        int stride = Math.max(PLACES.size(), nodes.size() / NODES_PER_PLANE);
        return IntStream.range(0, PLACES.size())
                .mapToObj(p ->
                        new DemoPlane(
                                PLACES.get(p).get(0),
                                PLACES.get(p).get(1),
                                PLACES.get(p).get(2),
                                IntStream.range(0, nodes.size())
                                        .filter(i -> i % stride == p)
                                        .mapToObj(nodes::get)
                                        .toList()))
                .toList();
    }

    private static List<DemoDeployment> gpuServices(
            List<TraceService> services, List<DemoPlane> planes) {
        List<TraceService> chosen =
                firstOfEachApp(services, s -> s.role().equals("HN") && s.gpuCount() == 1, 8);
        int instances = chosen.stream().mapToInt(TraceService::instances).sum();
        double gpus = GPU_SHARE * planes.stream().mapToInt(DemoPlane::gpus).sum();
        List<DemoDeployment> deployments = new ArrayList<>();
        for (TraceService service : chosen) {
            boolean target = deployments.isEmpty();
            int replicas = (int) Math.max(1, Math.round(gpus * service.instances() / instances));
            deployments.add(
                    new DemoDeployment(
                            name(service),
                            "DLRM "
                                    + service.app()
                                    + " HN, "
                                    + service.instances()
                                    + " instances in the trace",
                            gpuResources(
                                    service.cpuMilli(),
                                    service.memoryMib(),
                                    1,
                                    modelsWith(1, planes)),
                            target ? elastic() : fixed(replicas)));
        }
        return deployments;
    }

    private static List<DemoDeployment> multiGpuTasks(
            List<TraceTask> tasks, List<DemoPlane> planes) {
        List<DemoDeployment> deployments = new ArrayList<>();
        for (int gpus : new int[] {2, 4, WHOLE_NODE, WHOLE_NODE}) {
            TraceTask task =
                    tasks.stream()
                            .filter(t -> t.gpuCount() == gpus && t.gpuMilli() == 1000)
                            .filter(t ->
                                    deployments.stream()
                                            .noneMatch(d -> d.origin().contains(t.name())))
                            .filter(t -> t.cpuMilli() <= 90_000 && t.memoryMib() <= 360_000)
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "no openb task asks for " + gpus + " GPUs"));
            deployments.add(
                    new DemoDeployment(
                            "task-" + gpus + "gpu-" + task.name().replace("openb-pod-", ""),
                            "openb " + task.name(),
                            gpuResources(
                                    task.cpuMilli(),
                                    task.memoryMib(),
                                    gpus,
                                    modelsWith(gpus, planes)),
                            fixed(2)));
        }
        return deployments;
    }

    private static List<DemoDeployment> cpuServices(List<TraceService> services) {
        return firstOfEachApp(services, s -> s.role().equals("CN") && s.cpuMilli() <= 64_000, 2)
                .stream()
                .map(s ->
                        new DemoDeployment(
                                name(s),
                                "DLRM "
                                        + s.app()
                                        + " CN, "
                                        + s.instances()
                                        + " instances in the trace",
                                Resources.newBuilder()
                                        .setCpuMilli(s.cpuMilli())
                                        .setMemoryMib(s.memoryMib())
                                        .build(),
                                fixed(3)))
                .toList();
    }

    private static List<TraceService> firstOfEachApp(
            List<TraceService> services, Predicate<TraceService> wanted, int count) {
        List<TraceService> chosen = new ArrayList<>();
        for (TraceService service : services) {
            boolean newApp = chosen.stream().noneMatch(c -> c.app().equals(service.app()));
            if (chosen.size() < count && newApp && wanted.test(service)) {
                chosen.add(service);
            }
        }
        return chosen;
    }

    /// GPU models of which some node has at least `gpus`: those of small nodes first, then the
    /// commonest. What does not need a node of [#WHOLE_NODE] GPUs leaves them whole for what does:
    /// the planes' schedulers spread, and one small pod on each of them would shut the others out.
    private static List<String> modelsWith(int gpus, List<DemoPlane> planes) {
        Map<String, List<TraceNode>> nodes =
                planes.stream()
                        .flatMap(p -> p.nodes().stream())
                        .filter(n -> n.gpuCount() >= Math.max(1, gpus))
                        .collect(Collectors.groupingBy(TraceNode::gpuType));
        return nodes.entrySet().stream()
                .sorted(
                        Comparator.comparing(DemoInput::ofWholeNodes)
                                .thenComparingInt(model -> -model.getValue().size())
                                .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean ofWholeNodes(Map.Entry<String, List<TraceNode>> model) {
        return model.getValue().stream().anyMatch(n -> n.gpuCount() >= WHOLE_NODE);
    }

    private static Resources gpuResources(
            long cpuMilli, long memoryMib, int gpus, List<String> models) {
        return Resources.newBuilder()
                .setCpuMilli(cpuMilli)
                .setMemoryMib(memoryMib)
                .setGpuCount(gpus)
                .addAllGpuTypes(models)
                .build();
    }

    private static AutoscalingSettings elastic() {
        return scaling(2, 24).build();
    }

    private static AutoscalingSettings fixed(int replicas) {
        return scaling(replicas, replicas).build();
    }

    /// Window 10 s and delay 15 s instead of 60 s and 900 s, because the traffic is [#SPEED] times
    /// faster than in the trace; the whole excess may go at once.
    private static AutoscalingSettings.Builder scaling(int min, int max) {
        return AutoscalingSettings.newBuilder()
                .setMinReplica(min)
                .setMaxReplica(max)
                .setAutoscalingWindowSeconds(10)
                .setScaleDownDelaySeconds(15)
                .setConcurrencyTarget(4)
                .setTargetUtilizationPercentage(70)
                .setMaxScaleDownRatePercent(100);
    }

    private static String name(TraceService service) {
        return service.app().replace('_', '-')
                + "-"
                + service.role().toLowerCase(java.util.Locale.ROOT);
    }
}
