package dev.mcm.gsm;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_NODE;
import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static dev.mcm.gsm.core.PlaneLogScript.owned;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.gsm.core.PlaneLogScript;
import dev.mcm.shared.service.RunningService;
import dev.mcm.testkit.kafka.KafkaOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How old the states of pods are, whatever happens to those who store them: with a scripted LSM, a
/// real broker and a real Postgres.
final class ReplicaAgesIT {
    private static final String D = "d-aaaaaaaaaa";
    private static final String AGES =
            "SELECT uid || ' ' || state || ' ' || state_since FROM observed_objects WHERE kind = 2"
                    + " AND NOT gone ORDER BY uid";
    private static final String CELL =
            "SELECT concat_ws('/', unbound, starting, ready, failing, terminating) FROM"
                    + " observed_cells";

    private static final AtomicInteger PLANES = new AtomicInteger();
    private static GsmStack stack;
    private static Producer<byte[], byte[]> producer;

    private final String plane = "aged-" + PLANES.incrementAndGet();
    private final PlaneLogScript log = new PlaneLogScript(plane);
    private final ScriptedTopic script = new ScriptedTopic(producer, plane, log);

    @BeforeAll
    static void start() {
        stack = new GsmStack(KafkaOptions.temporary());
        producer = stack.clients().producer("lsm", Map.of());
    }

    @AfterAll
    static void stop() {
        producer.close();
        stack.close();
    }

    @BeforeEach
    void register() throws InterruptedException {
        stack.register(plane);
    }

    @AfterEach
    void forget() {
        stack.killAll();
        stack.forgetPlanes();
    }

    @Test
    void agesAreByPostgresClockAndOutliveReplaysRestartsAndOwners() throws Exception {
        RunningService slow = stack.runGsm(Duration.ofHours(-1));
        log.snapshot(OBJECT_KIND_NODE, node("n1", gpuNode("H100", 8)));
        log.upsert(mine("ready", bound().setReady(true)));
        log.upsert(mine("waits", PodDetail.newBuilder().setReason("Unschedulable")));
        log.upsert(mine("loads", bound()));
        script.send();
        stack.await("mcm", CELL, "1/1/1/0/0");
        assertThat(
                        stack.text(
                                "mcm_observed",
                                "SELECT bool_and(state_since BETWEEN now() - interval '1 minute'"
                                        + " AND now()) FROM observed_objects WHERE kind = 2"))
                .isEqualTo("t");
        List<String> ages = stack.column("mcm_observed", AGES);
        List<String> groups = stack.column("mcm", "SELECT groups::text FROM observed_cells");
        slow.stop();

        stack.execute("mcm_observed", "UPDATE consumer_offsets SET next_offset = 0");
        RunningService fast = stack.runGsm(Duration.ofHours(1));
        stack.runGsm();
        assertUnchanged(2, ages, groups);
        fast.stop();
        assertUnchanged(3, ages, groups);

        log.restart()
                .snapshot(
                        OBJECT_KIND_NODE,
                        node("n1", gpuNode("H100", 8)),
                        node("n2", gpuNode("H100", 8)),
                        node("n3", gpuNode("H100", 8)))
                .upsert(mine("ready", bound().setReady(true)))
                .upsert(mine("waits", PodDetail.newBuilder().setReason("Unschedulable")));
        assertUnchanged(4, ages, groups);
    }

    @Test
    void aPodOfANodeThatIsNotReadyFailsAndIsItselfAgainAfterwards() throws Exception {
        stack.runGsm();
        log.snapshot(OBJECT_KIND_NODE, node("n1", gpuNode("H100", 8)));
        log.upsert(mine("a", bound().setReady(true)));
        script.send();
        stack.await("mcm", CELL, "0/0/1/0/0");

        log.upsert(node("n1", gpuNode("H100", 8).toBuilder().setReady(false).build()));
        script.send();
        stack.await("mcm", CELL, "0/0/0/1/0");
        assertThat(stack.text("mcm", "SELECT encode(groups, 'escape') FROM observed_cells"))
                .contains("FAILING", "NodeNotReady");
        assertThat(stack.text("mcm_observed", AGES)).startsWith("a FAILING ");

        log.upsert(node("n1", gpuNode("H100", 8)));
        script.send();
        stack.await("mcm", CELL, "0/0/1/0/0");
    }

    @Test
    void theFirstChangeOfARestingPlaneDoesNotWaitForTheInterval() throws Exception {
        stack.runGsm(Map.of("ROLLUP_INTERVAL", "1m"));
        log.upsert(mine("a", PodDetail.newBuilder().setPhase("Pending"))).heartbeat();
        script.send();
        stack.await("mcm", CELL, "1/0/0/0/0", Duration.ofSeconds(45));
        log.upsert(mine("b", PodDetail.newBuilder().setPhase("Pending")));
        script.send();
        stack.await("mcm_observed", "SELECT count(*) FROM observed_objects", "2");
        assertThat(stack.text("mcm", CELL)).as("the next one waits").isEqualTo("1/0/0/0/0");
    }

    /// After one more record has been read, which is behind all that came before.
    ///
    /// @param nodes that there are then
    private void assertUnchanged(int nodes, List<String> ages, List<String> groups)
            throws Exception {
        log.upsert(node("n" + nodes, gpuNode("H100", 8)));
        script.send();
        stack.await("mcm", "SELECT sum(nodes)::text FROM plane_capacity", Integer.toString(nodes));
        assertThat(stack.column("mcm_observed", AGES)).isEqualTo(ages);
        assertThat(stack.column("mcm", "SELECT groups::text FROM observed_cells"))
                .isEqualTo(groups);
    }

    private static PodDetail.Builder bound() {
        return PodDetail.newBuilder().setNodeName("n1").setPhase("Running");
    }

    private static ObservedObject mine(String uid, PodDetail.Builder detail) {
        return owned(pod(uid, detail.build()), D, 1);
    }
}
