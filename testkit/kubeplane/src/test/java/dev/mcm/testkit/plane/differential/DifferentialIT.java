package dev.mcm.testkit.plane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.RandomSource;
import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.kube.KubeTest;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A slice of `make suite-differential`: fixed seeds that the recording does not hold, and a fresh
/// one.
@KubeTest
class DifferentialIT {

    private static final Logger LOG = LoggerFactory.getLogger(DifferentialIT.class);
    private static final long FIRST = 101;
    private static final long LAST = 130;

    private final KubeCluster cluster;

    DifferentialIT(KubeCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void theSimulatedPlaneAnswersAsARealServerDoes() {
        long fresh = RandomSource.secure().nextLong(1 << 30);
        LOG.atInfo().addKeyValue("seed", fresh).log("Playing a fresh seed");
        try (RealServer real = new RealServer(cluster);
                BarePlane plane = BarePlane.start()) {
            String run = Long.toString(fresh, Character.MAX_RADIX);
            Duel duel = new Duel(real.exchange(), plane.exchange(), run);
            LongStream.concat(LongStream.rangeClosed(FIRST, LAST), LongStream.of(fresh))
                    .forEach(seed -> {
                        Comparison comparison = duel.play(Generator.sequence(seed)).comparison();
                        assertThat(comparison.unlisted()).as(comparison.text()).isEmpty();
                    });
        }
    }
}
