package dev.mcm.bench.scheduler;

import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.ShapeOption;
import java.util.List;

/// A deployment of the measured fleet.
///
/// @param number from 0
/// @param specs one where only its scale changes, else two between which it changes: each has one
///   way to run a replica, so that a change is one of instance type
record BenchDeployment(int number, List<Version> specs) {
    /// Every tenth deployment changes its spec, the others change their scale.
    private static final int SPEC_EVERY = 10;

    /// A spec with the columns of its version.
    record Version(StoredSpec spec, List<ShapeOption> options) {
        static Version of(int number, List<ShapeOption> options) {
            DeploymentSpec spec =
                    DeploymentSpec.newBuilder()
                            .setImage("registry.bench/model-" + number + ":1")
                            .build();
            return new Version(
                    StoredSpec.of(
                            ResolvedSpec.newBuilder().setSpec(spec).addAllOptions(options).build()),
                    options);
        }

        String[] instanceTypes() {
            return options.stream().map(ShapeOption::getInstanceType).toArray(String[]::new);
        }

        String[] revisions() {
            DeploymentSpec of = spec.parse().getSpec();
            return options.stream()
                    .map(option -> PodRevision.of(of, option.getShape()).value())
                    .toArray(String[]::new);
        }
    }

    static BenchDeployment of(int number, OpenbShapes shapes) {
        List<ShapeOption> options = shapes.options(number);
        boolean changesSpec = number % SPEC_EVERY == 0 && options.size() > 1;
        return new BenchDeployment(
                number,
                changesSpec
                        ? options.stream().map(one -> Version.of(number, List.of(one))).toList()
                        : List.of(Version.of(number, options)));
    }

    String id() {
        return "d-%010d".formatted(number);
    }

    static int numberOf(String id) {
        return Integer.parseInt(id.substring(2));
    }

    boolean changesSpec() {
        return specs.size() > 1;
    }

    /// The way in which its first replicas run.
    ShapeOption first() {
        return specs.getFirst().options().getFirst();
    }

    /// The only way in which its second spec lets it run.
    ShapeOption last() {
        return specs.getLast().options().getFirst();
    }

    PodRevision firstRevision() {
        return new PodRevision(specs.getFirst().revisions()[0]);
    }

    ShapeOption option(String instanceType) {
        return specs.stream()
                .flatMap(version -> version.options().stream())
                .filter(option -> option.getInstanceType().equals(instanceType))
                .findFirst()
                .orElseThrow();
    }
}
