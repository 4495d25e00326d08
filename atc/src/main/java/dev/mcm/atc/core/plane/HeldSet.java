package dev.mcm.atc.core.plane;

import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.push.HeldRemoval;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/// Leftovers on one plane that are held, or were released, together.
///
/// @param removals in order of deployment
public record HeldSet(List<HeldRemoval> removals) {
    private static final int NAME_DIGITS = 8;

    public HeldSet {
        removals =
                removals.stream().sorted(Comparator.comparing(HeldRemoval::deploymentId)).toList();
    }

    /// Those of a plane's rows that wait for an operator.
    public static HeldSet held(List<HeldRemoval> rows) {
        return new HeldSet(rows.stream().filter(row -> !row.isReleased()).toList());
    }

    /// Those that were released and are not gone yet.
    public static HeldSet released(List<HeldRemoval> rows) {
        return new HeldSet(rows.stream().filter(HeldRemoval::isReleased).toList());
    }

    public boolean isEmpty() {
        return removals.isEmpty();
    }

    /// Eight hex digits: others for any other deployments or numbers of objects.
    public String name() {
        StringBuilder text = new StringBuilder();
        removals.forEach(held ->
                text.append(held.deploymentId()).append(' ').append(held.objects()).append('\n'));
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8))
                .substring(0, NAME_DIGITS);
    }

    public int objects() {
        return removals.stream().mapToInt(HeldRemoval::objects).sum();
    }

    public List<DeploymentId> deployments() {
        return removals.stream().map(HeldRemoval::deploymentId).toList();
    }
}
