package dev.mcm.atc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DriftPolicyTest {
    @Test
    void fieldsThatThePlaneAddsAreNoDrift() {
        Map<String, ?> wanted =
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                2,
                                "containers",
                                List.of(Map.of("name", "model", "image", "i"))));
        Map<String, ?> actual =
                Map.of(
                        "status", Map.of("ready", 1),
                        "spec",
                                Map.of(
                                        "replicas",
                                        2L,
                                        "paused",
                                        false,
                                        "containers",
                                        List.of(
                                                Map.of("name", "sidecar", "image", "s"),
                                                Map.of(
                                                        "name",
                                                        "model",
                                                        "image",
                                                        "i",
                                                        "imagePullPolicy",
                                                        "Always"))));

        assertThat(DriftPolicy.firstDifference(wanted, actual)).isEmpty();
    }

    @Test
    void aChangedValueIsNamedByItsPath() {
        Map<String, ?> wanted =
                Map.of(
                        "spec",
                        Map.of(
                                "template",
                                Map.of("items", List.of(Map.of("name", "a", "image", "new")))));
        Map<String, ?> actual =
                Map.of(
                        "spec",
                        Map.of(
                                "template",
                                Map.of("items", List.of(Map.of("name", "a", "image", "old")))));

        assertThat(DriftPolicy.firstDifference(wanted, actual))
                .contains("/spec/template/items/0/image");
    }

    @Test
    void missingThingsAreDrift() {
        assertThat(DriftPolicy.firstDifference(Map.of("a", Map.of("b", 1)), Map.of()))
                .contains("/a");
        assertThat(
                        DriftPolicy.firstDifference(
                                Map.of("a", List.of(Map.of("name", "x"))), Map.of("a", List.of())))
                .contains("/a/0");
        assertThat(
                        DriftPolicy.firstDifference(
                                Map.of("a", List.of("x", "y")), Map.of("a", List.of("x"))))
                .contains("/a");
        assertThat(DriftPolicy.firstDifference(Map.of("a", "25%"), Map.of("a", 25))).contains("/a");
    }

    @Test
    void anOrderedListMustHaveTheSameLength() {
        assertThat(
                        DriftPolicy.firstDifference(
                                Map.of("args", List.of("x")), Map.of("args", List.of("x", "y"))))
                .contains("/args");
    }
}
