package dev.mcm.testkit.plane.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private final ObjectStore store = new ObjectStore(ResourceTypes.ALL, 100, 3);

    private StoredObject insert(String name) {
        ObjectNode tree = Trees.object();
        return store.insert(ResourceTypes.CONFIG_MAP, new ObjectKey("ns", name), tree);
    }

    @Test
    void aReaderContinuesFromAnyRememberedVersion() {
        insert("a");
        store.insert(ResourceTypes.SECRET, new ObjectKey("ns", "s"), Trees.object());
        StoredObject b = insert("b");
        EventLog log = store.log(ResourceTypes.CONFIG_MAP);
        long position = log.positionAfter(102).orElseThrow();
        List<StoreEvent> events = log.read(position, 10).orElseThrow();
        assertThat(events).extracting(e -> e.object().key().name()).containsExactly("b");
        assertThat(b.resourceVersion()).isEqualTo(103);
    }

    @Test
    void whatFellOutOfTheRingIsGone() {
        EventLog log = store.log(ResourceTypes.CONFIG_MAP);
        long start = log.positionAfter(100).orElseThrow();
        List.of("a", "b", "c", "d").forEach(this::insert);
        assertThat(log.positionAfter(100)).isEmpty();
        assertThat(log.read(start, 10)).isEmpty();
        assertThat(log.positionAfter(101)).isPresent();
    }

    @Test
    void aDeletionHasAVersionOfItsOwnAndAnOldObjectCannotBeReplaced() {
        StoredObject a = insert("a");
        StoredObject gone = store.remove(a).orElseThrow();
        assertThat(gone.resourceVersion()).isEqualTo(a.resourceVersion() + 1);
        assertThat(store.replace(a, Trees.object())).isEmpty();
        assertThat(store.remove(a)).isEmpty();
    }

    @Test
    void compactionForgetsWhatWasBefore() {
        insert("a");
        store.compact();
        EventLog log = store.log(ResourceTypes.CONFIG_MAP);
        assertThat(log.positionAfter(100)).isEmpty();
        assertThat(log.positionAfter(store.version())).isPresent();
    }
}
