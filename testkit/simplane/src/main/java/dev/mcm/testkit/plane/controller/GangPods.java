package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;

/// The pods of a LeaderWorkerSet, as its own controller and webhook make them.
///
/// @param set the LeaderWorkerSet
record GangPods(StoredObject set) {

    int size() {
        return set.number(1, "spec", "leaderWorkerTemplate", "size");
    }

    /// Tells the present templates from others.
    String revision() {
        byte[] template = Trees.bytes(set.at("spec", "leaderWorkerTemplate"));
        return Integer.toUnsignedString(Fnv1a.hash32(template), 36);
    }

    String leaderName(int group) {
        return set.key().name() + "-" + group;
    }

    String workerName(int group, int worker) {
        return leaderName(group) + "-" + worker;
    }

    ObjectNode leader(int group) {
        JsonNode own = set.at("spec", "leaderWorkerTemplate", "leaderTemplate");
        ObjectNode pod = pod(own.isObject() ? own : workerTemplate(), group, 0);
        Trees.ensure(pod, "metadata").put("name", leaderName(group));
        Owners.control(pod, set);
        return pod;
    }

    ObjectNode worker(StoredObject leader, int group, int worker) {
        ObjectNode pod = pod(workerTemplate(), group, worker);
        Trees.ensure(pod, "metadata").put("name", workerName(group, worker));
        Trees.ensure(pod, "metadata", "annotations")
                .put(GangNames.LEADER_NAME, leader.key().name());
        Owners.control(pod, leader);
        return pod;
    }

    private JsonNode workerTemplate() {
        return set.at("spec", "leaderWorkerTemplate", "workerTemplate");
    }

    private ObjectNode pod(JsonNode template, int group, int index) {
        ObjectNode pod = Trees.object();
        ObjectNode metadata = pod.putObject("metadata");
        if (template.path("metadata") instanceof ObjectNode given) {
            metadata.setAll(given.deepCopy());
            metadata.remove("creationTimestamp");
        }
        Trees.ensure(metadata, "labels")
                .put(GangNames.NAME, set.key().name())
                .put(GangNames.GROUP_INDEX, Integer.toString(group))
                .put(GangNames.GROUP_KEY, groupKey(group))
                .put(GangNames.WORKER_INDEX, Integer.toString(index))
                .put(GangNames.REVISION, revision());
        Trees.ensure(metadata, "annotations").put(GangNames.SIZE, Integer.toString(size()));
        ObjectNode spec = (ObjectNode) template.path("spec").deepCopy();
        String leader = leaderName(group);
        spec.put("hostname", index == 0 ? leader : workerName(group, index));
        spec.put("subdomain", set.key().name());
        spec.path("containers").forEach(c -> environment((ObjectNode) c, leader, index));
        pod.set("spec", spec);
        return pod;
    }

    private String groupKey(int group) {
        return Sha256.hex(set.key() + "/" + leaderName(group)).substring(0, 40);
    }

    private void environment(ObjectNode container, String leader, int index) {
        ArrayNode variables = container.arrayNode();
        String domain = set.key().name() + "." + set.key().namespace();
        variable(variables, "LWS_LEADER_ADDRESS", leader + "." + domain);
        container.path("env").forEach(variables::add);
        variable(variables, "LWS_GROUP_SIZE", Integer.toString(size()));
        variable(variables, "LWS_WORKER_INDEX", Integer.toString(index));
        container.set("env", variables);
    }

    private static void variable(ArrayNode variables, String name, String value) {
        variables.addObject().put("name", name).put("value", value);
    }
}
