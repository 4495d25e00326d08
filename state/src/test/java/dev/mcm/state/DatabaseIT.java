package dev.mcm.state;

import static dev.mcm.state.fixture.Samples.ACME;
import static dev.mcm.state.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.fixture.TestServer;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.organization.OrganizationStore;
import dev.mcm.state.sql.Statements;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DatabaseIT {
    private static final String TOUCH =
            "UPDATE organizations SET display_name = display_name WHERE id = ?";

    private final OrganizationStore store = new OrganizationStore();
    private final Database atc = TestServer.shared().control("atc");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void aReadSeesOneMoment() {
        atc.writeVoid(tx -> store.insert(tx, ACME));

        List<Integer> sizes =
                atc.read(tx -> {
                    int before = store.all(tx).size();
                    TestServer.shared()
                            .execute(
                                    "INSERT INTO organizations SELECT 'other', '', '{}', true,"
                                            + " true, 1, now()");
                    return List.of(before, store.all(tx).size());
                });

        assertThat(sizes).containsExactly(1, 1);
        assertThat(atc.<List<Organization>>read(store::all)).hasSize(2);
    }

    @Test
    void aReadCannotWrite() {
        assertThatThrownBy(() -> atc.read(tx -> store.insert(tx, ACME)))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
        assertThat(atc.<List<Organization>>read(store::all)).isEmpty();
    }

    @Test
    void aDeadlockIsRepeatedUntilBothHaveWritten() throws Exception {
        atc.writeVoid(tx -> List.of(ACME, GLOBEX).forEach(row -> store.insert(tx, row)));
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        AtomicInteger attempts = new AtomicInteger();

        CompletableFuture<Void> one =
                CompletableFuture.runAsync(
                        () -> touchBoth("acme", "globex", bothHaveOne, attempts),
                        Thread::startVirtualThread);
        CompletableFuture<Void> two =
                CompletableFuture.runAsync(
                        () -> touchBoth("globex", "acme", bothHaveOne, attempts),
                        Thread::startVirtualThread);

        CompletableFuture.allOf(one, two).get(60, TimeUnit.SECONDS);
        assertThat(attempts).as("two, and the one that was chosen as the victim").hasValue(3);
    }

    private void touchBoth(
            String first, String second, CyclicBarrier bothHaveOne, AtomicInteger attempts) {
        atc.writeVoid(tx -> {
            Statements.update(tx, TOUCH, first);
            if (attempts.incrementAndGet() <= 2) {
                await(bothHaveOne);
            }
            Statements.update(tx, TOUCH, second);
        });
    }

    @Test
    void messagesCarryNoSql() {
        atc.writeVoid(tx -> store.insert(tx, ACME));

        assertThatThrownBy(() -> atc.writeVoid(tx -> store.insert(tx, ACME)))
                .hasMessage("organization 'acme' already exists");
        assertThatThrownBy(() ->
                        atc.writeVoid(tx ->
                                Statements.update(
                                        tx,
                                        "UPDATE organizations SET display_name = repeat('x',"
                                                + " 101)")))
                .isInstanceOfSatisfying(
                        McmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                .hasMessage("SQL error 23514 on table 'organizations'");
    }

    @Test
    void aServerThatIsNotThereIsUnavailableUntilItIs() throws Exception {
        PostgresConfig good = TestServer.shared().databases().control("mcm_atc");
        PostgresConfig dead =
                new PostgresConfig(
                        "jdbc:postgresql://127.0.0.1:1/mcm",
                        good.user(),
                        good.password(),
                        2,
                        Duration.ofMillis(500));
        try (Database database = Database.open(dead, DatabaseName.CONTROL, "nobody")) {
            assertThatThrownBy(() -> database.read(store::all))
                    .isInstanceOfSatisfying(
                            McmException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            assertThat(database.problem())
                    .hasValueSatisfying(
                            problem -> assertThat(problem).contains("cannot be reached"));
        }
        assertThat(atc.problem()).isEmpty();
    }

    @Test
    void aConnectionThatTheServerEndsIsReplaced() throws Exception {
        String victims =
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                        + " 'victim'";
        try (Database database =
                Database.open(
                        TestServer.shared().databases().control("mcm_atc"),
                        DatabaseName.CONTROL,
                        "victim")) {
            assertThatThrownBy(() ->
                            database.writeVoid(tx -> {
                                store.insert(tx, ACME);
                                TestServer.shared().execute(victims);
                            }))
                    .isInstanceOfSatisfying(
                            McmException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

            Waiting.until(
                    "the pool to have new connections",
                    Duration.ofSeconds(30),
                    () -> database.read(store::all).isEmpty());
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
