package dev.mcm.bench.scheduler;

import dev.mcm.local.trace.TraceFolder;
import dev.mcm.local.trace.TraceNode;
import dev.mcm.local.trace.TraceTask;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What replicas ask for and what machines have, by the openb trace: a deployment asks for what a
/// task of the trace asks for, of a GPU model drawn by how many GPUs of it the trace has, and of a
/// second one if that is not to be had. The same number gives the same deployment.
final class OpenbShapes {
    private static final String CPU_ONLY = "custom";
    private static final long SEED = 20_230_601;

    private final List<TraceNode> nodes;
    private final List<TraceTask> tasks;

    OpenbShapes(TraceFolder traces) {
        this.nodes = traces.nodes();
        this.tasks = traces.tasks().stream().filter(task -> !models(task).isEmpty()).toList();
    }

    List<TraceNode> nodes() {
        return nodes;
    }

    /// GPUs that all of them have, and nodes: how many machines hold how many GPUs.
    double gpusPerNode() {
        return nodes.stream().mapToInt(TraceNode::gpuCount).sum() / (double) nodes.size();
    }

    /// Machines of a plane: as if the trace's were dealt out to the planes one by one, again and
    /// again.
    List<TraceNode> machines(int plane, int planes, int count) {
        List<TraceNode> dealt = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            dealt.add(nodes.get((plane + i * planes) % nodes.size()));
        }
        return dealt;
    }

    /// Ways to run a replica of a deployment, in order of preference: two, or one where the trace
    /// has one.
    List<ShapeOption> options(int deployment) {
        SplittableRandom random = new SplittableRandom(SEED + deployment);
        TraceTask task = tasks.get(random.nextInt(tasks.size()));
        Map<String, Integer> models = models(task);
        List<ShapeOption> options = new ArrayList<>();
        while (options.size() < 2 && !models.isEmpty()) {
            String model = drawn(models, random);
            models.remove(model);
            options.add(option(task, model));
        }
        return options;
    }

    private static String drawn(Map<String, Integer> models, SplittableRandom random) {
        int left = random.nextInt(models.values().stream().mapToInt(Integer::intValue).sum());
        for (Map.Entry<String, Integer> model : models.entrySet()) {
            left -= model.getValue();
            if (left < 0) {
                return model.getKey();
            }
        }
        throw new IllegalStateException("models: " + models + " (expected: one drawn)");
    }

    /// Models that run the task, with the GPUs that the trace has of each; an empty model for a
    /// task without GPUs.
    private Map<String, Integer> models(TraceTask task) {
        Map<String, Integer> models = new TreeMap<>();
        for (TraceNode node : nodes) {
            boolean allowed =
                    task.gpuCount() == 0
                            || task.gpuTypes().isEmpty()
                            || task.gpuTypes().contains(node.gpuType());
            if (allowed
                    && node.gpuCount() >= task.gpuCount()
                    && node.cpuMilli() >= task.cpuMilli()
                    && node.memoryMib() >= task.memoryMib()) {
                models.merge(
                        task.gpuCount() == 0 ? "" : node.gpuType(),
                        Math.max(1, node.gpuCount()),
                        Integer::sum);
            }
        }
        return models;
    }

    private static ShapeOption option(TraceTask task, String model) {
        Shape shape =
                Shape.newBuilder()
                        .setCpuMilli(task.cpuMilli())
                        .setMemoryMib(task.memoryMib())
                        .setGpuCount(task.gpuCount())
                        .setGpuMilli(task.gpuCount() == 0 ? 0 : task.gpuMilli())
                        .setGpuType(model)
                        .build();
        String type = model.isEmpty() ? CPU_ONLY : CPU_ONLY + "-" + model.toLowerCase(Locale.ROOT);
        return ShapeOption.newBuilder().setInstanceType(type).setShape(shape).build();
    }
}
