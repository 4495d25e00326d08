package dev.mcm.gsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.gsm.core.EarlierRecords;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import dev.mcm.testkit.process.ChildMain;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// LSM and GSM of an earlier commit with those of this one, on today's schema: `make suite-upgrade`
/// builds the earlier ones and names where they are.
@EnabledIfSystemProperty(named = "mcm.upgrade.before", matches = ".+")
final class UpgradeIT {
    private static final String PLANE = "sim-1";
    private static final String D = "d-aaaaaaaaaa";

    /// Runs as a ReplicaSet, where the other is a Deployment.
    private static final String E = "d-eeeeeeeeee";

    private static final String REVISION = "0a1b2c3d4e";
    private static final String LIVENESS = "SELECT state FROM plane_liveness";
    private static final String COUNTS =
            "SELECT concat_ws('/', pods, bound, ready) FROM deployment_observed WHERE deployment_id"
                    + " = '"
                    + D
                    + "'";
    private static final String COUNTS_OF_E = COUNTS.replace(D, E);
    private static final String CELLS =
            "SELECT concat_ws('/', unbound, starting, ready, failing, terminating) FROM"
                    + " observed_cells WHERE deployment_id = '"
                    + D
                    + "'";
    private static final String REVISION_OF_E =
            "SELECT revision FROM observed_cells WHERE deployment_id = '" + E + "'";
    private static final String AGES =
            "SELECT uid || ' ' || state || ' ' || state_since FROM observed_objects WHERE kind = 2"
                    + " AND NOT gone ORDER BY uid";

    private final Path before = Path.of(System.getProperty("mcm.upgrade.before"));
    private GsmStack stack;
    private SimulatedPlane plane;
    private Workloads workloads;

    @BeforeEach
    void start() throws InterruptedException {
        stack = new GsmStack(KafkaOptions.temporary());
        plane = SimulatedPlane.start(PlaneOptions.of(PLANE, SimulatedNode.gpu("gpu-1", "H100", 8)));
        workloads = new Workloads(plane.apiUrl());
        stack.register(PLANE);
    }

    @AfterEach
    void stop() {
        stack.close();
        workloads.close();
        plane.close();
    }

    @Test
    void planesThatAreUpgradedLastAreReadByTheNewGsm() throws Exception {
        stack.startGsm();
        ChildProcess lsm = stack.startLsm(earlier("lsm"), plane, stack.kafka.bootstrap());
        stack.await("mcm", LIVENESS, "LIVE");
        workloads.apply(D, "h100", 3, 1);
        stack.await("mcm", COUNTS, "3/3/3");
        stack.await("mcm", CELLS, "0/0/3/0/0");
        keepRecords();
        workloads.applyRevision(E, REVISION, "h100", 2, 1);
        stack.await("mcm", COUNTS_OF_E, "2/2/2");
        assertThat(stack.text("mcm", REVISION_OF_E)).isEqualTo("0000000000");
        List<String> ages = stack.column("mcm_observed", AGES);

        lsm.killHard();
        stack.startLsm(plane, stack.kafka.bootstrap());
        workloads.apply(D, "h100", 4, 1);
        stack.await("mcm", CELLS, "0/0/4/0/0");
        stack.await("mcm", REVISION_OF_E, REVISION);
        assertThat(stack.column("mcm_observed", AGES))
                .as("a new LSM makes no pod younger")
                .hasSize(6)
                .containsAll(ages);
    }

    @Test
    void planesThatAreUpgradedFirstAreReadByTheOldGsm() throws Exception {
        ChildProcess gsm = stack.startGsm(earlier("gsm"));
        stack.startLsm(plane, stack.kafka.bootstrap());
        stack.await("mcm", LIVENESS, "LIVE");
        workloads.apply(D, "h100", 3, 1);
        workloads.applyRevision(E, REVISION, "h100", 0, 1);
        stack.await("mcm", COUNTS, "3/3/3");
        stack.await("mcm", COUNTS_OF_E, "0/0/0");
        assertThat(stack.deadLettersNow(PlaneNames.stateTopic(new PlaneId(PLANE)))).isEmpty();

        gsm.killHard();
        gsm = stack.startGsm();
        stack.await("mcm", CELLS, "0/0/3/0/0");
        stack.await("mcm", REVISION_OF_E, REVISION);
        List<String> ages = stack.column("mcm_observed", AGES);

        gsm.killHard();
        gsm = stack.startGsm(earlier("gsm"));
        workloads.apply(D, "h100", 4, 1);
        workloads.applyRevision(E, REVISION, "h100", 2, 2);
        stack.await("mcm", COUNTS, "4/4/4");
        stack.await("mcm", COUNTS_OF_E, "2/2/2");
        gsm.killHard();
        stack.startGsm();
        stack.await("mcm", CELLS, "0/0/4/0/0");
        stack.await("mcm", REVISION_OF_E, REVISION);
        assertThat(stack.column("mcm_observed", AGES))
                .as("a GSM that was rolled back for a while makes no pod younger")
                .containsAll(ages);
    }

    private JavaCommand earlier(String service) throws URISyntaxException {
        Path lib = before.resolve(service).resolve("target/dist/lib");
        assertThat(lib).isDirectory();
        Path child =
                Path.of(
                        ChildMain.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        String name = Character.toUpperCase(service.charAt(0)) + service.substring(1);
        return JavaCommand.of("dev.mcm." + service + "." + name + "Main")
                .classPath(lib + "/*:" + child);
    }

    /// With `-Dmcm.records.write=true` what the earlier LSM has written becomes the fixture.
    private void keepRecords() throws IOException {
        if (Boolean.getBoolean("mcm.records.write")) {
            Files.writeString(
                    Path.of("src/test/resources").resolve(EarlierRecords.FILE),
                    EarlierRecords.text(stack.values(PlaneNames.stateTopic(new PlaneId(PLANE)))));
        }
    }
}
