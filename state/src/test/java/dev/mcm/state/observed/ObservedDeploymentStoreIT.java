package dev.mcm.state.observed;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.H100;
import static dev.mcm.state.fixture.Samples.L4;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ObservedDeploymentStoreIT {
    private static final ObservedDeployment.Key AT_AWS = new ObservedDeployment.Key(D1, AWS, H100);
    private static final ObservedDeployment.Key AT_AWS_L4 = new ObservedDeployment.Key(D1, AWS, L4);
    private static final ObservedDeployment.Key AT_GCP = new ObservedDeployment.Key(D1, GCP, H100);
    private static final ObservedDeployment.Key OTHER = new ObservedDeployment.Key(D2, AWS, H100);

    private final ObservedDeploymentStore store;
    private final Transactions gsm;

    ObservedDeploymentStoreIT() {
        Stores stores = Stores.empty();
        this.store = new ObservedDeploymentStore();
        this.gsm = stores.as("gsm");
    }

    @Test
    void onlyANewerRecordReplacesARow() {
        ObservedDeployment current = row(AT_AWS, 2, 5);
        write(current);

        assertThat(write(row(AT_AWS, 2, 5))).as("the same position").isZero();
        assertThat(write(row(AT_AWS, 1, 99))).as("an older epoch").isZero();
        assertThat(all()).containsExactly(current);

        ObservedDeployment later = row(AT_AWS, 2, 6);
        ObservedDeployment restarted = row(AT_AWS, 3, 1);
        assertThat(write(later)).isOne();
        assertThat(write(restarted)).isOne();
        assertThat(all()).containsExactly(restarted);
    }

    @Test
    void rowsAreFoundByDeploymentAndPlaneAndDeletedByKey() {
        ObservedDeployment other = row(OTHER, 1, 1);
        ObservedDeployment gcp = row(AT_GCP, 1, 1);
        ObservedDeployment l4 = row(AT_AWS_L4, 1, 1);
        ObservedDeployment aws = row(AT_AWS, 1, 1);
        assertThat(write(other, gcp, l4, aws)).isEqualTo(4);

        assertThat(all()).containsExactly(aws, l4, gcp, other);
        assertThat(gsm.<List<ObservedDeployment>>read(tx -> store.ofDeployment(tx, D1)))
                .containsExactly(aws, l4, gcp);
        assertThat(gsm.<List<ObservedDeployment>>read(tx -> store.onPlane(tx, AWS)))
                .containsExactly(aws, l4, other);
        assertThat(
                        gsm.<Integer>write(tx ->
                                store.delete(
                                        tx,
                                        List.of(
                                                AT_AWS_L4,
                                                AT_GCP,
                                                new ObservedDeployment.Key(D2, GCP, L4)))))
                .isEqualTo(2);
        assertThat(all()).containsExactly(aws, other);
    }

    private static ObservedDeployment row(ObservedDeployment.Key key, long epoch, long seq) {
        ObservedDeployment.PodCounts counts = new ObservedDeployment.PodCounts(5, 4, 3, 2, 1);
        return new ObservedDeployment(
                key, 7, counts, "OOMKilled", "used too much", new Epoch(epoch), seq, NOW);
    }

    private int write(ObservedDeployment... rows) {
        return gsm.write(tx -> store.write(tx, List.of(rows)));
    }

    private List<ObservedDeployment> all() {
        return gsm.read(store::all);
    }
}
