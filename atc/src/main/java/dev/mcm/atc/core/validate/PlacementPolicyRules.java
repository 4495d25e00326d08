package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.ControlPlaneTaints;
import dev.mcm.type.v1.PlacementPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Where a deployment may ask to run.
final class PlacementPolicyRules {
    private static final int MAX_ITEMS = 200;

    private PlacementPolicyRules() {}

    static void check(PlacementPolicy policy, Violations at) {
        attributes(at, "required_regions", policy.getRequiredRegionsList());
        attributes(at, "required_providers", policy.getRequiredProvidersList());
        attributes(at, "preferred_regions", policy.getPreferredRegionsList());
        attributes(at, "preferred_providers", policy.getPreferredProvidersList());
        planes(at, "allowed_planes", policy.getAllowedPlanesList());
        planes(at, "denied_planes", policy.getDeniedPlanesList());
        boolean noneLeft =
                policy.getAllowedPlanesCount() > 0
                        && new HashSet<>(policy.getDeniedPlanesList())
                                .containsAll(policy.getAllowedPlanesList());
        at.check(
                !noneLeft,
                "denied_planes",
                policy.getDeniedPlanesList(),
                "at least one of allowed_planes left");
        Checks.atMost(at, "tolerations", policy.getTolerationsCount(), MAX_ITEMS, "tolerations");
        Checks.items(at, "tolerations", policy.getTolerationsList(), Syntax.TOLERATION);
        containedTolerations(at, policy.getTolerationsList());
        Checks.range(at, "min_planes", policy.getMinPlanes(), 0, 1000);
        Checks.range(at, "max_plane_share_percent", policy.getMaxPlaneSharePercent(), 0, 100);
    }

    private static void containedTolerations(Violations at, List<String> tolerations) {
        for (int i = 0; i < tolerations.size(); i++) {
            String toleration = tolerations.get(i);
            boolean wellFormed = Syntax.TOLERATION.fits(toleration);
            at.check(
                    !wellFormed || !ControlPlaneTaints.areToleratedBy(toleration),
                    "tolerations[" + i + "]",
                    toleration,
                    "a taint other than those of a cluster's control plane");
        }
    }

    private static void attributes(Violations at, String field, List<String> values) {
        Checks.atMost(at, field, values.size(), MAX_ITEMS, "values");
        Checks.items(at, field, values, Syntax.ATTRIBUTE);
    }

    private static void planes(Violations at, String field, List<String> values) {
        Checks.atMost(at, field, values.size(), MAX_ITEMS, "planes");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String plane = values.get(i);
            String item = field + "[" + i + "]";
            at.checkParse(item, () -> new PlaneId(plane));
            at.check(seen.add(plane), item, plane, "each plane once");
        }
    }
}
