package dev.mcm.testkit.plane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The simulated plane against what a real API server answered when it was recorded.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedDifferentialTest {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedDifferentialTest.class);

    private final Recording recording = Recording.read();
    private final BarePlane plane = BarePlane.start();

    @AfterAll
    void stop() {
        plane.close();
    }

    @Test
    void theSimulatedPlaneAnswersAsTheRecordedServerDid() {
        for (Recording.Round round : recording.rounds()) {
            Comparison comparison = compare(plane.exchange(), round, "r");
            assertThat(comparison.unlisted()).as(comparison.text()).isEmpty();
        }
    }

    @Test
    void theRecordingIsOfOneVersionAndOfManyRequests() {
        assertThat(recording.version()).startsWith("v1.");
        assertThat(recording.rounds()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(recording.rounds())
                .allSatisfy(r -> assertThat(r.transcript().answers()).hasSizeGreaterThan(20));
    }

    /// Each bug is one that an informer, a pusher or a lister would suffer from.
    @ParameterizedTest
    @ValueSource(strings = {"apply", "watch", "paging"})
    void aPlantedBugIsCaught(String bug) {
        Map<String, UnaryOperator<Exchange>> faults = PlantedFaults.all();
        Exchange faulty = faults.get(bug).apply(plane.exchange());
        Recording.Round caught =
                recording.rounds().stream()
                        .filter(r -> !compare(faulty, r, bug).isClean())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("No seed catches the bug in " + bug));
        LOG.atInfo()
                .addKeyValue("bug", bug)
                .addKeyValue("seed", caught.seed())
                .log("A planted bug was caught");
    }

    private static Comparison compare(Exchange exchange, Recording.Round round, String run) {
        Sequence sequence = Recording.sequence(round);
        Transcript played = new Player(exchange, "s" + round.seed() + "x" + run).play(sequence);
        return Comparison.of(sequence, round.transcript(), Normaliser.normalise(played));
    }
}
