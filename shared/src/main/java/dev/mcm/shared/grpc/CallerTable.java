package dev.mcm.shared.grpc;

import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.id.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Which token, or which client certificate, is which caller.
///
/// One caller a line, `#` begins a comment: `<token> <role> <organisation or *> [name]`. Instead of
/// the token itself a line may hold `sha256:<hex of its hash>`, or `cn:<common name>` of a client
/// certificate that the server's TLS has verified.
final class CallerTable {
    private static final String HASHED = "sha256:";
    private static final String CERTIFICATE = "cn:";

    @SuppressWarnings(
            "ArrayRecordComponent") // Compared by MessageDigest.isEqual only, in constant time.
    private record Entry(byte[] hash, Caller caller) {}

    private final List<Entry> entries;

    private CallerTable(List<Entry> entries) {
        this.entries = entries;
    }

    /// @throws IllegalArgumentException naming the line, never the token
    static CallerTable parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(line.split("\\s+"), i + 1));
            }
        }
        return new CallerTable(List.copyOf(entries));
    }

    Optional<Caller> byToken(String token) {
        return token.startsWith(CERTIFICATE) ? Optional.empty() : byCredential(token);
    }

    Optional<Caller> byCertificate(String commonName) {
        return byCredential(CERTIFICATE + commonName);
    }

    /// Compares with every entry, so that the time taken says nothing about which one nearly
    /// matched.
    private Optional<Caller> byCredential(String credential) {
        byte[] hash = Sha256.of(credential.getBytes(StandardCharsets.UTF_8));
        Optional<Caller> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash(), hash)) {
                found = Optional.of(entry.caller());
            }
        }
        return found;
    }

    private static Entry entry(String[] fields, int line) {
        if (fields.length < 3 || fields.length > 4) {
            throw new IllegalArgumentException(
                    "line "
                            + line
                            + ": "
                            + fields.length
                            + " fields (expected: token role organisation [name])");
        }
        try {
            Role role = Role.parse(fields[1]);
            OrganizationId organization =
                    fields[2].equals("*") ? null : new OrganizationId(fields[2]);
            String name = fields.length == 4 ? fields[3] : role.label() + "@" + fields[2];
            return new Entry(hash(fields[0]), new Caller(name, role, organization));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
        }
    }

    private static byte[] hash(String credential) {
        if (!credential.startsWith(HASHED)) {
            return Sha256.of(credential.getBytes(StandardCharsets.UTF_8));
        }
        byte[] hash = HexFormat.of().parseHex(credential.substring(HASHED.length()));
        if (hash.length != 32) {
            throw new IllegalArgumentException("sha256: " + hash.length + " bytes (expected: 32)");
        }
        return hash;
    }
}
