package dev.mcm.lsm.adapter.kube;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kubernetes quantities in MCM's units.
final class Quantities {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal BYTES_PER_MIB = BigDecimal.valueOf(1L << 20);

    private Quantities() {}

    /// CPU in milli-cores, rounded up; 0 when not given.
    static long cpuMilli(@Nullable Map<String, Quantity> amounts) {
        return up(amount(amounts, "cpu").multiply(THOUSAND));
    }

    /// Memory in MiB, rounded up; 0 when not given.
    static long memoryMibUp(@Nullable Map<String, Quantity> amounts) {
        return up(amount(amounts, "memory").divide(BYTES_PER_MIB, 6, RoundingMode.CEILING));
    }

    /// Memory in MiB, rounded down: what can be given away.
    static long memoryMibDown(@Nullable Map<String, Quantity> amounts) {
        return amount(amounts, "memory").divide(BYTES_PER_MIB, 0, RoundingMode.FLOOR).longValue();
    }

    /// A whole number of something; 0 when not given.
    static int count(@Nullable Map<String, Quantity> amounts, String resource) {
        return (int) Math.min(Integer.MAX_VALUE, up(amount(amounts, resource)));
    }

    private static long up(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING).longValue();
    }

    private static BigDecimal amount(@Nullable Map<String, Quantity> amounts, String resource) {
        @Nullable Quantity quantity = amounts == null ? null : amounts.get(resource);
        return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
    }
}
