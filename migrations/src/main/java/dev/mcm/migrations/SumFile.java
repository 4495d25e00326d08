package dev.mcm.migrations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/// The text of `mcm.sum`: one line per migration with its name, the SHA-256 of its content, and a
/// running hash over all lines up to this one. Each line depends on those before, so two branches
/// that both add a migration conflict in git, where it is seen, and not in the job.
///
/// Runs from source without a build, so it uses the JDK only.
final class SumFile {
    /// Name of the file in each directory of migrations.
    static final String NAME = "mcm.sum";

    private static final int DIGITS = 64;

    private SumFile() {}

    /// @param files name → content, in order of name
    static String of(SortedMap<String, byte[]> files) {
        StringBuilder text = new StringBuilder();
        String running = "0".repeat(DIGITS);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String content = sha256(file.getValue());
            running = sha256((running + file.getKey() + content).getBytes(StandardCharsets.UTF_8));
            text.append(file.getKey())
                    .append(' ')
                    .append(content)
                    .append(' ')
                    .append(running)
                    .append('\n');
        }
        return text.toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "this JDK has no SHA-256, which every JDK must have", e);
        }
    }
}
