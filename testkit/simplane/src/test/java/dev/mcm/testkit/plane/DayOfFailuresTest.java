package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A day in which everything breaks, every few minutes, on virtual time: the same seed gives the
/// same day, event by event, and when all is mended the plane is as it should be.
class DayOfFailuresTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int NODES = 6;

    /// What happened in one run.
    ///
    /// @param history a digest of all objects every hour
    private record Day(List<String> history, long ready, long changes, String end) {}

    private static Day run(long seed) {
        ManualTime clock = new ManualTime();
        List<SimulatedNode> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            nodes.add(SimulatedNode.gpu("n" + i, "A100", 4));
        }
        VirtualPlane world =
                new VirtualPlane(
                        clock,
                        PlaneOptions.of("aws-1")
                                .withNodes(nodes)
                                .withSeed(seed)
                                .withMostEvents(200)
                                .withTimings(PlaneTimings.realistic()));
        HeadlessPlane plane = world.plane();
        world.deploy("model:1", 12);
        long[] changes = {0};
        for (ResourceType type : ResourceTypes.ALL) {
            plane.registry().store().listen(type, _ -> changes[0]++);
        }
        Trouble trouble = new Trouble(world, RandomSource.seeded(seed));
        List<String> history = new ArrayList<>();
        for (long minute = 0; minute < DAY.toMinutes(); minute += 5) {
            trouble.strike();
            clock.advance(Duration.ofMinutes(5));
            if (minute % 60 == 0) {
                history.add(digest(plane));
            }
        }
        trouble.mend();
        clock.advance(Duration.ofHours(1));
        return new Day(history, world.ready(), changes[0], digest(plane));
    }

    private static String digest(HeadlessPlane plane) {
        StringBuilder all = new StringBuilder();
        for (ResourceType type : ResourceTypes.ALL) {
            for (StoredObject object : plane.objects(type)) {
                all.append(object.tree()).append('\n');
            }
        }
        return Sha256.hex(all.toString());
    }

    /// Breaks and mends one thing at a time, by a seed.
    private static final class Trouble {

        private final VirtualPlane world;
        private final HeadlessPlane plane;
        private final RandomGenerator random;
        private ObjectStore.Backup backup;
        private int image = 1;

        Trouble(VirtualPlane world, RandomGenerator random) {
            this.world = world;
            this.random = random;
            plane = world.plane();
            backup = plane.backup();
        }

        void strike() {
            String node = "n" + random.nextInt(NODES);
            String current = "model:" + image;
            boolean breaks = random.nextBoolean();
            switch (random.nextInt(11)) {
                case 0, 1 -> plane.controllers().nodes().setDown(node, breaks);
                case 2 -> plane.controllers().nodes().setNotReady(node, breaks);
                case 3 -> plane.controllers().kubelet().setImageCrashing(current, breaks);
                case 4 -> plane.controllers().kubelet().setImageOutOfMemory(current, breaks);
                case 5 -> plane.controllers().kubelet().setImageBroken(current, breaks);
                case 6 -> killOne();
                case 7 -> world.deploy("model:" + ++image, 4 + random.nextInt(16));
                case 8 -> plane.setClockSkew(Duration.ofSeconds(random.nextInt(-600, 600)));
                case 9 -> backup = plane.backup();
                default -> {
                    if (random.nextInt(4) == 0) {
                        plane.restore(backup);
                    }
                }
            }
        }

        private void killOne() {
            List<StoredObject> pods = plane.objects(ResourceTypes.POD);
            if (!pods.isEmpty()) {
                StoredObject pod = pods.get(random.nextInt(pods.size()));
                plane.controllers().kubelet().killPod(pod.key());
            }
        }

        void mend() {
            for (int i = 0; i < NODES; i++) {
                plane.controllers().nodes().setDown("n" + i, false);
                plane.controllers().nodes().setNotReady("n" + i, false);
            }
            for (int i = 1; i <= image; i++) {
                plane.controllers().kubelet().setImageCrashing("model:" + i, false);
                plane.controllers().kubelet().setImageBroken("model:" + i, false);
            }
            plane.setClockSkew(Duration.ZERO);
            world.deploy("model:" + image, 12);
        }
    }

    @Test
    void theSameSeedGivesTheSameDayAndThePlaneRecovers() {
        Day first = run(1);
        Day again = run(1);
        assertThat(first.history()).hasSize(24).isEqualTo(again.history());
        assertThat(first).isEqualTo(again);
        assertThat(first.ready()).as("ready pods at the end").isEqualTo(12);
        assertThat(first.changes()).isGreaterThan(500);
        Day other = run(2);
        assertThat(other.history()).isNotEqualTo(first.history());
        assertThat(other.ready()).as("ready pods at the end of the other day").isEqualTo(12);
    }
}
