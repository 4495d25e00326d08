package dev.mcm.gsm.core;

import static dev.mcm.gsm.core.PlaneLogScript.owned;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static dev.mcm.gsm.core.PlaneLogScript.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObservedRollupTest {
    private static final String D = "d-aaaaaaaaaa";
    private static final ObservedKey KEY = ObservedKey.of(D, "h100").orElseThrow();

    @Test
    void podsAreCountedByHowFarTheyAre() {
        ObservedCounts row =
                roll(
                        mine("ready", 2, detail("n1", "Running").setReady(true)),
                        mine("old", 1, detail("n1", "Running").setReady(true)),
                        mine("bound", 2, detail("n1", "Pending")),
                        mine("waiting", 2, detail("", "Pending")),
                        mine("failed", 2, detail("n1", "Failed")),
                        terminating(mine("leaving", 1, detail("n1", "Running").setReady(true))),
                        terminating(mine("left", 1, detail("n1", "Succeeded"))));
        assertThat(row).isEqualTo(new ObservedCounts(2, 4, 3, 2, 1, 1, "", ""));
    }

    @Test
    void aWorkloadWithoutPodsHasARowOfZeros() {
        var rows = ObservedRollup.of(List.of(owned(workload("w", 0), D, 7)), List.of());
        assertThat(rows.get(KEY)).isEqualTo(new ObservedCounts(7, 0, 0, 0, 0, 0, "", ""));
    }

    @Test
    void podsOfTheOldVersionAreNotUpdatedOnceTheWorkloadIsNewer() {
        var rows =
                ObservedRollup.of(
                        List.of(owned(workload("w", 1), D, 2)),
                        List.of(mine("old", 1, detail("n1", "Running").setReady(true))));
        assertThat(rows.get(KEY)).isEqualTo(new ObservedCounts(2, 1, 1, 1, 0, 0, "", ""));
    }

    @Test
    void foreignPodsHaveNoRow() {
        assertThat(ObservedRollup.of(List.of(), List.of(pod("x", "n1", "Running")))).isEmpty();
    }

    @Test
    void podsWithOtherPeoplesLabelsHaveNoRow() {
        assertThat(
                        ObservedRollup.of(
                                List.of(), List.of(owned(pod("x", "n1", "Running"), "theirs", 1))))
                .isEmpty();
    }

    @Test
    void theWorstPodExplains() {
        ObservedCounts row =
                roll(
                        mine("a", 1, detail("n1", "Pending").setReason("ContainerCreating")),
                        mine(
                                "b",
                                1,
                                detail("n1", "Running")
                                        .setReason("CrashLoopBackOff")
                                        .setMessage("exit 137")),
                        mine(
                                "c",
                                1,
                                detail("", "Pending")
                                        .setReason("Unschedulable")
                                        .setMessage("no GPU")));
        assertThat(row.reason()).isEqualTo("CrashLoopBackOff");
        assertThat(row.message()).isEqualTo("exit 137");
    }

    @Test
    void aReadyPodThatOnceFailedExplainsNothing() {
        assertThat(
                        roll(mine(
                                        "a",
                                        1,
                                        detail("n1", "Running")
                                                .setReady(true)
                                                .setReason("OOMKilled")))
                                .reason())
                .isEmpty();
    }

    @Test
    void longMessagesAreCutBetweenCharacters() {
        String message = "x".repeat(499) + "\uD83D\uDE00" + "y".repeat(50);
        ObservedCounts row =
                roll(mine("a", 1, detail("n1", "Running").setReason("Error").setMessage(message)));
        assertThat(row.message()).isEqualTo("x".repeat(499));
    }

    private static ObservedCounts roll(ObservedObject... pods) {
        ObservedCounts row = ObservedRollup.of(List.of(), List.of(pods)).get(KEY);
        assertThat(row).isNotNull();
        return row;
    }

    private static ObservedObject mine(String uid, long version, PodDetail.Builder detail) {
        return owned(pod(uid, detail.build()), D, version);
    }

    private static ObservedObject terminating(ObservedObject pod) {
        return pod.toBuilder().setTerminating(true).build();
    }

    private static PodDetail.Builder detail(String node, String phase) {
        return PodDetail.newBuilder().setNodeName(node).setPhase(phase);
    }
}
