package dev.mcm.state.deployment;

import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.D3;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Samples;
import dev.mcm.state.fixture.Stores;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeploymentStoreIT {
    private final Stores stores;
    private final DeploymentStore store;
    private final Transactions atc;

    DeploymentStoreIT() {
        this.stores = Stores.empty().withReferences();
        this.store = stores.deployments();
        this.atc = stores.as("atc");
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        Deployment row = Samples.deployment(D1);

        Deployment inserted = atc.write(tx -> store.insert(tx, row));

        assertThat(inserted).isEqualTo(row);
        assertThat(find(D1)).contains(row);
        assertThat(find(D2)).isEmpty();
    }

    @Test
    void anUpdateWithTheRevisionReadGetsTheNextRevision() {
        Deployment first = insert(Samples.deployment(D1));
        Instant later = NOW.plusSeconds(60);
        Deployment changed =
                first.withSpec(first.specHash(), 7, later)
                        .withAutoscaling(new Autoscaling(1, 5, 10, 0, 3, 100, 1), later)
                        .withRollout(new Rollout(100, 50, WhenFull.WAIT, 60), later);

        Deployment second = atc.write(tx -> store.update(tx, changed, first.revision()));

        assertThat(second).isEqualTo(changed.withRevision(2));
        assertThat(second.specVersion()).isEqualTo(2);
        assertThat(find(D1)).contains(second);
    }

    @Test
    void anUpdateWithAnOlderRevisionIsRefusedAndChangesNothing() {
        Deployment first = insert(Samples.deployment(D1));
        Deployment second =
                atc.write(tx ->
                        store.update(
                                tx, first.withLifecycle(DeploymentLifecycle.INACTIVE, NOW), 1));

        assertThatThrownBy(() ->
                        atc.write(tx ->
                                store.update(
                                        tx,
                                        first.withLifecycle(DeploymentLifecycle.DELETING, NOW),
                                        1)))
                .isInstanceOfSatisfying(
                        McmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("d-0000000001")
                .hasMessageContaining("revision 1");
        assertThat(find(D1)).contains(second);
    }

    @Test
    void anUpdateOfAMissingRowIsRefused() {
        assertThatThrownBy(() -> atc.write(tx -> store.update(tx, Samples.deployment(D1), 1)))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void aTakenIdOrNameIsRefused() {
        Deployment row = insert(Samples.deployment(D1));

        assertCode(ErrorCode.ALREADY_EXISTS, row);
        assertCode(ErrorCode.ALREADY_EXISTS, named(D2, row.name()));
    }

    @Test
    void theNameOfADeploymentBeingDeletedIsFree() {
        Deployment old = insert(Samples.deployment(D1));
        atc.write(tx -> store.update(tx, old.withLifecycle(DeploymentLifecycle.DELETING, NOW), 1));

        insert(named(D2, old.name()));

        assertThat(findByName(old.name())).map(Deployment::id).contains(D2);
    }

    @Test
    void aPageGoesOnBehindTheLastRowNewestFirst() {
        insert(createdAt(D1, NOW));
        insert(createdAt(D2, NOW.plusSeconds(5)));
        insert(createdAt(D3, NOW.plusSeconds(5)));

        List<Deployment> first = list(DeploymentFilter.ALL, null, 2);
        List<Deployment> second =
                list(DeploymentFilter.ALL, DeploymentPosition.of(first.getLast()), 2);

        assertThat(first).extracting(Deployment::id).containsExactly(D2, D3);
        assertThat(second).extracting(Deployment::id).containsExactly(D1);
    }

    @Test
    void aPageKeepsToItsFilter() {
        insert(Samples.deployment(D1));
        insert(ofWhisper(D2));
        Deployment inactive = insert(Samples.deployment(D3));
        atc.write(tx ->
                store.update(tx, inactive.withLifecycle(DeploymentLifecycle.INACTIVE, NOW), 1));

        assertThat(ids(DeploymentFilter.ALL.ofOrganization(Samples.GLOBEX.id())))
                .containsExactly(D2);
        assertThat(ids(DeploymentFilter.ALL.ofModel(Samples.LLAMA.id()))).containsExactly(D1, D3);
        assertThat(
                        ids(
                                DeploymentFilter.ALL
                                        .ofModel(Samples.LLAMA.id())
                                        .in(EnumSet.of(DeploymentLifecycle.INACTIVE))))
                .containsExactly(D3);
    }

    @Test
    void allAreListedInOrderOfId() {
        insert(Samples.deployment(D3));
        insert(Samples.deployment(D1));
        insert(Samples.deployment(D2));

        assertThat(all()).extracting(Deployment::id).containsExactly(D1, D2, D3);
    }

    @Test
    void aDeletedRowIsGoneAndDeletingItAgainSaysSo() {
        insert(Samples.deployment(D1));

        assertThat(delete(D1)).isTrue();
        assertThat(delete(D1)).isFalse();
        assertThat(all()).isEmpty();
    }

    @Test
    void whatAFailedTransactionWroteIsNotThere() {
        insert(Samples.deployment(D1));

        assertThatThrownBy(() ->
                        atc.write(tx -> {
                            store.insert(tx, Samples.deployment(D2));
                            store.delete(tx, D1);
                            throw new IllegalStateException("changed my mind");
                        }))
                .hasMessage("changed my mind");
        assertThat(all()).extracting(Deployment::id).containsExactly(D1);
    }

    @Test
    void aSpecIsStoredOnceAndFoundByItsHash() {
        StoredSpec other = Samples.spec("example.com/llama:2");
        atc.writeVoid(tx -> stores.specs().put(tx, Samples.SPEC, NOW));
        atc.writeVoid(tx -> stores.specs().put(tx, other, NOW));

        Optional<StoredSpec> one = atc.read(tx -> stores.specs().find(tx, Samples.SPEC.hash()));
        assertThat(one).contains(Samples.SPEC);
        List<StoredSpec> both =
                atc.read(tx ->
                        stores.specs()
                                .find(
                                        tx,
                                        List.of(other.hash(), Samples.SPEC.hash(), other.hash())));
        assertThat(both)
                .containsExactlyInAnyOrder(Samples.SPEC, other)
                .isSortedAccordingTo((a, b) -> a.hash().compareTo(b.hash()));
    }

    private void assertCode(ErrorCode code, Deployment row) {
        assertThatThrownBy(() -> insert(row))
                .isInstanceOfSatisfying(
                        McmException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private Deployment insert(Deployment row) {
        return atc.write(tx -> store.insert(tx, row));
    }

    private Optional<Deployment> find(DeploymentId id) {
        return atc.read(tx -> store.find(tx, id));
    }

    private Optional<Deployment> findByName(String name) {
        return atc.read(tx -> store.findByName(tx, Samples.LLAMA.id(), name));
    }

    private List<Deployment> all() {
        return atc.read(store::all);
    }

    private boolean delete(DeploymentId id) {
        return atc.write(tx -> store.delete(tx, id));
    }

    private List<Deployment> list(
            DeploymentFilter filter, @Nullable DeploymentPosition after, int limit) {
        return atc.read(tx -> store.list(tx, filter, after, limit));
    }

    private List<DeploymentId> ids(DeploymentFilter filter) {
        return list(filter, null, 100).stream().map(Deployment::id).toList();
    }

    private static Deployment named(DeploymentId id, String name) {
        return Samples.deployment(id, Samples.LLAMA, name, NOW);
    }

    private static Deployment createdAt(DeploymentId id, Instant createdAt) {
        return Samples.deployment(id, Samples.LLAMA, "name-" + id, createdAt);
    }

    private static Deployment ofWhisper(DeploymentId id) {
        return Samples.deployment(id, Samples.WHISPER, "name-" + id, NOW);
    }
}
