package dev.mcm.state.plane;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Samples;
import dev.mcm.state.fixture.Stores;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlaneIdentityStoresIT {
    private static final PlaneIdentity KNOWN =
            new PlaneIdentity(AWS, IdentityState.KNOWN, "uid-a", "", NOW);

    private final Stores stores;
    private final PlaneStore planes;
    private final PlaneIdentityStore store;
    private final Transactions atc;

    PlaneIdentityStoresIT() {
        this.stores = Stores.empty();
        this.planes = stores.planes();
        this.store = new PlaneIdentityStore();
        this.atc = stores.as("atc");
        stores.withPlanes(AWS, GCP);
    }

    @Test
    void theClusterOfAPlaneIsUnknownUntilItIsWritten() {
        PlaneIdentity first = find(AWS).orElseThrow();
        assertThat(first.state()).isEqualTo(IdentityState.UNKNOWN);
        assertThat(first.clusterId()).isEmpty();

        write(KNOWN);

        assertThat(find(AWS)).contains(KNOWN);
        assertThat(owner("uid-a")).contains(AWS);
        assertThat(owner("uid-b")).isEmpty();
        List<PlaneIdentity> all = atc.read(store::all);
        assertThat(all).extracting(PlaneIdentity::planeId).containsExactly(AWS, GCP);
        assertThat(find(new PlaneId("none"))).isEmpty();
    }

    @Test
    void aClusterIsOnePlaneOnly() {
        write(KNOWN);

        assertThatThrownBy(
                        () -> write(new PlaneIdentity(GCP, IdentityState.KNOWN, "uid-a", "", NOW)))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
        write(new PlaneIdentity(GCP, IdentityState.TAKEN, "", "is aws-1 already", NOW));
        assertThat(find(GCP).orElseThrow().message()).isEqualTo("is aws-1 already");
    }

    @Test
    void whatAnOperatorWritesLeavesTheClusterAloneAndTheClusterLeavesTheRevisionAlone() {
        Plane before = atc.<Optional<Plane>>read(tx -> planes.find(tx, AWS)).orElseThrow();
        write(KNOWN);

        Plane cordoned =
                atc.write(tx ->
                        planes.update(tx, before.withCordon(true, "disk", NOW), before.revision()));

        assertThat(cordoned.revision()).isEqualTo(before.revision() + 1);
        assertThat(find(AWS)).contains(KNOWN);
    }

    @Test
    void aLongMessageIsCut() {
        write(new PlaneIdentity(AWS, IdentityState.UNREADABLE, "", "x".repeat(900), NOW));

        assertThat(find(AWS).orElseThrow().message()).hasSize(PlaneIdentity.MAX_MESSAGE);
    }

    @Test
    void registrationsWaitForOneAnother() {
        atc.writeVoid(tx -> {
            store.lockPlanes(tx);
            planes.insert(tx, Samples.plane(new PlaneId("azure-1")));
        });

        assertThat(find(new PlaneId("azure-1"))).isPresent();
    }

    @Test
    void refusedReportsAreReplacedAndKeepTheirBeginning() {
        RefusedReportStore reports = new RefusedReportStore();
        Transactions gsm = stores.as("gsm");
        RefusedReport first = new RefusedReport(AWS, "uid-x", NOW);
        gsm.writeVoid(tx -> reports.replaceAll(tx, List.of(first)));

        RefusedReport gcp = new RefusedReport(GCP, "uid-y", NOW.plusSeconds(9));
        gsm.writeVoid(tx ->
                reports.replaceAll(
                        tx, List.of(new RefusedReport(AWS, "uid-x", NOW.plusSeconds(9)), gcp)));
        List<RefusedReport> both = gsm.read(reports::all);
        assertThat(both).containsExactly(first, gcp);

        RefusedReport other = new RefusedReport(AWS, "uid-z", NOW.plusSeconds(10));
        gsm.writeVoid(tx -> reports.replaceAll(tx, List.of(other)));
        List<RefusedReport> one = gsm.read(reports::all);
        assertThat(one).containsExactly(other);

        gsm.writeVoid(tx -> reports.replaceAll(tx, List.of()));
        List<RefusedReport> none = gsm.read(reports::all);
        assertThat(none).isEmpty();
    }

    private Optional<PlaneIdentity> find(PlaneId plane) {
        return atc.read(tx -> store.find(tx, plane));
    }

    private Optional<PlaneId> owner(String cluster) {
        return atc.read(tx -> store.owner(tx, cluster));
    }

    private void write(PlaneIdentity identity) {
        atc.writeVoid(tx -> store.write(tx, identity));
    }
}
