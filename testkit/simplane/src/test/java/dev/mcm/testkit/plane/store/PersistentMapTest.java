package dev.mcm.testkit.plane.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.seed.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PersistentMapTest {

    private static List<Integer> list(PersistentMap<Integer, Integer> map, Integer from) {
        List<Integer> values = new ArrayList<>();
        map.iterator(from).forEachRemaining(values::add);
        return values;
    }

    @Test
    void itBehavesAsASortedMapAndKeepsItsVersions() {
        Seeds.check(
                20,
                random -> {
                    NavigableMap<Integer, Integer> model = new TreeMap<>();
                    PersistentMap<Integer, Integer> map = PersistentMap.empty();
                    PersistentMap<Integer, Integer> old = map;
                    List<Integer> oldValues = List.of();
                    for (int i = 0; i < 500; i++) {
                        int key = random.nextInt(100);
                        if (random.nextInt(3) == 0) {
                            model.remove(key);
                            map = map.without(key);
                        } else {
                            model.put(key, i);
                            map = map.with(key, i);
                        }
                        if (i == 250) {
                            old = map;
                            oldValues = List.copyOf(model.values());
                        }
                        int from = random.nextInt(100);
                        assertThat(map.size()).isEqualTo(model.size());
                        assertThat(map.get(key)).isEqualTo(model.get(key));
                        assertThat(map.sizeFrom(from)).isEqualTo(model.tailMap(from).size());
                        assertThat(list(map, from))
                                .containsExactlyElementsOf(model.tailMap(from).values());
                    }
                    assertThat(list(old, Integer.MIN_VALUE)).isEqualTo(oldValues);
                });
    }
}
