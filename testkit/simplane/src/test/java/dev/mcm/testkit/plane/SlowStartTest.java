package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The pod that MCM makes of the documentation's vLLM server, on a plane where it loads for twenty
/// minutes.
class SlowStartTest {
    private static final Path POD = Path.of("..", "..", "docs", "examples", "vllm.pod.yaml");
    private static final ObjectKey KEY = new ObjectKey(Fixtures.NAMESPACE, "vllm");
    private static final Duration LOADS = Duration.ofMinutes(20);

    private final ManualTime clock = new ManualTime();
    private final HeadlessPlane plane =
            new VirtualPlane(
                            clock,
                            PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "H100", 8))
                                    .withTimings(loadingFor(LOADS)))
                    .plane();

    private static PlaneTimings loadingFor(Duration coldStart) {
        PlaneTimings real = PlaneTimings.realistic();
        return new PlaneTimings(
                real.imagePull(),
                coldStart,
                real.shutdown(),
                real.nodeDetection(),
                real.podEviction(),
                real.firstBackOff(),
                real.longestBackOff(),
                0);
    }

    @Test
    void itIsReadyWhenItHasLoadedAndWasNeverStartedAnew() throws IOException {
        run(_ -> {});

        clock.advance(Duration.ofMinutes(19));
        assertThat(plane.pods()).singleElement().extracting(PodView::phase).isEqualTo("Running");
        assertThat(plane.pods()).noneMatch(PodView::ready);

        clock.advance(Duration.ofMinutes(2));
        assertThat(plane.pods()).singleElement().matches(PodView::ready);
        assertThat(restarts()).isZero();
        clock.advance(Duration.ofHours(3));
        assertThat(restarts()).isZero();
    }

    @Test
    void withoutItsStartupProbeTheLivenessProbeEndsItWhileItLoads() throws IOException {
        run(container -> container.remove("startupProbe"));

        clock.advance(Duration.ofMinutes(21));

        assertThat(restarts()).isGreaterThan(1);
        assertThat(plane.pods()).noneMatch(PodView::ready);
    }

    @Test
    void aStartDeadlineThatIsTooShortEndsItEachTime() throws IOException {
        run(container -> ((ObjectNode) container.get("startupProbe")).put("failureThreshold", 60));

        clock.advance(Duration.ofMinutes(32));

        assertThat(restarts()).isEqualTo(3);
        assertThat(plane.pods()).noneMatch(PodView::ready);
    }

    private void run(Consumer<ObjectNode> change) throws IOException {
        Map<?, ?> template = Serialization.unmarshal(Files.readString(POD), Map.class);
        ObjectNode replicaSet = Trees.object();
        replicaSet.put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        Trees.ensure(replicaSet, "metadata")
                .put("name", KEY.name())
                .put("namespace", KEY.namespace());
        ObjectNode spec = Trees.ensure(replicaSet, "spec");
        spec.put("replicas", 1);
        JsonNode pod = Trees.parse(Serialization.asJson(template));
        spec.set("template", pod);
        Trees.ensure(spec, "selector", "matchLabels")
                .put("mcm.dev/revision", pod.at("/metadata/labels/mcm.dev~1revision").asText());
        change.accept((ObjectNode) pod.at("/spec/containers/0"));
        plane.registry()
                .apply(
                        new WriteRequest(ResourceTypes.REPLICA_SET, KEY, "mcm-atc", false, false),
                        replicaSet,
                        true);
    }

    private int restarts() {
        StoredObject pod = plane.objects(ResourceTypes.POD).getFirst();
        return pod.at("status", "containerStatuses").path(0).path("restartCount").asInt();
    }
}
