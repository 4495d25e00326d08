package dev.mcm.shared.plane;

import dev.mcm.shared.hash.CanonicalFields;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Shape;
import java.util.Set;

/// What a replica's pods are made of, as a name: 10 lower-case hex digits over the pod fields of a
/// spec and over the shape of one of its options. Replicas of one deployment and revision are the
/// same, whatever else of the spec differs: where they may run, how urgent they are, how they are
/// labelled.
///
/// It stands in rows and in names on planes, so it never changes for a spec that is stored: by no
/// later version of this code, and by no field that is added with its default.
public record PodRevision(String value) {
    private static final int DIGITS = 10;

    /// Of a workload from before there were revisions: it is not known which one it is.
    public static final PodRevision UNKNOWN = new PodRevision("0".repeat(DIGITS));

    /// Of [DeploymentSpec], what a pod that runs cannot take on: a change of it is another pod.
    /// Where replicas may run (tolerations too, which count until a pod is bound), labels, priority
    /// and what only routes need are not among them; what a replica asks for is in the shape.
    /// Annotations are among them, since what reads them does so when a pod is made, and pull
    /// secrets, since a pod that cannot pull is mended by another one only.
    private static final Set<Integer> POD_FIELDS =
            Set.of(
                    DeploymentSpec.IMAGE_FIELD_NUMBER,
                    DeploymentSpec.COMMAND_FIELD_NUMBER,
                    DeploymentSpec.ARGS_FIELD_NUMBER,
                    DeploymentSpec.ENV_FIELD_NUMBER,
                    DeploymentSpec.SECRET_ENV_FIELD_NUMBER,
                    DeploymentSpec.PORT_FIELD_NUMBER,
                    DeploymentSpec.NODE_COUNT_FIELD_NUMBER,
                    DeploymentSpec.LONGEST_REQUEST_SECONDS_FIELD_NUMBER,
                    DeploymentSpec.IMAGE_PULL_SECRETS_FIELD_NUMBER,
                    DeploymentSpec.PORTS_FIELD_NUMBER,
                    DeploymentSpec.STARTUP_PROBE_FIELD_NUMBER,
                    DeploymentSpec.READINESS_PROBE_FIELD_NUMBER,
                    DeploymentSpec.LIVENESS_PROBE_FIELD_NUMBER,
                    DeploymentSpec.START_DEADLINE_SECONDS_FIELD_NUMBER,
                    DeploymentSpec.SHARED_MEMORY_MIB_FIELD_NUMBER,
                    DeploymentSpec.VOLUMES_FIELD_NUMBER,
                    DeploymentSpec.ANNOTATIONS_FIELD_NUMBER,
                    DeploymentSpec.RUNTIME_CLASS_FIELD_NUMBER);

    /// What an unset field means. Part of every revision: the same for ever, also when the API
    /// fills in something else one day.
    private static final int PORT = 8080;

    private static final int NODE_COUNT = 1;
    private static final int LONGEST_REQUEST_SECONDS = 30;

    public PodRevision {
        if (!isRevision(value)) {
            throw new IllegalArgumentException(
                    "revision: '" + value + "' (expected: 10 lower-case hex digits)");
        }
    }

    /// @param shape of one option; its instance type's name is not part of it
    public static PodRevision of(DeploymentSpec spec, Shape shape) {
        String text =
                "spec{"
                        + CanonicalFields.of(withoutDefaults(spec), POD_FIELDS::contains)
                        + "}shape{"
                        + CanonicalFields.of(withoutDefaults(shape), _ -> true)
                        + "}";
        return new PodRevision(Sha256.hex(text).substring(0, DIGITS));
    }

    private static DeploymentSpec withoutDefaults(DeploymentSpec spec) {
        return spec.toBuilder()
                .setPort(unless(PORT, spec.getPort()))
                .setNodeCount(unless(NODE_COUNT, spec.getNodeCount()))
                .setLongestRequestSeconds(
                        unless(LONGEST_REQUEST_SECONDS, spec.getLongestRequestSeconds()))
                .build();
    }

    /// A whole GPU is said in two ways.
    private static Shape withoutDefaults(Shape shape) {
        return shape.toBuilder()
                .setGpuMilli(unless(PlaneNames.GPU_MILLI_PER_GPU, shape.getGpuMilli()))
                .build();
    }

    private static int unless(int usual, int value) {
        return value == usual ? 0 : value;
    }

    private static boolean isRevision(String text) {
        return text.length() == DIGITS
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /// The bare value.
    @Override
    public String toString() {
        return value;
    }
}
