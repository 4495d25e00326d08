package dev.mcm.it;

import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.PlaneSpec.Make;
import dev.mcm.testkit.kube.KubeTools;
import dev.mcm.testkit.plane.SimulatedNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the planes of the tests' stack are: system property `mcm.it.planes`, `sim` or `kube`.
enum StackPlanes {
    /// Three simulated planes.
    SIM(3) {
        @Override
        Optional<String> whyNot() {
            return Optional.empty();
        }

        @Override
        Make make(String plane) {
            return new Make.Simulated();
        }
    },

    /// Two real Kubernetes clusters, on which MCM has the rights of the chart mcm-wp and no others.
    KUBE(2) {
        @Override
        Optional<String> whyNot() {
            return KubeTools.find().isPresent()
                    ? Optional.empty()
                    : Optional.of(KubeTools.HOW_TO_GET);
        }

        @Override
        Make make(String plane) {
            return new Make.Kube(ChartRights.of(plane));
        }
    };

    private static final String SWITCH = "mcm.it.planes";
    private static final int NODES = 8;

    private final int count;

    StackPlanes(int count) {
        this.count = count;
    }

    /// @throws IllegalArgumentException when the switch says something else
    static StackPlanes chosen() {
        return valueOf(System.getProperty(SWITCH, "sim").toUpperCase(Locale.ROOT));
    }

    /// Empty where a stack with these planes can run.
    abstract Optional<String> whyNot();

    abstract Make make(String plane);

    List<PlaneSpec> specs() {
        return specs(count);
    }

    List<PlaneSpec> specs(int planes) {
        return IntStream.rangeClosed(1, planes)
                .mapToObj(p -> new PlaneSpec("plane-" + p, "sim", "region-" + p, nodes()))
                .map(spec -> spec.as(make(spec.id())))
                .toList();
    }

    private static List<SimulatedNode> nodes() {
        return IntStream.range(0, NODES)
                .mapToObj(n ->
                        n % 2 == 0
                                ? SimulatedNode.of("node-" + n, 64_000, 262_144, 8, "T4")
                                : SimulatedNode.of("node-" + n, 32_000, 131_072, 0, ""))
                .toList();
    }
}
