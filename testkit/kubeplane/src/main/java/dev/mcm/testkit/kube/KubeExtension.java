package dev.mcm.testkit.kube;

import dev.mcm.testkit.plane.SimulatedNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/// Runs what [KubeTest] says.
final class KubeExtension implements TestInstancePreConstructCallback, ParameterResolver {
    /// System property that the Maven profile `kube` sets to `true`.
    static final String SWITCH = "mcm.kube";

    private static final int MOST_CLUSTERS = 3;
    private static final List<SimulatedNode> NODES =
            List.of(
                    SimulatedNode.of("gpu-1", 64_000, 262_144, 8, "T4"),
                    SimulatedNode.of("cpu-1", 32_000, 131_072, 0, ""));

    /// Before the instance of each test is made, so that each is reported as skipped by its name.
    @Override
    public void preConstructTestInstance(
            TestInstanceFactoryContext factory, ExtensionContext context) {
        whyNot().ifPresent(reason -> {
            throw new TestAbortedException(reason);
        });
    }

    /// Empty where tests on real API servers run.
    private static Optional<String> whyNot() {
        if (!Boolean.getBoolean(SWITCH)) {
            return Optional.of("needs real Kubernetes API servers; run with -Pkube");
        }
        return KubeTools.find().isPresent() ? Optional.empty() : Optional.of(KubeTools.HOW_TO_GET);
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
                        .mapToObj(number -> names(context, wanted) + number)
                        .map(name -> shared(context, options(name, wanted)))
                        .toArray(KubeCluster[]::new);
        return parameter.getParameter().getType() == KubeCluster.class ? clusters[0] : clusters;
    }

    private static String names(ExtensionContext context, KubeTest wanted) {
        return wanted.own()
                ? context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT) + "-"
                : "kube-";
    }

    private static KubeOptions options(String name, KubeTest wanted) {
        KubeOptions options = KubeOptions.apiServerOnly(name);
        if (wanted.nodes()) {
            options = KubeOptions.withNodes(name, NODES);
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
