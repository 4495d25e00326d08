package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.Identities;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes Kubernetes events. The same event of the same object is counted, not repeated; only the
/// newest are kept.
final class EventRecorder {

    private record Same(String uid, String reason, String message) {}

    private final ObjectRegistry registry;
    private final Identities identities;
    private final InstantSource clock;
    private final int most;
    private final Map<Same, ObjectKey> recorded = new LinkedHashMap<>();

    EventRecorder(ObjectRegistry registry, Identities identities, InstantSource clock, int most) {
        this.registry = registry;
        this.identities = identities;
        this.clock = clock;
        this.most = most;
    }

    void normal(StoredObject about, String reason, String message) {
        record(about, "Normal", reason, message);
    }

    void warning(StoredObject about, String reason, String message) {
        record(about, "Warning", reason, message);
    }

    private void record(StoredObject about, String type, String reason, String message) {
        if (most == 0) {
            return;
        }
        Same same = new Same(about.uid(), reason, message);
        ObjectKey key = recorded.get(same);
        if (key != null && again(key)) {
            return;
        }
        String namespace = about.key().namespace().isEmpty() ? "default" : about.key().namespace();
        String name = about.key().name() + "." + identities.suffix() + identities.suffix();
        ObjectKey fresh = new ObjectKey(namespace, name);
        try {
            registry.create(
                    WriteRequest.internal(ResourceTypes.EVENT, fresh),
                    event(about, type, reason, message).put("count", 1));
            recorded.remove(same);
            recorded.put(same, fresh);
            forgetOldest();
        } catch (StatusException _) {
            // A namespace that is going takes no events.
        }
    }

    private boolean again(ObjectKey key) {
        return registry.edit(
                        ResourceTypes.EVENT,
                        key,
                        tree -> {
                            tree.put("count", tree.path("count").asInt() + 1);
                            tree.put("lastTimestamp", Trees.time(clock.instant()));
                            return tree;
                        })
                .isPresent();
    }

    private ObjectNode event(StoredObject about, String type, String reason, String message) {
        String now = Trees.time(clock.instant());
        ObjectNode event = Trees.object();
        event.putObject("metadata");
        event.putObject("involvedObject")
                .put("kind", about.type().kind())
                .put("namespace", about.key().namespace())
                .put("name", about.key().name())
                .put("uid", about.uid())
                .put("apiVersion", about.type().apiVersion())
                .put("resourceVersion", Long.toString(about.resourceVersion()));
        event.put("reason", reason).put("message", message).put("type", type);
        event.putObject("source").put("component", "simulated-plane");
        event.put("firstTimestamp", now).put("lastTimestamp", now);
        event.putNull("eventTime");
        event.put("reportingComponent", "simulated-plane").put("reportingInstance", "");
        return event;
    }

    private void forgetOldest() {
        while (recorded.size() > most) {
            var oldest = recorded.entrySet().iterator().next();
            recorded.remove(oldest.getKey());
            try {
                registry.delete(ResourceTypes.EVENT, oldest.getValue(), DeleteRequest.NOW);
            } catch (StatusException _) {
                // Somebody else deleted it.
            }
        }
    }
}
