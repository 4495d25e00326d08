package dev.mcm.atc.core.manifest;

/// Kubernetes quantities in their canonical form: an API server writes any other form back
/// differently, which would look like drift.
final class QuantityText {
    private static final String[] BINARY = {"Mi", "Gi", "Ti", "Pi"};

    private QuantityText() {}

    static String cpu(long milli) {
        return milli % 1000 == 0 ? Long.toString(milli / 1000) : milli + "m";
    }

    static String memory(long mebibytes) {
        long value = mebibytes;
        int unit = 0;
        while (value != 0 && value % 1024 == 0 && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        return value + BINARY[unit];
    }

    /// A plain count, canonical with the decimal suffixes k and M.
    static String count(long value) {
        if (value == 0 || value % 1000 != 0) {
            return Long.toString(value);
        }
        return value % 1_000_000 == 0 ? value / 1_000_000 + "M" : value / 1000 + "k";
    }
}
