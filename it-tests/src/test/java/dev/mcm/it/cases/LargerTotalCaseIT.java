package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.PlaneSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Case T2, "A larger total never shrinks a plane": karmada#6735. Replicas that take minutes to
/// load must not move because the total changed by one.
@Tag("long")
final class LargerTotalCaseIT {
    private static final int MOST = 20;

    @Test
    void goingUpNoPlaneShrinksAndGoingDownNoneGrows() throws InterruptedException, SQLException {
        try (TestStack stack =
                TestStack.own(
                        List.of(plane("plane-1", 17), plane("plane-2", 11), plane("plane-3", 6)))) {
            String id =
                    stack.create("totals", Cases.oneGpu("totals:1").build(), Cases.always(1))
                            .getId();
            Step before = step(stack, id, 1);
            for (int total : totals()) {
                Cases.scale(stack, id, total);
                Step after = step(stack, id, total);
                check(before, after);
                assertThat(stack.readyPodCount(id))
                        .isGreaterThanOrEqualTo(Math.min(total, before.total));
                before = after;
            }
        }
    }

    private static void check(Step before, Step after) {
        before.placed.forEach((plane, placed) -> {
            int now = after.placed.getOrDefault(plane, 0);
            assertThat(after.total > before.total ? now >= placed : now <= placed)
                    .as("%s from %s to %s", plane, before, after)
                    .isTrue();
            if (now == placed) {
                assertThat(after.writtenBy.get(plane))
                        .as("row of %s from %s to %s", plane, before, after)
                        .isEqualTo(before.writtenBy.get(plane));
            }
        });
    }

    private static PlaneSpec plane(String id, int machines) {
        return new PlaneSpec(id, "sim", "region", Cases.machines(machines, 1));
    }

    /// 2 to 20, and down again to 1.
    private static List<Integer> totals() {
        return IntStream.concat(
                        IntStream.rangeClosed(2, MOST),
                        IntStream.iterate(MOST - 1, n -> n >= 1, n -> n - 1))
                .boxed()
                .toList();
    }

    /// All of a total is ready and nothing else is there.
    private static Step step(TestStack stack, String id, int total)
            throws InterruptedException, SQLException {
        Deployment settled =
                stack.await(
                        total + " ready replicas and no more",
                        id,
                        deployment ->
                                deployment.getReplicas().getReady() == total
                                        && Cases.placed(deployment).values().stream()
                                                        .mapToInt(i -> i)
                                                        .sum()
                                                == total);
        return new Step(total, Cases.placed(settled), writtenBy(stack, id));
    }

    /// The transaction that wrote each plane's row.
    private static Map<String, String> writtenBy(TestStack stack, String id) throws SQLException {
        Map<String, String> written = new TreeMap<>();
        try (Connection connection = stack.local().postgres().dataSource("mcm").getConnection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT plane_id, xmin FROM placements WHERE deployment_id = ? AND"
                                        + " replicas > 0")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    written.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return written;
    }

    private record Step(int total, Map<String, Integer> placed, Map<String, String> writtenBy) {}
}
