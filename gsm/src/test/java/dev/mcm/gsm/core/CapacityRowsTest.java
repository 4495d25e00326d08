package dev.mcm.gsm.core;

import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How much of `plane_capacity` changes with what happens on a plane of 300 nodes.
final class CapacityRowsTest {
    private static final int NODES = 300;
    private static final int BINDS = 1_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<ObservedObject> nodes =
            new ArrayList<>(IntStream.range(0, NODES).mapToObj(CapacityRowsTest::machine).toList());
    private final List<ObservedObject> pods = new ArrayList<>();
    private SortedMap<CapacityKey, CapacityRow> rows = rollUp(nodes, pods);

    private static ObservedObject machine(int i) {
        return node("node-" + i, gpuNode("H100", 8).toBuilder().setPodSlots(110).build());
    }

    /// Rows that are written because of what has changed.
    private int rewritten() {
        SortedMap<CapacityKey, CapacityRow> after = rollUp(nodes, pods);
        RowChanges<CapacityKey, CapacityRow> changes = RowChanges.between(rows, after);
        rows = after;
        return changes.upserts().size() + changes.deletes().size();
    }

    private void bind(int pod) {
        PodDetail.Builder detail =
                PodDetail.newBuilder()
                        .setNodeName("node-" + random.nextInt(NODES))
                        .setPhase("Running")
                        .setCpuMilli(100L * random.nextInt(1, 40))
                        .setMemoryMib(100L * random.nextInt(1, 400));
        if (random.nextInt(3) > 0) {
            detail.setGpuCount(random.nextInt(1, 3)).setGpuMilli(1000);
        }
        pods.add(pod("p" + pod, detail.build()));
    }

    @Test
    void aBindRewritesOneRow() {
        int most = 0;
        long sum = 0;
        for (int i = 0; i < BINDS; i++) {
            bind(i);
            int changed = rewritten();
            most = Math.max(most, changed);
            sum += changed;
        }
        System.out.printf(
                "plane_capacity: %d rows of %d nodes; per bind %.2f rewritten, %d at most%n",
                rows.size(), NODES, (double) sum / BINDS, most);
        assertThat(most).isEqualTo(1);
        assertThat(rows.values())
                .allSatisfy(row ->
                        assertThat(row.classes().getSerializedSize()).isLessThanOrEqualTo(1800));
        assertThat(rows.values().stream().mapToInt(CapacityRow::nodes).sum()).isEqualTo(NODES);
    }

    @Test
    void aNodeMoreOrLessRewritesAFewRows() {
        for (int i = 0; i < 100; i++) {
            nodes.add(machine(NODES + i));
            assertThat(rewritten()).as("its row, or that row's halves for it").isLessThan(6);
        }
        for (int i = 0; i < 200; i++) {
            nodes.remove(random.nextInt(nodes.size()));
            assertThat(rewritten()).isLessThan(6);
        }
    }

    private static SortedMap<CapacityKey, CapacityRow> rollUp(
            List<ObservedObject> nodes, List<ObservedObject> pods) {
        return CapacityRollup.of(nodes, pods, Set.of());
    }
}
