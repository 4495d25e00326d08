package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.FencePolicy;
import dev.mcm.atc.core.manifest.FencePolicy.Decision;
import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestPolicy;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Raises the fence of one namespace by compare-and-set. Raises that come while one is under way
/// are made together. Thread-safe.
final class NamespaceFence {
    private static final int ATTEMPTS = 10;

    private static final class Raise {
        private final DeploymentId deployment;
        private final long pushVersion;
        private @Nullable Decision decision;
        private @Nullable RuntimeException failure;

        Raise(DeploymentId deployment, long pushVersion) {
            this.deployment = deployment;
            this.pushVersion = pushVersion;
        }
    }

    private final PlaneApi api;
    private final OrganizationId organization;
    private final Queue<Raise> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock lock = new ReentrantLock();

    NamespaceFence(PlaneApi api, OrganizationId organization) {
        this.api = api;
        this.organization = organization;
    }

    /// Returns once the fence stands at `pushVersion` for the deployment.
    ///
    /// @throws StaleVersionException when it stands higher
    void raise(DeploymentId deployment, long pushVersion) {
        Raise raise = new Raise(deployment, pushVersion);
        waiting.add(raise);
        lock.lock();
        try {
            if (raise.decision == null && raise.failure == null) {
                raiseWaiting();
            }
        } finally {
            lock.unlock();
        }
        if (raise.failure != null) {
            throw raise.failure;
        }
        if (raise.decision == Decision.STALE) {
            throw new StaleVersionException(
                    "the fence of namespace " + FencePolicy.key(organization).namespace(),
                    pushVersion);
        }
    }

    /// At which push version it stands for the deployment; 0 = none.
    long seen(DeploymentId deployment) {
        return FencePolicy.seen(
                api.get(FencePolicy.key(organization)).map(LiveObject::data).orElse(Map.of()),
                deployment);
    }

    private void raiseWaiting() {
        List<Raise> batch = new ArrayList<>();
        for (Raise next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
        }
        try {
            for (int attempt = 1; !compareAndSet(batch); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw new PlaneApiException(
                            PlaneApiException.Kind.CONFLICT,
                            FencePolicy.key(organization) + " changes all the time",
                            null);
                }
            }
        } catch (RuntimeException e) {
            batch.forEach(raise -> raise.failure = e);
        }
    }

    /// @return false when somebody else has changed the fence meanwhile
    private boolean compareAndSet(List<Raise> batch) {
        @Nullable LiveObject live = api.get(FencePolicy.key(organization)).orElse(null);
        Map<String, String> values = live == null ? Map.of() : live.data();
        boolean changed = false;
        for (Raise raise : batch) {
            raise.decision = FencePolicy.decide(values, raise.deployment, raise.pushVersion);
            if (raise.decision == Decision.RAISE) {
                values = raised(values, raise);
                changed = true;
            }
        }
        return !changed || write(live, FencePolicy.manifest(organization, values));
    }

    private static Map<String, String> raised(Map<String, String> values, Raise raise) {
        return FencePolicy.raised(values, raise.deployment, raise.pushVersion);
    }

    private boolean write(@Nullable LiveObject live, Manifest fence) {
        try {
            if (live != null) {
                api.replace(fence, live.resourceVersion());
            } else {
                api.create(fence);
            }
            return true;
        } catch (PlaneApiException e) {
            if (e.kind() == PlaneApiException.Kind.NOT_FOUND && live == null) {
                api.apply(ManifestPolicy.namespace(organization), "");
                return false;
            }
            if (e.kind() == PlaneApiException.Kind.CONFLICT
                    || e.kind() == PlaneApiException.Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
