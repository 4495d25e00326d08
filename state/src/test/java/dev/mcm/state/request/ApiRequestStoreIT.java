package dev.mcm.state.request;

import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.Database;
import dev.mcm.state.fixture.TestServer;
import dev.mcm.state.sql.Statements;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ApiRequestStoreIT {
    private static final ApiRequest.Key KEY = new ApiRequest.Key("django", "r-1");
    private static final String WAITERS =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";

    private final ApiRequestStore store = new ApiRequestStore();
    private final Database atc = TestServer.shared().control("atc");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void anAnswerIsFoundAgain() {
        ApiRequest row = row(KEY, "answer");
        atc.writeVoid(tx -> store.insert(tx, row));

        assertThat(find(KEY)).contains(row);
        assertThat(find(new ApiRequest.Key("someone else", "r-1"))).isEmpty();
    }

    @Test
    void ofTwoCallsAtTheSameTimeTheSecondFindsTheAnswerOfTheFirst() throws Exception {
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(
                        () ->
                                atc.writeVoid(tx -> {
                                    assertThat(store.lockAndFind(tx, KEY)).isEmpty();
                                    locked.countDown();
                                    await(goOn);
                                    store.insert(tx, row(KEY, "first"));
                                }),
                        Thread::startVirtualThread);
        await(locked);
        CompletableFuture<Optional<ApiRequest>> second =
                CompletableFuture.supplyAsync(
                        () -> atc.write(tx -> store.lockAndFind(tx, KEY)),
                        Thread::startVirtualThread);
        Waiting.until(
                "the second call to wait for the first",
                Duration.ofSeconds(30),
                () -> waiters() == 1);
        goOn.countDown();

        first.get(30, TimeUnit.SECONDS);
        assertThat(second.get(30, TimeUnit.SECONDS)).contains(row(KEY, "first"));
    }

    @Test
    void theOldestAnswersAreForgottenFirst() {
        for (int i = 0; i < 5; i++) {
            ApiRequest row =
                    new ApiRequest(
                            new ApiRequest.Key("django", "r-" + i),
                            "Create",
                            "hash",
                            ByteString.EMPTY,
                            NOW.plusSeconds(i));
            atc.writeVoid(tx -> store.insert(tx, row));
        }

        assertThat(atc.<Integer>write(tx -> store.purge(tx, NOW.plusSeconds(3), 2))).isEqualTo(2);

        assertThat(find(new ApiRequest.Key("django", "r-1"))).isEmpty();
        assertThat(find(new ApiRequest.Key("django", "r-2"))).isPresent();
        assertThat(atc.<Integer>write(tx -> store.purge(tx, NOW.plusSeconds(3), 100))).isOne();
        assertThat(find(new ApiRequest.Key("django", "r-3"))).isPresent();
    }

    private Optional<ApiRequest> find(ApiRequest.Key key) {
        return atc.read(tx -> store.find(tx, key));
    }

    private long waiters() {
        return atc.read(tx -> Statements.query(tx, WAITERS, row -> row.getLong(1)).getFirst());
    }

    private static ApiRequest row(ApiRequest.Key key, String answer) {
        return new ApiRequest(
                key,
                "mcm.atc.v1.DeploymentService/CreateDeployment",
                "hash",
                ByteString.copyFromUtf8(answer),
                NOW);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
