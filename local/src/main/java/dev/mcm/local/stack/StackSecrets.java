package dev.mcm.local.stack;

import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.time.RandomSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Passwords and tokens of a local stack: made at random once, kept in the stack's `secrets/`.
final class StackSecrets {
    /// Database roles of the services.
    static final List<String> ROLES =
            List.of("mcm_atc", "mcm_autoscaler", "mcm_scheduler", "mcm_gns", "mcm_gsm");

    private static final int LENGTH = 32;

    private final Path directory;

    StackSecrets(StackDirectory stack) {
        this.directory = stack.secrets();
    }

    /// Password of each role.
    Map<String, String> rolePasswords() {
        Map<String, String> passwords = new LinkedHashMap<>();
        ROLES.forEach(role -> passwords.put(role, text(role)));
        return passwords;
    }

    /// File with one secret, made when missing.
    Path file(String name) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            write(file, new IdSource(RandomSource.secure()).characters(LENGTH));
        }
        return file;
    }

    String text(String name) {
        try {
            return Files.readString(file(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read secret " + name, e);
        }
    }

    /// Token of the local operator, who may do everything.
    String operatorToken() {
        return text("operator-token");
    }

    /// ATC's tokens file: an admin for the operator, a developer and a viewer of organisation
    /// `demo`.
    Path tokensFile() {
        Path file = directory.resolve("tokens");
        write(
                file,
                String.join(
                        "\n",
                        operatorToken() + " admin *",
                        text("developer-token") + " developer demo",
                        text("viewer-token") + " viewer demo",
                        ""));
        return file;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write secret " + file.getFileName(), e);
        }
    }
}
