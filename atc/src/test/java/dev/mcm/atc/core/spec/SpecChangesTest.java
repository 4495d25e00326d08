package dev.mcm.atc.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.mask.FieldPaths;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.PodProbe;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.SecretEnv;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SpecChangesTest {
    private static final DeploymentSpec BEFORE =
            DeploymentSpec.newBuilder()
                    .setImage("r/chat:1")
                    .addArgs("a")
                    .putEnv("A", "1")
                    .putEnv("B", "2")
                    .putLabels("example.com/team", "search")
                    .setResources(Resources.newBuilder().setCpuMilli(1000))
                    .build();

    private static List<String> changes(Consumer<DeploymentSpec.Builder> change) {
        DeploymentSpec.Builder after = BEFORE.toBuilder();
        change.accept(after);
        return SpecChanges.between(resolved(BEFORE), resolved(after.build()));
    }

    private static ResolvedSpec resolved(DeploymentSpec spec) {
        return ResolvedSpec.newBuilder().setSpec(spec).build();
    }

    @Test
    void whatIsEqualChangesNothing() {
        assertThat(changes(_ -> {})).isEmpty();
    }

    @Test
    void fieldsAreNamedInTheOrderOfTheMessageAndEntriesOfMapsOneByOne() {
        List<String> changes =
                changes(spec ->
                        spec.putLabels("example.com/team", "chat")
                                .putEnv("C", "3")
                                .putEnv("B", "two")
                                .removeEnv("A")
                                .clearArgs()
                                .setImage("r/chat:2"));

        assertThat(changes)
                .containsExactly(
                        "spec.image",
                        "spec.args",
                        "spec.env.A",
                        "spec.env.B",
                        "spec.env.C",
                        "spec.labels.example.com/team");
    }

    @Test
    void fieldsInsideMessagesAreNamedAlsoWhereOneSideHasNone() {
        assertThat(
                        changes(spec ->
                                spec.clearResources()
                                        .addInstanceTypes("a10-1")
                                        .setPlacement(
                                                PlacementPolicy.newBuilder()
                                                        .addRequiredRegions("eu-1"))))
                .containsExactly(
                        "spec.instance_types",
                        "spec.resources.cpu_milli",
                        "spec.placement.required_regions");
    }

    /// That it is there is what a field of a choice says, whatever its value.
    @Test
    void anotherChoiceIsAChangeAlsoWhereItSaysNoMore() {
        assertThat(
                        changes(spec ->
                                spec.setReadinessProbe(PodProbe.newBuilder().setGrpcService(""))))
                .containsExactly("spec.readiness_probe.grpc_service");
    }

    /// So that they can be given to UpdateDeployment.
    @Test
    void everyPathIsOneThatAnUpdateMaskTakes() {
        assertThat(
                        changes(spec ->
                                spec.setImage("2")
                                        .putEnv("a.b", "c")
                                        .clearLabels()
                                        .addSecretEnv(SecretEnv.newBuilder().setName("n"))
                                        .setPriority(1)
                                        .clearResources()))
                .hasSize(6)
                .allMatch(path -> FieldPaths.names(UpdateDeploymentRequest.getDescriptor(), path));
    }

    @Test
    void anInstanceTypeWhoseShapeIsAnotherIsSaidAndInlineResourcesAreNot() {
        ResolvedSpec before = options(1000, "a10-1", "l4-1");

        assertThat(SpecChanges.between(before, options(2000, "a10-1", "h100-1")))
                .containsExactly("spec.instance_types", "shape of a10-1");
        assertThat(
                        SpecChanges.between(
                                before.toBuilder()
                                        .setSpec(before.getSpec().toBuilder().clearInstanceTypes())
                                        .build(),
                                options(2000, "a10-1")))
                .containsExactly("spec.instance_types");
    }

    private static ResolvedSpec options(long cpuMilli, String... names) {
        ResolvedSpec.Builder spec = ResolvedSpec.newBuilder();
        for (String name : names) {
            spec.getSpecBuilder().addInstanceTypes(name);
            spec.addOptions(
                    ShapeOption.newBuilder()
                            .setInstanceType(name)
                            .setShape(Shape.newBuilder().setCpuMilli(cpuMilli)));
        }
        return spec.build();
    }
}
