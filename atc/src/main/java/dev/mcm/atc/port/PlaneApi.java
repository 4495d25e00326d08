package dev.mcm.atc.port;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.plane.FoundCluster;
import java.util.List;
import java.util.Optional;

/// A plane's Kubernetes API, as far as ATC uses it. Thread-safe. Every method waits for the answer
/// and throws [PlaneApiException].
public interface PlaneApi extends AutoCloseable {
    Optional<LiveObject> get(ManifestKey key);

    /// All objects of the kind with MCM's label and the given one.
    ///
    /// @param label further selector, `name=value`, or `name` for any value; empty = none
    List<LiveObject> listManaged(ManifestKind kind, String label);

    /// Server-side apply as MCM's field manager, by force.
    ///
    /// @param resourceVersion the object must still have it, else CONFLICT; empty = whatever is
    ///   there
    LiveObject apply(Manifest manifest, String resourceVersion);

    /// CONFLICT when it exists.
    LiveObject create(Manifest manifest);

    /// Replaces the whole object; CONFLICT unless it still has this resource version.
    LiveObject replace(Manifest manifest, String resourceVersion);

    /// Deletes the object seen, with what belongs to it; CONFLICT when it has changed since. One
    /// that is gone is fine.
    void delete(LiveObject seen);

    /// Asks the API whether it is ready. Throws when it is not, or does not say so in time.
    void probe();

    /// Asks the cluster who it is; as quick as a probe.
    FoundCluster cluster();

    /// The same API, with `ended` called after every request of it that was answered or failed: a
    /// sign that the caller still gets on, however slow the plane is. Closing it is not needed.
    PlaneApi onEachRequest(Runnable ended);

    @Override
    void close();
}
