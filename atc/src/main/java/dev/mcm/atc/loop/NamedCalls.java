package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A plane's API whose exceptions say which call it was.
record NamedCalls(PlaneApi api) implements PlaneApi {
    private static <T> T named(String verb, String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (PlaneApiException e) {
            throw e.during(what.isEmpty() ? verb : verb + " " + what);
        }
    }

    private static void named(String verb, String what, Runnable call) {
        named(
                verb,
                what,
                () -> {
                    call.run();
                    return true;
                });
    }

    @Override
    public Optional<LiveObject> get(ManifestKey key) {
        return named("get", key.kind().plural(), () -> api.get(key));
    }

    @Override
    public List<LiveObject> listManaged(ManifestKind kind, String label) {
        return named("list", kind.plural(), () -> api.listManaged(kind, label));
    }

    @Override
    public LiveObject apply(Manifest manifest, String resourceVersion) {
        return named(
                "apply",
                manifest.key().kind().plural(),
                () -> api.apply(manifest, resourceVersion));
    }

    @Override
    public LiveObject create(Manifest manifest) {
        return named("create", manifest.key().kind().plural(), () -> api.create(manifest));
    }

    @Override
    public LiveObject replace(Manifest manifest, String resourceVersion) {
        return named(
                "replace",
                manifest.key().kind().plural(),
                () -> api.replace(manifest, resourceVersion));
    }

    @Override
    public void delete(LiveObject seen) {
        named("delete", seen.key().kind().plural(), () -> api.delete(seen));
    }

    @Override
    public void probe() {
        named("probe", "", api::probe);
    }

    @Override
    public FoundCluster cluster() {
        return named("get", "namespaces", api::cluster);
    }

    @Override
    public PlaneApi onEachRequest(Runnable ended) {
        return new NamedCalls(api.onEachRequest(ended));
    }

    @Override
    public void close() {
        api.close();
    }
}
