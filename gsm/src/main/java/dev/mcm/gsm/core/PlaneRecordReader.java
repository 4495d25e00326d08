package dev.mcm.gsm.core;

import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import org.jspecify.annotations.Nullable;

/// Reads a plane's records and refuses what the model or the database could not take.
public final class PlaneRecordReader {
    /// Longest id that a column takes. Kubernetes' own limit for names is 253.
    private static final int MAX_ID = 253;

    private PlaneRecordReader() {}

    /// What a plane's record turned out to be.
    public sealed interface Reading {}

    /// A record to apply.
    public record Fact(PlaneRecord record) implements Reading {}

    /// A record of a sort that only a later version knows: to be left out.
    ///
    /// @param what "kind 77"
    public record Unknown(String what) implements Reading {}

    /// @throws IllegalArgumentException when no LSM writes such a record: what is wrong, the value
    ///   and what was expected
    public static Reading read(PlaneRecord record) {
        require(originProblem(record));
        @Nullable String unknown = unknown(record);
        if (unknown != null) {
            return new Unknown(unknown);
        }
        require(problem(record));
        return new Fact(record);
    }

    private static void require(@Nullable String problem) {
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static @Nullable String originProblem(PlaneRecord record) {
        return record.getEpoch() >= 1 && record.getSeq() >= 1
                ? null
                : "epoch/seq: "
                        + record.getEpoch()
                        + "/"
                        + record.getSeq()
                        + " (expected: both >= 1)";
    }

    private static @Nullable String unknown(PlaneRecord record) {
        return switch (record.getFactCase()) {
            case UPSERT -> unknown(record.getUpsert().getKind(), record.getUpsert().getKindValue());
            case DELETE -> unknown(record.getDelete().getKind(), record.getDelete().getKindValue());
            case BEGIN -> unknown(record.getBegin().getKind(), record.getBegin().getKindValue());
            case END -> unknown(record.getEnd().getKind(), record.getEnd().getKindValue());
            case HEARTBEAT -> null;
            case FACT_NOT_SET ->
                    record.getUnknownFields().asMap().isEmpty() ? null : "an unknown fact";
        };
    }

    private static @Nullable String unknown(ObjectKind kind, int number) {
        return kind == ObjectKind.UNRECOGNIZED ? "kind " + number : null;
    }

    /// What is wrong with a fact of a known sort. Unknown kinds in a heartbeat are not: the rest of
    /// it counts.
    private static @Nullable String problem(PlaneRecord record) {
        return switch (record.getFactCase()) {
            case UPSERT -> problem(record.getUpsert());
            case DELETE -> idOrKind(record.getDelete().getKind(), record.getDelete().getUid());
            case BEGIN -> kind(record.getBegin().getKind());
            case END -> kind(record.getEnd().getKind());
            case HEARTBEAT ->
                    record.getHeartbeat().getKindsList().stream()
                                    .map(KindSummary::getKind)
                                    .anyMatch(ObjectKind.OBJECT_KIND_UNSPECIFIED::equals)
                            ? "heartbeat: a kind is not set (expected: set)"
                            : null;
            case FACT_NOT_SET -> "fact: not set (expected: one that this version knows)";
        };
    }

    private static @Nullable String problem(ObservedObject object) {
        String problem = idOrKind(object.getKind(), object.getUid());
        if (problem != null) {
            return problem;
        }
        boolean fits =
                switch (object.getKind()) {
                    case OBJECT_KIND_DEPLOYMENT -> object.hasDeployment();
                    case OBJECT_KIND_POD -> object.hasPod();
                    case OBJECT_KIND_NODE -> object.hasNode();
                    case OBJECT_KIND_RESOURCEQUOTA -> object.hasQuota();
                    case OBJECT_KIND_UNSPECIFIED, UNRECOGNIZED -> false;
                };
        if (!fits) {
            return "detail: "
                    + object.getDetailCase()
                    + " (expected: the one of kind "
                    + object.getKind()
                    + ")";
        }
        ManagedBy owner = object.getManagedBy();
        boolean text =
                isText(owner.getDeploymentId())
                        && isText(owner.getInstanceType())
                        && isText(object.getNode().getGpuType())
                        && object.getQuota().getLimitsList().stream()
                                .allMatch(limit -> isText(limit.getQuota()))
                        && object.getNode().getTaintsList().stream()
                                .allMatch(PlaneRecordReader::isText)
                        && object.getPod().getReason().indexOf(0) < 0
                        && object.getPod().getMessage().indexOf(0) < 0;
        return text
                ? null
                : "text: too long or with a NUL character (expected: at most "
                        + MAX_ID
                        + " characters)";
    }

    private static @Nullable String idOrKind(ObjectKind kind, String uid) {
        if (uid.isEmpty() || !isText(uid)) {
            return "uid: '" + uid + "' (expected: 1 to " + MAX_ID + " characters)";
        }
        return kind(kind);
    }

    private static @Nullable String kind(ObjectKind kind) {
        return kind == ObjectKind.OBJECT_KIND_UNSPECIFIED || kind == ObjectKind.UNRECOGNIZED
                ? "kind: " + kind + " (expected: a known kind)"
                : null;
    }

    private static boolean isText(String text) {
        return text.length() <= MAX_ID && text.indexOf(0) < 0;
    }
}
