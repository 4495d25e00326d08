package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.group;
import static dev.mcm.scheduler.core.SceneParts.image;
import static dev.mcm.scheduler.core.SceneParts.reached;
import static dev.mcm.scheduler.core.SceneParts.silent;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.deployment.WhenFull;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.SummaryReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Updates, step by step: what is placed by plane and image, oldest first, as "a:1 2" for two
/// replicas of image 1 on plane a.
class HandOverTest {
    private static final String T4 = "T4";

    private final Scene scene = new Scene();
    private final List<String> images = new ArrayList<>();

    private DeploymentSpec running(String image) {
        images.add(image);
        return spec(image(image, gpu(T4, 1)));
    }

    /// Of image 1, ready, with nothing free on plane a.
    private void full(int replicas) {
        scene.plane("a", gpuNodes(1, T4, replicas)).deploy("d", replicas, running("1")).settle();
        scene.bindAll().capacity("a").settle();
    }

    private void update(String image) {
        scene.update("d", running(image)).settle();
    }

    private List<String> placed() {
        return scene.deployment("d").placements().stream()
                .filter(row -> row.replicas() > 0)
                .map(row -> row.planeId() + ":" + imageOf(row) + " " + row.replicas())
                .sorted()
                .toList();
    }

    private String imageOf(PlacedCell row) {
        return images.stream()
                .filter(image -> image(image, gpu(T4, 1)).revision().equals(row.revision()))
                .findFirst()
                .orElse("?");
    }

    private void observe(String image, String plane, ReplicaGroup... groups) {
        scene.observeRows(
                "d",
                row -> row.planeId().value().equals(plane) && imageOf(row).equals(image),
                groups);
    }

    private SummaryReason reason() {
        return Objects.requireNonNull(summary().reason());
    }

    private SummaryCounts summary() {
        return Objects.requireNonNull(scene.deployment("d").summary());
    }

    @Test
    void onAFullPoolOneGoesBeforeTheNextComesUntilAllRunTheNewImage() {
        full(2);
        update("2");
        assertThat(placed()).containsExactly("a:1 1", "a:2 1");
        assertThat(reason()).isEqualTo(PlacementOutcome.HANDING_OVER_ONE_BY_ONE);
        assertThat(summary().pending()).isZero();
        assertThat(scene.decide().isEmpty()).isTrue();

        observe("2", "a", group(ReplicaState.STARTING, 1));
        scene.settle();
        assertThat(placed()).as("one at a time").containsExactly("a:1 1", "a:2 1");

        scene.bindAll().settle();
        assertThat(placed()).containsExactly("a:2 2");
        scene.bindAll().settle();
        assertThat(reason()).isEqualTo(PlacementOutcome.PLACED);
    }

    @Test
    void theOnlyReplicaOfAFullPlaneIsReplacedToo() {
        full(1);
        update("2");
        assertThat(placed()).containsExactly("a:2 1");
        assertThat(reason()).isEqualTo(PlacementOutcome.PLACED);
    }

    @Test
    void whereTheSettingSaysWaitNothingGoesUntilThereIsRoom() {
        full(2);
        scene.change(
                "d", facts -> SceneFacts.rollout(facts, new Rollout(25, 0, WhenFull.WAIT, 600)));
        update("2");
        assertThat(placed()).containsExactly("a:1 2");
        assertThat(reason()).isEqualTo(PlacementOutcome.HANDOVER_WAITS);
        scene.capacity("a", gpuNodes(1, T4, 1)).settle();
        assertThat(placed()).containsExactly("a:1 2", "a:2 1");
        assertThat(reason()).isEqualTo(PlacementOutcome.HANDING_OVER);
    }

    @Test
    void aFreeRoomOnAnotherPlaneKeepsAllReady() {
        full(2);
        scene.plane("b", gpuNodes(1, T4, 1));
        update("2");
        assertThat(placed()).containsExactly("a:1 2", "b:2 1");
        assertThat(reason()).isEqualTo(PlacementOutcome.HANDING_OVER);

        scene.bindAll().capacity("b").settle();
        assertThat(placed())
                .as("the next one takes the room of the one that goes")
                .containsExactly("a:1 1", "a:2 1", "b:2 1");
        scene.settle();
        assertThat(placed()).as("and nothing more until it is ready").hasSize(3);

        scene.bindAll().settle();
        assertThat(placed()).containsExactly("a:2 1", "b:2 1");
    }

    @Test
    void noMoreThanTheSurgeComeAtOnce() {
        scene.plane("a", gpuNodes(4, T4, 8)).deploy("d", 8, running("1")).settle();
        scene.bindAll().settle();
        update("2");
        assertThat(placed()).containsExactly("a:1 8", "a:2 2");
        scene.bindAll().settle();
        assertThat(placed()).containsExactly("a:1 6", "a:2 4");
    }

    @Test
    void missingReplicasThatTheSettingAllowsGoAtOnce() {
        full(4);
        scene.change(
                "d", facts -> SceneFacts.rollout(facts, new Rollout(25, 50, WhenFull.WAIT, 600)));
        update("2");
        assertThat(placed()).containsExactly("a:1 2", "a:2 2");
        scene.settle();
        assertThat(placed()).containsExactly("a:1 2", "a:2 2");
    }

    @Test
    void thoseInWhoseRoomAnotherStartsGoFirst() {
        scene.plane("a", gpuNodes(1, T4, 2))
                .plane("b", gpuNodes(1, T4, 2))
                .deploy("d", 4, running("1"))
                .settle();
        scene.bindAll().capacity("a").capacity("b").cordon("a", true);
        mayMiss(50);
        update("2");
        assertThat(placed()).containsExactly("a:1 2", "b:2 2");
        scene.bindAll().settle();
        assertThat(placed()).containsExactly("b:2 2");
    }

    private void mayMiss(int percent) {
        Rollout rollout = new Rollout(25, percent, WhenFull.REPLACE, 600);
        scene.change("d", facts -> SceneFacts.rollout(facts, rollout));
    }

    /// Half of them may be missing, and half of them are.
    @Test
    void beyondWhatMayBeMissingOneGoesAtATime() {
        full(4);
        mayMiss(50);
        scene.cordon("a", true);
        update("2");
        assertThat(placed()).containsExactly("a:1 2");
        scene.cordon("a", false).settle();
        assertThat(placed()).containsExactly("a:1 1", "a:2 1");
    }

    @Test
    void aRevisionThatIsNeverReadyStopsAndIsTold() {
        full(3);
        update("2");
        assertThat(placed()).containsExactly("a:1 2", "a:2 1");
        observe("2", "a", group(ReplicaState.FAILING, 1, scene.now, "CrashLoopBackOff"));
        scene.now = scene.now.plusSeconds(120);
        scene.settle();
        assertThat(placed()).containsExactly("a:1 2", "a:2 1");
        assertThat(reason()).isEqualTo(PlacementOutcome.HANDOVER_STALLED);

        update("3");
        assertThat(placed())
                .as("the one that fails gives its room to the next revision")
                .containsExactly("a:1 2", "a:3 1");
    }

    @Test
    void aSecondUpdateDuringTheFirstEndsAtTheLast() {
        full(4);
        update("2");
        scene.bindAll().settle();
        assertThat(placed()).containsExactly("a:1 2", "a:2 2");
        scene.bindAll();
        update("3");
        for (int step = 0; step < 6; step++) {
            scene.bindAll().settle();
        }
        assertThat(placed()).containsExactly("a:3 4");
    }

    /// What a plane says is a second old, or more.
    @Test
    void whatHasNotBeenSeenReadyMayBeReadyByNow() {
        full(4);
        observe("1", "a", group(ReplicaState.READY, 1), group(ReplicaState.STARTING, 3));
        scene.plane("b", gpuNodes(1, T4, 4));
        update("2");
        scene.settle();
        assertThat(placed()).containsExactly("a:1 4", "b:2 1");

        observe("2", "b", group(ReplicaState.READY, 1));
        scene.settle();
        assertThat(placed()).as("one for one").containsExactly("a:1 3", "a:2 1", "b:2 1");
    }

    @Test
    void whatIsInTroubleForLongGoesAtOnce() {
        full(4);
        observe(
                "1",
                "a",
                group(ReplicaState.READY, 2),
                group(ReplicaState.FAILING, 2, scene.now, "CrashLoopBackOff"));
        scene.now = scene.now.plusSeconds(120);
        update("2");
        assertThat(placed()).containsExactly("a:1 2", "a:2 2");
    }

    @Test
    void whileNothingIsReadyNothingIsLost() {
        full(4);
        observe("1", "a", group(ReplicaState.STARTING, 4));
        update("2");
        assertThat(placed()).containsExactly("a:2 4");
    }

    @Test
    void theRoomThatWasHeldForOneIsHeldForTheNext() {
        full(3);
        update("2");
        scene.bindAll().settle();
        assertThat(placed()).containsExactly("a:1 1", "a:2 2");
        observe("1", "a", group(ReplicaState.READY, 1), group(ReplicaState.TERMINATING, 1));
        observe("2", "a", group(ReplicaState.READY, 1), group(ReplicaState.UNBOUND, 1));
        update("3");
        assertThat(placed()).as("two ready, as before").containsExactly("a:1 1", "a:2 1", "a:3 1");
    }

    @Test
    void theFirstImageAgainFindsTheReplicasThatStillRunIt() {
        full(4);
        update("2");
        assertThat(placed()).containsExactly("a:1 3", "a:2 1");
        observe("2", "a", group(ReplicaState.STARTING, 1));
        scene.update("d", spec(image("1", gpu(T4, 1)))).settle();
        assertThat(placed()).containsExactly("a:1 4");
    }

    @Test
    void aSuccessorIsNotSoughtElsewhereWhileTheOneBeforeItEnds() {
        full(2);
        update("2");
        observe(
                "1",
                "a",
                group(ReplicaState.READY, 1),
                group(ReplicaState.TERMINATING, 1, scene.now, ""));
        observe("2", "a", group(ReplicaState.UNBOUND, 1, scene.now, "Unschedulable"));
        scene.now = scene.now.plusSeconds(30);
        scene.settle();
        assertThat(summary().pending()).isZero();
        scene.now = scene.now.plusSeconds(300);
        observe("1", "a", group(ReplicaState.READY, 1));
        scene.settle();
        assertThat(summary().pending()).as("nothing leaves any more").isEqualTo(1);
        assertThat(placed()).as("and no more goes for it").containsExactly("a:1 1", "a:2 1");
    }

    /// A model that loads is not given up for a break of a link.
    @Test
    void theSurgeOnAPlaneThatIsNotHeardStays() {
        full(2);
        scene.capacity("a", gpuNodes(1, T4, 1));
        update("2");
        assertThat(placed()).containsExactly("a:1 2", "a:2 1");
        scene.bindAll().capacity("a");
        scene.now = scene.now.plusSeconds(60);
        scene.contact("a", silent(scene.now), reached()).settle();
        assertThat(placed()).containsExactly("a:1 2", "a:2 1");
    }

    @Test
    void theFreedRoomIsHeldForTheSuccessor() {
        full(2);
        scene.deploy("other", 1, spec(gpu(T4, 1))).settle();
        update("2");
        scene.capacity("a", gpuNodes(1, T4, 1)).settle();
        assertThat(scene.placed("other")).isZero();
        assertThat(placed()).containsExactly("a:1 1", "a:2 1");
    }

    /// The successor is bound before its room is free, wherever the plane likes.
    @Test
    void noneGoesWhileItsSuccessorCouldTakeTheNodeOfAnother() {
        full(2);
        scene.capacity("a", gpuNodes(1, T4, 4)).deploy("large", 1, 1, spec(gpu(T4, 4)));
        update("2");
        assertThat(scene.placed("large")).isEqualTo(1);
        assertThat(placed()).containsExactly("a:1 2");
        scene.observe("large", "a", group(ReplicaState.STARTING, 1)).capacity("a").settle();
        assertThat(placed()).containsExactly("a:1 1", "a:2 1");
    }

    @Test
    void aLargerReplicaIsNotPutWhereASmallerOneWas() {
        full(2);
        scene.update("d", spec(gpu(T4, 2))).settle();
        assertThat(scene.on("d", "a")).isEqualTo(2);
        assertThat(placed()).containsExactly("a:1 2");
        assertThat(reason()).isEqualTo(PlacementOutcome.HANDOVER_WAITS);
    }

    @Test
    void aScaleAndAnUpdateInOneBreathNeverTakeReadyOnesBelowTheSmaller() {
        full(4);
        scene.desire("d", 2);
        update("2");
        int ready = ready("1");
        assertThat(ready).isEqualTo(2);
    }

    private int ready(String image) {
        return scene.deployment("d").placements().stream()
                .filter(row -> imageOf(row).equals(image))
                .mapToInt(PlacedCell::replicas)
                .sum();
    }

    @Test
    void replicasOnAPlaneThatIsNotHeardNeitherJustifyNorBlock() {
        scene.plane("a", gpuNodes(1, T4, 2))
                .plane("b", gpuNodes(1, T4, 2))
                .deploy("d", 4, running("1"))
                .settle();
        scene.bindAll().capacity("a").capacity("b").settle();
        scene.now = scene.now.plusSeconds(60);
        scene.contact("b", silent(scene.now), reached()).settle();
        update("2");
        assertThat(placed()).containsExactly("a:1 1", "a:2 1", "b:1 2");
        scene.bindAll().settle();
        assertThat(placed()).containsExactly("a:2 2", "b:1 2");
    }

    @Test
    void aWorkloadOfBeforeGivesWayToReplicaSets() {
        full(2);
        scene.change("d", SceneFacts::fromBeforeRevisions);
        assertThat(scene.settle().placements()).isEmpty();
        update("2");
        assertThat(
                        scene.deployment("d").placements().stream()
                                .filter(row -> row.replicas() > 0)
                                .map(row -> row.workload() + " " + row.specVersion())
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("DEPLOYMENT 1", "REPLICA_SET 2");
    }
}
