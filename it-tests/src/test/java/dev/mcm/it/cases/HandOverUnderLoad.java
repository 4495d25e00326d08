package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.ConstantLoad;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.SimulatedLocalPlane;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.function.ThrowingConsumer;

/// A change for which everything that runs is to run elsewhere or otherwise, while requests come:
/// never fewer are ready than were, and no request is lost.
final class HandOverUnderLoad {
    private static final int IN_FLIGHT = 8;
    private static final Duration REQUEST = Duration.ofMillis(200);

    /// How long nothing may change afterwards.
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    private HandOverUnderLoad() {}

    /// Does it to a deployment all of whose replicas are ready, and waits until all that is there
    /// is new, and ready where it is to be.
    ///
    /// @param where ready replicas by plane, afterwards
    static void of(
            TestStack stack, String id, Map<String, Integer> where, ThrowingConsumer<String> change)
            throws Throwable {
        Set<String> before = stack.podUids(id);
        int replicas = where.values().stream().mapToInt(Integer::intValue).sum();
        try (ReadyRecord ready = new ReadyRecord(stack, id);
                ConstantLoad load = new ConstantLoad(id, stack.gateways(), IN_FLIGHT, REQUEST)) {
            Waiting.until("load", TestStack.PATIENCE, () -> load.answered() > IN_FLIGHT);
            int failedBefore = load.failed();
            long start = System.nanoTime();
            change.accept(id);
            Waiting.until(
                    () -> "none of the old replicas to be left; " + ready,
                    TestStack.PATIENCE,
                    () ->
                            stack.podUids(id).stream().noneMatch(before::contains)
                                    && stack.readyPods(id).equals(where));
            System.out.printf(
                    "handed over after %d ms; %s%n",
                    (System.nanoTime() - start) / 1_000_000, ready);
            Waiting.pause(AFTERMATH);
            assertThat(stack.readyPods(id)).as("where it is ready").isEqualTo(where);
            assertThat(ready.fewest()).as("fewest; %s", ready).isGreaterThanOrEqualTo(replicas);
            if (podsEndInTheirOwnTime(stack)) {
                assertThat(load.failed() - failedBefore).as("answers from 500 on").isZero();
            }
        }
    }

    /// On real API servers nodes are kwok's, which takes a pod in the moment in which it is told to
    /// end, and with it the requests that it works on.
    private static boolean podsEndInTheirOwnTime(TestStack stack) {
        return stack.local().planes().stream().allMatch(SimulatedLocalPlane.class::isInstance);
    }
}
