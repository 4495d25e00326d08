package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.loop.DirtyObjects;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The informers against a simulated plane, over real HTTP.
final class KubernetesObjectsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MORE_THAN_A_PAGE = 620;
    private static final PlaneOptions PLANE =
            PlaneOptions.of("sim-1", SimulatedNode.gpu("gpu-1", "H100", 8))
                    .withToken("secret")
                    .withEventLog(64);
    private static final List<ObjectKind> WATCHED =
            List.of(
                    ObjectKind.OBJECT_KIND_NODE,
                    ObjectKind.OBJECT_KIND_DEPLOYMENT,
                    ObjectKind.OBJECT_KIND_POD);

    private final DirtyObjects dirty = new DirtyObjects();
    private final AtomicInteger marks = new AtomicInteger();
    private Path kubeconfig;
    private SimulatedPlane plane;
    private KubernetesClient client;
    private KubernetesClient writer;
    private KubernetesObjects objects;

    @BeforeEach
    void start(@TempDir Path directory) {
        start(directory, PLANE);
    }

    private void start(Path directory, PlaneOptions options) {
        plane = SimulatedPlane.start(options);
        kubeconfig = directory.resolve("kubeconfig");
        plane.writeKubeconfig(kubeconfig);
        assertThat(Files.exists(kubeconfig)).isTrue();
        OpenWatches watches = new OpenWatches();
        client = PlaneClients.open(kubeconfig, watches);
        openWriter();
        dirty.onMark(marks::incrementAndGet);
        objects =
                new KubernetesObjects(
                        client,
                        watches,
                        dirty,
                        failure -> {
                            throw new IllegalStateException(failure);
                        });
    }

    /// Anew after an outage: a client may write on a connection that the outage has closed, and
    /// does not repeat a creation.
    private void openWriter() {
        if (writer != null) {
            writer.close();
        }
        writer = PlaneClients.open(kubeconfig, new OpenWatches());
    }

    @AfterEach
    void stop() {
        objects.stop();
        client.close();
        writer.close();
        plane.close();
    }

    @Test
    void theStoreFollowsThePlaneThroughListsWatchesOutagesAndLostHistory() {
        namespace();
        IntStream.range(0, MORE_THAN_A_PAGE).forEach(i -> create("first-" + i));
        objects.start();
        awaitSame();
        assertThat(objects.all(ObjectKind.OBJECT_KIND_NODE))
                .extracting(node -> node.getNode().getGpuType() + node.getNode().getGpuCount())
                .containsExactly("H1008");

        create("second");
        delete("first-0");
        awaitSame();

        plane.faults().apiDown(true);
        Waiting.until(
                "the watch to notice",
                LIMIT,
                () -> !objects.isWatching(ObjectKind.OBJECT_KIND_POD));
        assertThat(objects.whyNotAlive())
                .as("an API that is away is no reason to restart")
                .isEmpty();
        plane.faults().apiDown(false);
        openWriter();
        IntStream.range(0, 100).forEach(i -> create("third-" + i));
        delete("first-1");
        plane.faults().compact();
        awaitSame();
        create("fourth");
        awaitSame();
        Waiting.until("the watches", LIMIT, () -> objects.isWatching(ObjectKind.OBJECT_KIND_POD));
    }

    @Test
    void aPodMadeAgainUnderItsNameIsAnotherOne() {
        namespace();
        create("same");
        objects.start();
        awaitSame();
        String before = objects.all(ObjectKind.OBJECT_KIND_POD).iterator().next().getUid();
        delete("same");
        create("same");
        awaitSame();
        assertThat(objects.all(ObjectKind.OBJECT_KIND_POD))
                .extracting(ObservedObject::getUid)
                .doesNotContain(before)
                .hasSize(1);
        assertThat(marks.get()).isPositive();
    }

    /// A real API server sends a bookmark once a minute.
    @Test
    void aKindOfWhichNothingHappensIsWatchedAsSoonAsTheApiHasTakenTheWatch(
            @TempDir Path directory) {
        stop();
        start(directory, PLANE.withBookmarkInterval(Duration.ofHours(1)));
        objects.start();
        awaitWatched();
        plane.faults().apiDown(true);
        Waiting.until(
                "the end of the watches",
                LIMIT,
                () -> WATCHED.stream().noneMatch(objects::isWatching));
        plane.faults().apiDown(false);
        awaitWatched();
    }

    private void awaitWatched() {
        for (ObjectKind kind : WATCHED) {
            Waiting.until("the watch of " + kind, LIMIT, () -> objects.isWatching(kind));
        }
    }

    @Test
    void anInformerThatHasEndedIsToldAndOneThatWasStoppedIsNot() {
        objects.start();
        awaitWatched();
        assertThat(objects.whyNotAlive()).isEmpty();
        endsWithItsClient();
    }

    @Test
    void anInformerWhoseClientIsClosedWhileItListsHasEndedToo() {
        objects.start();
        endsWithItsClient();
    }

    private void endsWithItsClient() {
        client.close();
        Waiting.until("the informers' end", LIMIT, () -> objects.whyNotAlive().isPresent());
        assertThat(objects.whyNotAlive().orElseThrow()).contains("informer of", "has ended");
        objects.stop();
        assertThat(objects.whyNotAlive()).isEmpty();
    }

    private void awaitSame() {
        Waiting.until(
                () ->
                        "the plane's "
                                + truth().size()
                                + " pods, have "
                                + objects.all(ObjectKind.OBJECT_KIND_POD).size(),
                LIMIT,
                () -> uids().equals(truth()));
    }

    private Set<String> uids() {
        return objects.all(ObjectKind.OBJECT_KIND_POD).stream()
                .map(ObservedObject::getUid)
                .collect(Collectors.toSet());
    }

    private Set<String> truth() {
        return writer.pods().inAnyNamespace().list().getItems().stream()
                .map(pod -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private void namespace() {
        writer.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName("foreign")
                                .endMetadata()
                                .build())
                .create();
    }

    private void create(String name) {
        Pod pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("foreign")
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeSelector(new TreeMap<>(Map.of("nowhere", "true")))
                        .addNewContainer()
                        .withName("c")
                        .withImage("x")
                        .endContainer()
                        .endSpec()
                        .build();
        writer.resource(pod).create();
    }

    private void delete(String name) {
        writer.pods().inNamespace("foreign").withName(name).withGracePeriod(0).delete();
    }
}
