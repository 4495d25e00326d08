package dev.mcm.gsm.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Bytes as an LSM of the version before wrote them, kept as hexadecimal lines: the whole topic of
/// plane `sim-1`, a simulated one with a node and a deployment of three replicas.
public final class EarlierRecords {
    public static final String FILE = "records-of-the-version-before.hex";

    private EarlierRecords() {}

    public static List<byte[]> read() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(EarlierRecords.class.getResourceAsStream("/" + FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(HexFormat.of()::parseHex)
                    .toList();
        }
    }

    /// The file's text of these values.
    public static String text(List<byte[]> values) {
        return values.stream()
                .map(value -> HexFormat.of().formatHex(value) + "\n")
                .collect(Collectors.joining());
    }
}
