package dev.mcm.lsm.adapter.kube;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kubernetes quantities in MCM's units. Nothing is negative or so large that sums of it overflow.
final class Quantities {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal BYTES_PER_MIB = BigDecimal.valueOf(1L << 20);
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

    private Quantities() {}

    /// 0 when not given.
    static BigDecimal amount(@Nullable Map<String, Quantity> amounts, String resource) {
        @Nullable Quantity quantity = amounts == null ? null : amounts.get(resource);
        return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
    }

    /// Cores in milli-cores, rounded up.
    static long cpuMilli(BigDecimal cores) {
        return whole(cores.multiply(THOUSAND), RoundingMode.CEILING);
    }

    /// Bytes in MiB, rounded up: what is asked for.
    static long memoryMibUp(BigDecimal bytes) {
        return whole(bytes.divide(BYTES_PER_MIB, 6, RoundingMode.CEILING), RoundingMode.CEILING);
    }

    /// Bytes in MiB, rounded down: what can be given away.
    static long memoryMibDown(BigDecimal bytes) {
        return whole(bytes.divide(BYTES_PER_MIB, 6, RoundingMode.FLOOR), RoundingMode.FLOOR);
    }

    /// Cores in milli-cores, rounded down: what may be asked for.
    static long cpuMilliDown(BigDecimal cores) {
        return whole(cores.multiply(THOUSAND), RoundingMode.FLOOR);
    }

    /// A whole number of something, rounded up.
    static int count(BigDecimal amount) {
        return (int) Math.min(Integer.MAX_VALUE, whole(amount, RoundingMode.CEILING));
    }

    private static long whole(BigDecimal value, RoundingMode rounding) {
        return value.max(BigDecimal.ZERO).min(MOST).setScale(0, rounding).longValue();
    }
}
