package dev.mcm.gsm.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Bytes as an LSM of a later version would write them, of plane [PlaneLogScript#PLANE]: with kind
/// 77, with facts and fields that this version does not know.
public final class LaterRecords {
    private LaterRecords() {}

    /// Values by name, in the order of the topic.
    public static Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> records = new LinkedHashMap<>();
        try (InputStream in =
                Objects.requireNonNull(
                        LaterRecords.class.getResourceAsStream(
                                "/records-of-a-later-version.hex"))) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    records.put(
                            line.substring(0, blank),
                            HexFormat.of().parseHex(line.substring(blank + 1)));
                }
            }
        }
        return records;
    }
}
