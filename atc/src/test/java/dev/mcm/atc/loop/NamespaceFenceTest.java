package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.manifest.FencePolicy;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class NamespaceFenceTest {
    private final FakePlaneApi api = new FakePlaneApi();
    private final NamespaceFence fence = new NamespaceFence(api, FakeDatabase.ACME);

    private Map<String, String> onPlane() {
        return api.peek(FencePolicy.key(FakeDatabase.ACME)).map(LiveObject::data).orElse(Map.of());
    }

    @Test
    void theFirstRaiseMakesTheNamespaceAndTheFence() {
        fence.raise(id(1), 5);

        assertThat(onPlane()).containsEntry(id(1).value(), "5");
        assertThat(fence.seen(id(1))).isEqualTo(5);
        assertThat(fence.seen(id(2))).isZero();
    }

    @Test
    void aFenceThatStandsHighEnoughIsNotWritten() {
        fence.raise(id(1), 5);
        int writes = api.writes().size();

        fence.raise(id(1), 5);

        assertThat(api.writes()).hasSize(writes);
    }

    @Test
    void anOlderRaiseIsStale() {
        fence.raise(id(1), 5);

        assertThatThrownBy(() -> fence.raise(id(1), 4))
                .isInstanceOf(StaleVersionException.class)
                .hasMessageContaining("mcm-acme")
                .hasMessageContaining("4");
        assertThat(onPlane()).containsEntry(id(1).value(), "5");
    }

    @Test
    void whatSomebodyElseRaisesMeanwhileIsKept() {
        fence.raise(id(1), 5);
        api.beforeNextWrite(() -> new NamespaceFence(api, FakeDatabase.ACME).raise(id(2), 9));

        fence.raise(id(1), 6);

        assertThat(onPlane()).containsEntry(id(1).value(), "6").containsEntry(id(2).value(), "9");
    }

    @Test
    void aFenceThatChangesAllTheTimeIsAConflictInTheEnd() {
        fence.raise(id(1), 5);
        api.hostile((verb, _) -> {
            if (verb.equals("replace")) {
                throw new PlaneApiException(PlaneApiException.Kind.CONFLICT, "changed", null);
            }
        });

        assertThatThrownBy(() -> fence.raise(id(1), 6))
                .isInstanceOf(PlaneApiException.class)
                .hasMessageContaining("changes all the time");
    }

    @Test
    void raisesThatComeWhileOneIsUnderWayAreMadeTogether() throws Exception {
        fence.raise(id(0), 1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger replaced = new AtomicInteger();
        api.hostile((verb, _) -> {
            if (verb.equals("replace") && replaced.incrementAndGet() == 1) {
                inside.countDown();
                await(go);
            }
        });
        List<Thread> raises = new ArrayList<>();
        raises.add(Thread.startVirtualThread(() -> fence.raise(id(1), 1)));
        inside.await();
        for (int number = 2; number < 22; number++) {
            int next = number;
            raises.add(Thread.startVirtualThread(() -> fence.raise(id(next), 1)));
        }
        for (Thread raise : raises) {
            Waiting.until(
                    "all to wait",
                    Duration.ofSeconds(20),
                    () -> raise.getState() == Thread.State.WAITING);
        }
        go.countDown();
        for (Thread raise : raises) {
            raise.join();
        }

        assertThat(onPlane()).hasSize(22);
        assertThat(replaced).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
