package dev.mcm.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mcm.local.stack.PlaneSpec.Make;
import dev.mcm.testkit.kube.KubeTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneChoiceTest {
    @Test
    void aNumberAsksForSimulatedPlanes() {
        assertThat(PlaneChoice.parse("3")).isEqualTo(new PlaneChoice(3, new Make.Simulated()));
    }

    @Test
    void kubeAsksForRealOnesOrSaysHowToGetThem() {
        if (KubeTools.find().isEmpty()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> PlaneChoice.parse("kube"))
                    .withMessageContaining("make kube-tools");
            return;
        }
        Make kube = new Make.Kube(null);
        assertThat(PlaneChoice.parse("kube")).isEqualTo(new PlaneChoice(2, kube));
        assertThat(PlaneChoice.parse("kube:3")).isEqualTo(new PlaneChoice(3, kube));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "", "two", "kube:", "kube:0", "kube:9", ":3", "kube3", "12"})
    void anythingElseIsRefusedWithWhatWasExpected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlaneChoice.parse(text))
                .withMessage(
                        "--planes: " + text + " (expected: 1 to 8, kube, or kube:1 to kube:8)");
    }
}
