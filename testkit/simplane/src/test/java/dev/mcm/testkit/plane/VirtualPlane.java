package dev.mcm.testkit.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.client.utils.Serialization;

/// A plane on virtual time with a namespace and one deployment to play with.
record VirtualPlane(ManualTime clock, HeadlessPlane plane) {

    static final ObjectKey DEPLOYMENT = new ObjectKey(Fixtures.NAMESPACE, "d-1-a100");

    VirtualPlane(ManualTime clock, PlaneOptions options) {
        this(clock, HeadlessPlane.on(clock, options));
        createNamespace();
    }

    void createNamespace() {
        ObjectNode namespace = Trees.object();
        namespace.putObject("metadata").put("name", Fixtures.NAMESPACE);
        plane.registry()
                .create(
                        WriteRequest.internal(ResourceTypes.NAMESPACE, new ObjectKey("", "")),
                        namespace);
    }

    /// Applies a deployment of pods with one GPU each.
    void deploy(String image, int replicas) {
        deploy(image, replicas, "[]");
    }

    /// @param tolerations of the pods, as JSON
    void deploy(String image, int replicas, String tolerations) {
        ObjectNode tree =
                (ObjectNode)
                        Trees.parse(
                                Serialization.asJson(Fixtures.deployment("d-1", image, replicas)));
        Trees.ensure(tree, "spec", "template", "spec").set("tolerations", Trees.parse(tolerations));
        plane.registry()
                .apply(
                        new WriteRequest(
                                ResourceTypes.DEPLOYMENT, DEPLOYMENT, "mcm-atc", false, false),
                        tree,
                        true);
    }

    long ready() {
        return plane.pods().stream().filter(p -> p.ready() && !p.terminating()).count();
    }

    void delete(ObjectKey pod, int graceSeconds) {
        plane.registry()
                .delete(
                        ResourceTypes.POD,
                        pod,
                        new DeleteRequest(
                                DeleteRequest.Propagation.BACKGROUND, graceSeconds, "", "", false));
    }

    boolean exists(ObjectKey pod) {
        return plane.registry().store().find(ResourceTypes.POD, pod) != null;
    }
}
