package dev.mcm.gsm;

import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static dev.mcm.gsm.core.PlaneLogScript.owned;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.gsm.core.PlaneLogScript;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.service.RunningService;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.process.ChildProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// GSM in processes of its own, with a scripted LSM, a real broker and a real Postgres.
final class GsmIT {
    private static final String LIVE_PODS =
            "SELECT count(*) FROM observed_objects WHERE kind = 2 AND NOT gone";
    private static final String OFFSET = "SELECT next_offset FROM consumer_offsets";
    private static final String ALL_ROWS =
            "SELECT uid || epoch || '/' || seq || gone || xmin || md5(body) FROM observed_objects"
                    + " ORDER BY uid";

    private static final AtomicInteger PLANES = new AtomicInteger();
    private static GsmStack stack;
    private static Producer<byte[], byte[]> producer;

    private final String plane = "script-" + PLANES.incrementAndGet();
    private final String topic = PlaneNames.stateTopic(new PlaneId(plane));
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
    void aPoisonRecordGoesToTheDeadLettersAndTheRestGoesOn() throws Exception {
        stack.runGsm();
        log.upsert(pod("a", "n1", "Running"));
        script.send();
        producer.send(
                        new ProducerRecord<>(
                                topic,
                                "pod/x".getBytes(StandardCharsets.UTF_8),
                                "junk".getBytes(StandardCharsets.UTF_8)))
                .get();
        log.upsert(pod("b", "n1", "Running"));
        script.send();
        stack.await("mcm_observed", LIVE_PODS, "2");
        assertThat(stack.deadLetters(topic)).containsExactly("junk");
    }

    @Test
    void reReadingTheWholeTopicChangesNoRow() throws Exception {
        RunningService first = stack.runGsm();
        log.snapshot(ObjectKind.OBJECT_KIND_POD, pods(200));
        log.snapshot(ObjectKind.OBJECT_KIND_NODE, node("n1", gpuNode("H100", 8)));
        IntStream.range(0, 50).forEach(i -> log.delete(pods(200)[i]));
        log.restart().snapshot(ObjectKind.OBJECT_KIND_POD, pods(100));
        script.send();
        stack.await("mcm_observed", OFFSET, Integer.toString(script.sent()));
        stack.await("mcm", "SELECT sum(nodes) FROM plane_capacity", "1");
        first.stop();
        List<String> before = stack.column("mcm_observed", ALL_ROWS);
        List<String> rollups = stack.column("mcm", "SELECT xmin::text FROM plane_capacity");
        stack.execute("mcm_observed", "UPDATE consumer_offsets SET next_offset = 0");
        stack.runGsm();
        log.upsert(pod("last", "n1", "Running"));
        script.send();
        stack.await("mcm_observed", LIVE_PODS, "101");
        assertThat(stack.column("mcm_observed", ALL_ROWS))
                .containsAll(before)
                .hasSize(before.size() + 1);
        assertThat(stack.column("mcm", "SELECT xmin::text FROM plane_capacity"))
                .hasSize(rollups.size());
    }

    @Test
    void killedAgainAndAgainWhileRecordsComeInRowsAndOffsetAgreeInTheEnd() throws Exception {
        for (int life = 0; life < 2; life++) {
            ChildProcess gsm = stack.startGsm();
            int base = life * 300;
            IntStream.range(base, base + 300)
                    .forEach(i -> log.upsert(pod("p" + i, "n1", "Running")));
            IntStream.range(base, base + 100)
                    .forEach(i -> log.delete(pod("p" + i, "n1", "Running")));
            script.send();
            String some = Integer.toString(life);
            stack.awaitTrue(
                    "mcm_observed", "SELECT count(*) > " + some + " * 150 FROM observed_objects");
            gsm.killHard();
        }
        stack.runGsm();
        stack.await("mcm_observed", OFFSET, Integer.toString(script.sent()));
        assertThat(stack.text("mcm_observed", LIVE_PODS)).isEqualTo("400");
        assertThat(stack.text("mcm_observed", "SELECT count(*) FROM observed_objects"))
                .isEqualTo("600");
    }

    @Test
    void aPausedOwnerThatWakesUpAfterItWasReplacedChangesNothing() throws Exception {
        ChildProcess paused = stack.startGsm();
        log.upsert(owned(pod("a", "n1", "Running"), "d-aaaaaaaaaa", 1));
        script.send();
        stack.await("mcm", "SELECT pods FROM deployment_observed", "1");
        paused.pause();
        stack.runGsm();
        log.upsert(owned(pod("b", "n1", "Running"), "d-aaaaaaaaaa", 1));
        script.send();
        stack.await("mcm", "SELECT pods FROM deployment_observed", "2");
        stack.await("mcm_observed", OFFSET, Integer.toString(script.sent()));
        String epoch = stack.text("mcm", "SELECT epoch FROM leases WHERE role = 'gsm'");
        paused.resume();
        paused.awaitLog("Lease lost", GsmStack.LIMIT);
        log.upsert(owned(pod("c", "n1", "Running"), "d-aaaaaaaaaa", 1));
        script.send();
        stack.await("mcm", "SELECT pods FROM deployment_observed", "3");
        stack.await("mcm_observed", OFFSET, Integer.toString(script.sent()));
        assertThat(stack.text("mcm", "SELECT epoch FROM leases WHERE role = 'gsm'"))
                .isEqualTo(epoch);
        assertThat(stack.text("mcm_observed", "SELECT owner_epoch FROM consumer_offsets"))
                .isEqualTo(epoch);
    }

    @Test
    void aPlaneThatIsRegisteredIsReadAndOneThatIsRemovedIsForgotten() throws Exception {
        stack.runGsm();
        log.upsert(node("n1", gpuNode("H100", 8))).heartbeat(ObjectKind.OBJECT_KIND_NODE, 1, true);
        script.send();
        stack.await("mcm", "SELECT count(*) FROM plane_capacity", "1");
        String late = plane + "-late";
        stack.register(late);
        producer.send(
                        new ProducerRecord<>(
                                PlaneNames.stateTopic(new PlaneId(late)),
                                "k".getBytes(StandardCharsets.UTF_8),
                                log.records().getFirst().toBuilder()
                                        .setPlaneId(late)
                                        .build()
                                        .toByteArray()))
                .get();
        stack.await("mcm", "SELECT count(*) FROM plane_capacity", "2");
        stack.execute("mcm", "DELETE FROM planes WHERE id = '" + plane + "'");
        stack.await("mcm", "SELECT count(*) FROM plane_capacity", "1");
        stack.await("mcm_observed", "SELECT count(DISTINCT plane_id) FROM observed_objects", "1");
        stack.await("mcm_observed", "SELECT count(*) FROM consumer_offsets", "1");
    }

    private static ObservedObject[] pods(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pod("p" + i, "n1", "Running"))
                .toArray(ObservedObject[]::new);
    }
}
