package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class DirtySetTest {
    private final DirtySet dirty = new DirtySet();

    @Test
    void whatHasChangedIsTakenOnce() {
        dirty.add(id(1));
        dirty.add(id(1));
        dirty.add(id(2));

        assertThat(dirty.take()).isEqualTo(new DirtySet.Batch(false, Set.of(id(1), id(2))));
        assertThat(dirty.take()).isEqualTo(new DirtySet.Batch(false, Set.of()));
    }

    @Test
    void pastALimitEverythingHasChanged() {
        for (int number = 0; number <= 2000; number++) {
            dirty.add(id(number));
        }
        dirty.add(id(9999));

        assertThat(dirty.take()).isEqualTo(new DirtySet.Batch(true, Set.of()));
        dirty.add(id(1));
        assertThat(dirty.take().ids()).containsExactly(id(1));
    }

    @Test
    void aBatchThatIsGivenBackIsTakenAgainWithWhatChangedMeanwhile() {
        dirty.add(id(1));
        DirtySet.Batch failed = dirty.take();
        dirty.add(id(2));

        dirty.giveBack(failed);

        assertThat(dirty.take().ids()).containsExactlyInAnyOrder(id(1), id(2));
        dirty.giveBack(new DirtySet.Batch(true, Set.of()));
        assertThat(dirty.take().all()).isTrue();
    }
}
