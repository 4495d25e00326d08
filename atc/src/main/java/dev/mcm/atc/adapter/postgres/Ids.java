package dev.mcm.atc.adapter.postgres;

import dev.mcm.shared.id.DeploymentId;
import java.util.Collection;
import java.util.stream.Collectors;

/// Ids as one parameter of a statement: `id = ANY (string_to_array(?, ','))`. Ids contain no comma.
final class Ids {
    private Ids() {}

    static String joined(Collection<DeploymentId> ids) {
        return ids.stream().map(DeploymentId::value).collect(Collectors.joining(","));
    }
}
