package dev.mcm.atc.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SpecTest {
    private static final Shape A10 =
            Shape.newBuilder()
                    .setCpuMilli(4000)
                    .setMemoryMib(16_384)
                    .setGpuCount(1)
                    .setGpuMilli(1000)
                    .setGpuType("A10")
                    .build();
    private static final Shape CPU =
            Shape.newBuilder().setCpuMilli(1000).setMemoryMib(1024).build();

    private final Violations violations = Violations.none();

    @Test
    void instanceTypesBecomeOptionsInTheirOrder() {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .addInstanceTypes("small")
                        .addInstanceTypes("a10")
                        .build();

        ResolvedSpec resolved =
                SpecResolver.resolve(spec, Map.of("a10", A10, "small", CPU), violations);

        assertThat(resolved.getOptionsList())
                .extracting(option -> option.getInstanceType())
                .containsExactly("small", "a10");
        assertThat(resolved.getOptions(1).getShape()).isEqualTo(A10);
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void replicasWithGpusTolerateTheTaintsThatCloudsPutOnGpuNodes() {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .addInstanceTypes("small")
                        .addInstanceTypes("a10")
                        .build();

        ResolvedSpec resolved =
                SpecResolver.resolve(spec, Map.of("a10", A10, "small", CPU), violations);

        assertThat(resolved.getOptions(0).getTolerationsList()).isEmpty();
        assertThat(resolved.getOptions(1).getTolerationsList())
                .contains("nvidia.com/gpu:NoSchedule");
        assertThat(resolved.getSpec()).as("what the caller gave").isEqualTo(spec);
    }

    @Test
    void anInstanceTypeThatDoesNotExistIsNamedByItsPlaceInTheList() {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .addInstanceTypes("a10")
                        .addInstanceTypes("b200")
                        .build();

        SpecResolver.resolve(spec, Map.of("a10", A10), violations);

        assertThat(violations.all())
                .singleElement()
                .satisfies(v -> assertThat(v.field()).isEqualTo("spec.instance_types[1]"));
    }

    @Test
    void inlineResourcesBecomeOneOptionPerGpuModel() {
        Resources resources =
                Resources.newBuilder()
                        .setCpuMilli(1)
                        .setMemoryMib(2)
                        .setGpuCount(1)
                        .addGpuTypes("A10")
                        .addGpuTypes("RTX_PRO.6000")
                        .build();
        DeploymentSpec spec =
                SpecDefaults.fill(DeploymentSpec.newBuilder().setResources(resources).build());

        ResolvedSpec resolved = SpecResolver.resolve(spec, Map.of(), violations);

        assertThat(resolved.getOptionsList())
                .extracting(option ->
                        option.getInstanceType()
                                + " "
                                + option.getShape().getGpuType()
                                + " "
                                + option.getShape().getGpuMilli())
                .containsExactly("custom-a10 A10 1000", "custom-rtx-pro-6000 RTX_PRO.6000 1000");
    }

    @Test
    void inlineResourcesWithoutGpuAreOptionCustom() {
        Resources resources = Resources.newBuilder().setCpuMilli(500).setMemoryMib(256).build();

        ResolvedSpec resolved =
                SpecResolver.resolve(
                        DeploymentSpec.newBuilder().setResources(resources).build(),
                        Map.of(),
                        violations);

        assertThat(resolved.getOptionsList())
                .singleElement()
                .satisfies(option -> assertThat(option.getInstanceType()).isEqualTo("custom"));
    }

    @Test
    void gpuModelsThatWouldShareAnOptionNameAreRefused() {
        Resources resources =
                Resources.newBuilder().setGpuCount(1).addGpuTypes("A10").addGpuTypes("a10").build();

        SpecResolver.resolve(
                DeploymentSpec.newBuilder().setResources(resources).build(), Map.of(), violations);

        assertThat(violations.all())
                .singleElement()
                .satisfies(v -> assertThat(v.field()).isEqualTo("spec.resources.gpu_types[1]"));
    }

    @Test
    void sharedMemoryIsLessThanTheMemoryOfEveryOption() {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .addInstanceTypes("a10")
                        .addInstanceTypes("small")
                        .setSharedMemoryMib(1024)
                        .build();

        SpecResolver.resolve(spec, Map.of("a10", A10, "small", CPU), violations);

        assertThat(violations.all())
                .extracting(Object::toString)
                .containsExactly(
                        "spec.shared_memory_mib: '1024' (expected: less than the 1024 MiB of memory"
                                + " of small, which it is part of)");
        Violations none = Violations.none();
        SpecResolver.resolve(
                spec.toBuilder().setSharedMemoryMib(1023).build(),
                Map.of("a10", A10, "small", CPU),
                none);
        assertThat(none.all()).isEmpty();
    }

    @Test
    void fillingInDefaultsTwiceChangesNothing() {
        DeploymentSpec once =
                SpecDefaults.fill(
                        DeploymentSpec.newBuilder().setImage("i").addInstanceTypes("a").build());

        assertThat(SpecDefaults.fill(once)).isEqualTo(once);
        assertThat(once.getPort()).isEqualTo(8080);
        assertThat(once.getLongestRequestSeconds()).isEqualTo(30);
    }

    @Test
    void theContentHashDoesNotDependOnTheOrderOfMapEntries() {
        DeploymentSpec.Builder one = DeploymentSpec.newBuilder();
        DeploymentSpec.Builder two = DeploymentSpec.newBuilder();
        for (int i = 0; i < 50; i++) {
            one.putEnv("K" + i, "v" + i);
            two.putEnv("K" + (49 - i), "v" + (49 - i));
        }

        assertThat(ContentHash.of(one.build())).isEqualTo(ContentHash.of(two.build()));
        assertThat(ContentHash.of(one.putEnv("K0", "other").build()))
                .isNotEqualTo(ContentHash.of(two.build()));
    }

    @Test
    void entitlementsAreCheckedPerOption() {
        ResolvedSpec gpu = resolved("a10");
        ResolvedSpec cpu = resolved("cpu");

        assertThat(new Entitlements(true, false, List.of()).refusal(gpu))
                .get()
                .asString()
                .contains("gpu_deployments");
        assertThat(new Entitlements(false, true, List.of()).refusal(cpu))
                .get()
                .asString()
                .contains("cpu_deployments");
        assertThat(new Entitlements(true, false, List.of()).refusal(cpu)).isEmpty();
        assertThat(new Entitlements(false, true, List.of()).refusal(gpu)).isEmpty();
    }

    @Test
    void aRegionOutsideTheOrganisationsIsRefused() {
        ResolvedSpec.Builder spec = resolved("cpu").toBuilder();
        spec.getSpecBuilder()
                .getPlacementBuilder()
                .addRequiredRegions("us-east-1")
                .addRequiredRegions("eu-west-1");

        assertThat(new Entitlements(true, true, List.of("us-east-1")).refusal(spec.build()))
                .get()
                .asString()
                .contains("'eu-west-1'");
        assertThat(new Entitlements(true, true, List.of()).refusal(spec.build())).isEmpty();
    }

    @Test
    void aMaskChangesOnlyWhatItNames() {
        DeploymentSpec stored =
                DeploymentSpec.newBuilder().setImage("old").setPort(80).putEnv("A", "1").build();
        DeploymentSpec given =
                DeploymentSpec.newBuilder().setImage("new").setPort(90).putEnv("B", "2").build();

        assertThat(new UpdateMask(List.of("spec.image")).apply(stored, given))
                .isEqualTo(stored.toBuilder().setImage("new").build());
        assertThat(new UpdateMask(List.of("spec.env")).apply(stored, given).getEnvMap())
                .isEqualTo(Map.of("B", "2"));
        assertThat(new UpdateMask(List.of("spec")).apply(stored, given)).isEqualTo(given);
        assertThat(new UpdateMask(List.of("*")).apply(stored, given)).isEqualTo(given);
        assertThat(new UpdateMask(List.of("autoscaling")).apply(stored, given)).isEqualTo(stored);
    }

    @Test
    void aMaskReachesBelowAMessage() {
        DeploymentSpec.Builder given = DeploymentSpec.newBuilder();
        given.getPlacementBuilder().setMinPlanes(3).addRequiredRegions("r");
        DeploymentSpec stored = DeploymentSpec.newBuilder().setImage("i").build();

        DeploymentSpec changed =
                new UpdateMask(List.of("spec.placement.min_planes")).apply(stored, given.build());

        assertThat(changed.getPlacement().getMinPlanes()).isEqualTo(3);
        assertThat(changed.getPlacement().getRequiredRegionsCount()).isZero();
    }

    @Test
    void aMaskReachesOneEntryOfAMapWhateverItsKeyIs() {
        DeploymentSpec stored =
                DeploymentSpec.newBuilder()
                        .putEnv("A", "1")
                        .putEnv("B", "2")
                        .putLabels("example.com/team", "old")
                        .build();
        DeploymentSpec given =
                DeploymentSpec.newBuilder()
                        .putEnv("A", "new")
                        .putLabels("example.com/team", "new")
                        .build();

        DeploymentSpec changed =
                new UpdateMask(List.of("spec.env.A", "spec.env.B", "spec.labels.example.com/team"))
                        .apply(stored, given);

        assertThat(changed.getEnvMap()).isEqualTo(Map.of("A", "new"));
        assertThat(changed.getLabelsMap()).isEqualTo(Map.of("example.com/team", "new"));
    }

    @Test
    void aPathBelowAMessageThatNeitherHasMakesNone() {
        DeploymentSpec stored = DeploymentSpec.newBuilder().addInstanceTypes("a10").build();

        assertThat(
                        new UpdateMask(List.of("spec.resources.gpu_count"))
                                .apply(stored, DeploymentSpec.getDefaultInstance()))
                .isEqualTo(stored);
    }

    @Test
    void withoutGpusThereIsNoShareOfThem() {
        DeploymentSpec.Builder spec = DeploymentSpec.newBuilder();
        spec.getResourcesBuilder().setCpuMilli(1).setMemoryMib(1).setGpuMilli(1000);

        assertThat(SpecDefaults.fill(spec.build()).getResources().getGpuMilli()).isZero();
    }

    @Test
    void aNamedFieldThatIsUnsetGoesBackToItsDefault() {
        AutoscalingSettings stored =
                SpecDefaults.fill(AutoscalingSettings.newBuilder().setMaxReplica(9).build());

        AutoscalingSettings changed =
                new UpdateMask(List.of("autoscaling.max_replica"))
                        .apply(stored, AutoscalingSettings.getDefaultInstance());

        assertThat(changed.hasMaxReplica()).isFalse();
        assertThat(SpecDefaults.fill(changed).getMaxReplica()).isEqualTo(1);
    }

    @Test
    void pathsThatNameNoFieldAreRefused() {
        new UpdateMask(
                        List.of(
                                "spec.image",
                                "spec.nope",
                                "image",
                                "spec.env.",
                                "spec.",
                                "autoscaling.min_replica",
                                "spec.image.x"))
                .check(violations);

        assertThat(violations.all())
                .extracting(v -> v.field())
                .containsExactly(
                        "update_mask.paths[1]",
                        "update_mask.paths[2]",
                        "update_mask.paths[3]",
                        "update_mask.paths[4]",
                        "update_mask.paths[6]");
    }

    @Test
    void anEmptyMaskIsRefused() {
        new UpdateMask(List.of()).check(violations);

        assertThat(violations.all()).extracting(v -> v.field()).containsExactly("update_mask");
    }

    private static ResolvedSpec resolved(String type) {
        DeploymentSpec spec = DeploymentSpec.newBuilder().addInstanceTypes(type).build();
        return SpecResolver.resolve(spec, Map.of("a10", A10, "cpu", CPU), Violations.none());
    }
}
