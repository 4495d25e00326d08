package dev.mcm.state.organization;

import static dev.mcm.state.fixture.Samples.ACME;
import static dev.mcm.state.fixture.Samples.GLOBEX;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Database;
import dev.mcm.state.fixture.Samples;
import dev.mcm.state.fixture.TestServer;
import dev.mcm.state.model.Model;
import dev.mcm.state.model.ModelStore;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Organisations, and the models they own.
final class OrganizationStoreIT {
    private final OrganizationStore store = new OrganizationStore();
    private final ModelStore models = new ModelStore();
    private final Database atc = TestServer.shared().control("atc");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void rowsAreReadAsTheyWereWrittenInPages() {
        atc.writeVoid(tx -> List.of(GLOBEX, ACME).forEach(row -> store.insert(tx, row)));

        assertThat(atc.<List<Organization>>read(store::all)).containsExactly(ACME, GLOBEX);
        assertThat(atc.<List<Organization>>read(tx -> store.list(tx, ACME.id(), 5)))
                .containsExactly(GLOBEX);
        assertThat(atc.<List<Organization>>read(tx -> store.list(tx, null, 1)))
                .containsExactly(ACME);
    }

    @Test
    void anUpdateNeedsTheRevisionRead() {
        atc.writeVoid(tx -> store.insert(tx, ACME));
        Organization changed =
                new Organization(ACME.id(), "ACME Corp.", List.of("eu-west"), false, true, 1, NOW);

        Organization second = atc.write(tx -> store.update(tx, changed, 1));

        assertThat(second.revision()).isEqualTo(2);
        Optional<Organization> found = atc.read(tx -> store.find(tx, ACME.id()));
        assertThat(found).contains(second);
        refused(ErrorCode.CONFLICT, () -> atc.write(tx -> store.update(tx, changed, 1)));
    }

    @Test
    void anOrganizationWithModelsIsNotDeleted() {
        atc.writeVoid(tx -> store.insert(tx, ACME));
        atc.writeVoid(tx -> models.insert(tx, Samples.LLAMA));

        assertThatThrownBy(() -> atc.writeVoid(tx -> store.delete(tx, ACME.id())))
                .hasMessage("organization 'acme': models refer to it")
                .isInstanceOfSatisfying(
                        McmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IN_USE));
        assertThat(atc.<Boolean>write(tx -> models.delete(tx, Samples.LLAMA.id()))).isTrue();
        assertThat(atc.<Boolean>write(tx -> store.delete(tx, ACME.id()))).isTrue();
        assertThat(atc.<Boolean>write(tx -> store.delete(tx, ACME.id()))).isFalse();
    }

    @Test
    void aModelsNameIsUniqueInItsOrganization() {
        atc.writeVoid(tx -> List.of(GLOBEX, ACME).forEach(row -> store.insert(tx, row)));
        Model sameName =
                new Model(new ModelId("m-0000000009"), ACME.id(), Samples.LLAMA.name(), NOW);
        Model elsewhere =
                new Model(new ModelId("m-0000000009"), GLOBEX.id(), Samples.LLAMA.name(), NOW);
        atc.writeVoid(tx -> models.insert(tx, Samples.LLAMA));

        refused(ErrorCode.ALREADY_EXISTS, () -> atc.writeVoid(tx -> models.insert(tx, sameName)));
        atc.writeVoid(tx -> models.insert(tx, elsewhere));

        assertThat(atc.<Optional<Model>>read(tx -> models.findByName(tx, GLOBEX.id(), "llama")))
                .contains(elsewhere);
        assertThat(atc.<Optional<Model>>read(tx -> models.find(tx, Samples.LLAMA.id())))
                .contains(Samples.LLAMA);
        assertThat(atc.<List<Model>>read(models::all)).containsExactly(Samples.LLAMA, elsewhere);
        assertThat(atc.<List<Model>>read(tx -> models.page(tx, GLOBEX.id(), "", "", 9)))
                .containsExactly(elsewhere);
        assertThat(
                        atc.<List<Model>>read(tx ->
                                models.page(
                                        tx,
                                        null,
                                        Samples.LLAMA.name(),
                                        Samples.LLAMA.id().value(),
                                        9)))
                .containsExactly(elsewhere);
    }

    @Test
    void aModelNeedsItsOrganization() {
        Model orphan =
                new Model(new ModelId("m-0000000009"), new OrganizationId("nobody"), "x", NOW);

        assertThatThrownBy(() -> atc.writeVoid(tx -> models.insert(tx, orphan)))
                .hasMessage("organization 'nobody' does not exist")
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        McmException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
