package dev.mcm.shared.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class DirtySetTest {
    private static final int LIMIT = 2000;

    private final DirtySet<Integer> dirty = new DirtySet<>(LIMIT);

    @Test
    void whatHasChangedIsTakenOnce() {
        dirty.add(1);
        dirty.add(1);
        dirty.add(2);

        assertThat(dirty.take()).isEqualTo(new DirtySet.Batch<>(false, Set.of(1, 2)));
        assertThat(dirty.take()).isEqualTo(new DirtySet.Batch<>(false, Set.of()));
    }

    @Test
    void pastALimitEverythingHasChanged() {
        for (int number = 0; number <= LIMIT; number++) {
            dirty.add(number);
        }
        dirty.add(9999);

        assertThat(dirty.take()).isEqualTo(new DirtySet.Batch<>(true, Set.of()));
        dirty.add(1);
        assertThat(dirty.take().keys()).containsExactly(1);
    }

    @Test
    void aBatchThatIsGivenBackIsTakenAgainWithWhatChangedMeanwhile() {
        dirty.add(1);
        DirtySet.Batch<Integer> failed = dirty.take();
        dirty.add(2);

        dirty.giveBack(failed);

        assertThat(dirty.take().keys()).containsExactlyInAnyOrder(1, 2);
        dirty.giveBack(new DirtySet.Batch<>(true, Set.of()));
        assertThat(dirty.take().all()).isTrue();
    }
}
