package dev.mcm.atc.core.spec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.mcm.atc.core.mask.FieldPaths;
import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies the fields that a mask names. A field named by the mask and unset in the request goes
/// back to its default; lists and maps are replaced whole, entries of maps one by one
/// ("spec.env.NAME").
public final class UpdateMask {
    private static final String ALL = "*";
    private static final String SPEC = "spec";
    private static final String AUTOSCALING = "autoscaling";

    private final List<String> paths;

    public UpdateMask(List<String> paths) {
        this.paths = List.copyOf(paths);
    }

    /// Records every path that names no field.
    public void check(Violations violations) {
        violations.check(
                !paths.isEmpty(),
                "update_mask",
                "",
                "at least one path, for example \"spec.image\"; it is required");
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            violations.check(
                    names(path),
                    "update_mask.paths[" + i + "]",
                    path,
                    "\"spec\", \"autoscaling\", \"*\" or a field below spec or autoscaling, for"
                            + " example \"autoscaling.max_replica\"");
        }
    }

    public DeploymentSpec apply(DeploymentSpec stored, DeploymentSpec given) {
        DeploymentSpec.Builder target = stored.toBuilder();
        paths.forEach(path -> apply(below(path, SPEC), target, given));
        return target.build();
    }

    public AutoscalingSettings apply(AutoscalingSettings stored, AutoscalingSettings given) {
        AutoscalingSettings.Builder target = stored.toBuilder();
        paths.forEach(path -> apply(below(path, AUTOSCALING), target, given));
        return target.build();
    }

    private static boolean names(String path) {
        return isField(below(path, SPEC), DeploymentSpec.getDescriptor())
                || isField(below(path, AUTOSCALING), AutoscalingSettings.getDescriptor());
    }

    /// The rest of the path below `root`: empty = all of it, null = the path is about something
    /// else.
    private static @Nullable String below(String path, String root) {
        if (path.equals(ALL) || path.equals(root)) {
            return "";
        }
        return path.startsWith(root + ".") && path.length() > root.length() + 1
                ? path.substring(root.length() + 1)
                : null;
    }

    private static boolean isField(@Nullable String path, Descriptor type) {
        return path != null && (path.isEmpty() || FieldPaths.names(type, path));
    }

    private static void apply(@Nullable String path, Message.Builder target, Message given) {
        if (path == null) {
            return;
        }
        if (path.isEmpty()) {
            target.clear().mergeFrom(given);
        } else {
            FieldPaths.apply(path, target, given);
        }
    }
}
