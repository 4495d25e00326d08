package dev.mcm.testkit.plane.controller;

import dev.mcm.testkit.plane.store.StoredObject;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Which pods a scale-down takes first: unbound before bound, pending before running, unready
/// before ready, the cheaper to delete, the later to become ready, the younger.
final class PodRanking {

    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    private static final Comparator<StoredObject> ORDER =
            Comparator.comparing((StoredObject p) -> !p.text("spec", "nodeName").isEmpty())
                    .thenComparing(p -> p.text("status", "phase").equals("Running"))
                    .thenComparing(p -> Conditions.isTrue(p, "Ready"))
                    .thenComparingInt(PodRanking::deletionCost)
                    .thenComparing(p -> Conditions.since(p, "Ready"), Comparator.reverseOrder())
                    .thenComparing(
                            p -> p.text("metadata", "creationTimestamp"), Comparator.reverseOrder())
                    .thenComparing(StoredObject::key);

    private PodRanking() {}

    static Stream<StoredObject> leastWorthKeeping(List<StoredObject> pods) {
        return pods.stream().sorted(ORDER);
    }

    private static int deletionCost(StoredObject pod) {
        try {
            String cost = pod.annotation(DELETION_COST);
            return cost.isEmpty() ? 0 : Integer.parseInt(cost);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
