package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.local.stack.ServiceProcess;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Killing any service hard, at any time, moves nothing.
@ExtendWith(StackExtension.class)
final class HardKillIT {
    /// A service is left dead for this long, so that others notice.
    private static final Duration DEAD = Duration.ofSeconds(1);

    /// How long the suite is watched after the last service is back: longer than every resync of
    /// the local timing.
    private static final Duration AFTERMATH = Duration.ofSeconds(15);

    /// What the load's beginning sets off is over when nothing has been placed for this long: the
    /// window and the delay of [LoopIT#scaling] together.
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private final TestStack stack;

    HardKillIT(TestStack stack) {
        var _ = stack.local();
        this.stack = stack;
    }

    @Test
    void everyServiceKilledOnceUnderConstantLoadWritesNoPlacementAndMovesNoPod()
            throws InterruptedException, SQLException {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/steady:1")
                        .setResources(
                                Resources.newBuilder()
                                        .setCpuMilli(2_000)
                                        .setMemoryMib(4_096)
                                        .setGpuCount(1)
                                        .addGpuTypes("T4"))
                        .setPlacement(PlacementPolicy.newBuilder().setMinPlanes(2))
                        .build();
        Deployment created = stack.create("steady", spec, LoopIT.scaling(1, 8));
        try (ConstantLoad load =
                new ConstantLoad(created.getId(), stack.gateways(), 10, Duration.ofMillis(200))) {
            // 10 in flight / (4 per replica × 70 %) = 3.6, so 4 replicas; in the middle between the
            // steps at 8.4 and 11.2, so that a busy machine which sends fewer does not change it.
            List<String> writes = settledPlacements();
            stack.await("4 ready replicas", created.getId(), d -> d.getReplicas().getReady() == 4);
            Set<String> pods = stack.podUids();
            int answered = load.answered();

            for (List<ServiceProcess> program : programs()) {
                program.forEach(ServiceProcess::killHard);
                Waiting.pause(DEAD);
                program.forEach(ServiceProcess::start);
                program.forEach(ServiceProcess::awaitReady);
            }
            Waiting.pause(AFTERMATH);

            assertThat(placementWrites()).as("rows written to placements").isEqualTo(writes);
            assertThat(stack.podUids()).as("pods on the planes").isEqualTo(pods);
            assertThat(load.answered()).as("requests answered meanwhile").isGreaterThan(answered);
        }
        stack.await(
                "the API to answer as before",
                created.getId(),
                d -> d.getReplicas().getReady() > 0);
    }

    /// The services, those of one program together: the LSMs of all planes die at once.
    private Collection<List<ServiceProcess>> programs() {
        return stack.local().services().stream()
                .collect(
                        Collectors.groupingBy(
                                service -> service.name().split("-", 2)[0],
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values();
    }

    /// A burst of callers may be counted twice for a moment, by the plane that lets a waiting
    /// request go and by the one that takes it.
    private List<String> settledPlacements() throws InterruptedException, SQLException {
        List<String> writes = placementWrites();
        long since = System.nanoTime();
        long start = since;
        while (System.nanoTime() - since < SETTLED.toNanos()) {
            Waiting.pause(Duration.ofMillis(100));
            List<String> now = placementWrites();
            if (!now.equals(writes)) {
                writes = now;
                since = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("time until the placements settle")
                    .isLessThan(TestStack.PATIENCE);
        }
        return writes;
    }

    /// The rows of placements with the transaction that wrote each, and the last version given out:
    /// any insert, update or delete since changes one of them; rows of nothing end by themselves.
    /// (Postgres' own counters lag behind by up to a minute.)
    private List<String> placementWrites() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = stack.local().postgres().dataSource("mcm").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT p::text || ' written by ' || p.xmin FROM placements p"
                                        + " WHERE replicas > 0 UNION ALL SELECT 'last version ' ||"
                                        + " last_value FROM placement_versions ORDER BY 1")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
