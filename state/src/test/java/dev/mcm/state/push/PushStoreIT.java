package dev.mcm.state.push;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PushStoreIT {
    private static final PushKey KEY = new PushKey(D1, AWS);

    private final PushStore store;
    private final Transactions atc;

    PushStoreIT() {
        Stores stores = Stores.empty().withDeployments(D1, D2).withPlanes(AWS, GCP);
        this.store = new PushStore();
        this.atc = stores.as("atc");
    }

    @Test
    void aPushIsReadAsItWasWritten() {
        Push failed = new Push(KEY, 5, 0, "refused", 3, NOW, null);
        write(failed);
        assertThat(all()).containsExactly(failed);

        Push applied = new Push(KEY, 5, 5, "", 0, NOW.plusSeconds(1), NOW.plusSeconds(1));
        assertThat(write(applied)).isOne();
        assertThat(all()).containsExactly(applied);
    }

    @Test
    void aPushNeverGoesBack() {
        Push current = new Push(KEY, 5, 4, "", 0, NOW, NOW);
        write(current);

        assertThat(write(new Push(KEY, 4, 4, "", 0, NOW, NOW))).as("wants less").isZero();
        assertThat(write(new Push(KEY, 6, 3, "", 0, NOW, NOW))).as("has applied less").isZero();
        assertThat(all()).containsExactly(current);
    }

    @Test
    void pushesAreFoundByDeploymentAndByPlaneAndDeletedByKey() {
        Push other = new Push(new PushKey(D2, AWS), 1, 0, "", 0, NOW, null);
        Push gcp = new Push(new PushKey(D1, GCP), 2, 0, "", 0, NOW, null);
        Push aws = new Push(KEY, 3, 0, "", 0, NOW, null);
        assertThat(write(other, gcp, aws)).isEqualTo(3);

        assertThat(all()).containsExactly(aws, gcp, other);
        assertThat(atc.<List<Push>>read(tx -> store.ofDeployment(tx, D1)))
                .containsExactly(aws, gcp);
        assertThat(atc.<List<Push>>read(tx -> store.toPlane(tx, AWS))).containsExactly(aws, other);
        assertThat(atc.<Integer>write(tx -> store.delete(tx, List.of(KEY, new PushKey(D2, GCP)))))
                .isOne();
        assertThat(all()).containsExactly(gcp, other);
    }

    @Test
    void aLongErrorIsCut() {
        write(new Push(KEY, 1, 0, "x".repeat(900), 1, NOW, null));

        assertThat(all().getFirst().error()).hasSize(500);
    }

    private int write(Push... rows) {
        return atc.write(tx -> store.write(tx, List.of(rows)));
    }

    private List<Push> all() {
        return atc.read(store::all);
    }
}
