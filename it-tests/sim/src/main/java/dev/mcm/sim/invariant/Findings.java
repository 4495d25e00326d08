package dev.mcm.sim.invariant;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The violations of one run, the first of each kind.
public final class Findings {
    private final Map<String, Violation> byKind = new LinkedHashMap<>();

    void broken(Invariant invariant, String cause, String detail) {
        Violation violation = new Violation(invariant.getClass().getSimpleName(), cause, detail);
        byKind.putIfAbsent(violation.kind(), violation);
    }

    public Collection<Violation> violations() {
        return Collections.unmodifiableCollection(byKind.values());
    }

    public boolean has(String kind) {
        return byKind.containsKey(kind);
    }
}
