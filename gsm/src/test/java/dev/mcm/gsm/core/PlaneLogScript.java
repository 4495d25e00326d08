package dev.mcm.gsm.core;

import dev.mcm.event.v1.DeploymentDetail;
import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.NodeDetail;
import dev.mcm.event.v1.ObjectGone;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.event.v1.QuotaDetail;
import dev.mcm.event.v1.SnapshotBegin;
import dev.mcm.event.v1.SnapshotEnd;
import dev.mcm.type.v1.QuotaLimit;
import java.util.ArrayList;
import java.util.List;

/// Writes a plane's records as one LSM would, for tests.
public final class PlaneLogScript {
    public static final String PLANE = "aws-1";

    private final List<PlaneRecord> records = new ArrayList<>();
    private final String plane;
    private long epoch = 1;
    private long seq;

    public PlaneLogScript() {
        this(PLANE);
    }

    public PlaneLogScript(String plane) {
        this.plane = plane;
    }

    /// A new LSM process.
    public PlaneLogScript restart() {
        epoch++;
        seq = 0;
        return this;
    }

    public PlaneLogScript upsert(ObservedObject object) {
        return add(next().setUpsert(object));
    }

    public PlaneLogScript delete(ObservedObject object) {
        return add(
                next().setDelete(
                                ObjectGone.newBuilder()
                                        .setKind(object.getKind())
                                        .setUid(object.getUid())));
    }

    public PlaneLogScript begin(ObjectKind kind) {
        return add(next().setBegin(SnapshotBegin.newBuilder().setKind(kind)));
    }

    public PlaneLogScript end(ObjectKind kind, long beginSeq, long count) {
        return add(
                next().setEnd(
                                SnapshotEnd.newBuilder()
                                        .setKind(kind)
                                        .setBeginSeq(beginSeq)
                                        .setCount(count)));
    }

    /// A whole list: begin, the objects, end.
    public PlaneLogScript snapshot(ObjectKind kind, ObservedObject... objects) {
        begin(kind);
        long beginSeq = seq;
        List.of(objects).forEach(this::upsert);
        return end(kind, beginSeq, objects.length);
    }

    public PlaneLogScript heartbeat(ObjectKind kind, long count, boolean synced) {
        return add(
                next().setHeartbeat(
                                Heartbeat.newBuilder()
                                        .setApiReachable(true)
                                        .addKinds(
                                                KindSummary.newBuilder()
                                                        .setKind(kind)
                                                        .setCount(count)
                                                        .setSynced(synced))));
    }

    /// A heartbeat of a plane without objects.
    public PlaneLogScript heartbeat(boolean api, ObjectKind... synced) {
        Heartbeat.Builder heartbeat =
                Heartbeat.newBuilder().setApiReachable(api).setMetricsReachable(true);
        for (ObjectKind kind : synced) {
            heartbeat.addKinds(KindSummary.newBuilder().setKind(kind).setSynced(true));
        }
        return add(next().setHeartbeat(heartbeat));
    }

    /// A heartbeat of an empty plane that is read whole.
    public PlaneLogScript heartbeat() {
        return heartbeat(
                true,
                ObjectKind.OBJECT_KIND_DEPLOYMENT,
                ObjectKind.OBJECT_KIND_NODE,
                ObjectKind.OBJECT_KIND_POD);
    }

    public long seq() {
        return seq;
    }

    public List<PlaneRecord> records() {
        return List.copyOf(records);
    }

    public static ObservedObject pod(String uid, String node, String phase) {
        return pod(uid, PodDetail.newBuilder().setNodeName(node).setPhase(phase).build());
    }

    public static ObservedObject pod(String uid, PodDetail detail) {
        return ObservedObject.newBuilder()
                .setKind(ObjectKind.OBJECT_KIND_POD)
                .setUid(uid)
                .setNamespace("mcm-acme")
                .setName("pod-" + uid)
                .setPod(detail)
                .build();
    }

    public static ObservedObject owned(ObservedObject object, String deployment, long version) {
        return object.toBuilder()
                .setManagedBy(
                        ManagedBy.newBuilder()
                                .setDeploymentId(deployment)
                                .setInstanceType("h100")
                                .setVersion(version))
                .build();
    }

    /// With label mcm.dev/revision beside those of its owner.
    public static ObservedObject of(ObservedObject object, String revision) {
        ManagedBy owner = object.getManagedBy().toBuilder().setRevision(revision).build();
        return object.toBuilder().setManagedBy(owner).build();
    }

    public static ObservedObject workload(String uid, int replicas) {
        return ObservedObject.newBuilder()
                .setKind(ObjectKind.OBJECT_KIND_DEPLOYMENT)
                .setUid(uid)
                .setName(uid)
                .setDeployment(DeploymentDetail.newBuilder().setDesiredReplicas(replicas))
                .build();
    }

    public static ObservedObject node(String name, NodeDetail detail) {
        return ObservedObject.newBuilder()
                .setKind(ObjectKind.OBJECT_KIND_NODE)
                .setUid("uid-" + name)
                .setName(name)
                .setNode(detail)
                .build();
    }

    /// Named by what its first limit says; its namespace and name make its uid.
    public static ObservedObject quota(String namespace, QuotaLimit... limits) {
        String name = limits.length == 0 ? "none" : limits[0].getQuota();
        return ObservedObject.newBuilder()
                .setKind(ObjectKind.OBJECT_KIND_RESOURCEQUOTA)
                .setUid("uid-" + namespace + "-" + name)
                .setNamespace(namespace)
                .setName(name)
                .setQuota(QuotaDetail.newBuilder().addAllLimits(List.of(limits)))
                .build();
    }

    public static NodeDetail gpuNode(String type, int gpus) {
        return NodeDetail.newBuilder()
                .setGpuType(type)
                .setGpuCount(gpus)
                .setCpuMilli(64_000)
                .setMemoryMib(512_000)
                .setReady(true)
                .build();
    }

    private PlaneRecord.Builder next() {
        return PlaneRecord.newBuilder().setPlaneId(plane).setEpoch(epoch).setSeq(++seq);
    }

    private PlaneLogScript add(PlaneRecord.Builder record) {
        records.add(record.build());
        return this;
    }
}
