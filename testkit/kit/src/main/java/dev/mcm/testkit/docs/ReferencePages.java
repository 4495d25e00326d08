package dev.mcm.testkit.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keeps generated pages under `docs/reference` fresh. A test of each service calls [#verify]; with
/// `-Dmcm.docs.write=true` it writes the page instead.
public final class ReferencePages {
    private static final String ROOT = "mcm.root.dir";
    private static final String WRITE = "mcm.docs.write";

    private ReferencePages() {}

    /// Compares `docs/reference/<file>` of the project with what the code generates.
    ///
    /// @throws IllegalStateException when the page is missing or stale
    public static void verify(String file, String generated) {
        Path page = root().resolve("docs/reference").resolve(file);
        try {
            if (Boolean.getBoolean(WRITE)) {
                Files.createDirectories(page.getParent());
                Files.writeString(page, generated);
            } else if (!Files.exists(page) || !Files.readString(page).equals(generated)) {
                throw new IllegalStateException(
                        "docs/reference/"
                                + file
                                + " is stale; write it with ./mvnw -Dmcm.docs.write=true test (and"
                                + " look at the difference)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "docs/reference/" + file + " cannot be read or written", e);
        }
    }

    private static Path root() {
        String root = System.getProperty(ROOT);
        if (root == null) {
            throw new IllegalStateException(
                    "system property " + ROOT + " is not set (expected: the project's directory)");
        }
        return Path.of(root);
    }
}
