package dev.mcm.atc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodProbe;
import dev.mcm.type.v1.Shape;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A spec that says nothing of what came later has the pods that it had: the files are what the ATC
/// before pull secrets, probes and volumes rendered of it.
final class EarlierPodsTest {
    @Test
    void aDeploymentFromBeforeIsRenderedAsItWas() throws IOException {
        Manifest workload = ModelPods.workload(WorkloadKind.DEPLOYMENT, ModelPods.earlier());
        Map<String, Object> before = file("workload-generation-2.json");

        assertThat(tree(workload.earlier().getLast())).isEqualTo(tree(before));
        assertThat(ManifestDifference.ANY.first(workload, before))
                .as("what is to be written to the one that runs")
                .isEmpty();
    }

    /// What contains tenants is all that is new.
    @Test
    void aReplicaSetIsAsItWasApartFromWhatContainsTenants() throws IOException {
        Map<?, ?> now = ModelPods.workload(WorkloadKind.REPLICA_SET, ModelPods.earlier()).tree();
        Map<String, Object> before = file("replica-set-of-an-earlier-spec.json");
        Map<String, Object> podSpec = writable(before, "spec", "template", "spec");
        podSpec.put("securityContext", Map.of("seccompProfile", Map.of("type", "RuntimeDefault")));
        writable(podSpec, "containers")
                .put(
                        "securityContext",
                        Map.of(
                                "capabilities",
                                Map.of(
                                        "drop",
                                        List.of(
                                                "AUDIT_WRITE",
                                                "MKNOD",
                                                "NET_RAW",
                                                "SETFCAP",
                                                "SETPCAP",
                                                "SYS_CHROOT"))));

        assertThat(tree(now)).isEqualTo(tree(before));
    }

    @Test
    void itsRevisionIsTheOneThatItHad() {
        Shape shape = Shape.newBuilder().setCpuMilli(1000).setMemoryMib(2048).build();
        DeploymentSpec spec = DeploymentSpec.newBuilder().setImage("r/chat:1").build();

        assertThat(PodRevision.of(spec, shape).value()).isEqualTo("df48eca34f");
        assertThat(
                        PodRevision.of(
                                        spec.toBuilder()
                                                .setLivenessProbe(
                                                        PodProbe.newBuilder().setTcp(true))
                                                .build(),
                                        shape)
                                .value())
                .isNotEqualTo("df48eca34f");
    }

    private static JsonNode tree(Map<?, ?> object) throws IOException {
        return new ObjectMapper().readTree(Serialization.asJson(object));
    }

    /// Of a list, its first item.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> writable(Map<String, Object> tree, String... path) {
        Object found = Objects.requireNonNull(TemplateGeneration.at(tree, path));
        return (Map<String, Object>) (found instanceof List<?> items ? items.getFirst() : found);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> file(String name) throws IOException {
        try (InputStream file = EarlierPodsTest.class.getResourceAsStream("/manifests/" + name)) {
            return Serialization.unmarshal(file, Map.class);
        }
    }
}
