package dev.mcm.migrations;

import dev.mcm.shared.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads the passwords that the job gives to roles.
final class RolePasswords {
    private RolePasswords() {}

    /// Lines `role=password`; empty lines and lines that begin with `#` do not count.
    static Map<String, Secret> inFile(Path file) {
        Map<String, Secret> passwords = new LinkedHashMap<>();
        int number = 0;
        for (String line : read(file).lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                int split = line.indexOf('=');
                if (split < 1 || split == line.length() - 1) {
                    throw new MigrationException(
                            "line "
                                    + number
                                    + " of "
                                    + file
                                    + " is not a role and its password (expected: role=password)");
                }
                passwords.put(
                        line.substring(0, split).strip(), new Secret(line.substring(split + 1)));
            }
        }
        return passwords;
    }

    /// A file per role, named as the role, as Kubernetes mounts a secret: what begins with a dot
    /// does not count, nor does the end of the last line.
    static Map<String, Secret> inDirectory(Path directory) {
        Map<String, Secret> passwords = new LinkedHashMap<>();
        for (Path file : files(directory)) {
            String password = read(file).stripTrailing();
            if (password.isEmpty() || password.lines().count() > 1) {
                throw new MigrationException(
                        file + " is not a password (expected: one line that is not empty)");
            }
            passwords.put(file.getFileName().toString(), new Secret(password));
        }
        return passwords;
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static MigrationException unreadable(Path path, IOException cause) {
        return new MigrationException(
                "passwords of the roles cannot be read from " + path + ": " + cause, cause);
    }
}
