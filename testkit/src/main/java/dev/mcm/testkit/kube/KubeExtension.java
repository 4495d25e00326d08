package dev.mcm.testkit.kube;

import dev.mcm.testkit.plane.SimulatedNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Runs what [KubeTest] says.
final class KubeExtension implements ExecutionCondition, ParameterResolver {
    /// System property that the Maven profile `kube` sets to `true`.
    static final String SWITCH = "mcm.kube";

    private static final int MOST_CLUSTERS = 3;
    private static final List<SimulatedNode> NODES =
            List.of(
                    SimulatedNode.of("gpu-1", 64_000, 262_144, 8, "T4"),
                    SimulatedNode.of("cpu-1", 32_000, 131_072, 0, ""));

    /// Asked for a class as a whole it says yes, so that each of its tests is reported.
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            return ConditionEvaluationResult.enabled("decided for each test");
        }
        if (!Boolean.getBoolean(SWITCH)) {
            return ConditionEvaluationResult.disabled(
                    "needs real Kubernetes API servers; run with -Pkube");
        }
        return KubeTools.find().isPresent()
                ? ConditionEvaluationResult.enabled("the programs are here")
                : ConditionEvaluationResult.disabled(KubeTools.HOW_TO_GET);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KubeCluster.class || type == KubeCluster[].class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        KubeTest wanted =
                AnnotationSupport.findAnnotation(context.getRequiredTestClass(), KubeTest.class)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        context.getRequiredTestClass() + " is no @KubeTest"));
        if (wanted.clusters() < 1 || wanted.clusters() > MOST_CLUSTERS) {
            throw new IllegalArgumentException(
                    "clusters: %d (expected: 1 to %d where a parameter asks for one)"
                            .formatted(wanted.clusters(), MOST_CLUSTERS));
        }
        KubeCluster[] clusters =
                IntStream.rangeClosed(1, wanted.clusters())
                        .mapToObj(number -> shared(context, options(number, wanted)))
                        .toArray(KubeCluster[]::new);
        return parameter.getParameter().getType() == KubeCluster.class ? clusters[0] : clusters;
    }

    private static KubeOptions options(int number, KubeTest wanted) {
        KubeOptions options = KubeOptions.apiServerOnly("kube-" + number);
        if (wanted.nodes()) {
            options = KubeOptions.withNodes("kube-" + number, NODES);
        } else if (wanted.controllers()) {
            options = options.withControllers();
        }
        return wanted.watchCache() ? options : options.withoutWatchCache();
    }

    /// One cluster for all classes of the run that want it so; closed by JUnit at the end.
    private static KubeCluster shared(ExtensionContext context, KubeOptions options) {
        return context.getRoot()
                .getStore(Namespace.create(KubeExtension.class))
                .computeIfAbsent(options, _ -> KubeCluster.start(options), KubeCluster.class);
    }
}
