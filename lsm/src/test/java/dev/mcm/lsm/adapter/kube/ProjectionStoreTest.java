package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.loop.DirtyObjects;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProjectionStoreTest {
    private final List<Throwable> unreadable = new ArrayList<>();
    private final ProjectionStore<Pod> store =
            new ProjectionStore<>(
                    ObjectKind.OBJECT_KIND_POD,
                    ProjectionStoreTest::project,
                    meta -> new PodBuilder().withMetadata(meta).build(),
                    new DirtyObjects(),
                    unreadable::add);

    @Test
    void whateverOneObjectDoesToItsProjectionTheOthersAreKept() {
        for (String name : List.of("a", "deep", "wrong", "b")) {
            store.put("ns/" + name, pod(name));
        }
        assertThat(store.all()).extracting(ObservedObject::getUid).containsExactly("a", "b");
        assertThat(unreadable)
                .hasSize(2)
                .hasAtLeastOneElementOfType(StackOverflowError.class)
                .hasAtLeastOneElementOfType(AssertionError.class);
    }

    @Test
    void anObjectThatBecomesUnreadableIsNoLongerThere() {
        store.put("ns/a", pod("a"));
        store.put("ns/a", pod("wrong"));
        assertThat(store.all()).isEmpty();
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName(name)
                .withUid(name)
                .endMetadata()
                .build();
    }

    private static ObservedObject project(Pod pod) {
        String name = pod.getMetadata().getName();
        if (name.equals("wrong")) {
            throw new AssertionError("wrong");
        }
        return ObservedObject.newBuilder()
                .setUid(name.equals("deep") ? deep(1) : name)
                .setName(name)
                .setKind(ObjectKind.OBJECT_KIND_POD)
                .build();
    }

    private static String deep(long depth) {
        return deep(depth + 1) + depth;
    }
}
