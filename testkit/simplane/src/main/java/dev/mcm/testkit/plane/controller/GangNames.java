package dev.mcm.testkit.plane.controller;

import dev.mcm.testkit.plane.store.StoredObject;
import java.util.Optional;

/// The labels and annotations of LeaderWorkerSet pods.
public final class GangNames {

    static final String NAME = "leaderworkerset.sigs.k8s.io/name";
    static final String GROUP_INDEX = "leaderworkerset.sigs.k8s.io/group-index";
    static final String GROUP_KEY = "leaderworkerset.sigs.k8s.io/group-key";
    public static final String WORKER_INDEX = "leaderworkerset.sigs.k8s.io/worker-index";
    static final String REVISION = "leaderworkerset.sigs.k8s.io/template-revision-hash";
    static final String SIZE = "leaderworkerset.sigs.k8s.io/size";
    static final String LEADER_NAME = "leaderworkerset.sigs.k8s.io/leader-name";
    static final String LEADER = "0";

    private GangNames() {}

    /// Whether a pod with this [#WORKER_INDEX] (empty for none) is a worker of a group, which gets
    /// its work from its leader.
    public static boolean isWorker(String index) {
        return !index.isEmpty() && !index.equals(LEADER);
    }

    /// A group whose pods start together or not at all.
    ///
    /// @param key namespace, set and place in it
    record Group(String key, int size) {}

    /// The group that a pod must be placed with; empty for a pod that stands alone.
    static Optional<Group> group(StoredObject pod) {
        String size = pod.annotation(SIZE);
        String index = pod.label(GROUP_INDEX);
        if (size.isEmpty() || index.isEmpty() || size.equals("1")) {
            return Optional.empty();
        }
        String key = pod.key().namespace() + "/" + pod.label(NAME) + "/" + index;
        return Optional.of(new Group(key, Integer.parseInt(size)));
    }
}
