package dev.mcm.testkit.plane.registry;

import java.math.BigDecimal;
import java.util.Map;

/// Reads Kubernetes quantities such as `500m`, `2`, `1.5Gi`, `100M`.
public final class Quantity {

    private static final Map<String, BigDecimal> SUFFIXES =
            Map.ofEntries(
                    Map.entry("", BigDecimal.ONE),
                    Map.entry("n", new BigDecimal("1e-9")),
                    Map.entry("u", new BigDecimal("1e-6")),
                    Map.entry("m", new BigDecimal("1e-3")),
                    Map.entry("k", new BigDecimal("1e3")),
                    Map.entry("M", new BigDecimal("1e6")),
                    Map.entry("G", new BigDecimal("1e9")),
                    Map.entry("T", new BigDecimal("1e12")),
                    Map.entry("P", new BigDecimal("1e15")),
                    Map.entry("E", new BigDecimal("1e18")),
                    Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
                    Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
                    Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
                    Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
                    Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
                    Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantity() {}

    /// The value in base units.
    ///
    /// @throws IllegalArgumentException when the text is no quantity
    static BigDecimal parse(String text) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        if (end == 0) {
            throw malformed(text);
        }
        BigDecimal factor = SUFFIXES.get(text.substring(end));
        try {
            BigDecimal number = new BigDecimal(factor == null ? text : text.substring(0, end));
            return factor == null ? number : number.multiply(factor);
        } catch (NumberFormatException _) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "quantity \"" + text + "\" is malformed, expected for example 500m, 2 or 1Gi");
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
        return value.setScale(0, java.math.RoundingMode.CEILING).longValueExact();
    }
}
