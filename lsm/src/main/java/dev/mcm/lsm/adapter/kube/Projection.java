package dev.mcm.lsm.adapter.kube;

import com.google.protobuf.Timestamp;
import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.plane.PlaneNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What LSM keeps of a Kubernetes object. Pure.
interface Projection<T extends HasMetadata> {
    ObservedObject of(T object);

    /// Whether it is kept at all.
    default boolean keeps(T object) {
        return true;
    }

    /// The part that all kinds have in common.
    static ObservedObject.Builder common(ObjectKind kind, ObjectMeta meta) {
        return common(kind, meta, meta.getLabels());
    }

    /// @param labels that say which deployment it belongs to
    static ObservedObject.Builder common(
            ObjectKind kind, ObjectMeta meta, @Nullable Map<String, String> labels) {
        ObservedObject.Builder object =
                ObservedObject.newBuilder()
                        .setKind(kind)
                        .setUid(text(meta.getUid()))
                        .setNamespace(text(meta.getNamespace()))
                        .setName(text(meta.getName()))
                        .setResourceVersion(text(meta.getResourceVersion()))
                        .setTerminating(meta.getDeletionTimestamp() != null);
        time(meta.getCreationTimestamp()).ifPresent(object::setCreatedAt);
        managedBy(labels).ifPresent(object::setManagedBy);
        return object;
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    static long number(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static Optional<ManagedBy> managedBy(@Nullable Map<String, String> labels) {
        if (labels == null || !PlaneNames.MANAGED.equals(labels.get(PlaneNames.LABEL_MANAGED))) {
            return Optional.empty();
        }
        String deployment = text(labels.get(PlaneNames.LABEL_DEPLOYMENT));
        return deployment.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ManagedBy.newBuilder()
                                .setDeploymentId(deployment)
                                .setVersion(
                                        version(labels.get(PlaneNames.LABEL_DEPLOYMENT_VERSION)))
                                .setRevision(text(labels.get(PlaneNames.LABEL_REVISION)))
                                .setInstanceType(text(labels.get(PlaneNames.LABEL_INSTANCE_TYPE)))
                                .build());
    }

    /// 0 when somebody has put something else there.
    private static long version(@Nullable String label) {
        try {
            return label == null ? 0 : Long.parseLong(label);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Timestamp> time(@Nullable String text) {
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(
                            Timestamp.newBuilder()
                                    .setSeconds(Instant.parse(text).getEpochSecond())
                                    .build());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
