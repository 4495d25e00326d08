package dev.mcm.gsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.testkit.process.ChildProcess;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// LSM and GSM in processes of their own, a simulated plane, a real broker and a real Postgres.
final class PlaneStateIT {
    private static final String PLANE = "sim-1";
    private static final String D = "d-aaaaaaaaaa";

    /// Runs as a ReplicaSet, where the other is a Deployment.
    private static final String E = "d-bbbbbbbbbb";

    private static final String REVISION = "0a1b2c3d4e";
    private static final String PODS =
            "SELECT count(*) FROM observed_objects WHERE plane_id = 'sim-1' AND kind = 2 AND NOT"
                    + " gone";
    private static final String READY =
            "SELECT coalesce(sum(ready), 0) FROM deployment_observed WHERE plane_id = 'sim-1'";
    private static final String LISTENED =
            "SELECT count(*) FROM plane_liveness_seen WHERE plane_id = 'sim-1' AND seen_at > now()"
                    + " - interval '5 s'";
    private static final String LIVENESS =
            "SELECT state FROM plane_liveness WHERE plane_id = 'sim-1'";
    private static final String REVISIONS =
            "SELECT DISTINCT deployment_id || ' ' || revision AS what FROM observed_cells ORDER BY"
                    + " what";

    private static GsmStack stack;
    private static EmbeddedKafkaBroker kafka;
    private static SimulatedPlane plane;
    private static Workloads workloads;
    private static ChildProcess lsm;
    private static ChildProcess gsm;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        stack = new GsmStack(KafkaOptions.temporary().withPlanes(List.of(PLANE)));
        kafka = stack.kafka.embeddedOrSkip("cuts a plane off from the broker");
        plane =
                SimulatedPlane.start(
                        PlaneOptions.of(
                                PLANE,
                                SimulatedNode.gpu("gpu-1", "H100", 8),
                                SimulatedNode.gpu("gpu-2", "H100", 8)));
        workloads = new Workloads(plane.apiUrl());
        stack.register(PLANE);
        gsm = stack.startGsm();
        lsm = stack.startLsm(plane, kafka.bootstrapFor(PLANE));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
            workloads.close();
            plane.close();
        }
    }

    @Test
    void theGlobalViewFollowsThePlaneThroughFaultsOfEveryPart() throws IOException {
        stack.await("mcm", LIVENESS, "LIVE");
        stack.await("mcm", "SELECT sum(nodes) FROM plane_capacity WHERE gpu_type = 'H100'", "2");

        stack.await("mcm", LISTENED, "1");

        workloads.apply(D, "h100", 4, 1);
        stack.await("mcm", READY, "4");
        stack.await("mcm_observed", PODS, "4");
        assertGlobalViewIsThePlane();

        killLsmAndChangeThePlaneMeanwhile();
        cutThePlanesApi();
        cutThePlanesApiForLong();
        killGsmAndChangeThePlaneMeanwhile();
        cutThePlaneFromKafka();
        restartKafka();
    }

    private void killLsmAndChangeThePlaneMeanwhile() throws IOException {
        String before = stack.text("mcm", "SELECT epoch FROM plane_liveness");
        lsm.killHard();
        workloads.apply(D, "h100", 1, 1);
        workloads.applyRevision(E, REVISION, "h100", 2, 1);
        stack.await("mcm", LIVENESS, "SILENT");
        lsm = stack.startLsm(plane, kafka.bootstrapFor(PLANE));
        stack.await("mcm", LIVENESS, "LIVE");
        stack.await("mcm", READY, "3");
        stack.await("mcm_observed", PODS, "3");
        assertThat(stack.column("mcm", REVISIONS))
                .as("that of a Deployment is not known")
                .containsExactly(D + " 0000000000", E + " " + REVISION);
        assertGlobalViewIsThePlane();
        assertThat(Long.parseLong(stack.text("mcm", "SELECT epoch FROM plane_liveness")))
                .isGreaterThan(Long.parseLong(before));
    }

    private void cutThePlanesApi() {
        plane.faults().apiDown(true);
        workloads.close();
        plane.faults().killPod("mcm-acme", plane.pods().getFirst().name());
        plane.faults().apiDown(false);
        workloads.apply(D, "h100", 3, 2);
        stack.await("mcm", READY, "5");
        stack.await("mcm_observed", PODS, "5");
        assertGlobalViewIsThePlane();
        plane.faults().compact();
    }

    private void cutThePlanesApiForLong() {
        plane.faults().apiDown(true);
        workloads.close();
        stack.await("mcm", LIVENESS, "SILENT");
        assertThat(stack.text("mcm", "SELECT unreadable FROM plane_liveness")).isNotEmpty();
        plane.faults().apiDown(false);
        stack.await("mcm", LIVENESS, "LIVE");
        assertThat(stack.text("mcm", "SELECT unreadable FROM plane_liveness")).isEmpty();
    }

    private void killGsmAndChangeThePlaneMeanwhile() {
        gsm.killHard();
        stack.await("mcm", LISTENED, "0");
        workloads.apply(D, "h100", 2, 2);
        gsm = stack.startGsm();
        stack.await("mcm", LISTENED, "1");
        stack.await("mcm", READY, "4");
        stack.await("mcm_observed", PODS, "4");
        assertThat(stack.text("mcm", LIVENESS)).isEqualTo("LIVE");
        assertGlobalViewIsThePlane();
    }

    private void cutThePlaneFromKafka() {
        kafka.cut(PLANE);
        workloads.deleteRevision(E, REVISION);
        stack.await("mcm", LIVENESS, "SILENT");
        assertThat(stack.text("mcm", READY)).isEqualTo("4");
        kafka.heal(PLANE);
        stack.await("mcm", LIVENESS, "LIVE");
        stack.await("mcm", READY, "2");
        stack.await("mcm_observed", PODS, "2");
        stack.await("mcm", "SELECT count(*) FROM deployment_observed", "1");
        assertGlobalViewIsThePlane();
    }

    private void restartKafka() {
        String since = stack.text("mcm", "SELECT since FROM plane_liveness");
        kafka.restart();
        workloads.apply(D, "h100", 5, 3);
        stack.await("mcm", READY, "5");
        stack.await("mcm_observed", PODS, "5");
        assertThat(stack.text("mcm", "SELECT since FROM plane_liveness"))
                .as("a broker that restarts makes no plane silent")
                .isEqualTo(since);
        assertGlobalViewIsThePlane();
    }

    /// No ghost and nothing missing, by uid.
    private void assertGlobalViewIsThePlane() {
        List<String> stored =
                stack.column(
                        "mcm_observed",
                        "SELECT uid FROM observed_objects WHERE plane_id = 'sim-1' AND NOT gone"
                                + " ORDER BY uid");
        assertThat(stored).isEqualTo(workloads.uids());
        assertThat(stack.text("mcm_observed", "SELECT count(*) FROM open_snapshots"))
                .isEqualTo("0");
    }
}
