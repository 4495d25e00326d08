package dev.mcm.atc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodProbe;
import dev.mcm.type.v1.Shape;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A spec that says nothing of what came later has the pods that it had: the files are what the ATC
/// before pull secrets, probes and volumes rendered of it.
final class EarlierPodsTest {
    @Test
    void aDeploymentFromBeforeIsRenderedByteForByteAsItWas() throws IOException {
        Manifest workload = ModelPods.workload(WorkloadKind.DEPLOYMENT, ModelPods.earlier());

        assertThat(Serialization.asJson(workload.tree()))
                .isEqualTo(Serialization.asJson(file("workload-generation-2.json")));
    }

    @Test
    void soIsAReplicaSet() throws IOException {
        Manifest workload = ModelPods.workload(WorkloadKind.REPLICA_SET, ModelPods.earlier());

        assertThat(Serialization.asJson(workload.tree()))
                .isEqualTo(Serialization.asJson(file("replica-set-of-an-earlier-spec.json")));
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

    @SuppressWarnings("unchecked")
    private static Map<String, Object> file(String name) throws IOException {
        try (InputStream file = EarlierPodsTest.class.getResourceAsStream("/manifests/" + name)) {
            return Serialization.unmarshal(file, Map.class);
        }
    }
}
