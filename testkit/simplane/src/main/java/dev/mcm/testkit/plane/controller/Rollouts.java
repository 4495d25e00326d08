package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The replica sets of one deployment: the current one, whose pod template is the deployment's, and
/// the old ones.
record Rollouts(StoredObject deployment, List<StoredObject> sets, String hash) {

    static final String HASH_LABEL = "pod-template-hash";
    static final String REVISION = "deployment.kubernetes.io/revision";

    Rollouts {
        sets =
                sets.stream()
                        .sorted(Comparator.comparingLong(StoredObject::resourceVersion))
                        .sorted(Comparator.comparingInt(Rollouts::revision))
                        .toList();
    }

    static int revision(StoredObject object) {
        String text = object.annotation(REVISION);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    static Rollouts of(StoredObject deployment, List<StoredObject> sets) {
        byte[] template = Trees.bytes(deployment.at("spec", "template"));
        return new Rollouts(deployment, sets, Integer.toUnsignedString(Fnv1a.hash32(template), 36));
    }

    ObjectKey currentKey() {
        return new ObjectKey(deployment.key().namespace(), deployment.key().name() + "-" + hash());
    }

    Optional<StoredObject> current() {
        return sets.stream().filter(s -> s.key().equals(currentKey())).findFirst();
    }

    List<StoredObject> old() {
        return sets.stream().filter(s -> !s.key().equals(currentKey())).toList();
    }

    /// Those that want pods, the oldest first.
    List<StoredObject> active() {
        return sets.stream().filter(s -> s.number(0, "spec", "replicas") > 0).toList();
    }

    /// The only one that wants pods; when none does the current one, or else the newest. Empty when
    /// several do.
    Optional<StoredObject> activeOrLatest() {
        List<StoredObject> active = active();
        return switch (active.size()) {
            case 0 -> current().or(() -> sets.reversed().stream().findFirst());
            case 1 -> Optional.of(active.getFirst());
            default -> Optional.empty();
        };
    }

    int nextRevision() {
        return sets.stream().mapToInt(Rollouts::revision).max().orElse(0) + 1;
    }

    /// The replica set for the deployment's present template.
    ObjectNode newSet(int replicas) {
        ObjectNode set = Trees.object();
        ObjectNode metadata = set.putObject("metadata");
        metadata.put("name", currentKey().name());
        JsonNode template = deployment.at("spec", "template");
        ObjectNode labels = metadata.putObject("labels");
        labels.setAll((ObjectNode) Trees.at(template, "metadata", "labels").deepCopy());
        labels.put(HASH_LABEL, hash());
        metadata.putObject("annotations").put(REVISION, Integer.toString(nextRevision()));
        DeploymentController.noteScale(deployment, set);
        Owners.control(set, deployment);
        ObjectNode spec = set.putObject("spec");
        spec.put("replicas", replicas);
        int minReady = deployment.number(0, "spec", "minReadySeconds");
        if (minReady > 0) {
            spec.put("minReadySeconds", minReady);
        }
        spec.set("selector", deployment.at("spec", "selector").deepCopy());
        Trees.ensure(spec, "selector", "matchLabels").put(HASH_LABEL, hash());
        spec.set("template", template.deepCopy());
        Trees.ensure(spec, "template", "metadata", "labels").put(HASH_LABEL, hash());
        return set;
    }
}
