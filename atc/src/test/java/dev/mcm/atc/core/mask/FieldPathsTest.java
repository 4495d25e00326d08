package dev.mcm.atc.core.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.type.v1.DeploymentSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldPathsTest {
    private static DeploymentSpec.Builder spec() {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder().setImage("i").putEnv("A", "1").putEnv("B", "2");
        spec.getResourcesBuilder().setCpuMilli(100).addGpuTypes("A10");
        return spec;
    }

    private static DeploymentSpec applied(String path, DeploymentSpec.Builder given) {
        DeploymentSpec.Builder target = spec();
        FieldPaths.apply(path, target, given.build());
        return target.build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image",
                "resources",
                "resources.cpu_milli",
                "resources.gpu_types",
                "env",
                "env.A",
                "env.with.dots",
                "env.a."
            })
    void aFieldOrAnEntryOfAMapIsNamed(String path) {
        assertThat(FieldPaths.names(DeploymentSpec.getDescriptor(), path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "image.",
                "image.x",
                "imge",
                "resources.",
                "resources.cpu",
                "resources..cpu_milli",
                "resources.gpu_types.A10",
                "env.",
                "Image"
            })
    void everythingElseIsNot(String path) {
        assertThat(FieldPaths.names(DeploymentSpec.getDescriptor(), path)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> applied(path, DeploymentSpec.newBuilder()))
                .withMessageContaining(path);
    }

    @Test
    void aFieldThatIsNotGivenGoesBackToItsDefault() {
        assertThat(applied("image", DeploymentSpec.newBuilder()).getImage()).isEmpty();
        assertThat(applied("resources", DeploymentSpec.newBuilder()).hasResources()).isFalse();
        assertThat(
                        applied("resources.cpu_milli", DeploymentSpec.newBuilder())
                                .getResources()
                                .getCpuMilli())
                .isZero();
        assertThat(
                        applied("resources.cpu_milli", DeploymentSpec.newBuilder())
                                .getResources()
                                .getGpuTypesList())
                .containsExactly("A10");
    }

    @Test
    void listsAndMessagesAreReplacedWhole() {
        DeploymentSpec.Builder given = DeploymentSpec.newBuilder();
        given.getResourcesBuilder().addGpuTypes("H100");

        assertThat(applied("resources.gpu_types", given).getResources().getGpuTypesList())
                .containsExactly("H100");
        assertThat(applied("resources", given).getResources().getCpuMilli()).isZero();
    }

    @Test
    void anEntryIsSetChangedOrRemovedAndTheOthersStay() {
        DeploymentSpec.Builder given =
                DeploymentSpec.newBuilder().putEnv("A", "new").putEnv("with.dots", "x");

        assertThat(applied("env.A", given).getEnvMap()).isEqualTo(Map.of("A", "new", "B", "2"));
        assertThat(applied("env.B", given).getEnvMap()).isEqualTo(Map.of("A", "1"));
        assertThat(applied("env.with.dots", given).getEnvMap()).containsEntry("with.dots", "x");
        assertThat(applied("env", given).getEnvMap()).isEqualTo(given.getEnvMap());
    }
}
