package dev.mcm.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.service.RunningService;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SchedulerIT {
    private static final String D1 = "d-0000000001";
    private static final String D2 = "d-0000000002";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, String> QUICK = Map.of("RESYNC", "100ms", "LOST_AFTER", "1s");

    private SchedulerStack stack;

    @BeforeEach
    void open() throws Exception {
        stack = new SchedulerStack();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void placesWhatIsDesiredAndSaysWhatBecameOfIt() throws Exception {
        stack.plane("east", 2);
        stack.plane("west", 1);
        stack.deployment(D1, 2);
        stack.deployment(D2, 2);
        stack.start(QUICK);
        Waiting.until(
                "both summaries",
                PATIENCE,
                () -> stack.query("SELECT count(*) FROM placement_summaries").equals("2"));
        assertThat(
                        stack.query(
                                "SELECT desired || '/' || placed || '/' || pending || '/' || reason"
                                        + " FROM placement_summaries ORDER BY deployment_id"))
                .isEqualTo("2/2/0/PLACED,2/1/1/NO_CAPACITY");
        assertThat(stack.query("SELECT state FROM plane_states ORDER BY plane_id"))
                .isEqualTo("LIVE,LIVE");
        assertThat(
                        stack.query(
                                "SELECT v->>'reason' FROM placement_verdicts,"
                                    + " jsonb_array_elements(verdicts) v WHERE deployment_id = ?",
                                D2))
                .isEqualTo("NO_CAPACITY,NO_CAPACITY");
    }

    @Test
    void eventWakesTheSchedulerLongBeforeTheResync() throws Exception {
        stack.plane("east", 60);
        stack.deployment(D1, 0);
        RunningService service = stack.start(Map.of("RESYNC", "1m", "LEASE_TTL", "10s"));
        Waiting.until("the Scheduler to be ready", PATIENCE, service::isReady);
        Waiting.until(
                "its first decision",
                PATIENCE,
                () -> stack.query("SELECT count(*) FROM placement_summaries").equals("1"));
        List<Long> millis = new ArrayList<>();
        for (int desired = 1; desired <= 40; desired++) {
            int wanted = desired;
            stack.desire(D1, desired);
            long start = SystemTime.SYSTEM.nanoTime();
            stack.publishChange(D1);
            Waiting.until("replicas", PATIENCE, () -> stack.placed(D1, "east") == wanted);
            millis.add(SystemTime.SYSTEM.since(start).toMillis());
        }
        System.out.println("event to placement row, ms: " + millis);
    }

    @Test
    void restartWritesNothing() throws Exception {
        stack.plane("east", 3);
        stack.deployment(D1, 2);
        stack.deployment(D2, 2);
        RunningService first = stack.start(QUICK);
        Waiting.until(
                "both summaries",
                PATIENCE,
                () -> stack.query("SELECT count(*) FROM placement_summaries").equals("2"));
        first.stop();
        String before = everything();
        RunningService second = stack.start(QUICK);
        Waiting.until(
                "the lease",
                PATIENCE,
                () -> stack.query("SELECT epoch FROM leases WHERE role = 'scheduler'").equals("2"));
        Waiting.until("the Scheduler to be ready", PATIENCE, second::isReady);
        Waiting.pause(Duration.ofSeconds(1));
        assertThat(everything()).isEqualTo(before);
    }

    private String everything() {
        return stack.query("SELECT p::text FROM placements p ORDER BY 1")
                + stack.query("SELECT s::text FROM placement_summaries s ORDER BY 1")
                + stack.query("SELECT v::text FROM placement_verdicts v ORDER BY 1")
                + stack.query("SELECT s::text FROM plane_states s ORDER BY 1");
    }

    @Test
    void replicasOfALostPlaneAreMoved() throws Exception {
        stack.plane("east", 4);
        stack.plane("north", 1);
        stack.plane("west", 1);
        stack.deployment(D1, 3);
        stack.start(QUICK);
        Waiting.until("the placement", PATIENCE, () -> stack.placed(D1, "east") == 3);
        stack.execute(
                "UPDATE plane_liveness SET state = 'SILENT', since = now() WHERE plane_id ="
                        + " 'east'");
        Waiting.until(
                "UNKNOWN",
                PATIENCE,
                () ->
                        stack.query("SELECT state FROM plane_states WHERE plane_id = 'east'")
                                .equals("UNKNOWN"));
        stack.execute(
                "UPDATE plane_probes SET reachable = false, since = now() WHERE plane_id = 'east'");
        Waiting.until(
                "the move",
                PATIENCE,
                () -> stack.placed(D1, "north") + stack.placed(D1, "west") == 2);
        assertThat(stack.placed(D1, "east")).isEqualTo(1);
        stack.capacity("west", 3);
        Waiting.until("the rest", PATIENCE, () -> stack.placed(D1, "east") == 0);
        assertThat(stack.placed(D1, "north") + stack.placed(D1, "west")).isEqualTo(3);
    }

    @Test
    void replicasOfAPlaneThatItsLsmCannotReadStayWhereTheyAre() throws Exception {
        stack.plane("east", 4);
        stack.plane("west", 1);
        stack.deployment(D1, 3);
        stack.start(QUICK);
        Waiting.until("the placement", PATIENCE, () -> stack.placed(D1, "east") == 3);
        stack.execute(
                "UPDATE plane_probes SET reachable = false, since = now() - interval '1 hour' WHERE"
                        + " plane_id = 'east'");
        stack.execute(
                "UPDATE plane_liveness SET state = 'SILENT', since = now() - interval '1 hour',"
                        + " unreadable = 'pods are not listed' WHERE plane_id = 'east'");
        Waiting.until(
                "the reason",
                PATIENCE,
                () ->
                        stack.query("SELECT message FROM plane_states WHERE plane_id = 'east'")
                                .contains("pods are not listed"));
        assertThat(stack.query("SELECT state FROM plane_states WHERE plane_id = 'east'"))
                .isEqualTo("UNKNOWN");
        stack.desire(D1, 4);
        Waiting.until("the next one", PATIENCE, () -> stack.placed(D1, "west") == 1);
        assertThat(stack.placed(D1, "east")).isEqualTo(3);
    }

    @Test
    void oneSpecThatCannotBeReadStopsItsDeploymentAndNoOther() throws Exception {
        stack.plane("east", 3);
        stack.deployment(D1, 1);
        stack.deployment(D2, 1);
        stack.start(QUICK);
        Waiting.until("the placement", PATIENCE, () -> stack.placed(D1, "east") == 1);
        Waiting.until("the placement", PATIENCE, () -> stack.placed(D2, "east") == 1);

        stack.spoil(D1);
        stack.desire(D1, 2);
        stack.desire(D2, 3);
        Waiting.until(
                "the reason",
                PATIENCE,
                () ->
                        stack.query(
                                        "SELECT desired || '/' || placed || '/' || pending || '/'"
                                                + " || reason FROM placement_summaries WHERE"
                                                + " deployment_id = ?",
                                        D1)
                                .equals("2/1/1/SPEC_UNREADABLE"));
        Waiting.until("the other's replica", PATIENCE, () -> stack.placed(D2, "east") == 2);
        Waiting.pause(Duration.ofSeconds(1));
        assertThat(stack.placed(D2, "east")).as("beside what is reserved").isEqualTo(2);
        assertThat(stack.placed(D1, "east")).isEqualTo(1);

        stack.execute("UPDATE deployments SET lifecycle = 'DELETING' WHERE id = ?", D1);
        Waiting.until("its end", PATIENCE, () -> stack.placed(D1, "east") == 0);
        Waiting.until("the last one", PATIENCE, () -> stack.placed(D2, "east") == 3);
    }

    @Test
    void standbyTakesOverAndTheVersionsGrow() throws Exception {
        stack.plane("east", 9);
        stack.deployment(D1, 1);
        RunningService first = stack.start(QUICK);
        RunningService second = stack.start(QUICK);
        Waiting.until("the placement", PATIENCE, () -> stack.placed(D1, "east") == 1);
        Waiting.until("the standby to be ready", PATIENCE, second::isReady);
        long version = Long.parseLong(stack.query("SELECT version FROM placements"));
        first.stop();
        stack.desire(D1, 5);
        Waiting.until("the placement", PATIENCE, () -> stack.placed(D1, "east") == 5);
        assertThat(Long.parseLong(stack.query("SELECT version FROM placements")))
                .isGreaterThan(version);
    }
}
