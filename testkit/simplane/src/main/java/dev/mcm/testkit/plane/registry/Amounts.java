package dev.mcm.testkit.plane.registry;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Kubernetes quantities such as `500m`, `2`, `1.5Gi`, `100M`, as whole numbers.
public final class Amounts {
    private Amounts() {}

    /// The value in base units.
    ///
    /// @throws IllegalArgumentException when the text is no quantity
    static BigDecimal parse(String text) {
        try {
            return Quantity.parse(text).getNumericalAmount();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "quantity: " + text + " (expected: for example 500m, 2 or 1Gi)", e);
        }
    }

    /// Thousandths of a unit, rounded up; 0 for an empty text.
    public static long milli(String text) {
        return text.isEmpty() ? 0 : ceiling(parse(text).movePointRight(3));
    }

    /// Whole units, rounded up; 0 for an empty text.
    public static long units(String text) {
        return text.isEmpty() ? 0 : ceiling(parse(text));
    }

    private static long ceiling(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING).longValueExact();
    }
}
