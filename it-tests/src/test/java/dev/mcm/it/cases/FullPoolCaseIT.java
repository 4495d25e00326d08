package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.it.StackExtension;
import dev.mcm.it.TestStack;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.DeploymentSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Case T1, "Update on a full GPU pool": LLMKube#192, airunway#400, cortex#644, rune#250. The new
/// pod waits for the GPU that the old pod holds, and the old pod for the new one.
@ExtendWith(StackExtension.class)
final class FullPoolCaseIT {
    /// From the update's call until every replica runs it.
    private static final Duration ENDS = Duration.ofSeconds(60);

    private final TestStack stack;
    private final List<String> created = new ArrayList<>();

    FullPoolCaseIT(TestStack stack) {
        this.stack = stack;
    }

    /// Also when a test has failed half-way.
    @AfterEach
    void clear() throws InterruptedException {
        for (String id : created) {
            stack.delete(id);
        }
        for (String id : created) {
            Waiting.until("it to go", TestStack.PATIENCE, () -> stack.objectsOf(id).isEmpty());
        }
    }

    @Test
    void twoReplicasAreReplacedOneAtATimeAndTheStatusSaysSo() throws InterruptedException {
        String id = serve("two", 2, "plane-1");
        fill(id, "plane-1", 0);
        try (ReadyRecord ready = new ReadyRecord(stack, id);
                StatusRecord statuses = new StatusRecord(stack, id)) {
            update(id, 2, 2);
            assertThat(ready.fewest()).as("fewest; %s", ready).isGreaterThanOrEqualTo(1);
            assertThat(statuses.all())
                    .anySatisfy(state -> {
                        assertThat(state.status())
                                .isEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_UPDATING);
                        assertThat(state.message()).contains("one at a time");
                    });
        }
    }

    @Test
    @Tag("long")
    void theOnlyReplicaIsReplacedToo() throws InterruptedException {
        String id = serve("one", 1, "plane-1");
        fill(id, "plane-1", 0);
        update(id, 2, 1);
    }

    @Test
    @Tag("long")
    void aFreeGpuOfAnotherPlaneIsUsedAndNoReplicaIsMissed() throws InterruptedException {
        String id = serve("surge", 2, "plane-1", "plane-2");
        fill(id, "plane-1", 0);
        fill(id, "plane-2", 1);
        try (ReadyRecord ready = new ReadyRecord(stack, id)) {
            update(id, 2, 2);
            assertThat(ready.fewest()).as("fewest; %s", ready).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    @Tag("long")
    void aSecondUpdateDuringTheFirstEndsAtTheLastVersion() throws InterruptedException {
        String id = serve("twice", 3, "plane-1");
        fill(id, "plane-1", 0);
        try (ReadyRecord ready = new ReadyRecord(stack, id)) {
            Cases.update(stack, id, "pool:2");
            Waiting.until(
                    "a replica of the first update",
                    ENDS,
                    () -> Cases.tags(stack, id).containsKey("2"));
            update(id, 3, 3);
            assertThat(ready.fewest()).as("fewest; %s", ready).isGreaterThanOrEqualTo(2);
        }
    }

    private String serve(String name, int replicas, String... planes) throws InterruptedException {
        DeploymentSpec spec = Cases.only(Cases.oneGpu("pool:1"), planes).build();
        String id = stack.create(name, spec, Cases.always(replicas)).getId();
        created.add(id);
        stack.await(replicas + " ready", id, d -> d.getReplicas().getReady() == replicas);
        return id;
    }

    private void fill(String id, String plane, int butFor) throws InterruptedException {
        String filler = Cases.fill(stack, "beside-" + id + "-" + plane, plane, butFor);
        if (!filler.isEmpty()) {
            created.add(filler);
        }
    }

    /// All replicas run the new image, and the API says that this is all.
    private void update(String id, int version, long replicas) throws InterruptedException {
        long start = System.nanoTime();
        Cases.update(stack, id, "pool:" + version);
        Waiting.until(
                () -> "all to run version %d, now %s".formatted(version, Cases.tags(stack, id)),
                ENDS,
                () ->
                        Cases.tags(stack, id).equals(Map.of(String.valueOf(version), replicas))
                                && stack.readyPodCount(id) == replicas);
        System.out.printf(
                "version %d on %d replicas after %d ms%n",
                version, replicas, (System.nanoTime() - start) / 1_000_000);
        stack.await(
                "the API to say that it is over",
                id,
                d ->
                        d.getStatus() == DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE
                                && d.getReplicas().getReady() == (int) replicas);
    }
}
