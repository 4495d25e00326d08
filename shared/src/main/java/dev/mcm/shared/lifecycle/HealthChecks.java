package dev.mcm.shared.lifecycle;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// All checks of a service, by name. Thread-safe.
public final class HealthChecks {
    private final Map<String, Readiness> readiness = new ConcurrentHashMap<>();
    private final Map<String, Liveness> liveness = new ConcurrentHashMap<>();

    public void ready(String name, Readiness check) {
        readiness.put(name, check);
    }

    public void alive(String name, Liveness check) {
        liveness.put(name, check);
    }

    /// Name → reason of the checks that fail; empty when the service is ready.
    public SortedMap<String, String> notReady() {
        return failing(readiness, Readiness::whyNotReady);
    }

    /// Name → reason of the checks that fail; empty when the service is alive.
    public SortedMap<String, String> notAlive() {
        return failing(liveness, Liveness::whyNotAlive);
    }

    private static <C> SortedMap<String, String> failing(
            Map<String, C> checks, Function<C, Optional<String>> why) {
        SortedMap<String, String> failing = new TreeMap<>();
        checks.forEach(
                (name, check) -> run(check, why).ifPresent(reason -> failing.put(name, reason)));
        return failing;
    }

    private static <C> Optional<String> run(C check, Function<C, Optional<String>> why) {
        try {
            return why.apply(check);
        } catch (RuntimeException e) {
            return Optional.of("check failed: " + e);
        }
    }
}
