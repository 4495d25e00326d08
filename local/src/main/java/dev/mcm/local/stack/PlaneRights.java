package dev.mcm.local.stack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/// What is installed on a plane before MCM comes, and as whom MCM's two parts act there.
///
/// @param objects roles, accounts, policies, in this order
public record PlaneRights(List<HasMetadata> objects, Account atc, Account lsm) {

    /// A service account.
    public record Account(String namespace, String name) {}

    public PlaneRights {
        objects = List.copyOf(objects);
    }
}
