package dev.mcm.atc.core.spec;

import dev.mcm.atc.core.mask.FieldPaths;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.RolloutSettings;
import java.util.List;

/// Applies the fields that a mask names. A field named by the mask and unset in the request goes
/// back to its default; lists and maps are replaced whole, entries of maps one by one
/// ("spec.env.NAME").
public final class UpdateMask {
    private static final String ALL = "*";
    private static final String SPEC = "spec";
    private static final String AUTOSCALING = "autoscaling";
    private static final String ROLLOUT = "rollout";

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
                    "\"spec\", \"autoscaling\", \"rollout\", \"*\" or a field below one of the"
                            + " three, for example \"autoscaling.max_replica\"");
        }
    }

    public DeploymentSpec apply(DeploymentSpec stored, DeploymentSpec given) {
        return apply(
                        SPEC,
                        UpdateDeploymentRequest.newBuilder().setSpec(stored),
                        UpdateDeploymentRequest.newBuilder().setSpec(given))
                .getSpec();
    }

    public AutoscalingSettings apply(AutoscalingSettings stored, AutoscalingSettings given) {
        return apply(
                        AUTOSCALING,
                        UpdateDeploymentRequest.newBuilder().setAutoscaling(stored),
                        UpdateDeploymentRequest.newBuilder().setAutoscaling(given))
                .getAutoscaling();
    }

    public RolloutSettings apply(RolloutSettings stored, RolloutSettings given) {
        return apply(
                        ROLLOUT,
                        UpdateDeploymentRequest.newBuilder().setRollout(stored),
                        UpdateDeploymentRequest.newBuilder().setRollout(given))
                .getRollout();
    }

    private UpdateDeploymentRequest.Builder apply(
            String root,
            UpdateDeploymentRequest.Builder target,
            UpdateDeploymentRequest.Builder given) {
        for (String path : paths) {
            if (path.equals(ALL)) {
                FieldPaths.apply(root, target, given.build());
            } else if (isIn(root, path)) {
                FieldPaths.apply(path, target, given.build());
            }
        }
        return target;
    }

    private static boolean names(String path) {
        return path.equals(ALL)
                || ((isIn(SPEC, path) || isIn(AUTOSCALING, path) || isIn(ROLLOUT, path))
                        && FieldPaths.names(UpdateDeploymentRequest.getDescriptor(), path));
    }

    private static boolean isIn(String root, String path) {
        return path.equals(root) || path.startsWith(root + ".");
    }
}
